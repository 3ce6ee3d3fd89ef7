import type { ChatId, CreatorId, StoredMessage } from "@/lib/models/mod.ts";
import {
  type Dataset,
  keys,
  listMessages,
  type Store,
} from "@/lib/store/mod.ts";
import { readConversation } from "./read.ts";
import type { Waiting } from "./waiting.ts";

/** Since when one conversation waits for an answer, if it does. */
export async function* waitingOf(
  store: Store,
  dataset: Dataset,
  { creators, chat }: { creators: readonly CreatorId[]; chat: ChatId },
): AsyncGenerator<Waiting> {
  const record = await readConversation(store, dataset, chat);
  const since = record?.sequence?.waitingSince ?? null;
  if (record === null || since === null) return;
  if (creators.includes(record.creator)) yield { since, chat };
}

/** The message with which the oldest turn that waits began, or `null`. */
export async function waitingMessage(
  store: Store,
  dataset: Dataset,
  { since, chat }: Waiting,
): Promise<StoredMessage | null> {
  const rows = listMessages(store, {
    prefix: keys.messagesOf(dataset, chat),
    start: [...keys.messagesOf(dataset, chat), since],
  }, { batchSize: 4 });
  let first: StoredMessage | null = null;
  let hadWaited = false;
  // Within one moment a turn may be answered, and the next one begin.
  for await (const row of rows) {
    if (row.at !== since) break;
    const waits = row.sequence.waitingSince === since;
    if (waits && !hadWaited) first = row;
    hadWaited = waits;
  }
  return first;
}
