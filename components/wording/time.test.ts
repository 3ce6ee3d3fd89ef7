import { describe, expect, it } from "vitest";
import { ago, dateTime, duration } from "./time.ts";

describe("ago", () => {
  it.each([
    [-5_000, "now"],
    [59_000, "now"],
    [60_000, "1m"],
    [3_599_000, "59m"],
    [3_600_000, "1h"],
    [86_400_000 * 6.9, "6d"],
    [86_400_000 * 20, "2w"],
    [86_400_000 * 800, "2y"],
  ])("says of %i ms: %s", (age, text) => {
    expect(ago(1e12 - age, 1e12)).toBe(text);
  });
});

describe("duration", () => {
  it.each([
    [0, "0 s"],
    [0.75, "45 s"],
    [0.995, "1 min"],
    [14.2, "14 min"],
    [59.6, "1 h"],
    [65, "1 h 5 min"],
    [2_879, "47 h 59 min"],
    [4_500, "3 d 3 h"],
    [5_759, "4 d"],
  ])("says of %d minutes: %s", (minutes, text) => {
    expect(duration(minutes)).toBe(text);
  });
});

it("writes a date in UTC", () => {
  expect(dateTime(Date.parse("2025-11-08T12:34:56Z")))
    .toBe("8 Nov 2025, 12:34 UTC");
});
