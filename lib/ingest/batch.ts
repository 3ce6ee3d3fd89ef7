import type {
  AccountId,
  ChatChange,
  CreatorId,
  MessageChange,
} from "@/lib/models/mod.ts";
import type { RevisedFrame } from "./event_log.ts";
import type { Head } from "./head.ts";
import type { BatchContext, ConversationEffect, IngestParts } from "./parts.ts";
import { quarantine } from "./quarantine.ts";
import { type IncomingMessage, resolveMessages } from "./resolve.ts";

/** What is applied in one commit. */
export interface Batch {
  messages: readonly IncomingMessage[];
  chats: readonly ChatChange[];
  /** Deltas are shown as they come; a snapshot is shown when it is complete. */
  live: boolean;
}

/**
 * Applies a batch within the context's transaction: messages that are news are
 * stored, counted and drawn into the graph, those that cannot be are set aside.
 * Returns the frames that tell dashboards of it; none for a snapshot.
 */
export async function applyBatch(
  context: BatchContext,
  batch: Batch,
  options: { account: AccountId; head: Head; parts: IngestParts; now: number },
): Promise<RevisedFrame[]> {
  const { account, head, parts, now } = options;
  const creator = mainCreator(head);
  const { changes, refused } = await resolveMessages(context, batch.messages, {
    parts,
    creator,
    live: batch.live,
  });
  for (const { message, code, reason } of refused) {
    quarantine(context.tx, account, { code, reason, record: message }, now);
    head.quarantined++;
  }
  if (changes.length === 0 && batch.chats.length === 0) return [];
  const effects = await parts.apply(context, changes, batch.chats);
  return batch.live ? await framesOf(context, changes, effects, options) : [];
}

/** The creator whose chats an account's Agent captures. */
export function mainCreator(head: Head): CreatorId {
  const [creator] = head.creators;
  if (creator === undefined) throw new Error("The account has no creator");
  return creator;
}

async function framesOf(
  { tx, dataset }: BatchContext,
  changes: readonly MessageChange[],
  effects: readonly ConversationEffect[],
  { head, parts, now }: { head: Head; parts: IngestParts; now: number },
): Promise<RevisedFrame[]> {
  const frames: RevisedFrame[] = [];
  const nodes = new Map(effects.map((one) => [one.chat, one.node(now)]));
  for (const { after } of changes) {
    const node = nodes.get(after.chat);
    if (node === undefined) continue;
    const payload = { ...node, messages: [parts.outgoing(after)] };
    frames.push({ type: "append_message", payload });
  }
  for (const effect of effects) {
    const payload = effect.enrichment(now);
    if (payload) frames.push({ type: "enrichment_result", payload });
  }
  const analytics = await parts.analytics(tx, dataset, head.creators, now);
  for (const [chat, { priorityScore, unreadCount }] of nodes) {
    analytics.priorityScores[chat] = priorityScore;
    analytics.unreadCounts[chat] = unreadCount;
  }
  frames.push({ type: "analytics_update", payload: analytics });
  return frames;
}
