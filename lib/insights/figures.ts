/**
 * What is counted of one day, or of one conversation. All values are whole
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
  topics: Counters;
  /** Messages by what they do. */
  actions: Counters;
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
}

/** Whole numbers by name; a name that is not there counts 0. */
export type Counters = Record<string, number>;

/** What is counted of one day of an account's calendar, beside {@linkcode Figures}. */
export interface DayFigures extends Figures {
  /**
   * Conversations with a message on the day, by the previous day on which they
   * had one (`""` if there is none). It makes distinct conversations of any
   * range a sum: those whose previous day lies before the range.
   */
  active: Counters;
  /** The same of conversations in which the fan paid, by the previous such day. */
  spenders: Counters;
  /** Messages of fans and of the creator, by the hour of the day (0 to 23). */
  inboundByHour: Counters;
  outboundByHour: Counters;
  /** {@linkcode Figures.handled} by the hour of the turns' first messages. */
  handledByHour: Counters;
  handledMsByHour: Counters;
  /** The same by who answered, where messages say it. */
  handledByOperator: Counters;
  handledMsByOperator: Counters;
  /** The same by how long the answer took, see `responseBucket`. */
  responses: Counters;
  /** Outcomes of messages by kind. */
  outcomes: Counters;
  /** Those of them that name an amount, by kind. */
  payments: Counters;
  /** These amounts, in US cents, by kind and by hour of the day. */
  cents: Counters;
  centsByHour: Counters;
  /** Outcomes by kind and topic (`kind topic`) that their session had mentioned. */
  outcomeTopics: Counters;
  /** Sessions begun on the day, by the stages of the funnel that they reached. */
  funnel: Counters;
}

/** The counters that days have and conversations have not. */
export const DAY_COUNTERS = [
  "active",
  "spenders",
  "inboundByHour",
  "outboundByHour",
  "handledByHour",
  "handledMsByHour",
  "handledByOperator",
  "handledMsByOperator",
  "responses",
  "outcomes",
  "payments",
  "cents",
  "centsByHour",
  "outcomeTopics",
  "funnel",
] as const satisfies readonly Exclude<keyof DayFigures, keyof Figures>[];

/** Changes by day. */
export type FiguresByDay = Map<number, DayFigures>;

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
  };
}

/** Nothing counted yet of a day. */
export function emptyDayFigures(): DayFigures {
  return { ...emptyFigures(), ...emptyDayCounters() };
}

/** Nothing counted yet of what only days have. */
export function emptyDayCounters(): Omit<DayFigures, keyof Figures> {
  return {
    active: {},
    spenders: {},
    inboundByHour: {},
    outboundByHour: {},
    handledByHour: {},
    handledMsByHour: {},
    handledByOperator: {},
    handledMsByOperator: {},
    responses: {},
    outcomes: {},
    payments: {},
    cents: {},
    centsByHour: {},
    outcomeTopics: {},
    funnel: {},
  };
}

/** The figures of `day`, empty at first. */
export function figuresOf(days: FiguresByDay, day: number): DayFigures {
  let figures = days.get(day);
  if (figures === undefined) days.set(day, figures = emptyDayFigures());
  return figures;
}

/** The sum of two changes; neither is touched. */
export function plusDayFigures(a: DayFigures, b: DayFigures): DayFigures {
  const sum = copyDayFigures(a);
  addDayFigures(sum, b);
  return sum;
}

/** A copy to be changed in place. */
export function copyFigures(figures: Figures): Figures {
  return {
    ...figures,
    topics: { ...figures.topics },
    actions: { ...figures.actions },
  };
}

/** A copy to be changed in place. */
export function copyDayFigures(figures: DayFigures): DayFigures {
  const copy: DayFigures = { ...figures, ...copyFigures(figures) };
  for (const name of DAY_COUNTERS) copy[name] = { ...figures[name] };
  return copy;
}

/**
 * Adds `change` to `target` in place, or with `sign` -1 takes it away; what only
 * days have is left out.
 */
export function addFigures(
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

/** {@linkcode addFigures} with what only days have. */
export function addDayFigures(
  target: DayFigures,
  change: DayFigures,
  sign: 1 | -1 = 1,
): void {
  addFigures(target, change, sign);
  for (const name of DAY_COUNTERS) {
    addCounters(target[name], change[name], sign);
  }
}

function addCounters(target: Counters, change: Counters, sign: 1 | -1): void {
  for (const key in change) count(target, key, sign * (change[key] ?? 0));
}

/** Adds `n` to a counter; one that comes to 0 is removed. */
export function count(counters: Counters, key: string, n: number): void {
  const sum = (Object.hasOwn(counters, key) ? counters[key] ?? 0 : 0) + n;
  if (sum === 0) delete counters[key];
  else counters[key] = sum;
}

/** Whether nothing is counted. */
export function isEmptyDayFigures(figures: DayFigures): boolean {
  return figures.messages === 0 && figures.inbound === 0 &&
    figures.scored === 0 && figures.sentiment === 0 && figures.turns === 0 &&
    figures.handled === 0 && figures.handledMs === 0 &&
    figures.sessionMs === 0 && figures.silentMs === 0 &&
    isEmpty(figures.topics) && isEmpty(figures.actions) &&
    DAY_COUNTERS.every((name) => isEmpty(figures[name]));
}

function isEmpty(counters: Counters): boolean {
  for (const _ in counters) return false;
  return true;
}
