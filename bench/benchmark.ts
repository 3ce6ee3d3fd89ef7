import type { Processes } from "./processes.ts";

/** A benchmark: what it measures, and how it is run and told. */
export interface Benchmark {
  name: string;
  /** What it measures, in a line. */
  about: string;
  /** How it measures, in a paragraph. */
  method: string;
  run(context: BenchmarkContext): Promise<Result>;
}

/** What a benchmark works with. */
export interface BenchmarkContext {
  /** Starts its processes and keeps its files. */
  processes: Processes;
  /** Takes what people may read meanwhile. */
  log(line: string): void;
}

/** What a benchmark found. */
export interface Result {
  rows: Row[];
  goals: Goal[];
  /** What has to be known to read the figures. */
  notes: string[];
}

/** One line of a result: names, figures and ratios. */
export type Row = Record<string, string | number>;

/** What the service is to reach, and what it reached. */
export interface Goal {
  /** What is compared, in words. */
  what: string;
  must: "at least" | "at most";
  limit: number;
  value: number;
  /** Of limit and value; none for ratios. */
  unit?: string;
}

/** Whether a goal is reached; what could not be measured is not. */
export function isMet({ must, limit, value }: Goal): boolean {
  return must === "at least" ? value >= limit : value <= limit;
}
