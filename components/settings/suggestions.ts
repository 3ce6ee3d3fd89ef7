import type { SuggestionRule } from "@/lib/models/commands.ts";
import type {
  QuietHours,
  SuggestionRuleChange,
  SuggestionRuleView,
  SuggestionSettings,
  SuggestionSettingsChange,
} from "@/lib/models/suggestions.ts";
import { dollars } from "@/components/wording/money.ts";
import { count, counted } from "@/components/wording/number.ts";

/** As MAX_TEMPLATES of lib/models/suggestions.ts, which would bring Zod along. */
export const MOST_TEMPLATES = 10;

/** What the section of suggestions shows. */
export interface SuggestionsState {
  settings: SuggestionSettings;
  /** The account's time zone. */
  zone: string;
  /** The rule whose form is open. */
  open: SuggestionRule | null;
  failure: SuggestionFailure | null;
  /** What was typed into the open form and is not saved. */
  typed: RuleFields | null;
  /** What was chosen for all rules and is not saved. */
  chosen: CommonFields | null;
}

/** What was typed into a rule's form. */
export interface RuleFields {
  enabled: boolean;
  automatic: boolean;
  threshold: string;
  templates: string[];
  perFan: string;
  perDay: string;
}

/** What was chosen for all rules. */
export interface CommonFields {
  isQuiet: boolean;
  from: string;
  to: string;
  /** `null`: there is no choice. */
  writer: SuggestionSettings["writer"] | null;
}

/** Stands for the form of what holds for all rules. */
export const COMMON = "common";

/** A form of the section. */
export type SuggestionForm = SuggestionRule | typeof COMMON;

/** Why a form was not accepted. */
export interface SuggestionFailure {
  form: SuggestionForm;
  detail: string;
  /** By the field that is at fault, as the REST API points at it. */
  fields: Readonly<Record<string, string>>;
}

/** Something in braces that stands for something else. */
export interface Placeholder {
  name: string;
  means: string;
  /** What it is for an example fan. */
  example: string;
}

const NAME = { name: "name", means: "the fan’s name", example: "Sam" };

/** What is to be said of a rule. */
interface RuleWords {
  /** Of whom it makes a proposal. */
  whom: string;
  /** What may stand in braces in its templates. */
  placeholders: readonly Placeholder[];
  /** What its threshold is: before the number, and after it. */
  threshold: string;
  unit: string;
  /** The threshold in a sentence. */
  from(threshold: number): string;
}

/** What rules do, in words. */
export const RULE_WORDS: Readonly<Record<SuggestionRule, RuleWords>> = {
  unanswered: {
    whom: "Fans of high priority who wait for an answer.",
    placeholders: [NAME],
    threshold: "Waits at least",
    unit: "minutes",
    from: (minutes) => `${amount(minutes, "minute")} without an answer`,
  },
  renewal: {
    whom: "Fans whose subscription ends soon.",
    placeholders: [
      NAME,
      { name: "days", means: "the days that are left", example: "3" },
    ],
    threshold: "Ends within",
    unit: "days",
    from: (days) => `${amount(days, "day")} before it ends`,
  },
  tip: {
    whom: "Fans who tip.",
    placeholders: [
      NAME,
      { name: "amount", means: "the tip", example: "$20" },
    ],
    threshold: "Tips at least",
    unit: "US dollars",
    from: (amount) => `${dollars(amount)} or more`,
  },
  drop_off: {
    whom: "Fans who used to write and went silent.",
    placeholders: [
      NAME,
      { name: "days", means: "the days of silence", example: "14" },
    ],
    threshold: "Silent for at least",
    unit: "days",
    from: (days) => `${amount(days, "day")} of silence`,
  },
};

/** A template of a rule as it reads for an example fan. */
export function preview(rule: SuggestionRule, template: string): string {
  const { placeholders } = RULE_WORDS[rule];
  return template.replace(
    IN_BRACES,
    (whole, name) =>
      placeholders.find((one) => one.name === name)?.example ?? whole,
  );
}

/** What stands in braces in a template of a rule, and for nothing. */
export function unknownPlaceholders(
  rule: SuggestionRule,
  template: string,
): string[] {
  const { placeholders } = RULE_WORDS[rule];
  const found = [...template.matchAll(IN_BRACES)].filter(([, name]) =>
    placeholders.every((one) => one.name !== name)
  );
  return [...new Set(found.map(([whole]) => whole))];
}

const IN_BRACES = /\{([^{}]{0,40})\}/g;

/** What a rule does at present, in a few words each. */
export function ruleSummary(view: SuggestionRuleView): string[] {
  const { rule, enabled, threshold, automatic, templates } = view;
  if (!enabled) return ["Off"];
  return [
    RULE_WORDS[rule].from(threshold),
    automatic
      ? `sent without asking, ${count(view.per_day)} a day at most`
      : "you approve each",
    counted(templates.length, "template"),
  ];
}

/** A rule's fields as they stand. */
export function ruleFields(view: SuggestionRuleView): RuleFields {
  return {
    enabled: view.enabled,
    automatic: view.automatic,
    threshold: String(view.threshold),
    templates: [...view.templates],
    perFan: String(view.per_fan_per_day),
    perDay: String(view.per_day),
  };
}

