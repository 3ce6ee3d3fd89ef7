import type { MessageLocation, StoredMessage } from "@/lib/models/mod.ts";
import {
  type Dataset,
  keys,
  listMessages,
  type Store,
} from "@/lib/store/mod.ts";
import type { DatasetBuilder } from "./dataset_builder.ts";
import { listBlocks } from "./message_index.ts";
import type { IngestParts } from "./parts.ts";
import type { IncomingMessage } from "./resolve.ts";

/** What merging works with. */
export interface MergeContext {
  store: Store;
  parts: IngestParts;
  /** Ends it early, with an error. */
  signal?: AbortSignal;
  /** Told how many more messages are in. */
  onMerged(messages: number): void;
}

/** Messages that are merged at once. */
const MERGED = 500;

/**
 * Everything of a dataset goes in beside what the builder holds; of a message
 * that is there already, the newer version counts.
 */
export async function mergeDataset(
  builder: DatasetBuilder,
  dataset: Dataset,
  context: MergeContext,
): Promise<void> {
  const { store, parts, signal, onMerged } = context;
  await builder.addOlderChats(parts.chats(store, dataset));
  let written: Promise<void> = Promise.resolve();
  const merge = async (rows: readonly StoredMessage[]) => {
    signal?.throwIfAborted();
    const messages = await withEvents(store, dataset, rows);
    const added = await builder.add([], messages);
    // The next ones are counted while these are being written.
    await written;
    written = added.written;
    onMerged(rows.length);
  };
  let rows: StoredMessage[] = [];
  const stored = listMessages(store, { prefix: keys.messages(dataset) });
  for await (const row of stored) {
    rows.push(row);
    if (rows.length < MERGED) continue;
    await merge(rows);
    rows = [];
  }
  await merge(rows);
  await written;
  for await (const locations of listBlocks(store, dataset)) {
    await builder.addEvents(locations);
  }
}

/** A stored message as one that comes in, with the events that led to it. */
export function asIncoming(
  { message, chat, receivedAt, version, enrichment }: StoredMessage,
  events: readonly string[],
): IncomingMessage {
  return { message, chat, receivedAt, version, enrichment, events };
}

/** With the events that lie by themselves; those in blocks are added later. */
async function withEvents(
  store: Store,
  dataset: Dataset,
  rows: readonly StoredMessage[],
): Promise<IncomingMessage[]> {
  const locations = await store.getMany<MessageLocation>(
    rows.map(({ id }) => keys.messageIndex(dataset, id)),
  );
  return rows.map((row, i) =>
    asIncoming(row, locations[i]?.value.events ?? [])
  );
}
