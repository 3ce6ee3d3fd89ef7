import type { Goal, Result, Row } from "../benchmark.ts";
import { round } from "../statistics.ts";

/** What is compared in one row: figures by side, and the first to the second. */
export interface Compared {
  what: string;
  embedded: number | string;
  server?: number | string;
  ratio?: number;
  /** Whether both sides say the same. */
  equal?: string;
}

/** A row of the result: one of a side that is missing stays empty. */
export function rowOf(
  { what, embedded, server = "", ratio, equal = "" }: Compared,
): Row {
  const shown = (value: number | string) =>
    typeof value === "number" ? round(value) : value;
  return {
    what,
    embedded: shown(embedded),
    "Gremlin Server": shown(server),
    ratio: ratio === undefined || Number.isNaN(ratio) ? "" : round(ratio),
    equal,
  };
}

/** The results of several parts as one. */
export function together(parts: readonly Result[]): Result {
  return {
    rows: parts.flatMap(({ rows }) => rows),
    goals: parts.flatMap(({ goals }): Goal[] => goals),
    notes: parts.flatMap(({ notes }) => notes),
  };
}
