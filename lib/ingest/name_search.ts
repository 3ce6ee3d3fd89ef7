import { setTimeout } from "node:timers/promises";
import type {
  AccountId,
  MessageChange,
  MessageId,
  NamedEntity,
  StoredMessage,
} from "@/lib/models/mod.ts";
import {
  type Changes,
  type Dataset,
  keys,
  nextTurn,
  type Store,
  type Transaction,
} from "@/lib/store/mod.ts";
import type { AccountState } from "./account_state.ts";
import type { Head } from "./head.ts";
import { findMessages } from "./message_index.ts";
import type { IngestParts } from "./parts.ts";

/** Messages that are searched for names before what was found is stored. */
const SEARCHED_AT_ONCE = 50;
/** While deltas come in, a search rests so many times as long as it took. */
const REST = 9;

/**
 * Notes, in the commit that stores them, which messages are to be searched for
 * names; `n` is a number that no other commit to the dataset has.
 */
export function markUnsearched(
  tx: Changes,
  dataset: Dataset,
  n: number,
  changes: readonly MessageChange[],
): boolean {
  const ids = changes.filter(({ after }) => after.enrichment.entities === null)
    .map(({ after }) => after.id);
  if (ids.length > 0) tx.add(keys.unsearched(dataset, n), ids);
  return ids.length > 0;
}

/** Whether messages of a dataset are noted to be searched for names. */
export async function hasUnsearched(
  store: Store,
  dataset: Dataset,
): Promise<boolean> {
  const noted = store.listKeys({ prefix: keys.allUnsearched(dataset) }, {
    limit: 1,
  });
  for await (const _ of noted) return true;
  return false;
}

/** What searching an account's messages for names works with. */
export interface NameSearchContext {
  store: Store;
  account: AccountId;
  parts: IngestParts;
  state: AccountState;
  /** Whether deltas are coming in, for which a search is to make room. */
  isBusy(): boolean;
  signal: AbortSignal;
}

/** Messages whose names are found, and where they were noted. */
interface Searched {
  generation: number;
  key: Deno.KvKey;
  chunks: number;
  names: Map<MessageId, { text: string; entities: NamedEntity[] }>;
  /** Of those that were noted, some are left. */
  rest: MessageId[];
}

/**
 * Searches messages for names, in the background: as many as are noted, a few at
 * a time, and each by itself. What is found is counted in a commit of its own.
 * Needs the account's lease.
 */
export async function searchNames(context: NameSearchContext): Promise<void> {
  for (;;) {
    const searched = await searchSome(context);
    if (searched === null) return;
    await context.state.mutate((tx, head) =>
      storeNames(context, tx, head, searched)
    );
  }
}

async function searchSome(
  context: NameSearchContext,
): Promise<Searched | null> {
  const { store, account, state } = context;
  const { generation } = await state.head();
  const dataset = { account, generation };
  const noted = store.list<MessageId[]>({
    prefix: keys.allUnsearched(dataset),
  }, { limit: 1 });
  for await (const { key, value, chunks } of noted) {
    const ids = value.slice(0, SEARCHED_AT_ONCE);
    const found = await findMessages(store, dataset, ids);
    const names: Searched["names"] = new Map();
    for (const { stored } of found) {
      if (stored.enrichment.entities !== null) continue;
      names.set(stored.id, await search(context, stored));
    }
    const rest = value.slice(SEARCHED_AT_ONCE);
    return { generation, key, chunks, names, rest };
  }
  return null;
}

async function search(
  { parts, isBusy, signal }: NameSearchContext,
  { message }: StoredMessage,
): Promise<{ text: string; entities: NamedEntity[] }> {
  signal.throwIfAborted();
  const text = message.text ?? "";
  const findNames = await parts.nameFinder();
  const start = performance.now();
  const entities = findNames(text);
  const tookMs = performance.now() - start;
  // What is to be shared is the processor: no test's clock has to do with that.
  if (isBusy()) await setTimeout(REST * tookMs, undefined, { signal });
  else await nextTurn();
  return { text, entities };
}

/** Only what is still as it was when it was searched gets its names. */
async function storeNames(
  { store, account, parts }: NameSearchContext,
  tx: Transaction,
  head: Head,
  { generation, key, chunks, names, rest }: Searched,
): Promise<true | null> {
  // Another dataset has notes of its own.
  if (head.generation !== generation) return null;
  const dataset: Dataset = { account, generation };
  const found = await findMessages(store, dataset, [...names.keys()]);
  const changes = found.flatMap(({ stored }): MessageChange[] => {
    const known = names.get(stored.id);
    const { enrichment, message } = stored;
    if (known === undefined || enrichment.entities !== null) return [];
    if ((message.text ?? "") !== known.text) return [];
    const { entities } = known;
    const after = { ...stored, enrichment: { ...enrichment, entities } };
    return [{ before: stored, after, live: false }];
  });
  if (changes.length > 0) {
    await parts.apply({ store, tx, dataset }, changes, []);
  }
  if (rest.length > 0) tx.set(key, rest);
  else tx.delete(key, chunks);
  return true;
}
