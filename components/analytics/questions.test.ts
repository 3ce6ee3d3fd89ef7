import { describe, expect, it } from "vitest";
import {
  askedOf,
  askedOfDays,
  daysAsked,
  insightPath,
} from "@/components/insights/answers.ts";
import {
  analyticsPaths,
  daysInShort,
  daysInWords,
  fileName,
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

  it.each([
    ["2025-10-24", "2025-11-23", "24 Oct – 22 Nov"],
    ["2024-10-24", "2024-11-23", "24 Oct – 22 Nov 2024"],
    ["2024-12-24", "2025-01-23", "24 Dec 2024 – 22 Jan"],
    ["2023-12-24", "2024-01-23", "24 Dec 2023 – 22 Jan 2024"],
    ["2025-11-08", "2025-11-09", "8 Nov"],
    ["2024-11-08", "2024-11-09", "8 Nov 2024"],
  ])("%s to before %s are short: %s", (start_date, end_date, words) => {
    expect(daysInShort({ start_date, end_date }, "2025")).toBe(words);
  });

  it("are those of its table too", () => {
    expect(insightPath("spenders", { ...asked, limit: "200" })).toBe(
      "/api/v1/insights/spenders?start_date=2025-11-02&end_date=2025-11-09&limit=200",
    );
  });
});
