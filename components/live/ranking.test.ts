import fc from "fast-check";
import { expect, it } from "vitest";
import { ChatId } from "@/lib/models/mod.ts";
import { type Ranked, Ranking } from "./ranking.ts";

const ranked: fc.Arbitrary<Ranked> = fc.record({
  conversationId: fc.nat({ max: 60 }).map((id) => ChatId.parse(id)),
  // Few scores and dates, so that many are equal.
  priorityScore: fc.nat({ max: 5 }),
  endDate: fc.constantFrom(null, "2026-11-20T08:00:00.000Z", "2026-11-21"),
});
const gone = fc.record({
  conversationId: fc.nat({ max: 60 }).map((id) => ChatId.parse(id)),
});

function sortedAnew(known: ReadonlyMap<string, Ranked>): string[] {
  return [...known.values()].sort((a, b) =>
    b.priorityScore - a.priorityScore ||
    Number((a.endDate ?? "") < (b.endDate ?? "")) -
      Number((a.endDate ?? "") > (b.endDate ?? "")) ||
    (a.conversationId < b.conversationId ? -1 : 1)
  ).map(({ conversationId }) => conversationId);
}

it("is what a fresh sort gives, and another array only for another order", () => {
  const changes = fc.array(fc.oneof(
    { weight: 4, arbitrary: ranked },
    { weight: 1, arbitrary: gone },
  ));
  fc.assert(
    fc.property(fc.array(changes, { maxLength: 20 }), (batches) => {
      const ranking = new Ranking();
      const known = new Map<string, Ranked>();
      for (const batch of batches) {
        const before = ranking.ids;
        for (const one of batch) {
          if ("priorityScore" in one) {
            ranking.put(one);
            known.set(one.conversationId, one);
          } else {
            ranking.delete(one.conversationId);
            known.delete(one.conversationId);
          }
        }
        const isOther = ranking.settle();
        const expected = sortedAnew(known);
        expect(ranking.ids).toEqual(expected);
        expect(isOther).toBe(
          JSON.stringify(before) !== JSON.stringify(expected),
        );
        expect(ranking.ids === before).toBe(!isOther);
      }
    }),
    { seed: 20_261_122, numRuns: 500 },
  );
});
