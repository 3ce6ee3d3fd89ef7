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
import { noteChangedDays } from "./changed_days.ts";
import { noteGraphChanges } from "./graph_outbox.ts";
import type { Head } from "./head.ts";
import { findMessages } from "./message_index.ts";
import type { IngestParts } from "./parts.ts";
import type { Turns } from "./turns.ts";

/** Messages that are searched for names before what was found is stored. */
const SEARCHED_AT_ONCE = 100;
/** While messages come in all the time, a search waits so long, in ms. */
const PATIENCE_MS = 60_000;
/** How often it looks whether they still do, in ms. */
const LOOK_MS = 50;

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
  /** One account's messages are searched at a time. */
  searches: Turns;
  /** Whether messages are coming in, for which a search is to make room. */
  isBusy(): boolean;
  signal: AbortSignal;
}

/** Messages that were noted together. */
interface Note {
  key: Deno.KvKey;
  chunks: number;
  /** Those that are searched now. */
  ids: MessageId[];
  /** Those that are left for later. */
  rest: MessageId[];
}

/** Names by message, with the text that they were found in. */
type Found = Map<MessageId, { text: string; entities: NamedEntity[] }>;

/**
 * Searches messages for names, in the background: as many as are noted, a few at
 * a time. What is found is counted in a commit of its own. Needs the account's
 * lease.
 */
export async function searchNames(context: NameSearchContext): Promise<void> {
  const { searches, signal } = context;
  let isDone = false;
  while (!isDone) {
    isDone = await searches.take(signal, () => searchSome(context));
  }
}

/** Gives whether nothing was left. */
async function searchSome(context: NameSearchContext): Promise<boolean> {
  const { store, account, state } = context;
  const { generation } = await state.head();
  const dataset = { account, generation };
  if (!await hasUnsearched(store, dataset)) return true;
  await whenCalm(context);
  const notes = await readNotes(store, dataset);
  const ids = notes.flatMap((note) => note.ids);
  const names: Found = new Map();
  for (const { stored } of await findMessages(store, dataset, ids)) {
    if (stored.enrichment.entities !== null) continue;
    names.set(stored.id, await search(context, stored));
  }
  await state.mutate((tx, head) =>
    // Another dataset has notes of its own.
    head.generation === generation
      ? storeNames(context, tx, { head, dataset, notes, names })
      : null
  );
  return false;
}

/**
 * Resolves when nothing comes in, or after a long time in which something always
 * did. What is shared is the processor: no test's clock has to do with that.
 */
async function whenCalm(
  { isBusy, signal }: NameSearchContext,
): Promise<void> {
  const until = performance.now() + PATIENCE_MS;
  while (isBusy() && performance.now() < until) {
    await setTimeout(LOOK_MS, undefined, { signal });
  }
}

/** The first notes, until they hold enough messages. */
async function readNotes(store: Store, dataset: Dataset): Promise<Note[]> {
  const notes: Note[] = [];
  let room = SEARCHED_AT_ONCE;
  const noted = store.list<MessageId[]>({
    prefix: keys.allUnsearched(dataset),
  }, { limit: SEARCHED_AT_ONCE });
  for await (const { key, value, chunks } of noted) {
    const ids = value.slice(0, room);
    notes.push({ key, chunks, ids, rest: value.slice(room) });
    room -= ids.length;
    if (room === 0) break;
  }
  return notes;
}

async function search(
  { parts, signal }: NameSearchContext,
  { message }: StoredMessage,
): Promise<{ text: string; entities: NamedEntity[] }> {
  signal.throwIfAborted();
  const text = message.text ?? "";
  const findNames = await parts.nameFinder();
  await nextTurn();
  return { text, entities: findNames(text) };
}

/** Only what is still as it was when it was searched gets its names. */
async function storeNames(
  { store, account, parts }: NameSearchContext,
  tx: Transaction,
  { head, dataset, notes, names }: {
    head: Head;
    dataset: Dataset;
    notes: Note[];
    names: Found;
  },
): Promise<true> {
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
    const { zone } = head.basis;
    const context = { store, tx, dataset, zone };
    const applied = await parts.apply(context, changes, []);
    noteChangedDays(head, applied.days);
    noteGraphChanges(tx, account, {
      head,
      marks: applied.graph,
      isCopied: parts.graphCopy !== null,
    });
  }
  for (const { key, chunks, rest } of notes) {
    if (rest.length > 0) tx.set(key, rest);
    else tx.delete(key, chunks);
  }
  return true;
}
