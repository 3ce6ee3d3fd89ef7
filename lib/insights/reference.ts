import type { DayRange, OutcomeKind, PlacedMessage } from "@/lib/models/mod.ts";
import { compareKeyText } from "@/lib/store/mod.ts";
import { type Calendar, UTC } from "./calendar.ts";
import {
  count,
  type DayFigures,
  type FiguresByDay,
  figuresOf,
} from "./figures.ts";
import { responseBucket } from "./response_histogram.ts";

/**
 * The metrics written down plainly from their definitions, over all messages at
 * once: what the incremental figures must equal. For tests and verification.
 * @module
 */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A run of consecutive messages from one side. */
interface Turn {
  messages: PlacedMessage[];
  side: PlacedMessage["side"];
}

/** A fan turn and the first answer to it. */
interface AnsweredTurn {
  asked: PlacedMessage;
  answer: PlacedMessage;
}

/** The figures of every day of one creator, from all messages. */
export function figuresFromScratch(
  messages: readonly PlacedMessage[],
  calendar: Calendar = UTC,
): FiguresByDay {
  const days: FiguresByDay = new Map();
  const dayAt = (at: number) => figuresOf(days, calendar.dayOf(at));
  for (const chat of chats(messages)) {
    for (const message of chat) {
      addContent(message, dayAt(message.at), hourOfDay(message, calendar));
    }
    addGaps(chat, dayAt);
    const active = new Set(chat.map(({ at }) => calendar.dayOf(at)));
    for (const [day, before] of withBefore([...active])) {
      count(figuresOf(days, day).active, String(before ?? ""), 1);
    }
    const paid = new Set(
      chat.filter((message) => paymentsOf(message).length > 0)
        .map(({ at }) => calendar.dayOf(at)),
    );
    for (const [day, before] of withBefore([...paid])) {
      count(figuresOf(days, day).spenders, String(before ?? ""), 1);
    }
    const turns = turnsOf(chat);
    for (const { messages: [first] } of turns) {
      if (first !== undefined) dayAt(first.at).turns++;
    }
    for (const answered of answers(chat, turns)) {
      addAnswer(answered, dayAt(answered.asked.at), calendar);
    }
    for (const session of sessions(chat)) {
      addFunnel(session, dayAt);
      addOutcomes(session, chat, dayAt);
    }
  }
  return days;
}

/** Distinct conversations with a message in the range. */
export function activeFromScratch(
  messages: readonly PlacedMessage[],
  range: DayRange,
  calendar: Calendar = UTC,
): number {
  const active = messages.filter(isIn(range, calendar));
  return new Set(active.map(({ chat }) => chat)).size;
}

/** Distinct conversations in which the fan paid in the range. */
export function spendersFromScratch(
  messages: readonly PlacedMessage[],
  range: DayRange,
  calendar: Calendar = UTC,
): number {
  const paid = messages.filter(isIn(range, calendar))
    .filter((message) => paymentsOf(message).length > 0);
  return new Set(paid.map(({ chat }) => chat)).size;
}

/** Since when a fan turn waits for an answer, by conversation; in ms. */
export function waitingFromScratch(
  messages: readonly PlacedMessage[],
): Map<string, number> {
  const waiting = new Map<string, number>();
  for (const chat of chats(messages)) {
    const answered = chat.findLastIndex(isAnswer);
    const oldest = turnsOf(chat).find(({ side, messages: [first] }) =>
      side === "inbound" && first !== undefined &&
      chat.indexOf(first) > answered
    );
    const [first] = oldest?.messages ?? [];
    if (first !== undefined) waiting.set(first.chat, first.at);
  }
  return waiting;
}

/** Conversations in which a fan turn waits for an answer. */
export function unansweredFromScratch(
  messages: readonly PlacedMessage[],
): number {
  return waitingFromScratch(messages).size;
}

/** What a fan paid by day: how many times, and how much in US cents. */
export function spendFromScratch(
  messages: readonly PlacedMessage[],
  calendar: Calendar = UTC,
): Map<number, [payments: number, cents: number]> {
  const spend = new Map<number, [number, number]>();
  for (const message of messages) {
    const day = calendar.dayOf(message.at);
    for (const { cents } of paymentsOf(message)) {
      const [payments, sum] = spend.get(day) ?? [0, 0];
      spend.set(day, [payments + 1, sum + cents]);
    }
  }
  return spend;
}

/** Each chat's messages in order of time, then of id. */
function chats(messages: readonly PlacedMessage[]): PlacedMessage[][] {
  const sorted = messages.toSorted((a, b) =>
    a.at - b.at || compareKeyText(a.id, b.id)
  );
  return [...Map.groupBy(sorted, ({ chat }) => chat).values()];
}

/** Cut at gaps over 6 hours. */
function sessions(chat: readonly PlacedMessage[]): PlacedMessage[][] {
  const all: PlacedMessage[][] = [];
  for (const [message, before] of withBefore(chat)) {
    const gap = message.at - (before?.at ?? -Infinity);
    if (gap > 6 * HOUR) all.push([]);
    all.at(-1)?.push(message);
  }
  return all;
}

function turnsOf(chat: readonly PlacedMessage[]): Turn[] {
  const turns: Turn[] = [];
  for (const message of chat) {
    const turn = turns.at(-1);
    if (turn?.side === message.side) turn.messages.push(message);
    else turns.push({ side: message.side, messages: [message] });
  }
  return turns;
}

