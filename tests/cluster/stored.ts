/**
 * What lies in a database when all its processes have ended, beside what has
 * to lie there.
 * @module
 */
import {
  addFigures,
  emptyFigures,
  type Figures,
  figuresFromScratch,
  listConversations,
  listDays,
  unansweredFromScratch,
} from "@/lib/insights/mod.ts";
import { type Head, readLog } from "@/lib/ingest/mod.ts";
import {
  AccountId,
  type StoredMessage,
  type Totals,
} from "@/lib/models/mod.ts";
import { keys, listMessages, Store } from "@/lib/store/mod.ts";

/** The figures of an account, all of them. */
export interface AccountFigures {
  /** By UTC day. */
  days: [number, Figures][];
  /** By conversation. */
  conversations: [string, Figures][];
  totals: Totals;
}

/** What a database holds of an account. */
export interface StoredFacts {
  /** Messages' rows. */
  rows: number;
  kept: AccountFigures;
  /** The same from all messages at once. */
  recomputed: AccountFigures;
  /** Deltas that wait to be applied. */
  queued: number;
  quarantined: number;
  /** Revisions in the event log from where it counts. */
  logged: number[];
  logFrom: number;
  revision: number;
}

/** Reads everything of the account `id` from the database at `kvPath`. */
export async function readStored(
  kvPath: string,
  id: string,
): Promise<StoredFacts> {
  using kv = await Deno.openKv(kvPath);
  const store = new Store({ kv });
  const account = AccountId.parse(id);
  const head = (await store.get<Head>(keys.head(account)))?.value;
  if (head === undefined) throw new Error("the account has no head");
  const { generation, logFrom, revision, quarantined } = head;
  const dataset = { account, generation };
  const rows = await Array.fromAsync(
    listMessages(store, { prefix: keys.messages(dataset) }),
  );
  const days = await Array.fromAsync(listDays(store, dataset));
  const records = await Array.fromAsync(listConversations(store, dataset));
  const log = readLog(store, account, { since: logFrom - 1, until: revision });
  const logged = (await Array.fromAsync(log)).map(({ revision }) => revision);
  return {
    rows: rows.length,
    kept: {
      days: days.map(({ day, figures }) => [day, figures]),
      conversations: records.map(({ chat, figures }) => [chat, figures]),
      totals: head.totals,
    },
    recomputed: recompute(rows),
    queued: (await entries(store, keys.queueOf(account))).length,
    quarantined,
    logged,
    logFrom,
    revision,
  };
}

/** What there is of the account `id`, also while its processes run. */
export async function lookInto(
  kvPath: string,
  id: string,
): Promise<{ head: Head | null; queued: number; ids: Set<string> }> {
  using kv = await Deno.openKv(kvPath);
  const store = new Store({ kv });
  const account = AccountId.parse(id);
  const head = (await store.get<Head>(keys.head(account)))?.value ?? null;
  const dataset = { account, generation: head?.generation ?? 0 };
  const rows = await Array.fromAsync(
    listMessages(store, { prefix: keys.messages(dataset) }),
  );
  return {
    head,
    queued: (await entries(store, keys.queueOf(account))).length,
    ids: new Set(rows.map((row) => row.id)),
  };
}

function recompute(rows: readonly StoredMessage[]): AccountFigures {
  const byChat = Map.groupBy(rows, ({ chat }) => chat);
  const conversations = [...byChat].map(([chat, own]): [string, Figures] => {
    const figures = emptyFigures();
    for (const day of figuresFromScratch(own).values()) {
      addFigures(figures, day);
    }
    return [chat, figures];
  });
  return {
    days: [...figuresFromScratch(rows)].sort(([a], [b]) => a - b),
    conversations: conversations.sort(([a], [b]) => a < b ? -1 : 1),
    totals: {
      conversations: byChat.size,
      messages: rows.length,
      unanswered: unansweredFromScratch(rows),
    },
  };
}

async function entries<T>(
  store: Store,
  prefix: Deno.KvKey,
): Promise<[Deno.KvKeyPart | undefined, T][]> {
  const all = await Array.fromAsync(store.list<T>({ prefix }));
  return all.map(({ key, value }) => [key.at(-1), value]);
}
