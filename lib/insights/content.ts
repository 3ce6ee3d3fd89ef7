import {
  type ActionKind,
  dayOf,
  isoTime,
  type Outcome,
  type PlacedMessage,
} from "@/lib/models/mod.ts";
import { type ConversationRecord, MAX_OUTCOMES } from "./conversation.ts";
import { count, type FiguresByDay, figuresOf } from "./figures.ts";
import { SENTIMENT_UNIT } from "./metrics.ts";
import { REACTIVATION_GAP_MS } from "./sequence.ts";
import type { Silence } from "./walk.ts";

/** An action that mentions a topic in one message, added or taken away. */
export interface TargetChange {
  action: ActionKind;
  topic: string;
  by: number;
}

/** Changes of targets, added up: as many as there are pairs of action and topic. */
export class TargetSum {
  readonly #byPair = new Map<string, TargetChange>();

  /** Adds changes. */
  add(changes: readonly TargetChange[]): this {
    for (const { action, topic, by } of changes) {
      const pair = `${action} ${topic}`;
      const sum = by + (this.#byPair.get(pair)?.by ?? 0);
      this.#byPair.set(pair, { action, topic, by: sum });
    }
    return this;
  }

  /** The sum: each pair once. */
  get changes(): TargetChange[] {
    return [...this.#byPair.values()].filter(({ by }) => by !== 0);
  }
}

/** Counts what a message says and does, whatever came before it. */
export function countContent(
  message: PlacedMessage,
  sign: 1 | -1,
  { days, targets, record }: {
    days: FiguresByDay;
    targets: TargetChange[];
    record: ConversationRecord;
  },
): void {
  const { enrichment } = message;
  const figures = figuresOf(days, dayOf(message.at));
  figures.messages += sign;
  if (message.side === "inbound") figures.inbound += sign;
  if (enrichment.sentiment !== null) {
    figures.scored += sign;
    figures.sentiment += sign *
      Math.round(enrichment.sentiment * SENTIMENT_UNIT);
  }
  for (const topic of enrichment.topics) count(figures.topics, topic, sign);
  for (const action of enrichment.actions) {
    count(figures.actions, action, sign);
    for (const topic of enrichment.topics) {
      targets.push({ action, topic, by: sign });
    }
  }
  for (const { kind, amount } of enrichment.outcomes) {
    record.spentCents += sign * Math.round((amount ?? 0) * 100);
    changeOutcome(record, sign, {
      kind,
      date: isoTime(message.at),
      observed: true,
      message_id: message.id,
      ...(amount === undefined ? {} : { amount }),
    });
  }
}

/** Notes that a fan came back after a long silence, or did not after all. */
export function applySilence(
  record: ConversationRecord,
  { message, before, after }: Silence,
): void {
  const had = before !== null && before >= REACTIVATION_GAP_MS;
  const has = after !== null && after >= REACTIVATION_GAP_MS;
  if (had === has) return;
  changeOutcome(record, has ? 1 : -1, {
    kind: "reactivation",
    date: isoTime(message.at),
    observed: false,
    message_id: message.id,
  });
}

function changeOutcome(
  record: ConversationRecord,
  sign: 1 | -1,
  outcome: Outcome,
): void {
  const others = record.outcomes.filter((other) =>
    other.kind !== outcome.kind || other.message_id !== outcome.message_id
  );
  record.outcomes = sign === -1 ? others : [...others, outcome]
    .sort((a, b) =>
      a.date === b.date
        ? outcomeId(a) < outcomeId(b) ? -1 : 1
        : a.date < b.date
        ? 1
        : -1
    )
    .slice(0, MAX_OUTCOMES);
}

function outcomeId({ kind, message_id }: Outcome): string {
  return `${kind} ${message_id ?? ""}`;
}
