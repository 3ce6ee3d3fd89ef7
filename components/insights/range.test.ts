import { describe, expect, it } from "vitest";
import {
  beforeWords,
  DEFAULT_RANGE,
  type Range,
  rangeOf,
  rangeParameters,
  rangeQuery,
  rangeWords,
} from "./range.ts";

const NOW = Date.parse("2025-11-08T23:30:00Z");

function asked(query: string): Range {
  return rangeOf(new URLSearchParams(query));
}

describe("a range in an address", () => {
  it.each([
    ["", DEFAULT_RANGE],
    ["range=7", { kind: "last", days: 7 }],
    ["range=90", { kind: "last", days: 90 }],
    ["range=8", DEFAULT_RANGE],
    ["from=2025-11-01&to=2025-11-01", {
      kind: "custom",
      from: "2025-11-01",
      to: "2025-11-01",
    }],
    ["from=2025-11-02&to=2025-11-01", DEFAULT_RANGE],
    ["from=2019-11-01&to=2025-11-01", DEFAULT_RANGE],
    ["from=2025-13-01&to=2025-13-02", DEFAULT_RANGE],
    ["from=yesterday&to=today&range=7", { kind: "last", days: 7 }],
  ])("%s", (query, range) => expect(asked(query)).toEqual(range));

  it.each<Range>([
    DEFAULT_RANGE,
    { kind: "last", days: 7 },
    { kind: "custom", from: "2025-10-30", to: "2025-11-08" },
  ])("comes back as it was written: %j", (range) => {
    expect(asked(new URLSearchParams(rangeQuery(range)).toString()))
      .toEqual(range);
  });
});

describe("the days of a range", () => {
  it("end with the day that it is in the account's zone", () => {
    const range: Range = { kind: "last", days: 7 };
    expect(rangeParameters(range, { now: NOW, zone: "UTC" })).toEqual({
      start_date: "2025-11-02",
      end_date: "2025-11-09",
    });
    expect(rangeParameters(range, { now: NOW, zone: "Europe/Berlin" }))
      .toEqual({ start_date: "2025-11-03", end_date: "2025-11-10" });
  });

  it("count both dates that were chosen", () => {
    const range: Range = {
      kind: "custom",
      from: "2025-10-30",
      to: "2025-11-08",
    };
    expect(rangeParameters(range, { now: NOW, zone: "UTC" })).toEqual({
      start_date: "2025-10-30",
      end_date: "2025-11-09",
    });
    expect(rangeWords(range)).toBe("30 Oct 2025 to 8 Nov 2025");
  });
});

describe("the range before", () => {
  it("has as many days, also across a change of clocks", () => {
    const range = (start_date: string, end_date: string) =>
      beforeWords({ start_date, end_date });
    expect(range("2025-10-25T22:00:00Z", "2025-11-01T23:00:00Z"))
      .toBe("the 7 days before");
    expect(range("2025-11-01T00:00:00Z", "2025-11-02T00:00:00Z"))
      .toBe("the day before");
  });
});
