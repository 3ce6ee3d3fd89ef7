import {
  DAY_MS,
  dayOf,
  type SequenceState,
  type Side,
  type WaitingTurns,
} from "@/lib/models/mod.ts";
import { count, type FiguresByDay, figuresOf } from "./figures.ts";

/** A longer gap ends a session, in ms. */
export const SESSION_GAP_MS = 6 * 3_600_000;
/** A longer gap inside a session is silence, in ms. */
export const SILENCE_GAP_MS = 5 * 60_000;
/** A fan who writes again after at least this silence has come back, in ms. */
export const REACTIVATION_GAP_MS = 14 * DAY_MS;

/** What the order of a conversation depends on. */
export interface SequencedMessage {
  /** Milliseconds since the epoch. */
  at: number;
  side: Side;
  /** Mass messages are not answers. */
  isMass: boolean;
}

/** What one more message in the sequence leads to. */
export interface Step {
  state: SequenceState;
  /** How long the fan had been silent before this message, in ms. */
  fanSilenceMs: number | null;
}

/**
 * The state after `message`, and what it adds to the days' figures: turns,
 * answers, session time, silence and active conversations, as defined in the
 * contract. `sign` -1 takes the same away.
 */
export function step(
  before: SequenceState | null,
  message: SequencedMessage,
  days: FiguresByDay,
  sign: 1 | -1,
): Step {
  const { at, side } = message;
  const day = dayOf(at);
  const today = figuresOf(days, day);
  const dayBefore = before === null ? null : dayOf(before.lastAt);
  if (dayBefore !== day) count(today.active, String(dayBefore ?? ""), sign);

  if (before !== null) {
    const gap = at - before.lastAt;
    if (gap <= SESSION_GAP_MS) today.sessionMs += sign * gap;
    if (gap > SILENCE_GAP_MS && gap <= SESSION_GAP_MS) {
      today.silentMs += sign * gap;
    }
  }

  let waiting = before?.waiting ?? [];
  let waitingSince = before?.waitingSince ?? null;
  if (before?.side !== side) {
    today.turns += sign;
    if (side === "inbound") {
      waiting = addWaiting(waiting, day, at);
      waitingSince ??= at;
    }
  }
  if (side === "outbound" && !message.isMass && waiting.length > 0) {
    countAnswers(waiting, at, days, sign);
    waiting = [];
    waitingSince = null;
  }
  const lastInboundAt = before?.lastInboundAt ?? null;
  return {
    state: {
      side,
      lastAt: at,
      lastInboundAt: side === "inbound" ? at : lastInboundAt,
      waitingSince,
      waiting,
    },
    fanSilenceMs: side === "inbound" && lastInboundAt !== null
      ? at - lastInboundAt
      : null,
  };
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
    a.waiting.every((turns, i) => sameTurns(turns, b.waiting[i]));
}

function sameTurns(a: WaitingTurns, b: WaitingTurns | undefined): boolean {
  return b !== undefined && a.day === b.day && a.turns === b.turns &&
    a.offsetMs === b.offsetMs;
}

function addWaiting(
  waiting: WaitingTurns[],
  day: number,
  at: number,
): WaitingTurns[] {
  const offsetMs = at - startOf(day);
  const last = waiting.at(-1);
  return last?.day === day
    ? [...waiting.slice(0, -1), {
      day,
      turns: last.turns + 1,
      offsetMs: last.offsetMs + offsetMs,
    }]
    : [...waiting, { day, turns: 1, offsetMs }];
}

function countAnswers(
  waiting: WaitingTurns[],
  at: number,
  days: FiguresByDay,
  sign: 1 | -1,
): void {
  for (const { day, turns, offsetMs } of waiting) {
    const figures = figuresOf(days, day);
    figures.handled += sign * turns;
    figures.handledMs += sign * (turns * (at - startOf(day)) - offsetMs);
  }
}

function startOf(day: number): number {
  return day * DAY_MS;
}
