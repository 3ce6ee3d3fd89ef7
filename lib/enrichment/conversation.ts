import type { ActionKind, MessageId, Outcome } from "@/lib/models/mod.ts";
import { characteristicTopics } from "./characteristic.ts";
import type { Enricher, MessageEnrichment } from "./enricher.ts";
import type { MessageFacts } from "./facts.ts";
import {
  inferOutcomes,
  REACTIVATION_MS,
  type SubscriptionFields,
} from "./outcomes.ts";
import { SENTIMENT_SCALE } from "./sentiment.ts";

/** A message in its place in a conversation. */
export interface ConversationMessage {
  id: MessageId;
  /** When it was written, in ms since the epoch. */
  at: number;
  facts: MessageFacts;
}

/** What a conversation's messages show together. */
export interface EnrichedConversation {
  /** Most characteristic first. */
  topics: string[];
  /** Most frequent first. */
  actions: ActionKind[];
  /** Mean over scored messages, from -1 to 1; `null` while none is scored. */
  sentiment: number | null;
  /** Observed and inferred, latest first. */
  outcomes: Outcome[];
  /** What each message shows by itself, by its id. */
  messages: Map<MessageId, MessageEnrichment>;
}

/** What enriching a conversation needs. */
export interface ConversationOptions {
  enricher: Enricher;
  /** The moment as of which outcomes are inferred, in ms since the epoch. */
  now: number;
}

/**
 * Enriches a conversation at once: the definition of what the service keeps up
 * to date message by message. The order of `messages` does not matter; of two
 * with one id the later one in the list counts. `conversation` is what the fan's
 * profile says of the subscription.
 */
export function enrichConversation(
  conversation: SubscriptionFields,
  messages: Iterable<ConversationMessage>,
  { enricher, now }: ConversationOptions,
): EnrichedConversation {
  const known = new Map<MessageId, ConversationMessage>();
  for (const message of messages) known.set(message.id, message);
  const ordered = [...known.values()].sort(inOrder);
  const enriched = new Map(
    ordered.map(({ id, facts }) => [id, enricher.enrichMessage(facts)]),
  );
  const all = [...enriched.values()];
  const inbound = ordered.filter(({ facts }) => facts.direction === "inbound");
  const inferred = inferOutcomes({
    ...conversation,
    inboundCount: inbound.length,
    lastInboundAt: inbound.at(-1)?.at ?? null,
  }, now);
  return {
    topics: characteristicTopics(
      counts(all.flatMap(({ topics }) => topics)),
      ordered.length,
    ),
    actions: byFrequency(counts(all.flatMap(({ actions }) => actions))),
    sentiment: mean(all.flatMap(({ sentiment }) => sentiment ?? [])),
    outcomes: latestFirst([
      ...inferred,
      ...ordered.flatMap((message) => observed(message, enriched)),
      ...reactivations(inbound),
    ]),
    messages: enriched,
  };
}

function inOrder(a: ConversationMessage, b: ConversationMessage): number {
  return a.at - b.at || (a.id < b.id ? -1 : 1);
}

function counts<T extends string>(names: readonly T[]): Record<T, number> {
  const byName: Partial<Record<T, number>> = {};
  for (const name of names) byName[name] = (byName[name] ?? 0) + 1;
  return byName as Record<T, number>;
}

function byFrequency<T extends string>(counted: Record<T, number>): T[] {
  const names = Object.keys(counted) as T[];
  return names.sort((a, b) => counted[b] - counted[a] || (a < b ? -1 : 1));
}

/** Scores have four decimals: as integers their sum does not depend on order. */
function mean(scores: readonly number[]): number | null {
  if (scores.length === 0) return null;
  const sum = scores.reduce(
    (sum, score) => sum + Math.round(score * SENTIMENT_SCALE),
    0,
  );
  return sum / scores.length / SENTIMENT_SCALE;
}

function observed(
  { id, at }: ConversationMessage,
  enriched: ReadonlyMap<MessageId, MessageEnrichment>,
): Outcome[] {
  return (enriched.get(id)?.outcomes ?? []).map(({ kind, amount }) => ({
    kind,
    date: new Date(at).toISOString(),
    observed: true,
    message_id: id,
    ...(amount === undefined ? {} : { amount }),
  }));
}

/** A fan who writes again after a long silence has come back. */
function reactivations(inbound: readonly ConversationMessage[]): Outcome[] {
  return inbound.flatMap(({ id, at }, i) => {
    const before = inbound[i - 1];
    return before === undefined || at - before.at < REACTIVATION_MS ? [] : [{
      kind: "reactivation",
      date: new Date(at).toISOString(),
      observed: false,
      message_id: id,
    }];
  });
}

/** Of the same moment, those that no message shows go first. */
function latestFirst(outcomes: readonly Outcome[]): Outcome[] {
  return outcomes.toSorted((a, b) => {
    if (a.date !== b.date) return a.date < b.date ? 1 : -1;
    if (a.message_id === undefined || b.message_id === undefined) {
      return Number(b.message_id === undefined) -
        Number(a.message_id === undefined);
    }
    return outcomeId(a) < outcomeId(b) ? -1 : 1;
  });
}

function outcomeId({ kind, message_id }: Outcome): string {
  return `${kind} ${message_id ?? ""}`;
}
