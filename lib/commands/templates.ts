import {
  type ChatId,
  MAX_COMMAND_TEXT,
  type SuggestionRule,
  type UserRef,
} from "@/lib/models/mod.ts";

/** What stands in a template's braces. */
export interface TemplateValues {
  /** `null`: not known; it is left out. */
  name: string | null;
  /** US dollars. */
  amount?: number;
  days?: number;
}

/** What templates of each rule say if nobody wrote others. */
export const DEFAULT_TEMPLATES: Readonly<Record<SuggestionRule, string[]>> = {
  unanswered: [
    "Hey {name}, sorry for the wait! I've just read your message.",
    "Hi {name}! Sorry that it took me a while. How are you today?",
    "{name}, I haven't forgotten you. Thank you for your patience!",
  ],
  renewal: [
    "Hey {name}, I love having you here! Your subscription ends in {days} days. Will you stay with me?",
    "Hi {name}! {days} days are left of your subscription, and I would be happy to see you stay.",
  ],
  tip: [
    "Thank you so much, {name}!",
    "Wow, {amount}! Thank you, {name}, you made my day.",
    "{name}, you are so generous! Thank you for the {amount}.",
  ],
  drop_off: [
    "Hey {name}, it's been a while! How have you been?",
    "Hi {name}, I was just thinking of you. How is everything?",
  ],
};

/** What templates of a rule may hold in braces. */
const NAMES: Readonly<Record<SuggestionRule, readonly string[]>> = {
  unanswered: ["name"],
  renewal: ["name", "days"],
  tip: ["name", "amount"],
  drop_off: ["name", "days"],
};

/** Longest name of a fan in a message, in UTF-16 units. */
const MAX_NAME = 40;

/** Why a template is of no use to a rule, for people; `null`: it is. */
export function templateProblem(
  rule: SuggestionRule,
  template: string,
): string | null {
  const names = NAMES[rule];
  const rest = template.replaceAll(
    /\{(\w+)\}/g,
    (braces, name: string) => names.includes(name) ? "" : braces,
  );
  if (!/[{}]/.test(rest)) return null;
  const allowed = names.map((name) => `{${name}}`).join(" and ");
  return `may hold ${allowed} in braces, and no other braces`;
}

/**
 * The name by which a fan is spoken to; `null` where the profile has none but
 * what the site made up.
 */
export function fanName(user: UserRef | null): string | null {
  for (const name of [user?.displayName, user?.name]) {
    const plain = name?.replaceAll(/[\p{C}\s]+/gu, " ").trim()
      .slice(0, MAX_NAME).toWellFormed() ?? "";
    if (/[\p{L}\p{N}]/u.test(plain) && !/^u\d+$/.test(plain)) return plain;
  }
  return null;
}

/** The template that is a fan's turn, after so many others of the rule. */
export function templateOf(
  templates: readonly string[],
  chat: ChatId,
  others: number,
): string {
  let hash = 0;
  for (const character of chat) {
    hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 1_000_003;
  }
  return templates[(hash + others) % templates.length] ?? "";
}

/**
 * A message out of a template. A name that is not known is left out, with the
 * comma that sets it off; one day is no "days".
 */
export function fillTemplate(
  template: string,
  { name, amount, days }: TemplateValues,
): string {
  const told = name === null ? withoutName(template) : template;
  const counted = days === 1
    ? told.replaceAll("{days} days are", "{days} day is")
      .replaceAll("{days} days", "{days} day")
    : told;
  // In one go: a name may have braces too.
  return counted.replaceAll(/\{(name|amount|days)\}/g, (_, what: string) => {
    switch (what) {
      case "name":
        return name ?? "";
      case "amount":
        return amount === undefined ? "" : dollars(amount);
      default:
        return days === undefined ? "" : String(days);
    }
  }).trim().slice(0, MAX_COMMAND_TEXT).toWellFormed();
}

/** US dollars as people write them: `$20`, `$7.50`. */
export function dollars(amount: number): string {
  const cents = Math.round(amount * 100);
  return `$${cents % 100 === 0 ? cents / 100 : (cents / 100).toFixed(2)}`;
}

function withoutName(template: string): string {
  const rest = template
    .replaceAll(/^\s*\{name\}[,!]?\s*/g, "")
    .replaceAll(/([.!?]\s+)\{name\},?\s*/g, "$1")
    .replaceAll(/,?[^\S\n]*\{name\}/g, "");
  if (rest === template) return template;
  const begun = rest.replaceAll(
    /(^|[.!?]\s+)(\p{Ll})/gu,
    (_, before: string, letter: string) => before + letter.toUpperCase(),
  );
  // A template of a name only says nothing.
  return begun.trim() === "" ? "Hey!" : begun;
}
