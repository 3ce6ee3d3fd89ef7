import {
  type AccountId,
  type ChatId,
  type CreatorId,
  type ExtendedConversationNode,
  type MessageChange,
  NOT_ENRICHED,
} from "@/lib/models/mod.ts";
import type { RevisedFrame } from "./event_log.ts";
import { addTotals, type Head } from "./head.ts";
import type {
  BatchContext,
  ConversationEffect,
  Enrich,
  IngestParts,
} from "./parts.ts";
import { noteChangedDays } from "./changed_days.ts";
import { noteGraphChanges } from "./graph_outbox.ts";
import { isAfterAll, largerId } from "./last_id.ts";
import { quarantine } from "./quarantine.ts";
import { markUnsearched } from "./name_search.ts";
import {
  type IncomingMessage,
  type RecordOutcome,
  resolveMessages,
} from "./resolve.ts";

/** What a batch comes to. */
export interface AppliedBatch {
  /** One for each message of the batch. */
  outcomes: RecordOutcome[];
  /** What tells dashboards of it, but for the account's figures. */
  frames: RevisedFrame[];
  /** The conversations that it changed. */
  nodes: ExtendedConversationNode[];
  /** Some of its messages are to be searched for names. */
  hasNames: boolean;
  /** It changed the graph. */
  hasGraph: boolean;
}

/** What applying a batch needs beside it. */
export interface ApplyOptions {
  account: AccountId;
  head: Head;
  parts: IngestParts;
  /** As the messages of the visible dataset are enriched. */
  enrich: Enrich;
  now: number;
}

/**
 * Applies deltas within the context's transaction: messages that are news are
 * stored, counted and drawn into the graph, those that cannot be are set aside.
 */
export async function applyBatch(
  context: BatchContext,
  messages: readonly IncomingMessage[],
  options: ApplyOptions,
): Promise<AppliedBatch> {
  const { account, head, parts, enrich, now } = options;
  const { changes, outcomes } = await resolveMessages(context, messages, {
    enrich,
    creator: mainCreator(head),
    live: true,
    fanOf: (chat) => parts.fanOf(context, chat),
    mayHold: (id) => !isAfterAll(id, head.lastId),
  });
  for (const { after } of changes) {
    head.lastId = largerId(head.lastId, after.id);
    if (after.enrichment.version === NOT_ENRICHED) head.hasUnenriched = true;
  }
  for (const [i, outcome] of outcomes.entries()) {
    if (outcome.status !== "quarantined") continue;
    const { code, reason } = outcome;
    const record = messages[i]?.message;
    quarantine(context.tx, account, { code, reason, record }, now);
    head.quarantined++;
  }
  if (changes.length === 0) {
    const none = { hasNames: false, hasGraph: false };
    return { outcomes, frames: [], nodes: [], ...none };
  }
  const { effects, days, graph: marks } = await parts
    .apply(context, changes, []);
  noteChangedDays(head, days);
  const { tx, dataset } = context;
  const isCopied = parts.graphCopy !== null;
  const graph = noteGraphChanges(tx, account, { head, marks, isCopied });
  const hasNames = markUnsearched(tx, dataset, head.revision + 1, changes);
  for (const { totals } of effects) addTotals(head.totals, totals);
  const nodes = new Map(effects.map((one) => [one.chat, one.node(now)]));
  const frames = framesOf(changes, effects, nodes, options);
  const all = [...nodes.values()];
  return { outcomes, frames, nodes: all, hasNames, hasGraph: graph };
}

/** The account's figures, and those of `nodes`, as dashboards are told them. */
export async function analyticsFrame(
  { tx, dataset }: Pick<BatchContext, "tx" | "dataset">,
  nodes: Iterable<ExtendedConversationNode>,
  { head, parts, now }: { head: Head; parts: IngestParts; now: number },
): Promise<RevisedFrame> {
  const { creators, basis: { zone } } = head;
  const totals = { ...head.totals };
  const query = { creators, totals, zone, now };
  const payload = await parts.analytics(tx, dataset, query);
  for (const { conversationId, priorityScore, unreadCount } of nodes) {
    payload.priorityScores[conversationId] = priorityScore;
    payload.unreadCounts[conversationId] = unreadCount;
  }
  return { type: "analytics_update", payload };
}

/** The creator whose chats an account's Agent captures. */
export function mainCreator(head: Head): CreatorId {
  const [creator] = head.creators;
  if (creator === undefined) throw new Error("The account has no creator");
  return creator;
}

function framesOf(
  changes: readonly MessageChange[],
  effects: readonly ConversationEffect[],
  nodes: ReadonlyMap<ChatId, ExtendedConversationNode>,
  { parts, now }: { parts: IngestParts; now: number },
): RevisedFrame[] {
  const frames: RevisedFrame[] = [];
  for (const { after } of changes) {
    const node = nodes.get(after.chat);
    if (node === undefined) continue;
    const message = parts.outgoing(after);
    frames.push({ type: "append_message", node, message });
  }
  for (const effect of effects) {
    const payload = effect.enrichment(now);
    if (payload) frames.push({ type: "enrichment_result", payload });
  }
  return frames;
}
