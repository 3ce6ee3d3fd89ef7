import { MultiDirectedGraph } from "graphology";
import { describe, expect, it } from "vitest";
import { edge, NAMES, vertex } from "./examples.ts";
import { Places } from "./places.ts";
import { sceneOf } from "./scene.ts";
import { merge, NOTHING, visible } from "./sight.ts";

const SCENE = sceneOf(
  visible(
    merge(NOTHING, {
      at: 1,
      vertices: ["fan:1", "conversation:1", "topic:a", "topic:b"].map((id) => ({
        vertex: vertex(id, { name: "A name that is much too long to be read" }),
      })),
      edges: [
        edge("fan:1", "HAS_CONVERSATION", "conversation:1"),
        edge("conversation:1", "DISCUSS_TOPIC", "topic:a", 30),
        edge("conversation:1", "DISCUSS_TOPIC", "topic:b", 1),
      ],
    }).sight,
    new Set(),
  ),
  NAMES,
);

describe("a scene", () => {
  const node = (id: string) => SCENE.nodes.find((node) => node.id === id);

  it("has nodes by their edges, and edges by their weight", () => {
    expect(node("conversation:1")?.size).toBeGreaterThan(
      node("topic:a")?.size ?? Infinity,
    );
    const [, heavy, light] = SCENE.edges;
    expect(heavy?.size).toBeGreaterThan(light?.size ?? Infinity);
  });

  it("names a conversation by its fan, and long names shortly", () => {
    expect(node("conversation:1")?.name).toBeNull();
    expect(node("topic:a")?.name).toBe("A name that is much too l…");
  });
});

describe("places", () => {
  it("are the same for the same scene, and never one on another", () => {
    const places = new Places().placesFor(SCENE);
    expect(new Places().placesFor(SCENE)).toEqual(places);
    expect(new Set(places.map(({ x, y }) => `${x} ${y}`)).size).toBe(4);
    expect(places.every(({ isNew }) => isNew)).toBe(true);
  });

  it("stay; what is new begins beside its neighbours", () => {
    const graph = new MultiDirectedGraph();
    graph.addNode("conversation:1", { x: 500, y: -300 });
    const places = new Places();
    places.keep(graph);
    const [fan, chat] = places.placesFor(SCENE);
    expect(chat).toEqual({ x: 500, y: -300, isNew: false });
    expect(Math.hypot((fan?.x ?? 0) - 500, (fan?.y ?? 0) + 300))
      .toBeCloseTo(40);
  });
});
