import { expect, it } from "vitest";
import { waits } from "./waiting.ts";

it("says how long a fan waits, once that is worth a number", () => {
  expect(waits(0, 59_999)).toBe("waits");
  expect(waits(0, 60_000)).toBe("waits 1m");
  expect(waits(0, 7_200_000)).toBe("waits 2h");
});
