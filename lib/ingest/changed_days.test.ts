import fc from "fast-check";
import { expect, it } from "vitest";
import { AccountId } from "@/lib/models/mod.ts";
import { forgetChangedDays, noteChangedDays } from "./changed_days.ts";
import { emptyHead } from "./head.ts";

const day = fc.integer({ min: -20, max: 20 });
/** The days that a commit changes, or `null` for another dataset. */
const commit = fc.option(fc.array(day, { maxLength: 4 }), { freq: 20 });

it("knows of every day whether it changed after a commit, back to some", () => {
  fc.assert(
    fc.property(fc.array(commit, { maxLength: 60 }), (commits) => {
      const head = emptyHead(AccountId.parse("u_1"));
      const changes: [commit: number, day: number][] = [];
      for (const days of commits) {
        head.commits++;
        if (days === null) forgetChangedDays(head);
        else noteChangedDays(head, days);
        for (const day of days ?? []) changes.push([head.commits, day]);
        const { since, days: latest } = head.changed;
        expect(Object.keys(latest).length).toBeLessThanOrEqual(12);
        for (let asOf = since; asOf <= head.commits; asOf++) {
          for (let day = -20; day <= 20; day++) {
            const hasChanged = changes.some(([commit, changed]) =>
              commit > asOf && changed === day
            );
            expect((latest[day] ?? 0) > asOf).toBe(hasChanged);
          }
        }
      }
    }),
    { seed: 20_261_121 },
  );
});
