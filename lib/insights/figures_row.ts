import { ActionKind } from "@/lib/models/mod.ts";
import type { Packing } from "@/lib/store/mod.ts";
import {
  type Counters,
  type DayFigures,
  emptyDayCounters,
  emptyDayFigures,
  type Figures,
} from "./figures.ts";

/**
 * {@linkcode Figures} as they lie in the database: by position, in the order of
 * their fields.
 */
export type FiguresRow = [
  messages: number,
  inbound: number,
  scored: number,
  sentiment: number,
  turns: number,
  handled: number,
  handledMs: number,
  sessionMs: number,
  silentMs: number,
  topics: Counters,
  /** In the order of {@linkcode ActionKind}, up to the last that is not 0. */
  actions: number[],
  /** Actions of other names. */
  otherActions?: Counters,
];

/**
 * {@linkcode DayFigures} as they lie in the database: {@linkcode Figures}, the
 * days before, and the other counters in an order of their own.
 */
export type DayRow = [
  figures: FiguresRow,
  active: ActiveRow,
  spenders: ActiveRow,
  numbered: number[][],
  named: Counters[],
];

/**
 * The latest previous day, then days before it, each with its count; last, where
 * there are some, the count of those that have no previous day.
 */
type ActiveRow = number[];

/** How a day's figures are stored: by position. */
export const dayPacking: Packing<DayFigures, DayRow> = {
  pack: packDay,
  unpack: unpackDay,
};

/** Counters whose names are whole numbers, and other ones. */
const NUMBERED = [
  "inboundByHour",
  "outboundByHour",
  "handledByHour",
  "handledMsByHour",
  "responses",
  "centsByHour",
] as const satisfies readonly (keyof DayFigures)[];
const NAMED = [
  "outcomes",
  "payments",
  "cents",
  "funnel",
  "outcomeTopics",
  "handledByOperator",
  "handledMsByOperator",
] as const satisfies readonly (keyof DayFigures)[];

function packDay(figures: DayFigures): DayRow {
  return [
    packFigures(figures),
    packActive(figures.active),
    packActive(figures.spenders),
    NUMBERED.map((name) => packNumbered(figures[name])),
    NAMED.map((name) => figures[name]),
  ];
}

/** The figures of a row; of one that has another layout, none. */
export function unpackDay(row: DayRow): DayFigures {
  const [figures, active, spenders, numbered, named] = row;
  if (!Array.isArray(figures)) return emptyDayFigures();
  const day: DayFigures = {
    ...unpackFigures(figures),
    ...emptyDayCounters(),
    active: unpackActive(active),
    spenders: unpackActive(spenders),
  };
  NUMBERED.forEach((name, i) => day[name] = unpackNumbered(numbered[i] ?? []));
  NAMED.forEach((name, i) => day[name] = named[i] ?? {});
  return day;
}

/** Names and counts in turn. */
function packNumbered(counters: Counters): number[] {
  const row: number[] = [];
  for (const name in counters) row.push(Number(name), counters[name] ?? 0);
  return row;
}

function unpackNumbered(row: readonly number[]): Counters {
  const counters: Counters = {};
  for (let i = 0; i < row.length; i += 2) {
    counters[String(row[i])] = row[i + 1] ?? 0;
  }
  return counters;
}

/** The row of figures. */
export function packFigures(figures: Figures): FiguresRow {
  const { known, others } = packActions(figures.actions);
  const row: FiguresRow = [
    figures.messages,
    figures.inbound,
    figures.scored,
    figures.sentiment,
    figures.turns,
    figures.handled,
    figures.handledMs,
    figures.sessionMs,
    figures.silentMs,
    figures.topics,
    known,
  ];
  if (others !== null) row.push(others);
  return row;
}

/** The figures of a row. */
export function unpackFigures(row: FiguresRow): Figures {
  return {
    messages: row[0],
    inbound: row[1],
    scored: row[2],
    sentiment: row[3],
    topics: row[9],
    actions: unpackActions(row[10], row[11]),
    turns: row[4],
    handled: row[5],
    handledMs: row[6],
    sessionMs: row[7],
    silentMs: row[8],
  };
}

const ACTIONS: readonly string[] = ActionKind.options;
const PLACES: ReadonlyMap<string, number> = new Map(
  ACTIONS.map((name, place) => [name, place]),
);

function packActions(
  actions: Counters,
): { known: number[]; others: Counters | null } {
  const known: number[] = [];
  let others: Counters | null = null;
  for (const [name, n] of Object.entries(actions)) {
    const place = PLACES.get(name);
    if (place === undefined) (others ??= {})[name] = n;
    else {
      while (known.length <= place) known.push(0);
      known[place] = n;
    }
  }
  return { known, others };
}

function unpackActions(known: readonly number[], others?: Counters): Counters {
  const actions: Counters = {};
  known.forEach((n, place) => {
    const name = ACTIONS[place];
    if (n !== 0 && name !== undefined) actions[name] = n;
  });
  return others === undefined ? actions : { ...actions, ...others };
}

function packActive(active: Counters): ActiveRow {
  const row: ActiveRow = [];
  let latest: number | null = null;
  // Latest first; keys that are numbers come in ascending order.
  for (const day of Object.keys(active).reverse()) {
    if (day === "") continue;
    latest ??= Number(day);
    row.push(row.length === 0 ? latest : latest - Number(day));
    row.push(active[day] ?? 0);
  }
  const isFirst = active[""];
  if (isFirst !== undefined) row.push(isFirst);
  return row;
}

function unpackActive(row: ActiveRow): Counters {
  const active: Counters = {};
  const [latest = 0] = row;
  for (let i = 0; i + 1 < row.length; i += 2) {
    const day = i === 0 ? latest : latest - (row[i] ?? 0);
    active[String(day)] = row[i + 1] ?? 0;
  }
  const first = row.at(-1);
  if (row.length % 2 === 1 && first !== undefined) active[""] = first;
  return active;
}
