import { describe, expect, it } from "vitest";
import { CreatorId } from "@/lib/models/ids.ts";
import { scopeOf } from "@/components/insights/answers.ts";
import { answerPaths } from "./answers.ts";

const NOW = Date.parse("2025-11-08T23:30:00Z");

describe("answerPaths", () => {
  it("asks for whole days up to the one that it is in the zone", () => {
    const asked = { creator: null, now: NOW, zone: "Asia/Kolkata" };
    const { topics, unanswered } = answerPaths({
      ...asked,
      range: { kind: "last", days: 7 },
    });
    expect(topics).toBe(
      "/api/v1/insights/topics?start_date=2025-11-03&end_date=2025-11-10",
    );
    expect(unanswered).toBe("/api/v1/insights/unanswered?limit=8");
  });

  it("asks for one creator everywhere", () => {
    const paths = answerPaths({
      range: { kind: "custom", from: "2025-11-01", to: "2025-11-01" },
      creator: CreatorId.parse("9 & 1"),
      now: NOW,
      zone: "UTC",
    });
    for (const path of Object.values(paths)) {
      expect(path).toContain("creator_id=9+%26+1");
      expect(scopeOf(path).creator_id).toBe("9 & 1");
    }
    expect(scopeOf(paths.daily)).toEqual({
      creator_id: "9 & 1",
      start_date: "2025-11-01",
      end_date: "2025-11-02",
    });
  });
});
