import { expect, it } from "vitest";
import { withTimes } from "./priority.ts";
import { dateTime } from "./time.ts";
import { shortDate } from "./zoned_time.ts";

it("tells times of the wire as it is asked to", () => {
  expect(withTimes("waits since 2025-11-08T12:34:56.000Z for it", dateTime))
    .toBe("waits since 8 Nov 2025, 12:34 UTC for it");
  const inTokyo = (at: number) => shortDate("Asia/Tokyo", at);
  expect(withTimes("since 2025-11-08T20:00:00Z.", inTokyo))
    .toBe("since 9 Nov 2025.");
  expect(withTimes("of 9999 days", dateTime)).toBe("of 9999 days");
});
