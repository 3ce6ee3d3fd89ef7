import fc from "fast-check";
import { expect, it } from "vitest";
import { compareKeyText } from "./key_order.ts";
import { withKv } from "./testing.ts";

it("orders texts as the database orders its keys", () =>
  fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(fc.string({ unit: "binary", maxLength: 3 }), {
        minLength: 2,
        maxLength: 12,
      }),
      (texts) =>
        withKv(async (kv) => {
          for (const text of texts) await kv.set([text], 1);
          const entries = await Array.fromAsync(kv.list({ prefix: [] }));
          const sorted = texts.toSorted(compareKeyText);
          expect(entries.map(({ key }) => key[0])).toEqual(sorted);
        }),
    ),
    { numRuns: 50, seed: 20_261_121 },
  ));
