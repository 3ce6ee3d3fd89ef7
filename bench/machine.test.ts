import { expect, test } from "vitest";
import { busyTimeIn } from "./machine.ts";

test("a machine is busy with all but waiting", () => {
  const stat = "cpu  1 20 300 99999 88888 4000 50000 7 0 0\n" +
    "cpu0 1 1 1 1 1 1 1 0 0 0\nintr 5\n";

  expect(busyTimeIn(stat)).toBe(543_210);
  expect(busyTimeIn("intr 5\n")).toBeNull();
});
