import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { AgentClient } from "@/lib/agent/client.ts";
import { generateDemo } from "@/lib/demo/generator.ts";
import {
  DAY_MS,
  EdgeLabel,
  GraphEdge,
  GraphEdges,
  GraphNeighbourhood,
  GraphOverview,
  GraphPathList,
  GraphRefused,
  GraphSentiment,
  GraphTopicOutcomes,
  GraphTopicVolumes,
  GraphVertex,
  GraphVertices,
  NUMBER_PROPERTIES,
  OutcomeKind,
  VertexLabel,
} from "@/lib/models/mod.ts";
import type { z } from "zod";
import { Account } from "./account.ts";
import { message } from "./records.ts";
import { databaseWith, type Service, startService } from "./service.ts";

const PATH = "/api/v1/graph";
const SEED = 20_261_121;
const MESSAGES = 500;

/** Ids of chats that mean something in addresses, or in ids of vertices. */
const ODD = [
  "a|b~c",
  "ü ñ\u0301",
  "x/y?z#w%25%zz",
  "💬💬",
  "a:b@c",
  "+&=;,$",
  "~~",
  "in:out:",
  "<script>alert(1)</script>",
  "x".repeat(128),
  "語".repeat(100),
];

let service: Service;
/** Has the synthetic creator's chats. */
let robin: Account;
/** Has chats with odd ids. */
let sam: Account;
/** Has no chats yet. */
let kim: Account;
/** Everything in Robin's graph, as search and neighbourhoods show it. */
let whole: Whole;

beforeAll(async () => {
  const kvPath = await databaseWith("Robin", "Sam", "Kim");
  service = await startService({ kvPath });
  robin = await Account.signIn(service, "Robin");
  sam = await Account.signIn(service, "Sam");
  kim = await Account.signIn(service, "Kim");
  await send(
    robin,
    generateDemo({
      seed: SEED,
      now: Date.now(),
      fans: 14,
      messages: MESSAGES,
    }),
  );
  await send(sam, {
    chats: ODD.map((id) => ({ id, withUser: { id, name: `Fan ${id}` } })),
    messages: ODD.map((id, i) => ({
      ...message(2 * i + 1, 1, "How was your trip to Rome?"),
      chat_id: id,
      fromUser: { id, name: "N".repeat(5_000) },
    })),
  });
  await robin.settled(MESSAGES);
  await sam.settled(ODD.length);
  whole = await readWhole(robin);
});

/** Sends a snapshot with the Agent's own client. */
async function send(
  account: Account,
  snapshot: ReturnType<Parameters<AgentClient["sendSnapshot"]>[0]>,
): Promise<void> {
  const { token, ws_url: url } = await account.pair();
  const client = new AgentClient({ url, token });
  client.connect();
  await client.sendSnapshot(() => snapshot);
  await client.close();
}

type Asked = Record<string, string | number | boolean | undefined>;

/** A path below the graph's, with a query. */
function address(path: string, parameters: Asked = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined) query.set(name, String(value));
  }
  return `${PATH}${path}?${query}`;
}

/** The answer to a question, which must be of its schema and not be kept. */
async function get<T>(
  account: Account,
  path: string,
  schema: z.ZodType<T>,
  parameters?: Asked,
): Promise<T> {
  const response = await account.ask(address(path, parameters));
  const body = await response.json();
  expect(response.status, JSON.stringify(body)).toBe(200);
  expect(response.headers.get("cache-control")).toBe("no-store");
  expect(body.source).toBe("embedded");
  return schema.parse(body);
}

const vertexPath = (id: string) => `/vertices/${encodeURIComponent(id)}`;

