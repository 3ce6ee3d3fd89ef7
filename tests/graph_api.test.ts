import { beforeAll, describe, expect, it } from "vitest";
import {
  DAY_MS,
  EdgeLabel,
  GraphEdges,
  GraphNeighbourhood,
  GraphOverview,
  GraphPathList,
  GraphSentiment,
  GraphTopicOutcomes,
  GraphTopicVolumes,
  GraphVertices,
  NUMBER_PROPERTIES,
  OutcomeKind,
  VertexLabel,
} from "@/lib/models/mod.ts";
import {
  address,
  expectProblem,
  get,
  nameOf,
  ODD,
  pages,
  robin,
  sam,
  start,
  top,
  vertexPath,
  weightOf,
  whole,
} from "./graph_api/accounts.ts";

beforeAll(start);

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
