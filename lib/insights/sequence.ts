import type {
  ActionKind,
  MessageEnrichment,
  SequenceState,
  SessionState,
  Side,
  WaitingTurns,
} from "@/lib/models/mod.ts";
import { DAY_MS } from "@/lib/models/mod.ts";
import type { Calendar } from "./calendar.ts";
import { count, type FiguresByDay, figuresOf } from "./figures.ts";
import { responseBucket } from "./response_histogram.ts";

/** A longer gap ends a session, in ms. */
export const SESSION_GAP_MS = 6 * 3_600_000;
/** A longer gap inside a session is silence, in ms. */
export const SILENCE_GAP_MS = 5 * 60_000;
/** A fan who writes again after at least this silence has come back, in ms. */
export const REACTIVATION_GAP_MS = 14 * DAY_MS;
/** Topics of a session that count as mentioned before an outcome: the last. */
export const MAX_SESSION_TOPICS = 16;
/** Turns that wait at once for an answer, of which each is known by itself. */
export const MAX_LONE_TURNS = 32;

const HOUR_MS = 3_600_000;

/** The stages of the funnel after its first, and what reaches each. */
export const FUNNEL_STEPS: readonly {
  stage: "greeting" | "offer" | "purchase";
  actions: ReadonlySet<ActionKind>;
}[] = [
  { stage: "greeting", actions: new Set(["greeting"]) },
  { stage: "offer", actions: new Set(["offer", "ask_for_tip"]) },
  { stage: "purchase", actions: new Set(["purchase", "tip"]) },
];

/** What the order of a conversation depends on. */
export interface SequencedMessage {
  /** Milliseconds since the epoch. */
  at: number;
  side: Side;
  /** Mass messages are not answers. */
  isMass: boolean;
  enrichment: Pick<MessageEnrichment, "topics" | "actions" | "outcomes">;
  /** Who of the creator's team wrote it; `null` if that is not known. */
  message: { operator_id?: string | number | null };
}

/** What one more message in the sequence leads to. */
export interface Step {
  state: SequenceState;
  /** How long the fan had been silent before this message, in ms. */
  fanSilenceMs: number | null;
}

/** Where the days of a walk are counted, and by which calendar. */
export interface DayCount {
  days: FiguresByDay;
  calendar: Calendar;
}

/**
 * The state after `message`, and what it adds to the days' figures: turns,
 * answers, session time, silence, active conversations, sessions by stage, and
 * outcomes by topic. `sign` -1 takes the same away.
 */
export function step(
  before: SequenceState | null,
  message: SequencedMessage,
  { days, calendar }: DayCount,
  sign: 1 | -1,
): Step {
  const { at, side } = message;
  const hour = calendar.hourOf(at);
  const day = Math.floor(hour / 24);
  const today = figuresOf(days, day);
  const dayBefore = before === null ? null : calendar.dayOf(before.lastAt);
  if (dayBefore !== day) count(today.active, String(dayBefore ?? ""), sign);

  const gap = before === null ? Infinity : at - before.lastAt;
  if (gap <= SESSION_GAP_MS) today.sessionMs += sign * gap;
  if (gap > SILENCE_GAP_MS && gap <= SESSION_GAP_MS) {
    today.silentMs += sign * gap;
  }

  let waiting = before?.waiting ?? [];
  let waitingSince = before?.waitingSince ?? null;
  if (before?.side !== side) {
    today.turns += sign;
    if (side === "inbound") {
      waiting = addWaiting(waiting, hour, at);
      waitingSince ??= at;
    }
  }
  if (side === "outbound" && !message.isMass && waiting.length > 0) {
    countAnswers(waiting, message, days, sign);
    waiting = [];
    waitingSince = null;
  }
  const lastInboundAt = before?.lastInboundAt ?? null;
  const fanSilenceMs = side === "inbound" && lastInboundAt !== null
    ? at - lastInboundAt
    : null;
  const session = continueSession(
    gap <= SESSION_GAP_MS ? before?.session ?? null : null,
    { message, day, isReactivated: isReactivation(fanSilenceMs) },
    days,
    sign,
  );
  return {
    state: {
      side,
      lastAt: at,
      lastInboundAt: side === "inbound" ? at : lastInboundAt,
      waitingSince,
      waiting,
      session,
    },
    fanSilenceMs,
  };
}

/** Whether a fan who was silent for so long has come back. */
export function isReactivation(fanSilenceMs: number | null): boolean {
  return fanSilenceMs !== null && fanSilenceMs >= REACTIVATION_GAP_MS;
}

/**
 * Whether two versions of a message, of the same time, lead to the same figures
 * and states of what follows in the sequence.
 */
export function sameStep(a: SequencedMessage, b: SequencedMessage): boolean {
  return a.at === b.at && a.side === b.side && a.isMass === b.isMass &&
    operatorOf(a) === operatorOf(b) && stepText(a) === stepText(b);
}

