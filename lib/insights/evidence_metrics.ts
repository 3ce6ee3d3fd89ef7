import {
  type EvidenceQuery,
  type FunnelStage,
  type OutcomeKind,
  OutcomeKind as OutcomeKinds,
  type StoredMessage,
} from "@/lib/models/mod.ts";
import { type Calendar, weekdayOf } from "./calendar.ts";
import type { ChatDay, Judge } from "./chat_day.ts";
import { centsOf } from "./content.ts";
import type { ConversationFigures } from "./conversation.ts";
import type { Counters, DayFigures } from "./figures.ts";
import { SENTIMENT_UNIT } from "./metrics.ts";
import { responseBar } from "./response_times.ts";
import {
  FUNNEL_STEPS,
  isReactivation,
  SESSION_GAP_MS,
  SILENCE_GAP_MS,
} from "./sequence.ts";

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** What one message adds to a number. */
export interface Contribution {
  amount: number;
  messages: StoredMessage[];
}

/** A message of a conversation's day, in its place. */
export interface SeenMessage {
  message: StoredMessage;
  /** The one before it; `null` too where the trace does not ask for it. */
  before: StoredMessage | null;
  place: number;
  day: ChatDay;
}

/** How a number is traced to the messages behind it. */
export interface Trace {
  /** Whether a day's figures hold any of it. */
  isOnDay(figures: DayFigures, day: number): boolean;
  /** Whether a conversation may hold any of it; default: each may. */
  isInChat?(record: ConversationFigures): boolean;
  /** Only these times of a day, half-open in ms; default: the whole day. */
  timesOf?(day: number): { from: number; to: number };
  /** It is found where fans paid. */
  isPaid?: boolean;
  /** The message before matters. */
  asksBefore?: boolean;
  /** What a message of the day adds, in a fixed order. */
  of(seen: SeenMessage): Contribution[] | Promise<Contribution[]>;
}

/** What is traced, and by which calendar. */
export type TraceQuery =
  & Omit<EvidenceQuery, "limit" | "cursor">
  & { calendar: Calendar };

/** How the query's number is traced; those who wait are not traced by days. */
export function traceOf(query: TraceQuery): Trace | null {
  switch (query.metric) {
    case "messages":
      return {
        isOnDay: ({ messages }) => messages > 0,
        of: ({ message }) => [one(message)],
      };
    case "topics":
      return topicTrace(query.topic ?? "");
    case "sentiment-trend":
      return {
        isOnDay: ({ scored }) => scored > 0,
        of: ({ message }) => sentimentOf(message),
      };
    case "response-time":
      return responseTrace(query);
    case "silence":
      return {
        isOnDay: ({ silentMs }) => silentMs > 0,
        asksBefore: true,
        of: silenceOf,
      };
    case "turns":
      return {
        isOnDay: ({ turns }) => turns > 0,
        asksBefore: true,
        of: (seen) => beginsTurn(seen) ? [one(seen.message)] : [],
      };
    case "revenue":
      return revenueTrace(query.kind);
    case "outcomes":
      return outcomeTrace(query.kind, query.topic);
    case "funnel":
      return funnelTrace(query.stage ?? "session");
    case "hours":
      return hourTrace(query);
    case "unanswered":
      return null;
  }
}

function one(message: StoredMessage): Contribution {
  return { amount: 1, messages: [message] };
}

function countOf(counters: Counters, name: string): number {
  return Object.hasOwn(counters, name) ? counters[name] ?? 0 : 0;
}

function topicTrace(topic: string): Trace {
  return {
    isOnDay: ({ topics }) => countOf(topics, topic) > 0,
    isInChat: ({ figures }) => countOf(figures.topics, topic) > 0,
    of: ({ message }) =>
      message.enrichment.topics.includes(topic) ? [one(message)] : [],
  };
}

function sentimentOf(message: StoredMessage): Contribution[] {
  const { sentiment } = message.enrichment;
  if (sentiment === null) return [];
  const amount = Math.round(sentiment * SENTIMENT_UNIT) / SENTIMENT_UNIT;
  return [{ amount, messages: [message] }];
}

function beginsTurn({ message, before }: SeenMessage): boolean {
  return before?.side !== message.side;
}

function responseTrace(
  { weekday, hour, up_to_minutes, calendar }: TraceQuery,
): Trace {
  return {
    isOnDay: ({ handled, handledByHour }, day) =>
      (weekday === undefined || weekdayOf(day) === weekday) &&
      (hour === undefined ? handled : countOf(handledByHour, String(hour))) > 0,
    asksBefore: true,
    of: async (seen) => {
      const { message } = seen;
      if (!isHour(message.at, weekday, hour, calendar)) return [];
      const found = await answerOf(seen);
      return up_to_minutes === undefined
        ? found
        : found.filter(({ amount }) =>
          responseBar(Math.round(amount * MINUTE_MS)) === up_to_minutes
        );
    },
  };
}

