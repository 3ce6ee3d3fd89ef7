import {
  type Benchmark,
  type Goal,
  isMet,
  type Result,
  type Row,
} from "./benchmark.ts";
import type { Machine } from "./machine.ts";
import { round } from "./statistics.ts";

/** A benchmark with what it found. */
export interface Finding {
  benchmark: Benchmark;
  result: Result;
}

/** Rows of several kinds with the same columns: what one lacks is a dash. */
export function inOneTable(rows: readonly Row[]): Row[] {
  const columns = new Set(rows.flatMap((row) => Object.keys(row)));
  return rows.map((row) =>
    Object.fromEntries(
      [...columns].map((column) => [column, row[column] ?? "-"]),
    )
  );
}

/** Prints a result for people. */
export function printFinding({ benchmark, result }: Finding): void {
  console.log(`\n${benchmark.name}: ${benchmark.about}`);
  console.table(result.rows);
  for (const goal of result.goals) console.log(goalLine(goal));
  for (const note of result.notes) console.log(note);
}

/** Where and when something was measured. */
export interface Occasion {
  machine: Machine;
  /** YYYY-MM-DD. */
  date: string;
}

/** The page of all results, as Markdown. */
export function performancePage(
  findings: readonly Finding[],
  occasion: Occasion,
): string {
  const { machine: { cpu, cores, memory, system, deno }, date } = occasion;
  return [
    "# Performance",
    "Made by `deno task bench --write`, which runs every benchmark and writes " +
    "this page in full; what is changed by hand is lost. " +
    "`deno task bench NAME --write` measures one of them again and writes its " +
    "section; without `--write` it prints, with `--json` for machines. Goals " +
    "are ratios within one run: the figures depend on the machine, and " +
    "nothing else may keep it busy meanwhile.",
    table([
      { machine: "CPU", this: `${cpu}, ${cores} cores` },
      { machine: "Memory", this: `${memory} GiB` },
      { machine: "System", this: system },
      { machine: "Deno", this: deno },
      { machine: "Date", this: date },
    ]),
    "All servers and load generators are processes of their own on this one " +
    "machine, on loopback. A number without a unit is a ratio.",
    ...findings.map((finding) => section(finding, occasion)),
  ].join("\n\n") + "\n";
}

/** The page with one benchmark's section written anew, or added at its end. */
export function withSection(
  page: string,
  finding: Finding,
  occasion: Occasion,
): string {
  const begin = `## ${finding.benchmark.name}\n`;
  const [head = "", ...sections] = page.split(/^(?=## )/m);
  const written = `${section(finding, occasion)}\n`;
  const place = sections.findIndex((other) => other.startsWith(begin));
  if (place === -1) sections.push(written);
  else sections[place] = written;
  return [head, ...sections].map((part) => part.trimEnd()).join("\n\n") + "\n";
}

function section({ benchmark, result }: Finding, { date }: Occasion): string {
  return [
    `## ${benchmark.name}`,
    `${capital(benchmark.about)}. ${benchmark.method.replaceAll("\n", " ")}`,
    table(result.rows),
    table(result.goals.map((goal) => ({
      goal: goal.what,
      "is to be": `${goal.must} ${withUnit(goal.limit, goal)}`,
      is: Number.isNaN(goal.value)
        ? "unknown"
        : withUnit(round(goal.value), goal),
      met: isMet(goal) ? "met" : "**not met**",
    }))),
    ...result.notes,
    `Measured on ${date}.`,
  ].join("\n\n");
}

function goalLine(goal: Goal): string {
  const { what, must, limit, value } = goal;
  const verdict = isMet(goal) ? "met" : "NOT MET";
  return `goal: ${what} ${must} ${withUnit(limit, goal)}: ` +
    `${withUnit(round(value), goal)}, ${verdict}`;
}

function withUnit(value: number, { unit }: Goal): string {
  return unit === undefined ? String(value) : `${value} ${unit}`;
}

function table(rows: readonly Record<string, string | number>[]): string {
  const columns = Object.keys(rows[0] ?? {});
  const line = (cells: readonly (string | number)[]) =>
    `| ${cells.map(cellText).join(" | ")} |`;
  return [
    line(columns),
    line(columns.map((column) => isNumeric(rows, column) ? "--:" : "---")),
    ...rows.map((row) => line(columns.map((column) => row[column] ?? ""))),
  ].join("\n");
}

function isNumeric(
  rows: readonly Record<string, string | number>[],
  column: string,
): boolean {
  return rows.some((row) => typeof row[column] === "number");
}

function cellText(cell: string | number): string {
  if (typeof cell === "string") return cell.replaceAll("|", "\\|");
  return Number.isNaN(cell) ? "unknown" : cell.toLocaleString("en");
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
