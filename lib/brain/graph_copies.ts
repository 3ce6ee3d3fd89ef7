/**
 * For tests: whether the embedded graph is that of everything that is stored, and
 * a graph server ends with the same.
 * @module
 */
import fc from "fast-check";
import {
  KvGraph,
  rebuildGraphFromSnapshot,
  type TargetChange,
} from "@/lib/graph/mod.ts";
import { CopyRecords } from "@/lib/graph/copy/records.ts";
import type { TestGraphServer } from "@/lib/graph/copy/testing.ts";
import {
  type Dump,
  dump,
  dumpOf,
} from "@/lib/graph/contract/store_contract.ts";
import type { Head } from "@/lib/ingest/mod.ts";
import { listConversations, listDays } from "@/lib/insights/mod.ts";
import type { AccountId, ChatId } from "@/lib/models/mod.ts";
import {
  BulkWriter,
  type Dataset,
  keys,
  listMessages,
  Store,
} from "@/lib/store/mod.ts";
import { graphDay, graphFacts, onGraph } from "./graph_facts.ts";

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

/**
 * The account's graphs as they are embedded, as the server has them, and as they
 * are drawn from everything that is stored.
 */
export async function allGraphs(
  kv: Deno.Kv,
  server: TestGraphServer,
  { account, head: { generation, creators } }: {
    account: AccountId;
    head: Head;
  },
): Promise<{ embedded: Dump[]; copied: Dump[]; drawn: Dump[] }> {
  const dataset = { account, generation };
  const scopes = creators.map((creator) => ({ dataset, creator }));
  const contents = (graph: KvGraph) =>
    Promise.all(scopes.map((scope) => dump(graph, scope)));
  const other = await Deno.openKv(":memory:");
  const store = new Store({ kv });
  const graph = await draw(store, new Store({ kv: other }), dataset);
  const drawn = await contents(graph);
  other.close();
  return {
    embedded: await contents(new KvGraph(store)),
    copied: scopes.map((scope) => dumpOf(server.graphOf(scope))),
    drawn,
  };
}

/** Draws the graphs of what `store` holds into another database. */
async function draw(
  store: Store,
  other: Store,
  dataset: Dataset,
): Promise<KvGraph> {
  const targets = new Map<ChatId, TargetChange[]>();
  const rows = listMessages(store, { prefix: keys.messages(dataset) });
  for await (const { chat, enrichment: { actions, topics } } of rows) {
    const known = targets.get(chat) ?? [];
    known.push(
      ...actions.flatMap((action) =>
        topics.map((topic) => ({ action, topic, by: 1 }))
      ),
    );
    targets.set(chat, known);
  }
  const graph = new KvGraph(other);
  const tx = new BulkWriter(other);
  await rebuildGraphFromSnapshot(
    onGraph(graph, { tx, dataset }),
    {
      conversations: async function* () {
        for await (const record of listConversations(store, dataset)) {
          const facts = graphFacts(record);
          yield { facts, targets: targets.get(record.chat) ?? [] };
        }
      }(),
      days: async function* () {
        for await (
          const { creator, day, figures } of listDays(store, dataset)
        ) {
          yield { creator, facts: graphDay(day, figures) };
        }
      }(),
    },
  );
  await tx.finish();
  return graph;
}
