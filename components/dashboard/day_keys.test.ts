import { describe, expect, it } from "vitest";
import { dayAfterKey } from "./day_keys.ts";

describe("dayAfterKey", () => {
  it("goes by days and weeks, and stays within them", () => {
    expect(dayAfterKey("ArrowLeft", 5, 30)).toBe(4);
    expect(dayAfterKey("ArrowRight", 29, 30)).toBe(29);
    expect(dayAfterKey("PageDown", 5, 30)).toBe(0);
    expect(dayAfterKey("PageUp", 5, 30)).toBe(12);
    expect(dayAfterKey("Home", 5, 30)).toBe(0);
    expect(dayAfterKey("End", 5, 30)).toBe(29);
  });

  it("begins at the latest day", () => {
    expect(dayAfterKey("ArrowLeft", null, 30)).toBe(28);
  });

  it("leaves the days, and other keys alone", () => {
    expect(dayAfterKey("Escape", 3, 30)).toBeNull();
    expect(dayAfterKey("Escape", null, 30)).toBeUndefined();
    expect(dayAfterKey("a", 3, 30)).toBeUndefined();
  });
});
