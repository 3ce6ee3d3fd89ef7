import { describe, expect, it } from "vitest";
import fc from "fast-check";
import {
  CreatorId,
  EdgeLabel,
  type GraphEdge,
  type GraphVertex,
  VertexLabel,
} from "@/lib/models/mod.ts";
import {
  BulkWriter,
  LruCache,
  type Store,
  Transaction,
} from "@/lib/store/mod.ts";
import type { GraphChange } from "./changes.ts";
import { ID_PREFIX } from "./ids.ts";
import { KvGraph } from "./kv_graph.ts";
import { findPaths } from "./paths.ts";
import { PlainGraph } from "./plain_graph.ts";
import { testDataset, withStore } from "./testing.ts";

const dataset = testDataset();
const creator = CreatorId.parse("9001");

const ENDS: Record<EdgeLabel, [VertexLabel[], VertexLabel[]]> = {
  HAS_CONVERSATION: [["Fan", "Creator"], ["ConversationNode"]],
  DISCUSS_TOPIC: [["ConversationNode"], ["Topic"]],
  USES_ENGAGEMENT: [["ConversationNode"], ["EngagementAction"]],
  TARGETS_TOPIC: [["EngagementAction"], ["Topic"]],
  RESULTS_IN_OUTCOME: [["ConversationNode"], ["InteractionOutcome"]],
};

/** Names whose order or meaning is easy to get wrong. */
const name = fc.constantFrom("1", "10", "2", "\uFFEE", "😀", "__proto__");

const vertex = (labels: VertexLabel[]): fc.Arbitrary<GraphVertex> =>
  fc.record({ label: fc.constantFrom(...labels), name, figure: fc.nat(2) })
    .map(({ label, name, figure }) => ({
      id: ID_PREFIX[label] + name,
      label,
      properties: { figure },
    }));

const properties = fc.oneof(
  fc.constant({}),
  fc.record({ weight: fc.integer({ min: -1, max: 3 }) }),
  fc.record({ weight: fc.constantFrom(1, 2), note: fc.constantFrom("a", "b") }),
);

/** A few changes of one edge: with its vertices, or after them. */
const changes: fc.Arbitrary<GraphChange[]> = fc
  .constantFrom(...EdgeLabel.options)
  .chain((label) =>
    fc.record({
      label: fc.constant(label),
      from: vertex(ENDS[label][0]),
      to: vertex(ENDS[label][1]),
      properties,
      by: fc.constantFrom(-2, -1, 1, 2),
      kind: fc.constantFrom("edge", "addWeight", "removeEdge", "removeVertex"),
    })
  )
  .map(({ label, from, to, properties, by, kind }): GraphChange[] => {
    const edge = { from: from.id, label, to: to.id };
    const ends: GraphChange[] = [from, to].map((vertex) => ({
      kind: "vertex",
      vertex,
    }));
    switch (kind) {
      case "edge":
        return [...ends, { kind, edge: { ...edge, properties } }];
      case "addWeight":
        return [...ends, { kind, ...edge, by }];
      case "removeEdge":
        return [{ kind, ...edge }];
      default:
        return [
          { kind: "removeEdge", ...edge },
          { kind: "removeVertex", id: from.id },
          { kind: "removeVertex", id: to.id },
        ];
    }
  });

const batches = fc.array(
  fc.array(changes, { maxLength: 12 }).map((all) => all.flat()),
  { maxLength: 6 },
);

type Way = "a transaction" | "a cache" | "a bulk writer";

async function write(store: Store, all: GraphChange[][], way: Way) {
  const graph = new KvGraph(store);
  const cache = way === "a cache" ? new LruCache(15) : null;
  const writer = new BulkWriter(store);
  for (const batch of all) {
    const tx = way === "a bulk writer" ? writer : new Transaction(store, cache);
    await graph.apply(tx, { dataset, creator }, batch);
    if (tx instanceof Transaction) await tx.commit();
    else await tx.flush();
  }
  await writer.finish();
  return graph;
}

/** All pages of the edges at a vertex, and how many there were. */
async function pagesOf(
  graph: KvGraph,
  id: string,
  options: { direction: "in" | "out"; label?: EdgeLabel; limit: number },
) {
  const edges: GraphEdge[] = [];
  const vertices: GraphVertex[] = [];
  let pages = 0;
  let cursor: string | null = null;
  do {
    const page = await graph.neighbours({ dataset, creator }, id, {
      ...options,
      ...(cursor === null ? {} : { cursor }),
    });
    edges.push(...page.neighbours.map(({ edge }) => edge));
    vertices.push(...page.neighbours.map(({ vertex }) => vertex));
    cursor = page.cursor;
    pages++;
  } while (cursor !== null);
  return { edges, vertices, pages };
}

async function compareAt(
  graph: KvGraph,
  plain: PlainGraph,
  id: string,
  limit: number,
) {
  for (const direction of ["in", "out"] as const) {
    const all = plain.edgesAt(id, direction);
    for (const label of [undefined, ...EdgeLabel.options]) {
      const edges = all.filter((edge) => !label || edge.label === label);
      const others = edges.map(({ from, to }) =>
        plain.vertices.get(direction === "out" ? to : from)
      );
      const options = { direction, limit, ...(label ? { label } : {}) };
      expect(await pagesOf(graph, id, options)).toEqual({
        edges,
        vertices: others,
        pages: Math.max(1, Math.ceil(edges.length / limit)),
      });
    }
  }
}

describe("KvGraph", () => {
  it("answers as a graph that is written down plainly", async () => {
    const way = fc.constantFrom<Way[]>(
      "a transaction",
      "a cache",
      "a bulk writer",
    );
    const limit = fc.integer({ min: 1, max: 4 });
    await fc.assert(
      fc.asyncProperty(batches, way, limit, async (all, way, limit) => {
        await withStore(async (store) => {
          const plain = new PlainGraph();
          for (const batch of all) plain.apply(batch);
          const graph = await write(store, all, way);
          expect(await graph.allCounts(dataset)).toEqual(plain.counts);
          for (const label of VertexLabel.options) {
            const of = { label, start: "", limit: 100 };
            expect(await graph.search({ dataset, creator }, of)).toEqual(
              plain.ofLabel(label)
                .map((vertex) => ({ vertex, degree: plain.degree(vertex.id) })),
            );
          }
          for (const id of plain.vertices.keys()) {
            await compareAt(graph, plain, id, limit);
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
          expect(await graph.paths({ dataset, creator }, { from, to }))
            .toEqual(await findPaths(from, to, edgesAt));
        });
      }),
      { numRuns: 100 },
    );
  });
});
