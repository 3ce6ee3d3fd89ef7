import { itemAt, Random } from "@/lib/demo/random.ts";
import {
  dateOf,
  type DayRange,
  EvidenceMetric,
  FunnelStage,
} from "@/lib/models/mod.ts";

/** What is drawn for one question, the same for accounts of every size. */
export interface Draw {
  range: DayRange;
  /** From 0 to below 1: which topic, conversation or stage. */
  which: number;
  /** How many were drawn before. */
  index: number;
}

/** What an account has that can be asked for. */
export interface Known {
  topics: readonly string[];
  conversations: readonly string[];
}

/** A kind of question to the API. */
export interface Endpoint {
  name: string;
  /** The path and parameters of a question. */
  ask(draw: Draw, known: Known): string;
}

const SHORTEST_RANGE = 7;
const LONGEST_RANGE = 90;
/** Entries of a page: as many as the smallest account has, of each kind. */
const LIMIT = 20;
/** Topics that are asked for day by day. */
const DAILY_TOPICS = 10;
/** Those who wait are asked for without a range: how many makes the difference. */
const FEWEST_WAITING = 5;

/**
 * Questions about 7 to 90 days of the last 90, the same for the same seed;
 * `today` is the latest of them.
 */
export class Draws {
  readonly #random: Random;
  readonly #today: number;
  #count = 0;

  constructor({ seed, today }: { seed: number; today: number }) {
    this.#random = new Random(seed);
    this.#today = today;
  }

  /** The next one. */
  next(): Draw {
    const days = this.#random.int(SHORTEST_RANGE, LONGEST_RANGE);
    const end = this.#today + 1;
    const to = this.#random.int(end - LONGEST_RANGE + days, end);
    return {
      range: { from: to - days, to },
      which: this.#random.next(),
      index: this.#count++,
    };
  }
}

/** Those whose answers are about days, and need no more than these. */
const OF_DAYS = [
  "topics",
  "sentiment-trend",
  "response-time",
  "full",
  "comparison",
  "revenue",
  "hours",
  "outcomes",
  "funnel",
] as const;

/** Every endpoint of the insights. */
export const ENDPOINTS: readonly Endpoint[] = [
  ...OF_DAYS.map((name): Endpoint => ({
    name,
    ask: (draw) => insightsPath(name, daysOf(draw)),
  })),
  {
    name: "spenders",
    ask: (draw) => insightsPath("spenders", { ...daysOf(draw), limit: LIMIT }),
  },
  {
    name: "daily",
    ask: (draw) =>
      insightsPath("daily", { ...daysOf(draw), topics: DAILY_TOPICS }),
  },
  {
    name: "unanswered",
    ask: ({ which }) => {
      const more = Math.floor(which * (LIMIT - FEWEST_WAITING + 1));
      return insightsPath("unanswered", { limit: FEWEST_WAITING + more });
    },
  },
  { name: "evidence", ask: evidencePath },
  {
    name: "priority",
    ask: ({ which }, { conversations }) =>
      `/api/v1/conversations/${
        encodeURIComponent(oneOf(conversations, which))
      }/priority`,
  },
];

/** The path of one of the insights, with parameters. */
export function insightsPath(
  name: string,
  parameters: Record<string, string | number> = {},
): string {
  const query = new URLSearchParams(
    Object.entries(parameters).map(([name, value]) => [name, String(value)]),
  );
  return `/api/v1/insights/${name}${query.size === 0 ? "" : `?${query}`}`;
}

/** Each metric in turn. */
function evidencePath(draw: Draw, { topics }: Known): string {
  const { index, which } = draw;
  const metric = itemAt(
    EvidenceMetric.options,
    index % EvidenceMetric.options.length,
  );
  return insightsPath(`${metric}/evidence`, {
    ...daysOf(draw),
    ...(metric === "topics" ? { topic: oneOf(topics, which) } : {}),
    ...(metric === "funnel"
      ? { stage: oneOf(FunnelStage.options, which) }
      : {}),
  });
}

function daysOf({ range: { from, to } }: Draw) {
  return { start_date: dateOf(from), end_date: dateOf(to) };
}

function oneOf(items: readonly string[], which: number): string {
  return itemAt(items, Math.floor(which * items.length));
}
