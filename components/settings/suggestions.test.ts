import { describe, expect, it } from "vitest";
import type {
  SuggestionRuleView,
  SuggestionSettings,
} from "@/lib/models/mod.ts";
import {
  commonChange,
  commonFields,
  editedFields,
  preview,
  readCommonFields,
  readRuleFields,
  ruleChange,
  ruleFields,
  ruleSummary,
  suggestionFailure,
  unknownPlaceholders,
} from "./suggestions.ts";

function tip(change: Partial<SuggestionRuleView> = {}): SuggestionRuleView {
  return {
    rule: "tip",
    enabled: true,
    automatic: false,
    threshold: 5,
    templates: ["Thank you, {name}!"],
    default_templates: ["Thanks, {name}!"],
    per_fan_per_day: 1,
    per_day: 20,
    changed_at: null,
    changed_by: null,
    ...change,
  };
}

function form(entries: [string, string][]): FormData {
  const form = new FormData();
  for (const [name, value] of entries) form.append(name, value);
  return form;
}

describe("a rule in words", () => {
  it.each<[Partial<SuggestionRuleView>, string]>([
    [{ enabled: false }, "Off"],
    [{}, "$5 or more · you approve each · 1 template"],
    [
      { automatic: true, templates: ["a", "b"] },
      "$5 or more · sent without asking, 20 a day at most · 2 templates",
    ],
    [
      { rule: "unanswered", threshold: 1 },
      "1 minute without an answer · you approve each · 1 template",
    ],
    [
      { rule: "renewal", threshold: 2.5 },
      "2.5 days before it ends · you approve each · 1 template",
    ],
    [
      { rule: "drop_off", threshold: 14 },
      "14 days of silence · you approve each · 1 template",
    ],
  ])("%j: %s", (change, words) => {
    expect(ruleSummary(tip(change)).join(" · ")).toBe(words);
  });
});

describe("a template", () => {
  it("reads as it will for a fan", () => {
    expect(preview("tip", "{name}, thanks for {amount}! {days} {nam}"))
      .toBe("Sam, thanks for $20! {days} {nam}");
    expect(preview("renewal", "{days} days")).toBe("3 days");
  });

  it("may have what stands for nothing", () => {
    expect(unknownPlaceholders("unanswered", "{name} {nam} {days} {nam} {}"))
      .toEqual(["{nam}", "{days}", "{}"]);
  });
});

describe("the form of a rule", () => {
  it("changes nothing as it is", () => {
    expect(ruleChange(tip(), ruleFields(tip()))).toEqual({});
  });

  it("gives what was changed, and that alone", () => {
    const fields = readRuleFields(form([
      ["automatic", "on"],
      ["threshold", " 7.5"],
      ["template", "Hi {name}\r\nThanks"],
      ["template", "  "],
      ["template", "Two"],
      ["per_fan_per_day", "2"],
      ["per_day", "20"],
    ]));
    expect(ruleChange(tip(), fields)).toEqual({
      enabled: false,
      automatic: true,
      threshold: 7.5,
      templates: ["Hi {name}\nThanks", "Two"],
      per_fan_per_day: 2,
    });
  });

  it.each(["Thanks, {name}!", " "])(
    "goes back to the default templates with %j",
    (template) => {
      const fields = { ...ruleFields(tip()), templates: [template] };
      expect(ruleChange(tip(), fields)).toEqual({ templates: [] });
    },
  );

  it("gives no number for what is none", () => {
    const fields = { ...ruleFields(tip()), threshold: "", perDay: "many" };
    expect(ruleChange(tip(), fields)).toEqual({ threshold: NaN, per_day: NaN });
  });

  it("adds, removes and resets templates", () => {
    const fields = { ...ruleFields(tip()), templates: ["a", "b"] };
    const after = (action: string) =>
      editedFields(fields, action, tip())?.templates;
    expect(after("add")).toEqual(["a", "b", ""]);
    expect(after("remove:0")).toEqual(["b"]);
    expect(after("reset")).toEqual(["Thanks, {name}!"]);
    expect(after("save")).toBeUndefined();
    const full = { ...fields, templates: Array(10).fill("x") };
    expect(editedFields(full, "add", tip())?.templates).toHaveLength(10);
  });
});

describe("what holds for all rules", () => {
  const settings: SuggestionSettings = {
    rules: [],
    quiet_hours: { from: "22:00", to: "08:00" },
    writer: "templates",
    can_use_endpoint: true,
  };

  it("changes nothing as it is", () => {
    expect(commonChange(settings, commonFields(settings))).toEqual({});
    const none = { ...settings, quiet_hours: null };
    expect(commonFields(none)).toMatchObject({ isQuiet: false, from: "22:00" });
    expect(commonChange(none, commonFields(none))).toEqual({});
  });

  it("gives what was changed", () => {
    const read = (entries: [string, string][]) =>
      commonChange(settings, readCommonFields(form(entries)));
    expect(read([["quiet", "on"], ["from", "23:00"], ["to", "08:00"]]))
      .toEqual({ quiet_hours: { from: "23:00", to: "08:00" } });
    expect(read([["from", "22:00"], ["to", "08:00"], ["writer", "endpoint"]]))
      .toEqual({ quiet_hours: null, writer: "endpoint" });
  });
});

describe("what is wrong with a form", () => {
  it("stands beside its field", () => {
    const fields = { ...ruleFields(tip()), templates: ["a", " ", "b"] };
    const failure = suggestionFailure("tip", {
      detail: "Bad request",
      errors: [
        { pointer: "#/threshold", detail: "must be a number" },
        { pointer: "#/templates/1", detail: "is too long" },
        { pointer: "#/templates/1", detail: "and odd" },
      ],
    }, fields);
    expect(failure.fields).toEqual({
      threshold: "Must be a number.",
      "templates/2": "Is too long.",
    });
  });

  it("is told of quiet hours, as a whole or in part", () => {
    const failed = (pointer: string) =>
      suggestionFailure("common", {
        detail: "Bad request",
        errors: [{ pointer, detail: "must be a time of day" }],
      }).fields;
    expect(failed("#/quiet_hours/from")).toEqual({
      from: "Must be a time of day.",
    });
    expect(Object.keys(failed("#/quiet_hours"))).toEqual(["quiet_hours"]);
  });
});
