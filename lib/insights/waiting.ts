import { ChatId, type CreatorId } from "@/lib/models/mod.ts";
import {
  compareKeyText,
  type Dataset,
  keys,
  type ListOptions,
  type Store,
} from "@/lib/store/mod.ts";
import { mergeSorted } from "./merge_sorted.ts";

/** A conversation that waits for an answer. */
export interface Waiting {
  chat: ChatId;
  /** Start of the oldest fan turn without an answer, in ms. */
  since: number;
}

/** Those who wait are counted up to so many. */
const MAX_COUNTED = 10_000;

/**
 * The conversations of some creators that wait for an answer: the longest first,
 * then in order of their ids; from a place on.
 */
export async function* waitingFrom(
  store: Store,
  dataset: Dataset,
  { creators, from }: { creators: readonly CreatorId[]; from: Waiting | null },
): AsyncGenerator<Waiting> {
  const ofEach = creators.map((creator) => {
    const prefix = keys.waitingOf(dataset, creator);
    const selector = from === null
      ? { prefix }
      : { prefix, start: [...prefix, from.since, from.chat] };
    return waitingIn(store, selector, { batchSize: 60 });
  });
  yield* mergeSorted(ofEach, compareWaiting);
}

/** Those after `after`, at most `limit`, see {@linkcode waitingFrom}. */
export async function listWaiting(
  store: Store,
  dataset: Dataset,
  { creators, after, limit }: {
    creators: readonly CreatorId[];
    after: Waiting | null;
    limit: number;
  },
): Promise<Waiting[]> {
  const found: Waiting[] = [];
  const all = waitingFrom(store, dataset, { creators, from: after });
  for await (const waiting of all) {
    if (waiting.since === after?.since && waiting.chat === after.chat) continue;
    if (found.push(waiting) === limit) break;
  }
  return found;
}

/**
 * Those who began to wait last, at most `limit`, the latest first; or last
 * before a time in ms.
 */
export async function latestWaiting(
  store: Store,
  dataset: Dataset,
  { creators, before, limit }: {
    creators: readonly CreatorId[];
    before?: number;
    limit: number;
  },
): Promise<Waiting[]> {
  const ofEach = creators.map((creator) => {
    const prefix = keys.waitingOf(dataset, creator);
    const selector = before === undefined
      ? { prefix }
      : { prefix, end: [...prefix, before] };
    return waitingIn(store, selector, { reverse: true, limit });
  });
  const found: Waiting[] = [];
  const all = mergeSorted(ofEach, (a, b) => compareWaiting(b, a));
  for await (const waiting of all) {
    if (found.push(waiting) === limit) break;
  }
  return found;
}

async function* waitingIn(
  store: Store,
  selector: Deno.KvListSelector,
  options: ListOptions,
): AsyncGenerator<Waiting> {
  for await (const key of store.listKeys(selector, options)) {
    const [since, chat] = key.slice(-2);
    yield { since: Number(since), chat: ChatId.parse(chat) };
  }
}

function compareWaiting(a: Waiting, b: Waiting): number {
  return a.since - b.since || compareKeyText(a.chat, b.chat);
}

/** How many conversations of a creator wait for an answer, up to 10,000. */
export async function countWaiting(
  store: Store,
  dataset: Dataset,
  creator: CreatorId,
): Promise<number> {
  let waiting = 0;
  const prefix = keys.waitingOf(dataset, creator);
  for await (const _ of store.listKeys({ prefix }, { limit: MAX_COUNTED })) {
    waiting++;
  }
  return waiting;
}

/**
 * Names the place after a page's last entry, for the page after it; of one
 * `creator`, or `null` for all.
 */
export function waitingCursor(
  { since, chat }: Waiting,
  creator: CreatorId | null,
): string {
  const of = creator ?? "";
  return `${since}:${of.length}:${of}${chat}`;
}

/** The place that a cursor names, or `null` if it is not one of `creator`. */
export function parseWaitingCursor(
  cursor: string,
  creator: CreatorId | null,
): Waiting | null {
  const [, since = "", length = "", rest = ""] =
    /^(-?\d{1,16}):(\d{1,3}):(.*)$/s.exec(cursor) ?? [];
  const at = Number(since);
  const of = rest.slice(0, Number(length));
  const chat = ChatId.safeParse(rest.slice(of.length));
  const isOwn = since !== "" && Number.isSafeInteger(at) && chat.success &&
    length === String(of.length) && of === (creator ?? "");
  return isOwn ? { since: at, chat: chat.data } : null;
}