async function answerOf(seen: SeenMessage): Promise<Contribution[]> {
  const { message, place, day } = seen;
  if (message.side !== "inbound" || !beginsTurn(seen)) return [];
  const answer = await day.later(
    place,
    ({ sequence: { waitingSince } }) =>
      waitingSince === null || waitingSince > message.at ? "found" : null,
  );
  if (answer === null) return [];
  return [{
    amount: (answer.at - message.at) / MINUTE_MS,
    messages: [message, answer],
  }];
}

function silenceOf({ message, before }: SeenMessage): Contribution[] {
  if (before === null) return [];
  const gap = message.at - before.at;
  return gap > SILENCE_GAP_MS && gap <= SESSION_GAP_MS
    ? [{ amount: gap / MINUTE_MS, messages: [before, message] }]
    : [];
}

function revenueTrace(kind: OutcomeKind | undefined): Trace {
  return {
    isPaid: true,
    isOnDay: ({ payments }) =>
      kind === undefined
        ? Object.keys(payments).length > 0
        : countOf(payments, kind) > 0,
    of: ({ message }) =>
      message.enrichment.outcomes.flatMap((outcome) =>
        outcome.amount === undefined ||
          (kind !== undefined && outcome.kind !== kind)
          ? []
          : [{ amount: centsOf(outcome.amount) / 100, messages: [message] }]
      ),
  };
}

function outcomeTrace(
  kind: OutcomeKind | undefined,
  topic: string | undefined,
): Trace {
  const kinds = kind === undefined ? OutcomeKinds.options : [kind];
  return {
    isOnDay: ({ outcomes, outcomeTopics }) =>
      kinds.some((kind) =>
        topic === undefined
          ? countOf(outcomes, kind) > 0
          : countOf(outcomeTopics, `${kind} ${topic}`) > 0
      ),
    // The one name that an object cannot count by.
    ...(topic === undefined || topic === "__proto__" ? {} : {
      isInChat: ({ figures }) => countOf(figures.topics, topic) > 0,
    }),
    asksBefore: true,
    of: (seen) => {
      const { message } = seen;
      const { topics } = message.sequence.session;
      if (topic !== undefined && !topics.includes(topic)) return [];
      return outcomesOf(seen).filter((found) => kinds.includes(found))
        .map(() => one(message));
    },
  };
}

function outcomesOf({ message, before }: SeenMessage): OutcomeKind[] {
  const kinds = message.enrichment.outcomes.map(({ kind }) => kind);
  const lastInboundAt = before?.sequence.lastInboundAt ?? null;
  const isBack = message.side === "inbound" && lastInboundAt !== null &&
    isReactivation(message.at - lastInboundAt);
  return isBack ? [...kinds, "reactivation"] : kinds;
}

function funnelTrace(stage: FunnelStage): Trace {
  const steps = 1 + FUNNEL_STEPS.findIndex((step) => step.stage === stage);
  return {
    isOnDay: ({ funnel }) => countOf(funnel, stage) > 0,
    asksBefore: true,
    of: async ({ message, before, place, day }) => {
      if (!beginsSession(message, before)) return [];
      const { session } = message.sequence;
      if (session.stage >= steps) return [one(message)];
      // After its day, the day's last session is the only one of that day.
      const judge: Judge = (later, before) =>
        (before !== null && beginsSession(later, before)) ||
          later.sequence.session.day !== session.day
          ? "never"
          : later.sequence.session.stage >= steps
          ? "found"
          : null;
      const reached = await day.later(place, judge, { throughDay: true });
      return reached === null ? [] : [one(reached)];
    },
  };
}

function beginsSession(
  message: StoredMessage,
  before: StoredMessage | null,
): boolean {
  return before === null || message.at - before.at > SESSION_GAP_MS;
}

function hourTrace({ weekday, hour, calendar }: TraceQuery): Trace {
  return {
    isOnDay: ({ inbound, inboundByHour }, day) =>
      (weekday === undefined || weekdayOf(day) === weekday) &&
      (hour === undefined ? inbound : countOf(inboundByHour, String(hour))) >
        0,
    ...(hour === undefined
      ? {}
      : { timesOf: (day) => timesOfHour(day, hour, calendar) }),
    of: ({ message }) =>
      message.side === "inbound" &&
        isHour(message.at, weekday, hour, calendar)
        ? [one(message)]
        : [],
  };
}

function isHour(
  at: number,
  weekday: number | undefined,
  hour: number | undefined,
  calendar: Calendar,
): boolean {
  const all = calendar.hourOf(at);
  const day = Math.floor(all / 24);
  return (weekday === undefined || weekdayOf(day) === weekday) &&
    (hour === undefined || all - 24 * day === hour);
}

/** The hour alone where the day has 24 of them, else all of the day. */
function timesOfHour(
  day: number,
  hour: number,
  calendar: Calendar,
): { from: number; to: number } {
  const [from, to] = [calendar.startOf(day), calendar.startOf(day + 1)];
  if (to - from !== 24 * HOUR_MS) return { from, to };
  return { from: from + hour * HOUR_MS, to: from + (hour + 1) * HOUR_MS };
}
