import { makeEqual } from "@/lib/graph/copy/comparison.ts";
import type { CopyTarget, GraphScope, GraphStore } from "@/lib/graph/mod.ts";

/**
 * How many changes would make a copy equal to a graph: vertices and edges that
 * are missing, too many, or have other properties. Nothing is written.
 */
export async function countWrong(
  source: GraphStore,
  target: CopyTarget,
  scope: GraphScope,
): Promise<number> {
  let wrong = 0;
  await makeEqual({
    source,
    target,
    scope,
    isNew: false,
    check: () => Promise.resolve(),
    // What is too many is looked for even where there are as many.
    isUnchanged: () => Promise.resolve(false),
    write: (changes) => {
      wrong += changes.length;
      return Promise.resolve();
    },
  });
  return wrong;
}

/** Vertices and edges of a graph. */
export async function countElements(
  graph: Pick<GraphStore, "counts">,
  scope: GraphScope,
): Promise<number> {
  const { vertices, edges } = await graph.counts(scope);
  return [...Object.values(vertices), ...Object.values(edges)]
    .reduce((sum, count) => sum + count, 0);
}
