import { describe, expect, it } from "vitest";
import {
  AccountId,
  SuggestionRule,
  SuggestionSettings,
} from "@/lib/models/mod.ts";
import { ManualClock } from "@/lib/store/mod.ts";
import { withStore } from "@/lib/store/testing.ts";
import { SuggestionBook } from "./mod.ts";

const ROBIN = AccountId.parse("u_1");
const SAM = AccountId.parse("u_2");
const NOW = Date.UTC(2026, 10, 21);

function withBook(
  run: (book: SuggestionBook, withModel: SuggestionBook) => Promise<void>,
): Promise<void> {
  return withStore(
    (store) =>
      run(
        new SuggestionBook(store, { canUseEndpoint: false }),
        new SuggestionBook(store, { canUseEndpoint: true }),
      ),
    { clock: new ManualClock(NOW) },
  );
}

describe("how messages are proposed", () => {
  it("is by all rules, none of which sends by itself, to begin with", () =>
    withBook(async (book) => {
      const settings = await book.settings(ROBIN);
      expect(SuggestionSettings.parse(settings)).toEqual(settings);
      expect(settings).toMatchObject({
        quiet_hours: { from: "22:00", to: "08:00" },
        writer: "templates",
        can_use_endpoint: false,
      });
      expect(settings.rules.map(({ rule }) => rule))
        .toEqual(SuggestionRule.options);
      for (const rule of settings.rules) {
        expect(rule).toMatchObject({
          enabled: true,
          automatic: false,
          changed_at: null,
          changed_by: null,
        });
        expect(rule.templates).toEqual(rule.default_templates);
      }
    }));

  it("is changed rule by rule, also by several people at once", () =>
    withBook(async (book, other) => {
      const change = (by: string, change: object) =>
        (by === "Kim" ? other : book).changeRule(ROBIN, "tip", { change, by });
      await Promise.all([
        change("Robin", { threshold: 10 }),
        change("Kim", { automatic: true, per_day: 3, per_fan_per_day: 2 }),
        change("Robin", { templates: ["Thanks"] }),
        book.changeRule(ROBIN, "renewal", {
          change: { enabled: false },
          by: "Lee",
        }),
        other.change(ROBIN, { quiet_hours: null, writer: "endpoint" }),
      ]);
      const { rules, ...common } = await book.settings(ROBIN);
      expect(rules.find(({ rule }) => rule === "tip")).toMatchObject({
        threshold: 10,
        automatic: true,
        per_day: 3,
        per_fan_per_day: 2,
        templates: ["Thanks"],
        changed_at: new Date(NOW).toISOString(),
        changed_by: expect.stringMatching(/Robin|Kim/),
      });
      expect(rules.find(({ rule }) => rule === "renewal"))
        .toMatchObject({ enabled: false, changed_by: "Lee" });
      expect(common).toMatchObject({ quiet_hours: null, writer: "endpoint" });
      // Another account has its own.
      expect((await book.settings(SAM)).writer).toBe("templates");
      const { version } = await book.plan(ROBIN);
      await change("Robin", { templates: [] });
      const plan = await book.plan(ROBIN);
      expect(plan.version).not.toBe(version);
      expect(plan.rules.tip.templates.length).toBeGreaterThan(1);
    }));

  it("is not what no rule can say, nor by a model that there is not", () =>
    withBook(async (book, withModel) => {
      expect(
        await book.changeRule(ROBIN, "unanswered", {
          change: { templates: ["Hi {name}", "{amount}"], threshold: 5 },
          by: "Robin",
        }),
      ).toEqual({
        ok: false,
        code: "bad_template",
        reason: "may hold {name} in braces, and no other braces",
        pointer: "#/templates/1",
      });
      expect((await book.plan(ROBIN)).rules.unanswered.threshold).toBe(60);
      expect(await book.change(ROBIN, { writer: "endpoint" }))
        .toMatchObject({ ok: false, code: "no_endpoint", pointer: "#/writer" });
      expect(await withModel.change(ROBIN, { writer: "endpoint" }))
        .toMatchObject({ ok: true, settings: { can_use_endpoint: true } });
      // The model may be taken away later.
      expect(await book.settings(ROBIN))
        .toMatchObject({ writer: "endpoint", can_use_endpoint: false });
    }));
});
