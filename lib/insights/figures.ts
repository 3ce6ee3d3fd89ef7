/**
 * What is counted, of one UTC day or of one conversation. All values are whole
 * numbers, so that adding and taking away again is exact; a change is held in
 * the same shape, with negative numbers where something is taken away.
 */
export interface Figures {
  messages: number;
  inbound: number;
  /** Messages that carry a sentiment. */
  scored: number;
  /** Sum of their sentiments, in ten-thousandths. */
  sentiment: number;
  /** Messages that mention a topic, by topic. */
  topics: Record<string, number>;
  /** Messages by what they do. */
  actions: Record<string, number>;
  /** Turns by the day of their first message. */
  turns: number;
  /** Answered fan turns, by the day of their first message. */
  handled: number;
  /** Time from those turns' first messages to their answers, in ms. */
  handledMs: number;
  /** Time between consecutive messages of one session, by the day it ends, in ms. */
  sessionMs: number;
  /** The part of it that lies in gaps over 5 minutes, in ms. */
  silentMs: number;
  /**
   * Conversations with a message on the day, by the previous day on which they
   * had one (`""` if there is none). It makes distinct conversations of any
   * range a sum: those whose previous day lies before the range.
   */
  active: Record<string, number>;
}

/** Changes by UTC day. */
export type FiguresByDay = Map<number, Figures>;

/** Nothing counted yet. */
export function emptyFigures(): Figures {
  return {
    messages: 0,
    inbound: 0,
    scored: 0,
    sentiment: 0,
    topics: {},
    actions: {},
    turns: 0,
    handled: 0,
    handledMs: 0,
    sessionMs: 0,
    silentMs: 0,
    active: {},
  };
}

/** The figures of `day`, empty at first. */
export function figuresOf(days: FiguresByDay, day: number): Figures {
  let figures = days.get(day);
  if (figures === undefined) days.set(day, figures = emptyFigures());
  return figures;
}

/** The sum of two changes; neither is touched. */
export function plusFigures(a: Figures, b: Figures): Figures {
  const sum = copyFigures(a);
  addFigures(sum, b);
  return sum;
}

/** A copy to be changed in place. */
export function copyFigures(figures: Figures): Figures {
  return {
    ...figures,
    topics: { ...figures.topics },
    actions: { ...figures.actions },
    active: { ...figures.active },
  };
}

/** Adds `change` to `target` in place, or with `sign` -1 takes it away. */
export function addFigures(
  target: Figures,
  change: Figures,
  sign: 1 | -1 = 1,
): void {
  addWithoutActive(target, change, sign);
  addCounters(target.active, change.active, sign);
}

/**
 * {@linkcode addFigures} for the figures of one conversation, in which whether
 * a day is active says nothing.
 */
export function addWithoutActive(
  target: Figures,
  change: Figures,
  sign: 1 | -1 = 1,
): void {
  target.messages += sign * change.messages;
  target.inbound += sign * change.inbound;
  target.scored += sign * change.scored;
  target.sentiment += sign * change.sentiment;
  target.turns += sign * change.turns;
  target.handled += sign * change.handled;
  target.handledMs += sign * change.handledMs;
  target.sessionMs += sign * change.sessionMs;
  target.silentMs += sign * change.silentMs;
  addCounters(target.topics, change.topics, sign);
  addCounters(target.actions, change.actions, sign);
}

function addCounters(
  target: Record<string, number>,
  change: Record<string, number>,
  sign: 1 | -1,
): void {
  for (const key of Object.keys(change)) {
    count(target, key, sign * (change[key] ?? 0));
  }
}

/** Adds `n` to a counter; one that comes to 0 is removed. */
export function count(
  counters: Record<string, number>,
  key: string,
  n: number,
): void {
  const sum = (Object.hasOwn(counters, key) ? counters[key] ?? 0 : 0) + n;
  if (sum === 0) delete counters[key];
  else counters[key] = sum;
}

/** Whether nothing is counted. */
export function isEmptyFigures(figures: Figures): boolean {
  return figures.messages === 0 && figures.inbound === 0 &&
    figures.scored === 0 && figures.sentiment === 0 && figures.turns === 0 &&
    figures.handled === 0 && figures.handledMs === 0 &&
    figures.sessionMs === 0 && figures.silentMs === 0 &&
    Object.keys(figures.topics).length === 0 &&
    Object.keys(figures.actions).length === 0 &&
    Object.keys(figures.active).length === 0;
}
