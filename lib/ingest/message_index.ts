import type {
  ChatId,
  MessageId,
  MessageLocation,
  StoredMessage,
} from "@/lib/models/mod.ts";
import {
  type Changes,
  type Dataset,
  keys,
  type MessageRow,
  type Store,
  unpackMessage,
} from "@/lib/store/mod.ts";

/**
 * Locations of messages that arrived together, under the smallest of their
 * numbers. Each is above every number stored before, so blocks never overlap. A
 * location that is written by itself counts before the one in a block.
 */
export type LocationBlock = [
  id: MessageId,
  chat: ChatId,
  at: number,
  ...events: string[],
][];

/** Event ids that are remembered of a message. */
const EVENTS_KEPT = 4;

/** The latest of a message's events, each once. */
export function mergeEvents(
  older: readonly string[],
  newer: readonly string[],
): string[] {
  return [...older.filter((event) => !newer.includes(event)), ...newer]
    .slice(-EVENTS_KEPT);
}

/** Reads the locations that lie by themselves; `null` for one that does not. */
export type ReadLocations = (
  keys: readonly Deno.KvKey[],
) => Promise<(MessageLocation | null)[]>;

/**
 * Writes where messages lie whose ids are numbers above all that the dataset
 * held before: one key for all of them.
 */
export function writeNewLocations(
  tx: Changes,
  dataset: Dataset,
  locations: ReadonlyMap<MessageId, MessageLocation>,
): void {
  const block: LocationBlock = [];
  let first = Infinity;
  for (const [id, location] of locations) {
    const number = numberOf(id);
    if (number === null || locations.size === 1) {
      tx.set(keys.messageIndex(dataset, id), location);
      continue;
    }
    const { chat, at, events } = location;
    block.push([id, chat, at, ...events]);
    first = Math.min(first, number);
  }
  if (block.length > 0) tx.add(keys.messageBlock(dataset, first), block);
}

/** Where messages lie; those that are not stored are left out. */
export async function locateMessages(
  store: Store,
  dataset: Dataset,
  ids: readonly MessageId[],
  read: ReadLocations,
): Promise<Map<MessageId, MessageLocation>> {
  const single = await read(ids.map((id) => keys.messageIndex(dataset, id)));
  const found = new Map<MessageId, MessageLocation>();
  const numbers: [number, MessageId][] = [];
  for (const [i, id] of ids.entries()) {
    const location = single[i];
    const number = numberOf(id);
    if (location) found.set(id, location);
    else if (number !== null) numbers.push([number, id]);
  }
  await findInBlocks(store, dataset, numbers, found);
  return found;
}

/** A message as it is stored, with the events that led to it. */
export interface FoundMessage {
  stored: StoredMessage;
  events: readonly string[];
}

/** Messages by their ids; those that are not stored are left out. */
export async function findMessages(
  store: Store,
  dataset: Dataset,
  ids: readonly MessageId[],
): Promise<FoundMessage[]> {
  const read: ReadLocations = async (keys) => {
    const entries = await store.getMany<MessageLocation>(keys);
    return entries.map((entry) => entry?.value ?? null);
  };
  const located = [...await locateMessages(store, dataset, ids, read)];
  const rows = await store.getMany<MessageRow>(
    located.map(([id, { chat, at }]) => keys.message(dataset, chat, at, id)),
  );
  return rows.flatMap((row, i) =>
    row === null ? [] : [{
      stored: unpackMessage(row.value),
      events: located[i]?.[1].events ?? [],
    }]
  );
}

/** The locations that lie in blocks, block by block. */
export async function* listBlocks(
  store: Store,
  dataset: Dataset,
): AsyncGenerator<Map<MessageId, MessageLocation>> {
  const prefix = keys.messageBlocks(dataset);
  for await (const { value } of store.list<LocationBlock>({ prefix })) {
    yield locationsOf(value);
  }
}

/** From the largest number down: a block that is read serves all within it. */
async function findInBlocks(
  store: Store,
  dataset: Dataset,
  numbers: [number, MessageId][],
  found: Map<MessageId, MessageLocation>,
): Promise<void> {
  numbers.sort(([a], [b]) => b - a);
  let block: Block | null = null;
  for (const [number, id] of numbers) {
    if (block === null || number < block.first) {
      block = await blockOf(store, dataset, number);
      if (block === null) return;
    }
    const location = block.locations.get(id);
    if (location !== undefined) found.set(id, location);
  }
}

interface Block {
  first: number;
  locations: Map<MessageId, MessageLocation>;
}

/** The last block that begins at or before `number`. */
async function blockOf(
  store: Store,
  dataset: Dataset,
  number: number,
): Promise<Block | null> {
  const blocks = store.list<LocationBlock>({
    prefix: keys.messageBlocks(dataset),
    end: keys.messageBlock(dataset, number + 1),
  }, { reverse: true, limit: 1 });
  for await (const { key, value } of blocks) {
    return { first: Number(key.at(-1)), locations: locationsOf(value) };
  }
  return null;
}

function locationsOf(block: LocationBlock): Map<MessageId, MessageLocation> {
  return new Map(
    block.map(([id, chat, at, ...events]) => [id, { chat, at, events }]),
  );
}

/** The number that an id is, if its successor is a number too. */
function numberOf(id: MessageId): number | null {
  const number = Number(id);
  return Number.isSafeInteger(number + 1) && String(number) === id
    ? number
    : null;
}
