import { describe, expect, it } from "vitest";
import { RESPONSE_TIME } from "@/components/dashboard/examples.ts";
import { responseBuckets } from "./response_buckets.ts";

describe("responseBuckets", () => {
  it("names each bar by both of its ends", () => {
    const buckets = responseBuckets(RESPONSE_TIME.distribution);
    expect(buckets.map(({ label }) => label))
      .toEqual(["1m", "5m", "1h", ">1h"]);
    expect(buckets.map(({ words }) => words)).toEqual([
      "up to 1 min",
      "1 min to 5 min",
      "5 min to 1 h",
      "more than 1 h",
    ]);
  });

  it("asks for the answers of one bar", () => {
    expect(
      responseBuckets(RESPONSE_TIME.distribution).map(({ upTo }) => upTo),
    ).toEqual(["1", "5", "60", "longer"]);
  });

  it("draws the most answers highest, and none not at all", () => {
    const heights = responseBuckets(RESPONSE_TIME.distribution)
      .map(({ height }) => height);
    expect(heights[1]).toBe(100);
    expect(heights[2]).toBe(0);
    expect(responseBuckets([{ up_to_minutes: 1, answered: 0 }])[0]?.height)
      .toBe(0);
  });
});
