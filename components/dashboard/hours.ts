import type { HourInsights } from "@/lib/models/insight_answers.ts";
import { dollars } from "@/components/wording/money.ts";
import { count } from "@/components/wording/number.ts";
import { duration } from "@/components/wording/time.ts";

/** An hour of the week. */
export type Cell = Omit<HourInsights["hours"][number], "outbound">;

/** What the map can show. */
export const MEASURES = [
  { id: "inbound", label: "Messages from fans" },
  { id: "response", label: "Response time" },
  { id: "revenue", label: "Revenue" },
] as const;
export type Measure = typeof MEASURES[number]["id"];

/** Shades of the map, beside the one for nothing. */
export const LEVELS = 5;

const DAYS = 7;
const HOURS = 24;

/** The whole week, Monday first, each day from midnight. */
export function weekOf(hours: HourInsights["hours"]): Cell[][] {
  const known = new Map(hours.map((cell) => [placeOf(cell), cell]));
  return Array.from(
    { length: DAYS },
    (_, day) =>
      Array.from(
        { length: HOURS },
        (_, hour) =>
          known.get(day * HOURS + hour) ?? {
            weekday: day + 1,
            hour,
            inbound: 0,
            answered: 0,
            average_minutes: null,
            revenue: 0,
          },
      ),
  );
}

function placeOf({ weekday, hour }: Pick<Cell, "weekday" | "hour">): number {
  return (weekday - 1) * HOURS + hour;
}

/** What a cell has of a measure; `null`: nothing. */
export function measured(cell: Cell, measure: Measure): number | null {
  const value = measure === "inbound"
    ? cell.inbound
    : measure === "response"
    ? cell.average_minutes
    : cell.revenue;
  return value === null || value === 0 ? null : value;
}

/**
 * Up to which value each shade goes, so that each has about as many hours: one
 * loud hour does not make all others alike.
 */
export function stepsOf(week: Cell[][], measure: Measure): number[] {
  const values = week.flat().map((cell) => measured(cell, measure))
    .filter((value) => value !== null).sort((a, b) => a - b);
  const steps = Array.from(
    { length: LEVELS },
    (_, i) => values[Math.ceil(values.length * (i + 1) / LEVELS) - 1] ?? 0,
  );
  return values.length === 0 ? [] : [...new Set(steps)];
}

/** The shade of a value: 0 for nothing, {@linkcode LEVELS} for the most. */
export function levelOf(
  value: number | null,
  steps: readonly number[],
): number {
  if (value === null) return 0;
  const step = steps.findIndex((end) => value <= end);
  // Few steps use the far ones of the shades.
  return LEVELS - (steps.length - 1 - (step < 0 ? steps.length - 1 : step));
}

/** A measure's value for people. */
export function measureWords(value: number, measure: Measure): string {
  return measure === "inbound"
    ? count(value)
    : measure === "response"
    ? duration(value)
    : dollars(value);
}

/** "Monday 21:00" */
export function hourName({ weekday, hour }: Cell): string {
  return `${WEEKDAYS[weekday - 1]} ${hour}:00`;
}

/** All that is known of an hour, in a sentence. */
export function hourSentence(cell: Cell): string {
  const { inbound, answered, average_minutes: minutes, revenue } = cell;
  const parts = [
    inbound === 0
      ? "no messages from fans"
      : `${count(inbound)} message${inbound === 1 ? "" : "s"} from fans`,
    ...(answered === 0 || minutes === null
      ? []
      : [`answered in ${duration(minutes)}`]),
    ...(revenue === 0 ? [] : [dollars(revenue)]),
  ];
  return `${hourName(cell)}: ${parts.join(", ")}`;
}

/** The hour that stands out, in a sentence. */
export function bestHourSentence(week: Cell[][], measure: Measure): string {
  const best = week.flat().reduce<Cell | null>((best, cell) => {
    const value = measured(cell, measure);
    const most = best === null ? null : measured(best, measure);
    return value !== null && (most === null || value > most) ? cell : best;
  }, null);
  if (best === null) return NOTHING[measure];
  const value = measureWords(measured(best, measure) ?? 0, measure);
  return `${MOST[measure]} ${hourName(best)} (${value}).`;
}

const NOTHING: Record<Measure, string> = {
  inbound: "No fan wrote in these days.",
  response: "No fan was answered in these days.",
  revenue: "Nobody paid in these days.",
};

const MOST: Record<Measure, string> = {
  inbound: "Fans write most on",
  response: "Answers take longest on",
  revenue: "Fans pay most on",
};

/** Where a key leads from an hour; `null`: nowhere. */
export function hourAfterKey(
  key: string,
  { weekday, hour }: { weekday: number; hour: number },
): { weekday: number; hour: number } | null {
  const to = (weekday: number, hour: number) => ({
    weekday: Math.max(1, Math.min(DAYS, weekday)),
    hour: Math.max(0, Math.min(HOURS - 1, hour)),
  });
  switch (key) {
    case "ArrowLeft":
      return to(weekday, hour - 1);
    case "ArrowRight":
      return to(weekday, hour + 1);
    case "ArrowUp":
      return to(weekday - 1, hour);
    case "ArrowDown":
      return to(weekday + 1, hour);
    case "Home":
      return to(weekday, 0);
    case "End":
      return to(weekday, HOURS - 1);
    case "PageUp":
      return to(1, hour);
    case "PageDown":
      return to(DAYS, hour);
    default:
      return null;
  }
}

/** Days of the week, Monday first. */
export const WEEKDAYS = [
  "Monday",
  "Tuesday",
  "Wednesday",
  "Thursday",
  "Friday",
  "Saturday",
  "Sunday",
] as const;
