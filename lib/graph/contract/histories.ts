import { describe, expect, it } from "vitest";
import fc from "fast-check";
import { type EdgeLabel, VertexLabel } from "@/lib/models/mod.ts";
import type { GraphScope, GraphStore } from "../graph_store.ts";
import { findPaths } from "../paths.ts";
import { PlainGraph } from "./plain_graph.ts";
import type { Contract } from "./contract.ts";
import { dump, dumpOf, pagesOf } from "./dump.ts";
import { randomChanges } from "./random.ts";
import { newScope } from "./scopes.ts";

/** Random histories give the graph, and the answers, that they should. */
export function historiesContract(
  { name, open }: Contract,
  histories: number,
): void {
  describe(`${name}: random histories`, () => {
    it("give the graph that is written down plainly", async () => {
      const history = fc.array(randomChanges, { minLength: 1, maxLength: 4 });
      const limit = fc.integer({ min: 1, max: 4 });
      await fc.assert(
        fc.asyncProperty(history, limit, (all, limit) =>
          open(async (graph) => {
            const scope = newScope();
            const plain = new PlainGraph();
            for (const changes of all) {
              plain.apply(changes);
              await graph.write(scope, changes);
            }
            expect(await dump(graph, scope)).toEqual(dumpOf(plain));
            await compareAnswers(graph, scope, { plain, limit });
          })),
        { numRuns: histories, seed: 20251108 },
      );
    }, 300_000);
  });
}

/**
 * Compares what is answered about a graph of a few vertices: in pages of `limit`,
 * and for edges of each of `labels`, `undefined` for all.
 */
export async function compareAnswers(
  graph: GraphStore,
  scope: GraphScope,
  { plain, limit, labels = [undefined] }: {
    plain: PlainGraph;
    limit: number;
    labels?: readonly (EdgeLabel | undefined)[];
  },
): Promise<void> {
  for (const id of plain.vertices.keys()) {
    for (const direction of ["in", "out"] as const) {
      const all = plain.edgesAt(id, direction);
      for (const label of labels) {
        const edges = all.filter((edge) => !label || edge.label === label);
        const options = { direction, limit, ...(label ? { label } : {}) };
        expect(await pagesOf(graph, scope, id, options)).toEqual({
          edges,
          vertices: edges.map(({ from, to }) =>
            plain.vertices.get(direction === "out" ? to : from)
          ),
          pages: Math.max(1, Math.ceil(edges.length / limit)),
        });
      }
    }
  }
  for (const label of VertexLabel.options) {
    const ranked = plain.ofLabel(label)
      .map((vertex) => ({ vertex, degree: plain.degree(vertex.id) }));
    expect(await graph.search(scope, { label, start: "", limit: 100 }))
      .toEqual(ranked);
    expect(await graph.top(scope, { label, by: "degree", limit }))
      .toEqual(
        ranked.toSorted((a, b) => b.degree - a.degree).slice(0, limit),
      );
  }
  const [from = "", to = ""] = plain.vertices.keys();
  const edgesAt = (ids: readonly string[]) =>
    Promise.resolve(
      new Map(ids.map((id) => {
        const edges = (["out", "in"] as const)
          .flatMap((direction) => plain.edgesAt(id, direction));
        return [id, { edges, complete: true }];
      })),
    );
  expect(await graph.paths(scope, { from, to }))
    .toEqual(await findPaths(from, to, edgesAt));
}
