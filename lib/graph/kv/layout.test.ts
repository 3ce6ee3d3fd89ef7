import fc from "fast-check";
import { expect, it } from "vitest";
import { EdgeLabel } from "@/lib/models/mod.ts";
import { otherId, shortenOther } from "./layout.ts";

const id = fc.oneof(
  fc.string(),
  fc.tuple(
    fc.constantFrom("topic:", "action:", "conversation:"),
    fc.oneof(fc.string(), fc.constantFrom("__proto__", ":x", "")),
  ).map((parts) => parts.join("")),
);

it("names each vertex so that an object can hold it", () => {
  fc.assert(
    fc.property(fc.constantFrom(...EdgeLabel.options), id, (label, id) => {
      const short = shortenOther(label, id);
      const edges: Record<string, number> = {};
      edges[short] = 1;
      expect(Object.keys(edges)).toEqual([short]);
      expect(otherId(label, short)).toBe(id);
    }),
    { seed: 1, numRuns: 500 },
  );
});
