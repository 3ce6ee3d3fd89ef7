import { describe, expect, it } from "vitest";
import fc from "fast-check";
import type { GraphEdge } from "@/lib/models/mod.ts";
import { findPaths, type PathOptions } from "./paths.ts";

function edge(from: number, to: number): GraphEdge {
  return {
    from: String(from),
    label: "DISCUSS_TOPIC",
    to: String(to),
    properties: {},
  };
}

function pathsIn(edges: GraphEdge[], to: string, options?: PathOptions) {
  const edgesAt = (ids: readonly string[]) =>
    Promise.resolve(
      new Map(ids.map((id) => [id, {
        edges: edges.filter((e) => e.from === id || e.to === id),
        complete: true,
      }])),
    );
  return findPaths("0", to, edgesAt, options);
}

/** Every path of at most `left` edges, by trying all. */
function allPaths(edges: GraphEdge[], to: string, left: number, way: string[]) {
  const end = way.at(-1);
  if (end === to) return [way.join(">")];
  const found: string[] = [];
  if (left === 0) return found;
  for (const e of edges) {
    if (e.from !== end && e.to !== end) continue;
    const next = e.from === end ? e.to : e.from;
    if (way.includes(next)) continue;
    found.push(...allPaths(edges, to, left - 1, [...way, next]));
  }
  return found;
}

describe("findPaths", () => {
  it("finds every path once, as trying all does, the shortest first", async () => {
    const id = fc.nat({ max: 6 });
    const edges = fc.uniqueArray(
      fc.tuple(id, id).filter(([a, b]) => a !== b),
      { maxLength: 12, selector: ([a, b]) => `${a},${b}` },
    ).map((pairs) => pairs.map(([a, b]) => edge(a, b)));
    await fc.assert(
      fc.asyncProperty(
        edges,
        fc.integer({ min: 1, max: 6 }),
        async (all, maxLength) => {
          const { paths, complete } = await pathsIn(all, "1", {
            maxLength,
            limit: 10_000,
          });
          const found = paths.map(({ vertices }) => vertices.join(">"));
          const lengths = paths.map((path) => path.edges.length);
          expect(complete).toBe(true);
          expect(found.toSorted())
            .toEqual(allPaths(all, "1", maxLength, ["0"]).toSorted());
          expect(lengths).toEqual(lengths.toSorted((a, b) => a - b));
        },
      ),
    );
  });

  it("keeps to its bounds and says so", async () => {
    const star = [2, 3, 4, 5].flatMap((hub) => [edge(0, hub), edge(hub, 1)]);
    const few = await pathsIn(star, "1", { limit: 2 });
    expect(few.paths).toHaveLength(2);
    expect(few.complete).toBe(false);
    const read = await pathsIn(star, "1", { maxVisited: 2 });
    expect(read.complete).toBe(false);
    await expect(pathsIn(star, "1", { maxLength: 7 })).rejects
      .toThrow(RangeError);
  });

  it("does not follow all of very many ways, and says so", async () => {
    const layer = (first: number) =>
      Array.from({ length: 150 }, (_, i) => first + i);
    const [near, far] = [layer(1_000), layer(2_000)];
    const dense = near.flatMap((hub) => [
      edge(0, hub),
      ...far.map((other) => edge(hub, other)),
    ]);
    const options = { maxLength: 6, maxVisited: 1_000 };
    expect(await pathsIn(dense, "1", options))
      .toEqual({ paths: [], complete: false });
    const ended = [...dense, edge(1_000, 1)];
    const { paths, complete } = await pathsIn(ended, "1", options);
    expect(paths[0]?.vertices).toEqual(["0", "1000", "1"]);
    expect(complete).toBe(false);
  });

  it("has no path from a vertex to itself", async () => {
    expect(await pathsIn([edge(0, 1)], "0"))
      .toEqual({ paths: [], complete: true });
  });
});