function answers(
  chat: readonly PlacedMessage[],
  turns: readonly Turn[],
): AnsweredTurn[] {
  return turns.flatMap(({ side, messages: [asked] }) => {
    if (side !== "inbound" || asked === undefined) return [];
    const answer = chat.slice(chat.indexOf(asked)).find(isAnswer);
    return answer === undefined ? [] : [{ asked, answer }];
  });
}

function isAnswer({ side, isMass }: PlacedMessage): boolean {
  return side === "outbound" && !isMass;
}

function addAnswer(
  { asked, answer }: AnsweredTurn,
  day: DayFigures,
  calendar: Calendar,
): void {
  const ms = answer.at - asked.at;
  day.handled++;
  day.handledMs += ms;
  const hour = hourOfDay(asked, calendar);
  count(day.handledByHour, hour, 1);
  count(day.handledMsByHour, hour, ms);
  count(day.responses, String(responseBucket(ms)), 1);
  const { operator_id: operator } = answer.message;
  if (operator === undefined || operator === null || operator === "") return;
  count(day.handledByOperator, String(operator), 1);
  count(day.handledMsByOperator, String(operator), ms);
}

function addGaps(
  chat: readonly PlacedMessage[],
  dayAt: (at: number) => DayFigures,
): void {
  for (const [message, before] of withBefore(chat)) {
    if (before === undefined) continue;
    const gap = message.at - before.at;
    if (gap > 6 * HOUR) continue;
    const day = dayAt(message.at);
    day.sessionMs += gap;
    if (gap > 5 * MINUTE) day.silentMs += gap;
  }
}

function addContent(
  message: PlacedMessage,
  day: DayFigures,
  hour: string,
): void {
  day.messages++;
  if (message.side === "inbound") {
    day.inbound++;
    count(day.inboundByHour, hour, 1);
  } else {
    count(day.outboundByHour, hour, 1);
  }
  const { sentiment, topics, actions, outcomes } = message.enrichment;
  if (sentiment !== null) {
    day.scored++;
    day.sentiment += Math.round(sentiment * 10_000);
  }
  for (const topic of topics) count(day.topics, topic, 1);
  for (const action of actions) count(day.actions, action, 1);
  for (const { kind } of outcomes) count(day.outcomes, kind, 1);
  for (const { kind, cents } of paymentsOf(message)) {
    count(day.payments, kind, 1);
    count(day.cents, kind, cents);
    count(day.centsByHour, hour, cents);
  }
}

/** What a message says was paid. */
function paymentsOf(
  { enrichment }: PlacedMessage,
): { kind: OutcomeKind; cents: number }[] {
  return enrichment.outcomes.flatMap(({ kind, amount }) =>
    amount === undefined ? [] : [{ kind, cents: Math.round(amount * 100) }]
  );
}

/** A greeting, an offer in that message or after it, a payment after that. */
function addFunnel(
  session: readonly PlacedMessage[],
  dayAt: (at: number) => DayFigures,
): void {
  const [first] = session;
  if (first === undefined) return;
  const { funnel } = dayAt(first.at);
  count(funnel, "session", 1);
  const after = (from: number, ...names: string[]) =>
    from === -1
      ? -1
      : session.findIndex(({ enrichment }, i) =>
        i >= from && enrichment.actions.some((action) => names.includes(action))
      );
  const greeting = after(0, "greeting");
  const offer = after(greeting, "offer", "ask_for_tip");
  const purchase = after(offer, "purchase", "tip");
  if (greeting !== -1) count(funnel, "greeting", 1);
  if (offer !== -1) count(funnel, "offer", 1);
  if (purchase !== -1) count(funnel, "purchase", 1);
}

/** Each outcome with the last topics that its session has mentioned by then. */
function addOutcomes(
  session: readonly PlacedMessage[],
  chat: readonly PlacedMessage[],
  dayAt: (at: number) => DayFigures,
): void {
  for (const [i, message] of session.entries()) {
    const kinds: OutcomeKind[] = message.enrichment.outcomes
      .map(({ kind }) => kind);
    if (isReturn(message, chat)) {
      kinds.push("reactivation");
      count(dayAt(message.at).outcomes, "reactivation", 1);
    }
    const mentions = session.slice(0, i + 1)
      .flatMap(({ enrichment }) => enrichment.topics);
    const latestFirst = [...new Set(mentions.toReversed())];
    for (const kind of kinds) {
      for (const topic of latestFirst.slice(0, 16)) {
        count(dayAt(message.at).outcomeTopics, `${kind} ${topic}`, 1);
      }
    }
  }
}

/** Whether the fan writes again after two weeks. */
function isReturn(
  message: PlacedMessage,
  chat: readonly PlacedMessage[],
): boolean {
  if (message.side !== "inbound") return false;
  const before = chat.slice(0, chat.indexOf(message))
    .findLast(({ side }) => side === "inbound");
  return before !== undefined && message.at - before.at >= 14 * DAY;
}

function hourOfDay({ at }: PlacedMessage, calendar: Calendar): string {
  const hour = calendar.hourOf(at);
  return String(hour - 24 * calendar.dayOf(at));
}

function isIn({ from, to }: DayRange, calendar: Calendar) {
  return ({ at }: PlacedMessage) => {
    const day = calendar.dayOf(at);
    return day >= from && day < to;
  };
}

/** Each with the one before it. */
function withBefore<T>(list: readonly T[]): [T, T | undefined][] {
  return list.map((one, i) => [one, list[i - 1]]);
}
