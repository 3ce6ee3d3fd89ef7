import {
  type AccountId,
  isoTime,
  type QuietHours,
  SuggestionRule,
  type SuggestionRuleChange,
  type SuggestionSettings,
  type SuggestionSettingsChange,
} from "@/lib/models/mod.ts";
import { keys, type Store, Transaction } from "@/lib/store/mod.ts";
import { DEFAULT_TEMPLATES, templateProblem } from "./templates.ts";

/** How a rule proposes messages. */
export interface RuleSettings {
  enabled: boolean;
  automatic: boolean;
  threshold: number;
  /** None: the default ones. */
  templates: string[];
  perFanPerDay: number;
  perDay: number;
  /** ISO 8601; `null`: never. */
  changedAt: string | null;
  changedBy: string | null;
}

/** What holds for all rules. */
interface CommonSettings {
  quietHours: QuietHours | null;
  writer: SuggestionSettings["writer"];
}

/** How an account has messages proposed. */
export interface SuggestionPlan extends CommonSettings {
  /** Their templates are never empty. */
  rules: Readonly<Record<SuggestionRule, RuleSettings>>;
  /** Names this plan: another one has another version. */
  version: string;
}

/** The settings after a change, or why they were not changed. */
export type SettingsChanged =
  | { ok: true; settings: SuggestionSettings }
  | {
    ok: false;
    code: "bad_template" | "no_endpoint";
    reason: string;
    /** The part of the body, as a JSON pointer. */
    pointer: string;
  };

const RULES = SuggestionRule.options;
const THRESHOLDS: Readonly<Record<SuggestionRule, number>> = {
  unanswered: 60,
  renewal: 3,
  tip: 5,
  drop_off: 14,
};
const COMMON: CommonSettings = {
  quietHours: { from: "22:00", to: "08:00" },
  writer: "templates",
};
const COMMON_NAME = "common";
/** Tries of a change that another one got in the way of. */
const TRIES = 10;

/** How accounts have messages proposed; who decided nothing has the defaults. */
export class SuggestionBook {
  readonly #store: Store;
  readonly #canUseEndpoint: boolean;

  /** `canUseEndpoint`: whether a language model is configured. */
  constructor(store: Store, { canUseEndpoint }: { canUseEndpoint: boolean }) {
    this.#store = store;
    this.#canUseEndpoint = canUseEndpoint;
  }

  /** What is decided, as it is by now. */
  async plan(account: AccountId): Promise<SuggestionPlan> {
    const [common, ...rules] = await this.#store.getMany<Partial<object>>(
      [COMMON_NAME, ...RULES]
        .map((name) => keys.suggestionState(account, name)),
    );
    const ofRule = (rule: SuggestionRule, i: number) => {
      const settings = { ...defaultsOf(rule), ...rules[i]?.value };
      const { templates } = settings;
      return [rule, {
        ...settings,
        templates: templates.length > 0 ? templates : DEFAULT_TEMPLATES[rule],
      }];
    };
    return {
      ...COMMON,
      ...common?.value,
      rules: Object.fromEntries(RULES.map(ofRule)),
      version: [common, ...rules]
        .map((entry) => entry?.versionstamp ?? "").join(),
    };
  }

  /** What is decided, for people. */
  async settings(account: AccountId): Promise<SuggestionSettings> {
    const { rules, quietHours, writer } = await this.plan(account);
    return {
      rules: RULES.map((rule) => {
        const settings = rules[rule];
        return {
          rule,
          enabled: settings.enabled,
          automatic: settings.automatic,
          threshold: settings.threshold,
          templates: settings.templates,
          default_templates: DEFAULT_TEMPLATES[rule],
          per_fan_per_day: settings.perFanPerDay,
          per_day: settings.perDay,
          changed_at: settings.changedAt,
          changed_by: settings.changedBy,
        };
      }),
      quiet_hours: quietHours,
      writer,
      can_use_endpoint: this.#canUseEndpoint,
    };
  }

  /** Changes what holds for all rules. */
  async change(
    account: AccountId,
    { quiet_hours, writer }: SuggestionSettingsChange,
  ): Promise<SettingsChanged> {
    if (writer === "endpoint" && !this.#canUseEndpoint) return NO_ENDPOINT;
    const change: Partial<CommonSettings> = {
      ...quiet_hours === undefined ? {} : { quietHours: quiet_hours },
      ...writer === undefined ? {} : { writer },
    };
    await this.#write(account, COMMON_NAME, change);
    return { ok: true, settings: await this.settings(account) };
  }

  /** Changes a rule; `by` names who did. */
  async changeRule(
    account: AccountId,
    rule: SuggestionRule,
    { change, by }: { change: SuggestionRuleChange; by: string },
  ): Promise<SettingsChanged> {
    for (const [i, template] of (change.templates ?? []).entries()) {
      const reason = templateProblem(rule, template);
      if (reason !== null) {
        const pointer = `#/templates/${i}`;
        return { ok: false, code: "bad_template", reason, pointer };
      }
    }
    const { per_fan_per_day, per_day, ...rest } = change;
    const changed: Partial<RuleSettings> = {
      ...rest,
      ...per_fan_per_day === undefined ? {} : { perFanPerDay: per_fan_per_day },
      ...per_day === undefined ? {} : { perDay: per_day },
      changedAt: isoTime(this.#store.clock.now()),
      changedBy: by,
    };
    await this.#write(account, rule, changed);
    return { ok: true, settings: await this.settings(account) };
  }

  /** What others decide at the same moment about something else, stays. */
  async #write(
    account: AccountId,
    name: string,
    change: Partial<RuleSettings> | Partial<CommonSettings>,
  ): Promise<void> {
    const key = keys.suggestionState(account, name);
    const told = Object.entries(change)
      .filter(([, value]) => value !== undefined);
    for (let attempt = 1; attempt <= TRIES; attempt++) {
      const entry = await this.#store.get<object>(key);
      const tx = new Transaction(this.#store);
      tx.set(key, { ...entry?.value, ...Object.fromEntries(told) });
      tx.check(key, entry?.versionstamp ?? null);
      if (await tx.tryCommit() !== null) return;
    }
    throw new Error(`Too many change the suggestions of ${account} at once`);
  }
}

const NO_ENDPOINT: SettingsChanged = {
  ok: false,
  code: "no_endpoint",
  reason:
    "The service is configured with no language model: see SUGGESTIONS_URL in docs/operations.md.",
  pointer: "#/writer",
};

function defaultsOf(rule: SuggestionRule): RuleSettings {
  return {
    enabled: true,
    automatic: false,
    threshold: THRESHOLDS[rule],
    templates: [],
    perFanPerDay: 1,
    perDay: 20,
    changedAt: null,
    changedBy: null,
  };
}
