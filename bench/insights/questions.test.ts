import {
  DailyQuery,
  EvidenceMetric,
  EvidenceQuery,
  InsightQuery,
  SpendersQuery,
  UnansweredQuery,
} from "@/lib/models/mod.ts";
import { describe, expect, it, test } from "vitest";
import { type Draw, Draws, ENDPOINTS, insightsPath } from "./questions.ts";

const TODAY = 20_500;
const KNOWN = { topics: ["food", "travel"], conversations: ["1", "2", "3"] };

function drawn(seed: number, count: number): Draw[] {
  const draws = new Draws({ seed, today: TODAY });
  return Array.from({ length: count }, () => draws.next());
}

function asked(name: string, draw: Draw): URL {
  const endpoint = ENDPOINTS.find((one) => one.name === name);
  const path = endpoint?.ask(draw, KNOWN) ?? "";
  return new URL(path, "http://127.0.0.1");
}

describe("draws", () => {
  it("are 7 to 90 days of the last 90", () => {
    const ranges = drawn(1, 2_000).map(({ range }) => range);
    const lengths = ranges.map(({ from, to }) => to - from);

    expect(Math.min(...lengths)).toBe(7);
    expect(Math.max(...lengths)).toBe(90);
    expect(Math.min(...ranges.map(({ from }) => from))).toBe(TODAY - 89);
    expect(Math.max(...ranges.map(({ to }) => to))).toBe(TODAY + 1);
  });

  it("are the same for the same seed, and others for another", () => {
    expect(drawn(1, 20)).toEqual(drawn(1, 20));
    expect(drawn(1, 20)).not.toEqual(drawn(2, 20));
  });

  it("hardly ever repeat a range", () => {
    const ranges = drawn(1, 400).map(({ range }) =>
      `${range.from} ${range.to}`
    );

    expect(new Set(ranges).size).toBeGreaterThan(350);
  });
});

describe("questions", () => {
  const [draw] = drawn(1, 1);
  if (draw === undefined) throw new Error("nothing drawn");

  it("are such as the API takes", () => {
    const schemas = {
      spenders: SpendersQuery,
      daily: DailyQuery,
      unanswered: UnansweredQuery,
    };
    for (const { name } of ENDPOINTS) {
      if (name === "evidence" || name === "priority") continue;
      const { pathname, searchParams } = asked(name, draw);
      expect(pathname).toBe(`/api/v1/insights/${name}`);
      const schema = Reflect.get(schemas, name) ?? InsightQuery;
      const parameters = Object.fromEntries(searchParams);
      expect(schema.safeParse(parameters).error, name).toBeUndefined();
      expect(Object.keys(parameters), name).not.toHaveLength(0);
    }
  });

  it("ask for evidence of each metric in turn", () => {
    const metrics = drawn(1, EvidenceMetric.options.length).map((draw) => {
      const { pathname, searchParams } = asked("evidence", draw);
      const metric = pathname.split("/").at(-2);
      const query = { metric, ...Object.fromEntries(searchParams) };
      expect(EvidenceQuery.safeParse(query).error).toBeUndefined();
      return metric;
    });

    expect(metrics).toEqual(EvidenceMetric.options);
  });

  it("ask for the priority of conversations of the account", () => {
    const paths = drawn(1, 50).map((draw) => asked("priority", draw).pathname);

    expect(new Set(paths)).toEqual(
      new Set(
        KNOWN.conversations.map((id) =>
          `/api/v1/conversations/${encodeURIComponent(id)}/priority`
        ),
      ),
    );
  });
});

test("a path has its parameters escaped, or none", () => {
  expect(insightsPath("full")).toBe("/api/v1/insights/full");
  expect(insightsPath("x", { topic: "a&b", limit: 2 }))
    .toBe("/api/v1/insights/x?topic=a%26b&limit=2");
});
