import { z } from "zod";
import { CommandDraft, SuggestionRule } from "./commands.ts";

/** Longest template of a rule, in UTF-16 units. */
export const MAX_TEMPLATE = 2_000;
/** Templates of a rule, at most. */
export const MAX_TEMPLATES = 10;

const TIME = "must be a time of day, like 22:00";
const TimeOfDay = z.string(TIME).regex(/^([01]\d|2[0-3]):[0-5]\d$/, TIME);

/** Hours of the account's time zone in which no rule sends anything by itself. */
export const QuietHours = z.strictObject({
  from: TimeOfDay,
  to: TimeOfDay.meta({ description: "Before `from`: on the day after it" }),
}).refine(({ from, to }) => from !== to, "must begin and end at other times")
  .meta({
    description: "When no rule sends by itself, in the account's time zone",
    examples: [{ from: "22:00", to: "08:00" }],
  });
export type QuietHours = z.output<typeof QuietHours>;

const TEMPLATE = `must be 1 to ${MAX_TEMPLATE} characters, not only blanks`;
const Template = z.string(TEMPLATE).max(MAX_TEMPLATE, TEMPLATE).refine(
  (text) => text.trim() !== "" && text.isWellFormed(),
  TEMPLATE,
).meta({
  description:
    "What it says; {name} stands for the fan's name, {amount} of a tip for the tip, and {days} for the days that are left of a subscription, or those of silence",
});

/** By what a rule proposes messages, and whether they go out by themselves. */
export const SuggestionRuleView = z.object({
  rule: SuggestionRule,
  enabled: z.boolean().meta({ description: "Whether it proposes anything" }),
  automatic: z.boolean().meta({
    description: "Whether what it proposes is sent without an approval",
  }),
  threshold: z.number().meta({
    description:
      "unanswered: minutes that a fan waits; renewal: days that are left; tip: US dollars at least; drop_off: days of silence",
  }),
  templates: z.array(Template).min(1).max(MAX_TEMPLATES),
  default_templates: z.array(z.string()),
  per_fan_per_day: z.int().meta({
    description: "Messages that it sends to one fan in 24 hours by itself",
  }),
  per_day: z.int().meta({
    description: "Messages that it sends in 24 hours by itself, to all fans",
  }),
  changed_at: z.iso.datetime().nullable(),
  changed_by: z.string().nullable(),
}).meta({
  description: "A rule by which messages are proposed",
  examples: [{
    rule: "tip",
    enabled: true,
    automatic: false,
    threshold: 5,
    templates: ["Thank you so much, {name}!"],
    default_templates: ["Thank you so much, {name}!"],
    per_fan_per_day: 1,
    per_day: 20,
    changed_at: null,
    changed_by: null,
  }],
});
export type SuggestionRuleView = z.output<typeof SuggestionRuleView>;

/** How an account has messages proposed. */
export const SuggestionSettings = z.object({
  rules: z.array(SuggestionRuleView),
  quiet_hours: QuietHours.nullable(),
  writer: z.enum(["templates", "endpoint"]).meta({
    description:
      "Who words what is proposed: the templates, or the language model that the service is configured with",
  }),
  can_use_endpoint: z.boolean().meta({
    description: "Whether the service is configured with a language model",
  }),
}).meta({
  description: "How an account has messages proposed",
  examples: [{
    rules: [],
    quiet_hours: { from: "22:00", to: "08:00" },
    writer: "templates",
    can_use_endpoint: false,
  }],
});
export type SuggestionSettings = z.output<typeof SuggestionSettings>;

/** What is to be changed of how messages are proposed. */
export const SuggestionSettingsChange = z.strictObject({
  quiet_hours: QuietHours.nullable().optional().meta({
    description:
      "When no rule sends by itself, in the account's time zone; null: there are no such hours",
  }),
  writer: z.enum(["templates", "endpoint"]).optional().meta({
    description:
      "Who words what is proposed: the templates, or the language model, which is sent the latest messages of the conversation",
  }),
}).meta({
  description: "What is to be changed of how messages are proposed",
  examples: [{ quiet_hours: null }],
});
export type SuggestionSettingsChange = z.output<
  typeof SuggestionSettingsChange
>;

const THRESHOLD = "must be a number from 0.01 to 100000";
const PER_FAN = "must be a whole number from 1 to 10";
const PER_DAY = "must be a whole number from 1 to 500";

/** What is to be changed of a rule. */
export const SuggestionRuleChange = z.strictObject({
  enabled: z.boolean().optional().meta({
    description: "Whether it proposes anything",
  }),
  automatic: z.boolean().optional().meta({
    description: "Whether what it proposes is sent without an approval",
  }),
  threshold: z.number(THRESHOLD).min(0.01, THRESHOLD).max(100_000, THRESHOLD)
    .optional().meta({
      description:
        "unanswered: minutes that a fan waits; renewal: days that are left; tip: US dollars at least; drop_off: days of silence",
    }),
  templates: z.array(Template).max(MAX_TEMPLATES).optional().meta({
    description: "None: the default ones",
  }),
  per_fan_per_day: z.int(PER_FAN).min(1, PER_FAN).max(10, PER_FAN).optional()
    .meta({
      description: "Messages that it sends to one fan in 24 hours by itself",
    }),
  per_day: z.int(PER_DAY).min(1, PER_DAY).max(500, PER_DAY).optional().meta({
    description: "Messages that it sends in 24 hours by itself, to all fans",
  }),
}).meta({
  description: "What is to be changed of a rule",
  examples: [{ enabled: true, automatic: false }],
});
export type SuggestionRuleChange = z.output<typeof SuggestionRuleChange>;

/** Which rule a request is about. */
export const SuggestionRuleQuery = z.object({
  rule: SuggestionRule.meta({ description: "The rule" }),
}).meta({
  description: "Which rule a request is about",
  examples: [{ rule: "tip" }],
});
export type SuggestionRuleQuery = z.output<typeof SuggestionRuleQuery>;

const COMMAND = "is the id of a command";

/** Which command a request is about. */
export const CommandQuery = z.object({
  id: z.string(COMMAND).regex(/^[\w-]{1,64}$/, COMMAND).meta({
    description: "The command",
  }),
}).meta({
  description: "Which command a request is about",
  examples: [{ id: "cmd_01" }],
});
export type CommandQuery = z.output<typeof CommandQuery>;

/** Lets a proposed message be sent, as it is or with another text. */
export const CommandApproval = z.strictObject({
  text: CommandDraft.shape.text.optional().meta({
    description: "What it is to say instead; default: what was proposed",
  }),
  expires_in_seconds: CommandDraft.shape.expires_in_seconds,
}).meta({
  description: "Lets a proposed message be sent",
  examples: [{ text: "Thank you so much, Sam!" }],
});
export type CommandApproval = z.output<typeof CommandApproval>;

const REASON = "must be at most 500 characters";

/** Says that a proposed message is not to be sent. */
export const CommandRejection = z.strictObject({
  reason: z.string(REASON).max(500, REASON)
    .refine((text) => text.isWellFormed(), REASON).optional().meta({
      description: "Why not, for the team",
    }),
}).meta({
  description: "Says that a proposed message is not to be sent",
  examples: [{ reason: "Too soon" }],
});
export type CommandRejection = z.output<typeof CommandRejection>;
