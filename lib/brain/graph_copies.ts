/**
 * For tests: whether a graph server ends with what the embedded graph holds.
 * @module
 */
import fc from "fast-check";
import { KvGraph } from "@/lib/graph/mod.ts";
import { edgesOf } from "@/lib/graph/copy/marks.ts";
import { CopyRecords } from "@/lib/graph/copy/records.ts";
import type { TestGraphServer } from "@/lib/graph/copy/testing.ts";
import type { Head } from "@/lib/ingest/mod.ts";
import type { AccountId, GraphEdge, GraphVertex } from "@/lib/models/mod.ts";
import { Store } from "@/lib/store/mod.ts";

/** What may happen to a graph server. */
export const graphFault = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("graph_fails" as const),
      /** Requests that fail, one by one: before they take effect, or after. */
      requests: fc.array(fc.constantFrom("before" as const, "after" as const), {
        minLength: 1,
        maxLength: 4,
      }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("graph_lost" as const) }),
  },
);

/** Runs a request, which fails as is said. */
export async function failing<R>(
  fault: "before" | "after" | undefined,
  run: () => Promise<R> | R,
): Promise<R> {
  if (fault === "before") throw new Error("the connection was cut");
  const result = await run();
  if (fault === "after") throw new Error("the answer was cut off");
  return result;
}

/** Whether the copy of an account's graphs is said to be up to date. */
export async function isCopied(
  kv: Deno.Kv,
  account: AccountId,
  { generation, graphAt }: Pick<Head, "generation" | "graphAt">,
): Promise<boolean> {
  if (generation === 0) return true;
  const record = await new CopyRecords(new Store({ kv }), account).read();
  return record.generation === generation && record.at === graphAt;
}

interface Content {
  vertices: GraphVertex[];
  edges: GraphEdge[];
}

/** The account's graph as it is embedded, and as the server has it. */
export async function bothGraphs(
  kv: Deno.Kv,
  server: TestGraphServer,
  { account, head: { generation, creators } }: {
    account: AccountId;
    head: Head;
  },
): Promise<{ embedded: Content[]; copied: Content[] }> {
  const graph = new KvGraph(new Store({ kv }));
  const embedded: Content[] = [];
  const copied: Content[] = [];
  for (const creator of creators) {
    const scope = { dataset: { account, generation }, creator };
    const ids = await graph.listIds(scope, { after: null, limit: 10_000 });
    const homes = await graph.read(scope, ids);
    embedded.push({
      vertices: ids.flatMap((id) => homes.get(id)?.vertex ?? []),
      edges: [...edgesOf(homes)].sort(([a], [b]) => a < b ? -1 : 1)
        .map(([, edge]) => edge),
    });
    copied.push(server.dump(scope));
  }
  return { embedded, copied };
}
