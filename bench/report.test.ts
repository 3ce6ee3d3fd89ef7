import { expect, test } from "vitest";
import type { Benchmark, Result } from "./benchmark.ts";
import { performancePage, withSection } from "./report.ts";

const RESULT: Result = {
  rows: [{ measure: "messages/s", Rapport: 12_345, ratio: NaN }],
  goals: [
    { what: "speed", must: "at least", limit: 0.25, value: 0.25 },
    { what: "memory", must: "at most", limit: 400, value: 401, unit: "MB" },
    { what: "unknown", must: "at most", limit: 1, value: NaN },
  ],
  notes: ["A note."],
};

const BENCHMARK: Benchmark = {
  name: "sample",
  about: "what it is",
  method: "How it\nis measured.",
  run: () => Promise.resolve(RESULT),
};

const OCCASION = {
  machine: {
    cpu: "A CPU",
    cores: 4,
    memory: 24,
    system: "linux",
    deno: "2.9.6",
  },
  date: "2026-11-21",
};

test("the page tells of the machine, the figures and the goals", () => {
  const page = performancePage(
    [{ benchmark: BENCHMARK, result: RESULT }],
    OCCASION,
  );

  expect(page).toContain("| CPU | A CPU, 4 cores |");
  expect(page).toContain("| Date | 2026-11-21 |");
  expect(page).toContain("## sample\n\nWhat it is. How it is measured.");
  expect(page).toContain("| messages/s | 12,345 | unknown |");
  expect(page).toContain("| speed | at least 0.25 | 0.25 | met |");
  expect(page).toContain("| memory | at most 400 MB | 401 MB | **not met** |");
  expect(page).toContain("| unknown | at most 1 | unknown | **not met** |");
  expect(page).toContain("\n\nA note.\n");
});

test("one section is written anew, and the others stay", () => {
  const named = (name: string, note: string) => ({
    benchmark: { ...BENCHMARK, name },
    result: { ...RESULT, notes: [note] },
  });
  const page = performancePage(
    [named("one", "first"), named("two", "second")],
    OCCASION,
  );
  const later = { ...OCCASION, date: "2026-11-22" };
  const again = withSection(page, named("one", "again"), later);

  expect(again).toBe(
    page.replace("first", "again").replace(
      "Measured on 2026-11-21",
      "Measured on 2026-11-22",
    ),
  );
  expect(withSection(page, named("three", "third"), OCCASION)).toBe(
    performancePage(
      [named("one", "first"), named("two", "second"), named("three", "third")],
      OCCASION,
    ),
  );
});
