import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import {
  DAY_MS,
  EdgeLabel,
  GraphEdges,
  GraphOverview,
  GraphRefused,
  GraphSentiment,
  GraphTopicOutcomes,
  GraphTopicVolumes,
  GraphVertices,
  OutcomeKind,
  VertexLabel,
} from "@/lib/models/mod.ts";
import { Account } from "./account.ts";
import {
  address,
  type Asked,
  expectProblem,
  get,
  kim,
  PATH,
  robin,
  sam,
  SEED,
  service,
  start,
  vertexPath,
  whole,
} from "./graph_api/accounts.ts";

beforeAll(start);

describe("what cannot be asked", () => {
  const label = "Topic";
  const from = "topic:travel";
  const vertex = vertexPath(from);
  const bad: [path: string, parameters: Asked, detail: RegExp][] = [
    ...["/search", vertex].flatMap((path) =>
      [0, 201, -1, 1.5, "", "many"].map((
        limit,
      ): [string, Asked, RegExp] => [
        path,
        { limit },
        /^limit is a whole number from 1 to 200\.$/,
      ])
    ),
    ["", { creator_id: "9001" }, /^creator_id is/],
    ["/search", { creator_id: "9001" }, /^creator_id is/],
    ["/search", { creator_id: "" }, /^creator_id is/],
    ["/search", { creator_id: "x".repeat(129) }, /^creator_id is/],
    ["/search", { label: "Topics" }, /^label is one of Fan, Creator/],
    ["/search", { q: "x".repeat(129) }, /^q has at most 128/],
    ["/search", { embedding: "yes" }, /^embedding is true or false/],
    [vertex, { direction: "both" }, /^direction is out or in/],
    [vertex, { edge: "LIKES" }, /^edge is one of HAS_CONVERSATION/],
    [vertex, { cursor: "語".repeat(300) }, /^cursor is the next_cursor/],
    [vertex, { cursor: "in:\0" }, /^cursor is the next_cursor/],
    [vertexPath("topic:\0"), {}, /^id is the id of a vertex/],
    [vertexPath("語".repeat(201)), {}, /^id is the id of a vertex/],
    ["/vertices/%zz", {}, /^id is the id of a vertex/],
    ["/paths", {}, /^from is the id.*; to is the id/],
    ["/paths", { from }, /^to is the id of a vertex, of at most 600/],
    ["/paths", { from, to: "" }, /^to is the id/],
    ["/paths", { from, to: from, max_length: 7 }, /^max_length is .* 1 to 6/],
    ["/paths", { from, to: from, max_length: 0 }, /^max_length is/],
    ["/paths", { from, to: from, limit: 21 }, /^limit is .* from 1 to 20\./],
    ["/top", {}, /^label is one of/],
    ["/top", { label, by: "weight" }, /^by of Topic is degree\.$/],
    ["/top", { label: "Day", by: "__proto__" }, /^by of Day is degree, day, m/],
    ["/edges", {}, /^label is one of/],
    ["/edges", { label }, /^label is one of HAS_CONVERSATION/],
    ["/edges", { label: "DISCUSS_TOPIC", limit: 500 }, /^limit/],
    ["/insights/topics", { start_date: "soon" }, /^start_date is an ISO 8601/],
    ["/insights/topics", { start_date: "1969-12-31" }, /^start_date/],
    ["/insights/topics", { end_date: "2025-02-30" }, /^end_date is an ISO/],
    ["/insights/topics", {
      start_date: "2025-11-08",
      end_date: "2025-11-08",
    }, /^end_date is after start_date/],
    ["/insights/sentiment", {
      start_date: "2000-01-01",
      end_date: "2020-01-01",
    }, /at most 3660 days/],
    ["/insights/sentiment", { start_date: "9999-01-01" }, /^end_date/],
    ["/insights/outcomes", {}, /^kind is one of tip, purchase/],
    ["/insights/outcomes", { kind: "joy" }, /^kind is one of/],
    ["/refused", { limit: 201 }, /^limit/],
  ];

  it.each(bad)(
    "%s %j is answered with 400",
    async (path, parameters, detail) => {
      await expectProblem(address(path, parameters), 400, detail);
    },
  );

  it("is a vertex that there is not", async () => {
    for (const id of ["topic:nothing", "constructor", "__proto__", "nothing"]) {
      await expectProblem(address(vertexPath(id)), 404, /^id names no vertex/);
      const missing = (ends: Asked, parameter: string) =>
        expectProblem(
          address("/paths", ends),
          404,
          new RegExp(`^${parameter} names no vertex of the graph\\.$`),
        );
      await missing({ from, to: id }, "to");
      await missing({ from: id, to: from }, "from");
      await missing({ from: id, to: id }, "from");
    }
  });

  it("is a comparison, where there is no server", async () => {
    const answer = await robin.ask(`${PATH}/comparison`, { method: "POST" });
    expect(answer.status).toBe(409);
    expect((await answer.json()).detail).toMatch(/No graph server/);
    const { total, refused } = await get(robin, "/refused", GraphRefused);
    expect({ total, refused }).toEqual({ total: 0, refused: [] });
  });

  it("is anything, without a session", async () => {
    const paths = ["", "/search", vertex, "/paths", "/top", "/edges"];
    const insights = ["topics", "sentiment", "outcomes"];
    for (
      const path of [
        ...paths,
        ...insights.map((name) => `/insights/${name}`),
        "/refused",
        "/comparison",
      ]
    ) {
      const method = path === "/comparison" ? "POST" : "GET";
      const answer = await fetch(service.origin + PATH + path, { method });
      expect(answer.status, path).toBe(401);
      expect((await answer.json()).status).toBe(401);
    }
  });
});