/** A neighbourhood, page by page. */
async function pages(
  account: Account,
  id: string,
  parameters: Asked,
): Promise<GraphNeighbourhood["neighbours"][]> {
  const all: GraphNeighbourhood["neighbours"][] = [];
  let cursor: string | undefined;
  do {
    const page: GraphNeighbourhood = await get(
      account,
      vertexPath(id),
      GraphNeighbourhood,
      { ...parameters, cursor },
    );
    expect(page.vertex.id).toBe(id);
    all.push(page.neighbours);
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
  return all;
}

interface Whole {
  vertices: Map<string, GraphVertex & { degree: number }>;
  /** Each once. */
  edges: GraphEdge[];
}

const nameOf = (
  { from, label, to }: Pick<GraphEdge, "from" | "label" | "to">,
) => `${from} ${label} ${to}`;

async function readWhole(account: Account): Promise<Whole> {
  const vertices: Whole["vertices"] = new Map();
  const edges = new Map<string, GraphEdge>();
  for (const label of VertexLabel.options) {
    const found = await get(account, "/search", GraphVertices, {
      label,
      limit: 200,
    });
    for (const { vertex, degree } of found.vertices) {
      vertices.set(vertex.id, { ...vertex, degree });
    }
  }
  for (const id of vertices.keys()) {
    const all = await pages(account, id, { limit: 200, direction: "out" });
    for (const { edge } of all.flat()) edges.set(nameOf(edge), edge);
  }
  return { vertices, edges: [...edges.values()] };
}

async function expectProblem(
  path: string,
  status: number,
  detail: RegExp,
  account = robin,
): Promise<void> {
  const response = await account.ask(path);
  const body = await response.json();
  expect(response.status, path).toBe(status);
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  expect(body).toMatchObject({
    status,
    detail: expect.stringMatching(detail),
  });
}

/** The first, as sorting that keeps the order of ties has it. */
function top<T>(items: readonly T[], limit: number, by: (item: T) => number) {
  return items.toSorted((a, b) => by(b) - by(a)).slice(0, limit);
}

const weightOf = ({ properties: { weight } }: GraphEdge) => Number(weight ?? 1);

describe("the graph's overview", () => {
  it("counts what search and neighbourhoods show", async () => {
    const { creators, counts, copy, usage } = await get(
      robin,
      "",
      GraphOverview,
    );
    expect({ copy, usage }).toEqual({ copy: null, usage: null });
    const count = (labels: string[]) =>
      Object.fromEntries(
        [...new Set(labels)].map((label) => [
          label,
          labels.filter((one) => one === label).length,
        ]),
      );
    const labels = [...whole.vertices.values()].map(({ label }) => label);
    expect(counts.vertices).toEqual(count(labels));
    expect(counts.edges).toEqual(count(whole.edges.map(({ label }) => label)));
    expect(counts.vertices.Fan).toBe(14);

    expect(creators).toHaveLength(1);
    const ofCreator = await get(robin, "", GraphOverview, {
      creator_id: creators[0],
    });
    expect(ofCreator.counts).toEqual(counts);
  });
});

describe("a search", () => {
  it("gives what begins so, in order of ids", async () => {
    const { vertices } = await get(robin, "/search", GraphVertices, {
      label: "Topic",
      q: "t",
    });
    const ids = [...whole.vertices.keys()]
      .filter((id) => id.startsWith("topic:t")).sort();
    expect(ids.length).toBeGreaterThan(1);
    expect(vertices.map(({ vertex }) => vertex.id)).toEqual(ids);
    const edges = whole.edges.filter(({ from, to }) =>
      from === ids[0] || to === ids[0]
    );
    expect(vertices[0]?.degree).toBe(edges.length);
  });

  it("goes from fans to topics, actions and conversations", async () => {
    const { vertices } = await get(robin, "/search", GraphVertices, {
      limit: 200,
    });
    const labels = [...new Set(vertices.map(({ vertex }) => vertex.label))];
    expect(labels.slice(0, 4))
      .toEqual(["Fan", "Topic", "EngagementAction", "ConversationNode"]);
    const few = await get(robin, "/search", GraphVertices, { limit: 16 });
    expect(few.vertices).toEqual(vertices.slice(0, 16));
  });

  it("gives vectors where they are asked for, and else none", async () => {
    const parameters = { label: "Topic", limit: 1 };
    const [bare, full] = await Promise.all(
      [false, true].map((embedding) =>
        get(robin, "/search", GraphVertices, { ...parameters, embedding })
      ),
    );
    expect(bare?.vertices[0]?.vertex).not.toHaveProperty("embedding");
    const vector = full?.vertices[0]?.vertex.embedding ?? [];
    const length = Math.hypot(...vector);
    expect(length).toBeCloseTo(1);
  });
});

describe("a neighbourhood", () => {
  const of = (id: string) => ({
    out: whole.edges.filter(({ from }) => from === id).map(nameOf),
    in: whole.edges.filter(({ to }) => to === id).map(nameOf),
  });

  it.each([1, 3, 7, 50])(
    "is whole, page by page of %i, first out and then in",
    async (limit) => {
      const ids = ["topic:travel", "action:question"].concat(
        [...whole.vertices.keys()].filter((_, i) => i % 17 === limit % 17),
      );
      for (const id of ids) {
        const all = await pages(robin, id, { limit });
        const neighbours = all.flat();
        const ways = neighbours.map(({ direction }) => direction);
        expect(ways).toEqual(ways.toSorted().reverse());
        for (const direction of ["out", "in"] as const) {
          const edges = neighbours
            .filter((neighbour) => neighbour.direction === direction);
          expect(edges.map(({ edge }) => nameOf(edge)).sort(), id)
            .toEqual(of(id)[direction].sort());
          for (const { edge, vertex } of edges) {
            expect(vertex.id).toBe(direction === "out" ? edge.to : edge.from);
          }
        }
        // All pages are full but the last, and there is no empty one.
        for (const page of all.slice(0, -1)) expect(page).toHaveLength(limit);
        if (neighbours.length > 0) expect(all.at(-1)).not.toEqual([]);
      }
    },
  );

  it("is that of one direction, or of one label of edges", async () => {
    const id = "topic:travel";
    const label = "TARGETS_TOPIC";
    for (const limit of [1, 200]) {
      const into = await pages(robin, id, { limit, direction: "in" });
      expect(into.flat().map(({ edge }) => nameOf(edge)).sort())
        .toEqual(of(id).in.sort());
      expect(await pages(robin, id, { limit, direction: "out" }))
        .toEqual([[]]);
      const some = await pages(robin, id, { limit, edge: label });
      const names = some.flat().map(({ edge }) => nameOf(edge));
      expect(names.sort())
        .toEqual(of(id).in.filter((name) => name.includes(label)).sort());
      expect(names.length).toBeGreaterThan(1);
    }
  });

  it("has no page for a cursor of another question", async () => {
    const first = await get(
      robin,
      vertexPath("topic:travel"),
      GraphNeighbourhood,
      { limit: 1, edge: "DISCUSS_TOPIC" },
    );
    const cursor = first.next_cursor ?? "";
    expect(cursor).toMatch(/^in:/);
    for (
      const parameters of [
        { cursor, direction: "out" },
        { cursor, edge: "TARGETS_TOPIC" },
        { cursor: "here" },
        { cursor: "in:HERE:topic:travel" },
        { cursor: "in:DISCUSS_TOPIC" },
      ]
    ) {
      await expectProblem(
        address(vertexPath("topic:travel"), parameters),
        400,
        /^cursor is the next_cursor/,
      );
    }
  });
});

describe("paths", () => {
  /** Every way of that many edges at most, without a vertex twice. */
  function allPaths(from: string, to: string, maxLength: number): string[] {
    const found: string[] = [];
    const follow = (ids: string[], names: string[]) => {
      const end = ids.at(-1) ?? "";
      if (end === to) found.push(names.join());
      if (end === to || names.length === maxLength) return;
      for (const edge of whole.edges) {
        const next = edge.from === end
          ? edge.to
          : edge.to === end
          ? edge.from
          : null;
        if (next === null || ids.includes(next)) continue;
        follow([...ids, next], [...names, nameOf(edge)]);
      }
    };
    follow([from], []);
    return found;
  }

  const cases = () => {
    const idsOf = (label: VertexLabel) =>
      [...whole.vertices.values()].filter((one) => one.label === label)
        .map(({ id }) => id);
    const [fan = "", other = ""] = idsOf("Fan");
    const outcome = idsOf("InteractionOutcome")[0] ?? "";
    const day = idsOf("Day").at(-1) ?? "";
    return [
      { from: fan, to: "topic:travel", max_length: 2 },
      { from: fan, to: other, max_length: 3 },
      { from: fan, to: outcome, max_length: 3 },
      { from: outcome, to: day, max_length: 3 },
      { from: "action:question", to: day, max_length: 2 },
      { from: fan, to: fan, max_length: 4 },
    ];
  };

  it("are all there are, with the vertices on them", async () => {
    for (const ends of cases()) {
      const { paths, vertices, complete } = await get(
        robin,
        "/paths",
        GraphPathList,
        ends,
      );
      const all = ends.from === ends.to
        ? []
        : allPaths(ends.from, ends.to, ends.max_length);
      const names = paths.map(({ edges }) => edges.map(nameOf).join());
      expect(complete).toBe(all.length < 20);
      expect(new Set(names).size).toBe(paths.length);
      expect(names).toHaveLength(Math.min(all.length, 20));
      for (const name of names) expect(all).toContain(name);
      const lengths = paths.map(({ edges }) => edges.length);
      expect(lengths).toEqual(lengths.toSorted());
      const on = new Set(paths.flatMap(({ vertices }) => vertices));
      expect(new Set(vertices.map(({ id }) => id))).toEqual(on);
      expect(vertices).toHaveLength(on.size);
    }
  });

  it("are as many as are asked for, the shortest", async () => {
    const [fan] = [...whole.vertices.keys()];
    const { paths, complete } = await get(robin, "/paths", GraphPathList, {
      from: fan,
      to: "topic:travel",
      max_length: 6,
      limit: 2,
    });
    expect(complete).toBe(false);
    expect(paths).toHaveLength(2);
    expect(paths[0]?.edges.length).toBe(2);
  });
});

describe("rankings", () => {
  it.each(VertexLabel.options)(
    "of %s are those of all of them",
    async (label) => {
      const all = [...whole.vertices.values()]
        .filter((vertex) => vertex.label === label);
      for (const by of ["degree", ...NUMBER_PROPERTIES[label]]) {
        const { vertices } = await get(robin, "/top", GraphVertices, {
          label,
          by,
          limit: 5,
        });
        const ranked = by === "degree"
          ? top(all, 5, ({ degree }) => degree)
          : top(
            all.filter(({ properties }) => by in properties),
            5,
            ({ properties }) => Number(properties[by]),
          );
        expect(vertices.map(({ vertex }) => vertex.id))
          .toEqual(ranked.map(({ id }) => id));
      }
    },
  );

  it("of conversations are by the figures that the dashboard shows", async () => {
    const { vertices } = await get(robin, "/top", GraphVertices, {
      label: "ConversationNode",
      by: "messages",
      limit: 200,
    });
    const counts = (await robin.conversations())
      .map(({ messageCount }) => messageCount);
    expect(vertices.map(({ vertex }) => vertex.properties.messages))
      .toEqual(counts.sort((a, b) => b - a));
  });

  it.each(EdgeLabel.options)(
    "of %s are of the heaviest edges",
    async (label) => {
      const { edges } = await get(robin, "/edges", GraphEdges, {
        label,
        limit: 10,
      });
      const all = whole.edges.filter((edge) => edge.label === label);
      expect(edges.map(weightOf)).toEqual(top(all, 10, weightOf).map(weightOf));
      for (const edge of edges) expect(whole.edges).toContainEqual(edge);
    },
  );
});

describe("insights", () => {
  it("are those of the dashboard for the same days", async () => {
    const { analytics } = await robin.fullSync();
    const range = analytics.range ?? {};
    const volumes = await get(
      robin,
      "/insights/topics",
      GraphTopicVolumes,
      range,
    );
    expect(volumes.range).toEqual(analytics.range);
    const shown = analytics.topics
      .flatMap(({ topic, volume }) => volume > 0 ? [{ topic, volume }] : []);
    expect(shown.length).toBeGreaterThan(3);
    expect(volumes.topics.toSorted(byTopic)).toEqual(shown.toSorted(byTopic));
    const counts = volumes.topics.map(({ volume }) => volume);
    expect(counts).toEqual(counts.toSorted((a, b) => b - a));

    const { trend } = await get(
      robin,
      "/insights/sentiment",
      GraphSentiment,
      range,
    );
    expect(trend.length).toBeGreaterThan(3);
    expect(trend.map(({ date }) => date))
      .toEqual(analytics.sentiment_trend.trend.map(({ date }) => date));
    for (const [i, { sentiment_score }] of trend.entries()) {
      expect(sentiment_score)
        .toBeCloseTo(
          analytics.sentiment_trend.trend[i]?.sentiment_score ?? NaN,
        );
    }
  });

  const byTopic = (a: { topic: string }, b: { topic: string }) =>
    a.topic < b.topic ? -1 : 1;

  it("count outcomes by the topics of their conversations", async () => {
    const end = Math.floor(Date.now() / DAY_MS) + 2;
    const start = end - 100;
    let isAny = false;
    for (const kind of OutcomeKind.options) {
      const { topics } = await get(
        robin,
        "/insights/outcomes",
        GraphTopicOutcomes,
        {
          kind,
          start_date: new Date(start * DAY_MS).toISOString().slice(0, 10),
          end_date: new Date(end * DAY_MS).toISOString().slice(0, 10),
        },
      );
      const counts = new Map<string, number>();
      for (const { label, from, to } of whole.edges) {
        const properties = whole.vertices.get(to)?.properties;
        if (label !== "RESULTS_IN_OUTCOME" || properties?.kind !== kind) {
          continue;
        }
        for (const edge of whole.edges) {
          if (edge.label !== "DISCUSS_TOPIC" || edge.from !== from) continue;
          const topic = edge.to.slice("topic:".length);
          counts.set(topic, (counts.get(topic) ?? 0) + 1);
        }
      }
      expect(new Map(topics.map(({ topic, outcomes }) => [topic, outcomes])))
        .toEqual(counts);
      isAny ||= topics.length > 0;
    }
    expect(isAny).toBe(true);
  });

  it("are of whole days: a time stands for its day", async () => {
    const at = async (start_date?: string, end_date?: string) =>
      (await get(robin, "/insights/sentiment", GraphSentiment, {
        start_date,
        end_date,
      })).range;
    expect(await at("2025-11-01", "2025-11-08")).toEqual({
      start_date: "2025-11-01T00:00:00.000Z",
      end_date: "2025-11-08T00:00:00.000Z",
    });
    expect(await at("2025-11-01T23:00:00Z", "2025-11-08T00:00:01Z")).toEqual({
      start_date: "2025-11-01T00:00:00.000Z",
      end_date: "2025-11-09T00:00:00.000Z",
    });
    expect(await at(undefined, "2025-11-08T00:30:00+01:00")).toEqual({
      start_date: "2025-10-09T00:00:00.000Z",
      end_date: "2025-11-08T00:00:00.000Z",
    });
    const { start_date, end_date } = await at();
    expect(Date.parse(end_date) - Date.parse(start_date)).toBe(30 * DAY_MS);
    expect(Date.parse(end_date)).toBeGreaterThan(Date.now());
  });
});

describe("ids with odd characters", () => {
  it("lead to their vertices and back", async () => {
    const { vertices } = await get(sam, "/search", GraphVertices, {
      label: "Fan",
    });
    expect(vertices.map(({ vertex }) => vertex.properties.user).sort())
      .toEqual(ODD.toSorted());
    for (const { vertex } of vertices) {
      const user = String(vertex.properties.user);
      const { vertices: [found] } = await get(sam, "/search", GraphVertices, {
        label: "Fan",
        // A longer name stands in its id by its first characters.
        q: user.slice(0, 20),
      });
      expect(found?.vertex).toEqual(vertex);
      const all = await pages(sam, vertex.id, { limit: 1 });
      expect(all.flat()).toEqual([{
        direction: "out",
        edge: expect.objectContaining({ from: vertex.id }),
        vertex: expect.objectContaining({ label: "ConversationNode" }),
      }]);
      const conversation = all[0]?.[0]?.vertex;
      expect(conversation?.properties.chat).toBe(user);
      const { paths } = await get(sam, "/paths", GraphPathList, {
        from: vertex.id,
        to: "topic:travel",
        max_length: 2,
      });
      expect(paths.map(({ vertices }) => vertices))
        .toEqual([[vertex.id, conversation?.id, "topic:travel"]]);
    }
  });

  it("may have 600 bytes, and cursors with them", async () => {
    const long = "語".repeat(200);
    await expectProblem(address(vertexPath(long)), 404, /names no vertex/, sam);
    for (const direction of ["in", "out"]) {
      const cursor = `${direction}:DISCUSS_TOPIC:${long}`;
      const page = await get(
        sam,
        vertexPath("topic:travel"),
        GraphNeighbourhood,
        { cursor, direction, edge: "DISCUSS_TOPIC" },
      );
      expect(page.neighbours).toEqual([]);
    }
  });

  it("are in cursors as they are", async () => {
    const all = await pages(sam, "topic:travel", {
      limit: 1,
      edge: "DISCUSS_TOPIC",
    });
    const chats = all.flat().flatMap(({ vertex: { properties: { chat } } }) =>
      chat === undefined ? [] : [String(chat)]
    );
    expect(chats.sort()).toEqual(ODD.toSorted());
  });

  it("come with texts that are cut where they are long", async () => {
    const fan = await get(sam, "/search", GraphVertices, { label: "Fan" });
    for (const { vertex } of fan.vertices) {
      expect(String(vertex.properties.name).length).toBeLessThanOrEqual(201);
    }
  });
});

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
