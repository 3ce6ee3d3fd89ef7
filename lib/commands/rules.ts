import {
  type ChatId,
  DAY_MS,
  isoTime,
  type MessageId,
  type SuggestionRule,
} from "@/lib/models/mod.ts";
import { dollars } from "./templates.ts";

/** A tip that a fan gave. */
export interface Tip {
  /** In ms. */
  at: number;
  /** US dollars. */
  amount: number;
  message: MessageId | null;
}

/** What is known of a fan, as rules look at it; times in ms. */
export interface FanFacts {
  chat: ChatId;
  name: string | null;
  /** Start of the oldest fan turn without an answer; `null`: none waits. */
  waitingSince: number | null;
  /** The fan's latest message; `null`: the fan never wrote. */
  lastInboundAt: number | null;
  /** Messages of the fan. */
  inbound: number;
  spentCents: number;
  /** When the subscription ends or ended; `null`: not known, or not at all. */
  subscriptionEndsAt: number | null;
  /** The latest first. */
  tips: readonly Tip[];
}

/** Something for which a message may be proposed to a fan, once. */
export interface Occasion {
  rule: SuggestionRule;
  chat: ChatId;
  /** The moment that it is about, in ms; see {@linkcode keyOf}. */
  at: number;
  /** The occasion, unlike any other of the fan and the rule. */
  key: string;
  /** Why, for people: a sentence. */
  reason: string;
  /** The fan's message that it is about, where the facts name it. */
  message: MessageId | null;
  values: { amount?: number; days?: number };
  /** No message for it makes sense from then on, in ms. */
  endsAt: number;
}

/** For so long after its threshold a rule still proposes something, in ms. */
export const WINDOW_MS: Readonly<
  Record<"unanswered" | "tip" | "drop_off", number>
> = { unanswered: 7 * DAY_MS, tip: DAY_MS, drop_off: 14 * DAY_MS };
/** A subscription that ends later is nobody's concern yet, in ms. */
const MAX_AHEAD_MS = 366 * DAY_MS;
/** A fan of fewer messages, who paid nothing, never was a regular one. */
const REGULAR_MESSAGES = 5;
const MINUTE_MS = 60_000;

/** What a rule of a threshold finds in a fan's facts at `now`; `null`: nothing. */
export function occasionOf(
  rule: SuggestionRule,
  facts: FanFacts,
  { threshold, now }: { threshold: number; now: number },
): Occasion | null {
  return RULES[rule](facts, threshold, now);
}

type Rule = (
  facts: FanFacts,
  threshold: number,
  now: number,
) => Occasion | null;

const RULES: Readonly<Record<SuggestionRule, Rule>> = {
  unanswered,
  renewal,
  tip,
  drop_off: dropOff,
};

function unanswered(
  facts: FanFacts,
  threshold: number,
  now: number,
): Occasion | null {
  const { waitingSince: at } = facts;
  if (at === null) return null;
  const late = now - at - threshold * MINUTE_MS;
  if (late < 0 || late >= WINDOW_MS.unanswered) return null;
  return occasion("unanswered", facts, {
    at,
    reason: `${nameOf(facts)} has waited ${span(now - at)} for an answer.`,
    message: null,
    values: {},
    endsAt: Infinity,
  });
}

function renewal(
  facts: FanFacts,
  threshold: number,
  now: number,
): Occasion | null {
  const { subscriptionEndsAt: at, inbound } = facts;
  if (at === null || inbound === 0 || at <= now) return null;
  if (at - now > Math.min(threshold * DAY_MS, MAX_AHEAD_MS)) return null;
  const days = Math.ceil((at - now) / DAY_MS);
  return occasion("renewal", facts, {
    at,
    reason: `${nameOf(facts)}'s subscription ends on ${dateOf(at)}.`,
    message: null,
    values: { days },
    endsAt: at,
  });
}

function tip(
  facts: FanFacts,
  threshold: number,
  now: number,
): Occasion | null {
  const { waitingSince, tips } = facts;
  if (waitingSince === null) return null;
  const found = tips.find(({ at, amount }) =>
    at >= waitingSince && amount >= threshold && now - at < WINDOW_MS.tip
  );
  if (found === undefined) return null;
  const { at, amount, message } = found;
  return occasion("tip", facts, {
    at,
    key: message ?? String(at),
    reason: `${nameOf(facts)} tipped $${amount.toFixed(2)}.`,
    message,
    values: { amount },
    endsAt: at + WINDOW_MS.tip,
  });
}

function dropOff(
  facts: FanFacts,
  threshold: number,
  now: number,
): Occasion | null {
  const { lastInboundAt: at, waitingSince, inbound, spentCents } = facts;
  // Who waits for an answer is not the one who is silent.
  if (at === null || waitingSince !== null) return null;
  if (inbound < REGULAR_MESSAGES && spentCents === 0) return null;
  const late = now - at - threshold * DAY_MS;
  if (late < 0 || late >= WINDOW_MS.drop_off) return null;
  const days = Math.floor((now - at) / DAY_MS);
  const before = [
    inbound === 1 ? "1 message" : `${inbound} messages`,
    ...spentCents === 0 ? [] : [dollars(spentCents / 100)],
  ].join(" and ");
  return occasion("drop_off", facts, {
    at,
    reason: `${nameOf(facts)} has been silent for ${
      span(now - at)
    }, after ${before}.`,
    message: null,
    values: { days },
    endsAt: Infinity,
  });
}

function occasion(
  rule: SuggestionRule,
  { chat }: FanFacts,
  { key, ...rest }:
    & Omit<Occasion, "rule" | "chat" | "key">
    & { key?: string },
): Occasion {
  return { rule, chat, key: key ?? keyOf(rest.at), ...rest };
}

/** The key of an occasion that is about a moment, in ms, and no message. */
export function keyOf(at: number): string {
  return String(at);
}

function nameOf({ name }: FanFacts): string {
  return name ?? "The fan";
}

function dateOf(at: number): string {
  return isoTime(at).slice(0, 10);
}

/** A time span in its largest unit: "3 hours". */
function span(ms: number): string {
  const units = [[DAY_MS, "day"], [3_600_000, "hour"]] as const;
  for (const [unit, name] of units) {
    const count = Math.floor(ms / unit);
    if (count > 0) return `${count} ${name}${count === 1 ? "" : "s"}`;
  }
  const minutes = Math.floor(ms / MINUTE_MS);
  return `${minutes} minute${minutes === 1 ? "" : "s"}`;
}
