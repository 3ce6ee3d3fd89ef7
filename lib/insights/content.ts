import {
  type ActionKind,
  isoTime,
  type Outcome,
  type PlacedMessage,
} from "@/lib/models/mod.ts";
import { type ConversationRecord, MAX_OUTCOMES } from "./conversation.ts";
import type { Calendar } from "./calendar.ts";
import { count, type FiguresByDay, figuresOf } from "./figures.ts";
import { SENTIMENT_UNIT } from "./metrics.ts";
import { isReactivation } from "./sequence.ts";
import type { SpendChanges } from "./spend.ts";
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
  { days, calendar, targets, record, spend }: {
    days: FiguresByDay;
    calendar: Calendar;
    targets: TargetChange[];
    record: ConversationRecord;
    spend: SpendChanges;
  },
): void {
  const { enrichment } = message;
  const hour = calendar.hourOf(message.at);
  const day = Math.floor(hour / 24);
  const ofDay = String(hour - day * 24);
  const figures = figuresOf(days, day);
  figures.messages += sign;
  if (message.side === "inbound") {
    figures.inbound += sign;
    count(figures.inboundByHour, ofDay, sign);
  } else count(figures.outboundByHour, ofDay, sign);
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
    count(figures.outcomes, kind, sign);
    if (amount !== undefined) {
      const cents = centsOf(amount);
      record.spentCents += sign * cents;
      count(figures.payments, kind, sign);
      count(figures.cents, kind, sign * cents);
      count(figures.centsByHour, ofDay, sign * cents);
      spend.add(day, sign, cents);
    }
    changeOutcome(record, sign, {
      kind,
      date: isoTime(message.at),
      observed: true,
      message_id: message.id,
      ...(amount === undefined ? {} : { amount }),
    });
  }
}

/** US dollars in cents. */
export function centsOf(amount: number): number {
  return Math.round(amount * 100);
}

/** Notes that a fan came back after a long silence, or did not after all. */
export function applySilence(
  record: ConversationRecord,
  { message, before, after }: Silence,
): void {
  const had = isReactivation(before);
  const has = isReactivation(after);
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
