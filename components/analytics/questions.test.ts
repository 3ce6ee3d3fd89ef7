import { describe, expect, it } from "vitest";
import {
  analyticsPaths,
  askedOf,
  askedOfDays,
  daysAsked,
  daysInWords,
  fileName,
  inboxOfTopic,
  tablePath,
} from "./questions.ts";

const NOW = Date.parse("2025-11-08T23:30:00Z");
const VIEW = {
  range: { kind: "last", days: 7 },
  now: NOW,
  zone: "UTC",
  creator: null,
} as const;

describe("the page's questions", () => {
  it("are all of the same days", () => {
    const asked = Object.values(analyticsPaths(VIEW)).map(askedOf);
    expect(asked).toHaveLength(8);
    for (const one of asked) {
      expect(one).toEqual({
        start_date: "2025-11-02",
        end_date: "2025-11-09",
      });
    }
  });

  it("are of the creator that is chosen, whatever the id", () => {
    const paths = analyticsPaths({ ...VIEW, creator: "a&b=c" });
    for (const path of Object.values(paths)) {
      expect(askedOf(path)["creator_id"]).toBe("a&b=c");
    }
  });

  it("move on with the day in the account's zone, and not before", () => {
    const later = (ms: number) => analyticsPaths({ ...VIEW, now: NOW + ms });
    expect(later(60_000)).toEqual(analyticsPaths(VIEW));
    expect(askedOf(later(3_600_000).topics).end_date).toBe("2025-11-10");
  });
});

describe("days that were asked for", () => {
  const asked = askedOf(analyticsPaths(VIEW).daily);

  it("are said, counted and named as people count them", () => {
    expect(daysInWords(asked)).toBe("2 Nov 2025 to 8 Nov 2025");
    expect(daysAsked(asked)).toBe(7);
    expect(fileName("topics", asked)).toBe(
      "rapport-topics-2025-11-02-2025-11-08",
    );
    expect(daysInWords(askedOfDays(asked, "2025-11-03"))).toBe("3 Nov 2025");
  });

  it("are those of its table too", () => {
    expect(tablePath("spenders", asked, { limit: "200" })).toBe(
      "/api/v1/insights/spenders?start_date=2025-11-02&end_date=2025-11-09&limit=200",
    );
  });
});

it("leads to a topic of any name", () => {
  expect(inboxOfTopic("q&a #1")).toBe("/inbox?topic=q%26a%20%231");
});
