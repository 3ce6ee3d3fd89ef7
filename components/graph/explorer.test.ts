import { describe, expect, it } from "vitest";
import { edge, fakeApi, vertex } from "./examples.ts";
import { GraphExplorer } from "./explorer.ts";
import { GraphAddresses } from "./questions.ts";

const TRAVEL = vertex("topic:travel");
const CHATS = ["1", "2", "3"].map((chat) => vertex(`conversation:${chat}`));

function neighbour(id: string) {
  return {
    direction: "in",
    edge: edge(id, "DISCUSS_TOPIC", TRAVEL.id, 2),
    vertex: vertex(id),
  };
}

/** A graph of three conversations about travel; a page has two neighbours. */
function bodies(path: string): unknown {
  const { pathname, searchParams } = new URL(path, "http://x");
  const place = decodeURIComponent(pathname.replace("/api/v1/graph/", ""));
  switch (place) {
    case "top": {
      const label = searchParams.get("label");
      return {
        vertices: [TRAVEL, ...CHATS.slice(0, 2)]
          .filter((vertex) => vertex.label === label)
          .map((vertex) => ({ vertex, degree: 3 })),
      };
    }
    case "edges":
      return { edges: [] };
    case "search":
      return { vertices: [{ vertex: TRAVEL, degree: 3 }] };
    case "vertices/topic:travel": {
      const isFirst = searchParams.get("cursor") === null;
      return {
        vertex: TRAVEL,
        neighbours: isFirst
          ? [neighbour("conversation:1"), neighbour("conversation:2")]
          : [neighbour("conversation:3")],
        next_cursor: isFirst ? "in:2" : null,
      };
    }
    case "paths":
      return {
        paths: [{
          vertices: ["conversation:3", "topic:travel"],
          edges: [edge("conversation:3", "DISCUSS_TOPIC", "topic:travel", 2)],
        }],
        vertices: [vertex("conversation:3"), TRAVEL],
        complete: true,
      };
  }
  const id = place.replace("vertices/", "");
  if (!CHATS.some((chat) => chat.id === id)) return undefined;
  return {
    vertex: vertex(id),
    neighbours: [{ ...neighbour(id), direction: "out", vertex: TRAVEL }],
    next_cursor: null,
  };
}

function explore(answers = bodies) {
  const { get, asked } = fakeApi(answers);
  const explorer = new GraphExplorer(get, new GraphAddresses(null));
  const shown = () =>
    explorer.visible.value.vertices.map(({ id }) => id).toSorted();
  return { explorer, asked, shown };
}

describe("exploring", () => {
  it("opens with conversations and what links them", async () => {
    const { explorer, shown } = explore();
    await explorer.open();
    expect(explorer.opening.value.kind).toBe("ready");
    expect(shown()).toEqual([
      "conversation:1",
      "conversation:2",
      "topic:travel",
    ]);
    expect(explorer.visible.value.edges).toHaveLength(2);
  });

  it("says why it could not open, and can try again", async () => {
    const broken = { is: true };
    const { explorer } = explore((path) =>
      broken.is && path.includes("/edges") ? undefined : bodies(path)
    );
    await explorer.open();
    expect(explorer.opening.value).toMatchObject({ kind: "failed" });
    broken.is = false;
    await explorer.open();
    expect(explorer.opening.value.kind).toBe("ready");
  });

  it("expands by what is listed, then by the next page", async () => {
    const { explorer, shown } = explore();
    await explorer.find("topic:travel");
    expect(shown()).not.toContain("conversation:3");
    expect(explorer.selected.value?.total.value).toBe(3);
    await explorer.expand();
    expect(shown()).toContain("conversation:3");
    expect(explorer.selected.value?.state.value.kind).toBe("end");
  });

  it("brings a neighbour that is selected into the picture", async () => {
    const { explorer, shown } = explore();
    await explorer.open();
    await explorer.select("topic:travel");
    await explorer.more();
    expect(shown()).not.toContain("conversation:3");
    await explorer.select("conversation:3");
    expect(shown()).toContain("conversation:3");
    expect(explorer.focus.value).toEqual({ id: "conversation:3" });
  });

  it("leaves the picture where it is when a vertex in it is pointed at", async () => {
    const { explorer } = explore();
    await explorer.open();
    await explorer.select("topic:travel", { isSeen: true });
    expect(explorer.focus.value).toBeNull();
  });

  it("hides a vertex, and labels, and shows a label that is looked for", async () => {
    const { explorer, shown } = explore();
    await explorer.open();
    explorer.hide("conversation:1");
    expect(shown()).toEqual(["conversation:2", "topic:travel"]);
    explorer.toggle("Topic");
    expect(shown()).toEqual(["conversation:2"]);
    await explorer.find("topic:travel");
    expect(explorer.hidden.value.has("Topic")).toBe(false);
  });

  it("finds paths, and has them in the picture", async () => {
    const { explorer, shown } = explore();
    explorer.startPath(vertex("conversation:3"));
    await explorer.endPath(TRAVEL);
    expect(explorer.path.value?.state).toMatchObject({
      kind: "found",
      shown: 0,
    });
    expect(shown()).toEqual(["conversation:3", "topic:travel"]);
    explorer.clearPath();
    expect(explorer.path.value).toBeNull();
  });

  it("says that a vertex is not there", async () => {
    const { explorer } = explore();
    await explorer.find("topic:nowhere");
    expect(explorer.selected.value?.state.value).toMatchObject({
      kind: "failed",
      detail: expect.stringContaining("nowhere"),
    });
  });

  it("asks the graph of its creator", async () => {
    const { get, asked } = fakeApi(bodies);
    const creator = "9001" as NonNullable<
      ConstructorParameters<typeof GraphAddresses>[0]
    >;
    await new GraphExplorer(get, new GraphAddresses(creator)).open();
    expect(asked.length).toBeGreaterThan(4);
    for (const path of asked) expect(path).toContain("creator_id=9001");
  });
});
