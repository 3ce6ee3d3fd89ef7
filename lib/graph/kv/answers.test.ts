import { describe, expect, it } from "vitest";
import fc from "fast-check";
import {
  CreatorId,
  EdgeLabel,
  type GraphVertex,
  type VertexLabel,
} from "@/lib/models/mod.ts";
import {
  BulkWriter,
  LruCache,
  type Store,
  Transaction,
} from "@/lib/store/mod.ts";
import type { GraphChange } from "../changes.ts";
import { ID_PREFIX } from "../ids.ts";
import { EDGE_ENDS } from "../schema.ts";
import { KvGraph } from "./kv_graph.ts";
import { PlainGraph } from "../contract/plain_graph.ts";
import { compareAnswers } from "../contract/store_contract.ts";
import { testDataset, withStore } from "../testing.ts";

const dataset = testDataset();
const creator = CreatorId.parse("9001");

/** Names whose order or meaning is easy to get wrong. */
const name = fc.constantFrom("1", "10", "2", "\uFFEE", "😀", "__proto__");

const vertex = (labels: readonly VertexLabel[]): fc.Arbitrary<GraphVertex> =>
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
      from: vertex(EDGE_ENDS[label].from),
      to: vertex(EDGE_ENDS[label].to),
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
          await compareAnswers(graph, { dataset, creator }, {
            plain,
            limit,
            labels: [undefined, ...EdgeLabel.options],
          });
        });
      }),
      { numRuns: 100 },
    );
  });
});
