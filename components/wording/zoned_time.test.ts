import { describe, expect, it } from "vitest";
import { dayIn, dayWords, fullTime, shortDate, timeIn } from "./zoned_time.ts";

const AT = Date.parse("2025-11-08T20:34:56Z");

describe("times somewhere", () => {
  it("are of that place's day", () => {
    expect(dayIn("UTC", AT)).toBe("2025-11-08");
    expect(dayIn("Asia/Kolkata", AT)).toBe("2025-11-09");
    expect(dayIn("America/Los_Angeles", AT - 43_200_000)).toBe("2025-11-08");
    expect(timeIn("Asia/Kolkata", AT)).toBe("02:04");
    expect(shortDate("Asia/Kolkata", AT)).toBe("9 Nov 2025");
  });

  it("change their day at midnight, also in zones of odd offsets", () => {
    for (const zone of ["Asia/Kathmandu", "Australia/Lord_Howe", "UTC"]) {
      const days = new Set<string>();
      for (let minute = 0; minute < 24 * 60; minute++) {
        const at = AT + minute * 60_000;
        days.add(`${dayIn(zone, at)} ${timeIn(zone, at) === "00:00"}`);
      }
      const [first, second] = [dayIn(zone, AT), dayIn(zone, AT + 86_400_000)];
      expect([...days].sort()).toEqual(
        [`${first} false`, `${second} false`, `${second} true`].sort(),
      );
    }
  });

  it("name days as people do", () => {
    const words = (days: number) => dayWords("UTC", AT - days * 86_400_000, AT);
    expect(words(0)).toBe("Today");
    expect(words(1)).toBe("Yesterday");
    expect(words(2)).toBe("Thursday 6 November");
    expect(words(365)).toBe("8 November 2024");
  });

  it("say all that there is in a full time", () => {
    const text = fullTime("UTC", AT);
    for (const part of ["Saturday", "8 November 2025", "20:34:56", "(UTC)"]) {
      expect(text).toContain(part);
    }
  });
});
