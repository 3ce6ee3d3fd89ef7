import type { FanFacts, Tip } from "@/lib/commands/mod.ts";
import { fanName } from "@/lib/commands/mod.ts";
import { subscriptionEnd } from "@/lib/enrichment/mod.ts";
import {
  type ConversationRecord,
  readConversation,
} from "@/lib/insights/mod.ts";
import type { ChatId, StoredMessage } from "@/lib/models/mod.ts";
import {
  type Dataset,
  keys,
  listMessages,
  type Store,
} from "@/lib/store/mod.ts";
import { plainText } from "@/lib/text/mod.ts";

/** Messages of a conversation that are looked through at once, the latest ones. */
const LOOKED_THROUGH = 200;

/** What rules look at of a conversation. */
export function factsOf(record: ConversationRecord): FanFacts {
  const { chat, withUser, sequence, figures, spentCents, outcomes } = record;
  return {
    chat,
    name: fanName(withUser),
    waitingSince: sequence?.waitingSince ?? null,
    lastInboundAt: sequence?.lastInboundAt ?? null,
    inbound: figures.inbound,
    spentCents,
    subscriptionEndsAt: subscriptionEnd(withUser ?? {}),
    tips: outcomes.flatMap(({ kind, date, amount, message_id }): Tip[] =>
      kind === "tip" && amount !== undefined
        ? [{ at: Date.parse(date), amount, message: message_id ?? null }]
        : []
    ),
  };
}

/**
 * A conversation as it is now, with a check that holds as long as it has no other
 * message; `null` if there is none.
 */
export async function readChecked(
  store: Store,
  dataset: Dataset,
  chat: ChatId,
): Promise<{ record: ConversationRecord; check: Deno.AtomicCheck } | null> {
  const key = keys.conversation(dataset, chat);
  // Before reading: a message that comes in between fails the check.
  const { versionstamp } = await store.kv.get(key);
  const record = await readConversation(store, dataset, chat);
  return record && { record, check: { key, versionstamp } };
}

/** Whether the creator wrote to the fan after a time in ms, mass messages apart. */
export async function hasCreatorWritten(
  store: Store,
  dataset: Dataset,
  { chat, after }: { chat: ChatId; after: number },
): Promise<boolean> {
  const prefix = keys.messagesOf(dataset, chat);
  const list = listMessages(
    store,
    { prefix, start: [...prefix, after + 1] },
    { reverse: true, limit: LOOKED_THROUGH },
  );
  for await (const { side, isMass } of list) {
    if (side === "outbound" && !isMass) return true;
  }
  return false;
}

/** The latest messages of a conversation as plain text, the oldest first. */
export async function latestTexts(
  store: Store,
  dataset: Dataset,
  { chat, limit }: { chat: ChatId; limit: number },
): Promise<{ by: "fan" | "creator"; text: string }[]> {
  const rows: StoredMessage[] = [];
  const list = listMessages(
    store,
    { prefix: keys.messagesOf(dataset, chat) },
    { reverse: true, limit, batchSize: limit },
  );
  for await (const row of list) rows.push(row);
  return rows.reverse().map(({ side, message }) => ({
    by: side === "inbound" ? "fan" : "creator",
    text: plainText(message.text ?? ""),
  }));
}