describe("another account", () => {
  it("finds nothing of it", async () => {
    const { vertices } = await get(sam, "/search", GraphVertices, {
      limit: 200,
    });
    const fans = [...whole.vertices.values()]
      .filter(({ label }) => label === "Fan" || label === "ConversationNode");
    for (const { id } of fans) {
      expect(vertices.map(({ vertex }) => vertex.id)).not.toContain(id);
      await expectProblem(address(vertexPath(id)), 404, /names no vertex/, sam);
    }
    const { creators } = await get(robin, "", GraphOverview);
    await expectProblem(
      address("/search", { creator_id: creators[0] }),
      400,
      /^creator_id/,
      sam,
    );
  });

  it("that has sent nothing yet gets empty answers", async () => {
    const overview = await get(kim, "", GraphOverview);
    expect(overview.counts).toEqual({ vertices: {}, edges: {} });
    const creator_id = overview.creators[0];
    for (const parameters of [{}, { creator_id }]) {
      expect(await get(kim, "/search", GraphVertices, parameters))
        .toEqual({ source: "embedded", vertices: [] });
      expect(
        await get(kim, "/top", GraphVertices, {
          label: "Topic",
          ...parameters,
        }),
      ).toEqual({ source: "embedded", vertices: [] });
      expect(
        await get(kim, "/edges", GraphEdges, {
          label: "DISCUSS_TOPIC",
          ...parameters,
        }),
      ).toEqual({ source: "embedded", edges: [] });
      expect(
        await get(kim, "/insights/topics", GraphTopicVolumes, parameters),
      ).toMatchObject({ topics: [] });
      expect(
        await get(kim, "/insights/sentiment", GraphSentiment, parameters),
      ).toMatchObject({ trend: [] });
      expect(
        await get(kim, "/insights/outcomes", GraphTopicOutcomes, {
          kind: "tip",
          ...parameters,
        }),
      ).toMatchObject({ kind: "tip", topics: [] });
    }
    const id = "topic:travel";
    await expectProblem(address(vertexPath(id)), 404, /names no vertex/, kim);
    await expectProblem(
      address("/paths", { from: id, to: id }),
      404,
      /names no vertex/,
      kim,
    );
  });
});

describe("Settings", () => {
  const section = async (account: Account) => {
    const html = await (await account.ask("/settings")).text();
    return /<section[^>]*id="graph".*?<\/section>/s.exec(html)?.[0] ?? "";
  };

  it("says where the graph is, and what it holds", async () => {
    const html = await section(robin);
    expect(html).toContain("In the built-in database");
    expect(html).not.toContain("Gremlin");
    const figures = [...html.matchAll(/<dt>(.*?)<\/dt><dd>(.*?)<\/dd>/g)]
      .map(([, name, value]) => [name, Number(value?.replaceAll(",", ""))]);
    const { counts } = await get(robin, "", GraphOverview);
    const edges = Object.values(counts.edges).reduce((sum, n) => sum + n, 0);
    expect(Object.fromEntries(figures)).toEqual({
      Fans: 14,
      Conversations: 14,
      Topics: counts.vertices.Topic,
      Actions: counts.vertices.EngagementAction,
      Outcomes: counts.vertices.InteractionOutcome,
      Days: counts.vertices.Day,
      Connections: edges,
    });
    expect(await section(kim)).toContain("<dt>Fans</dt><dd>0</dd>");
  });

  it("takes a form of the section's without a server as well", async () => {
    const answer = await robin.ask("/settings", {
      method: "POST",
      body: new URLSearchParams({ graph: "compare" }),
    });
    expect(answer.status).toBe(303);
    await answer.body?.cancel();
    const page = await (await robin.ask("/settings?graph=asked")).text();
    expect(page).not.toContain("will be compared");
  });
});