/** The fields of a rule's form that was sent. */
export function readRuleFields(form: FormData): RuleFields {
  const text = (name: string) => String(form.get(name) ?? "");
  return {
    enabled: form.has("enabled"),
    automatic: form.has("automatic"),
    threshold: text("threshold"),
    // Forms end lines as the wire has it.
    templates: form.getAll("template")
      .map((template) => String(template).replaceAll("\r\n", "\n")),
    perFan: text("per_fan_per_day"),
    perDay: text("per_day"),
  };
}

/** What a button of a rule's form asks for: `remove:0` is the first template. */
export type RuleAction = "save" | "add" | "reset" | `remove:${number}`;

/** The fields after a button other than that which saves; `null`: none was. */
export function editedFields(
  fields: RuleFields,
  action: string,
  { default_templates }: SuggestionRuleView,
): RuleFields | null {
  const { templates } = fields;
  if (action === "add") {
    return {
      ...fields,
      templates: [...templates, ""].slice(0, MOST_TEMPLATES),
    };
  }
  if (action === "reset") {
    return { ...fields, templates: [...default_templates] };
  }
  const place = /^remove:(\d+)$/.exec(action)?.[1];
  if (place === undefined) return null;
  return { ...fields, templates: templates.toSpliced(Number(place), 1) };
}

/** What a form's fields change of a rule; empty if nothing. */
export function ruleChange(
  view: SuggestionRuleView,
  fields: RuleFields,
): SuggestionRuleChange {
  const change: SuggestionRuleChange = {};
  if (fields.enabled !== view.enabled) change.enabled = fields.enabled;
  if (fields.automatic !== view.automatic) change.automatic = fields.automatic;
  const threshold = numberOf(fields.threshold);
  if (threshold !== view.threshold) change.threshold = threshold;
  const perFan = numberOf(fields.perFan);
  if (perFan !== view.per_fan_per_day) change.per_fan_per_day = perFan;
  const perDay = numberOf(fields.perDay);
  if (perDay !== view.per_day) change.per_day = perDay;
  const templates = fields.templates.filter((text) => text.trim() !== "");
  if (!isSame(templates, view.templates)) {
    const isDefault = isSame(templates, view.default_templates);
    change.templates = isDefault ? [] : templates;
  }
  return change;
}

/** What holds for all rules, as it stands. */
export function commonFields(
  { quiet_hours, writer }: SuggestionSettings,
): CommonFields {
  return {
    isQuiet: quiet_hours !== null,
    from: quiet_hours?.from ?? "22:00",
    to: quiet_hours?.to ?? "08:00",
    writer,
  };
}

const WRITERS = ["templates", "endpoint"] as const;

/** What was chosen for all rules in a form that was sent. */
export function readCommonFields(form: FormData): CommonFields {
  return {
    isQuiet: form.has("quiet"),
    from: String(form.get("from") ?? ""),
    to: String(form.get("to") ?? ""),
    writer: WRITERS.find((writer) => writer === form.get("writer")) ?? null,
  };
}

/** What a form changes of what holds for all rules; empty if nothing. */
export function commonChange(
  settings: SuggestionSettings,
  { isQuiet, from, to, writer }: CommonFields,
): SuggestionSettingsChange {
  const change: SuggestionSettingsChange = {};
  const quiet: QuietHours | null = isQuiet ? { from, to } : null;
  const before = settings.quiet_hours;
  if (quiet?.from !== before?.from || quiet?.to !== before?.to) {
    change.quiet_hours = quiet;
  }
  if (writer !== null && writer !== settings.writer) change.writer = writer;
  return change;
}

/** What a problem of the REST API says of the fields of a form. */
export function suggestionFailure(
  form: SuggestionForm,
  { detail, errors = [] }: {
    detail: string;
    errors?: { pointer: string; detail: string }[];
  },
  fields?: RuleFields,
): SuggestionFailure {
  const said: Record<string, string> = {};
  // Blank templates are not sent: places are counted without them.
  const places =
    fields?.templates.flatMap((text, i) => text.trim() === "" ? [] : [i]) ?? [];
  for (const { pointer, detail } of errors) {
    const [, name = "", part] = pointer.split("/");
    const place = places[Number(part)];
    const field = name === "templates" && place !== undefined
      ? templateField(place)
      : name === "quiet_hours" && part !== undefined
      ? part
      : name;
    said[field] ??= sentence(detail);
  }
  return { form, detail, fields: said };
}

/** What the field of a template is called in a failure. */
export function templateField(place: number): string {
  return `templates/${place}`;
}

/** What is not a number is none, which the service says. */
function numberOf(text: string): number {
  return text.trim() === "" ? NaN : Number(text);
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((text, i) => text === b[i]);
}

function amount(value: number, noun: string): string {
  return `${value} ${noun}${value === 1 ? "" : "s"}`;
}

function sentence(text: string): string {
  const first = text.slice(0, 1).toUpperCase();
  return first + text.slice(1) + (/[.!?]$/.test(text) ? "" : ".");
}