function stepText(
  { enrichment: { topics, actions, outcomes } }: SequencedMessage,
) {
  return JSON.stringify([topics, actions, outcomes.map(({ kind }) => kind)]);
}

/** Whether two states lead to the same figures from here on. */
export function sameState(
  a: SequenceState | null,
  b: SequenceState | null,
): boolean {
  if (a === null || b === null) return a === b;
  return a.side === b.side && a.lastAt === b.lastAt &&
    a.lastInboundAt === b.lastInboundAt &&
    a.waitingSince === b.waitingSince &&
    a.waiting.length === b.waiting.length &&
    a.waiting.every((turns, i) => sameTurns(turns, b.waiting[i])) &&
    sameSession(a.session, b.session);
}

function sameTurns(a: WaitingTurns, b: WaitingTurns | undefined): boolean {
  return b !== undefined && a.hour === b.hour && a.turns === b.turns &&
    a.offsetMs === b.offsetMs;
}

function sameSession(a: SessionState, b: SessionState): boolean {
  return a.day === b.day && a.stage === b.stage &&
    a.topics.length === b.topics.length &&
    a.topics.every((topic, i) => topic === b.topics[i]);
}

/**
 * Turns wait one by one; of more than some, the oldest of one hour are known
 * together, so that a fan whom nobody answers costs no more with every turn.
 */
function addWaiting(
  waiting: readonly WaitingTurns[],
  hour: number,
  at: number,
): WaitingTurns[] {
  const offsetMs = at - hour * HOUR_MS;
  const all = [...waiting, { hour, turns: 1, offsetMs }];
  const old = all.length - MAX_LONE_TURNS;
  const i = all.findIndex((turns, i) =>
    i < old && all[i + 1]?.hour === turns.hour
  );
  const [first, second] = all.slice(i, i + 2);
  if (i === -1 || first === undefined || second === undefined) return all;
  all.splice(i, 2, {
    hour: first.hour,
    turns: first.turns + second.turns,
    offsetMs: first.offsetMs + second.offsetMs,
  });
  return all;
}

function countAnswers(
  waiting: readonly WaitingTurns[],
  answer: SequencedMessage,
  days: FiguresByDay,
  sign: 1 | -1,
): void {
  const operator = operatorOf(answer);
  for (const { hour, turns, offsetMs } of waiting) {
    const ms = turns * (answer.at - hour * HOUR_MS) - offsetMs;
    const figures = figuresOf(days, Math.floor(hour / 24));
    figures.handled += sign * turns;
    figures.handledMs += sign * ms;
    const ofDay = String((hour % 24 + 24) % 24);
    count(figures.handledByHour, ofDay, sign * turns);
    count(figures.handledMsByHour, ofDay, sign * ms);
    const bucket = responseBucket(ms / turns);
    count(figures.responses, String(bucket), sign * turns);
    if (operator === null) continue;
    count(figures.handledByOperator, operator, sign * turns);
    count(figures.handledMsByOperator, operator, sign * ms);
  }
}

function operatorOf({ message }: SequencedMessage): string | null {
  const { operator_id } = message;
  return operator_id == null || operator_id === "" ? null : String(operator_id);
}

/** The session after a message; `null` before it where the message begins one. */
function continueSession(
  before: SessionState | null,
  { message: { enrichment }, day: today, isReactivated }: {
    message: SequencedMessage;
    day: number;
    isReactivated: boolean;
  },
  days: FiguresByDay,
  sign: 1 | -1,
): SessionState {
  const day = before?.day ?? today;
  const { funnel } = figuresOf(days, day);
  if (before === null) count(funnel, "session", sign);

  let stage = before?.stage ?? 0;
  for (const { stage: name, actions } of FUNNEL_STEPS.slice(stage)) {
    if (!enrichment.actions.some((action) => actions.has(action))) break;
    count(funnel, name, sign);
    stage++;
  }

  const topics = mentioned(before?.topics ?? [], enrichment.topics);
  const { outcomeTopics } = figuresOf(days, today);
  for (const { kind } of enrichment.outcomes) {
    for (const topic of topics) count(outcomeTopics, `${kind} ${topic}`, sign);
  }
  if (isReactivated) {
    count(figuresOf(days, today).outcomes, "reactivation", sign);
    for (const topic of topics) {
      count(outcomeTopics, `reactivation ${topic}`, sign);
    }
  }
  return { day, stage, topics };
}

/** The last topics of a session, the latest mentioned last. */
function mentioned(
  before: readonly string[],
  topics: readonly string[],
): string[] {
  if (topics.length === 0) return [...before];
  return [...before.filter((topic) => !topics.includes(topic)), ...topics]
    .slice(-MAX_SESSION_TOPICS);
}