describe("requests at random", () => {
  /** Something that may stand in any parameter. */
  const anything = () =>
    fc.oneof(
      fc.string({ unit: "binary", maxLength: 40 })
        .map((text) => text.toWellFormed()),
      fc.string({ unit: "grapheme", maxLength: 700 })
        .map((text) => text.toWellFormed()),
      fc.integer({ min: -5, max: 300 }).map(String),
      fc.constantFrom(
        ...whole.vertices.keys(),
        ...VertexLabel.options,
        ...EdgeLabel.options,
        ...OutcomeKind.options,
        "in:",
        "out:",
        "in:DISCUSS_TOPIC:conversation:1",
        "degree",
        "messages",
        "true",
        "2025-11-08",
        "0001-01-01",
        "9999-12-31T23:59:59Z",
      ),
    );
  const request = () => {
    const id = fc.constantFrom(...whole.vertices.keys());
    const oneOf = (...words: readonly string[]) => fc.constantFrom(...words);
    /** Mostly what is allowed. */
    const mostly = (good: fc.Arbitrary<string>) =>
      fc.oneof({ weight: 5, arbitrary: good }, {
        weight: 1,
        arbitrary: anything(),
      });
    const number = (max: number) =>
      mostly(fc.integer({ min: 1, max }).map(String));
    const date = mostly(
      fc.integer({ min: 20_000, max: 20_900 })
        .map((day) => new Date(day * DAY_MS).toISOString().slice(0, 10)),
    );
    const limit = number(200);
    const embedding = mostly(oneOf("true", "false"));
    const range = { start_date: date, end_date: date };
    const target = (
      path: fc.Arbitrary<string> | string,
      parameters: Record<string, fc.Arbitrary<string>>,
      requiredKeys: string[] = [],
    ) =>
      fc.record({
        path: typeof path === "string" ? fc.constant(path) : path,
        parameters: fc.record(parameters, { requiredKeys }),
      });
    return fc.oneof(
      target("", { creator_id: anything() }),
      target("/search", {
        label: mostly(oneOf(...VertexLabel.options)),
        q: mostly(fc.string({ unit: "grapheme", maxLength: 4 })),
        limit,
        embedding,
      }),
      target(mostly(id).map(vertexPath), {
        direction: mostly(oneOf("in", "out")),
        edge: mostly(oneOf(...EdgeLabel.options)),
        limit,
        embedding,
        cursor: anything(),
      }),
      target("/paths", {
        from: mostly(id),
        to: mostly(id),
        max_length: number(6),
        limit: number(20),
        embedding,
      }, ["from", "to"]),
      target("/top", {
        label: mostly(oneOf(...VertexLabel.options)),
        by: mostly(oneOf("degree", "messages", "sentiment", "at")),
        limit,
        embedding,
      }, ["label"]),
      target("/edges", {
        label: mostly(oneOf(...EdgeLabel.options)),
        limit,
      }, ["label"]),
      target("/insights/topics", range),
      target("/insights/sentiment", range),
      target("/insights/outcomes", {
        ...range,
        kind: mostly(oneOf(...OutcomeKind.options)),
      }, ["kind"]),
      target("/refused", { limit }),
    );
  };

  it("are answered, shortly, and never with an error of the service", async () => {
    const requests = fc.sample(request(), { seed: SEED, numRuns: 300 });
    const statuses = new Map<number, number>();
    for (const { path, parameters } of requests) {
      const asked = address(path, parameters);
      const response = await robin.ask(asked);
      const { byteLength } = await response.clone().arrayBuffer();
      expect(byteLength, asked).toBeLessThan(1024 * 1024);
      expect([200, 400, 404], asked).toContain(response.status);
      const body = await response.json();
      if (response.status === 200) expect(body.source).toBe("embedded");
      else expect(body.status).toBe(response.status);
      statuses.set(
        response.status,
        (statuses.get(response.status) ?? 0) + 1,
      );
    }
    expect(statuses.get(200)).toBeGreaterThan(90);
    expect(statuses.get(400)).toBeGreaterThan(30);
  });
});
