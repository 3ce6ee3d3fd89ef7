import type { OutcomeKind } from "@/lib/models/mod.ts";
import type { Reading } from "./actions.ts";
import type { MessageFacts } from "./facts.ts";

/** An outcome that a message itself shows. */
export interface ObservedOutcome {
  kind: Extract<OutcomeKind, "tip" | "purchase" | "renewal">;
  /** US dollars, where the message names an amount. */
  amount?: number;
}

/**
 * The site's own announcement of a tip. Each part is bounded, so that it
 * cannot backtrack far.
 */
const TIP_ANNOUNCEMENT =
  /\bI sent you an? \$\s?(\d[\d,]{0,11}(?:\.\d{1,2})?) tip\b/i;
const DOLLARS = /\$\s?(\d[\d,]{0,11}(?:\.\d{1,2})?)/;

/** The site marked the message as a tip, or a fan's message announces one. */
export function isTip(facts: MessageFacts, text: string): boolean {
  if (facts.isTip === true) return true;
  return facts.direction === "inbound" && text.includes("$") &&
    TIP_ANNOUNCEMENT.test(text);
}

/**
 * A paid message that was opened, or a fan who says so. `canPurchase` means
 * that it is still for sale, whatever the other fields say.
 */
export function isPurchase({ facts, cues }: Reading): boolean {
  const places = cues.get("purchase") ?? [];
  if (facts.direction === "inbound") return places.length > 0;
  return isPaidAndOpened(facts) || (places.includes(0) && !cues.has("offer"));
}

/** The outcomes that a message shows, with their amounts. */
export function observedOutcomes(reading: Reading): ObservedOutcome[] {
  const { facts, text, cues } = reading;
  const outcomes: ObservedOutcome[] = [];
  if (isTip(facts, text)) {
    outcomes.push(withAmount("tip", tipAmount(facts, text)));
  }
  if (isPurchase(reading)) {
    outcomes.push(
      withAmount("purchase", isPaidAndOpened(facts) ? facts.price : undefined),
    );
  }
  if (facts.direction === "inbound" && cues.has("renewal")) {
    outcomes.push({ kind: "renewal" });
  }
  return outcomes;
}

function isPaidAndOpened(facts: MessageFacts): boolean {
  return facts.direction === "outbound" && (facts.price ?? 0) > 0 &&
    facts.isOpened === true && facts.canPurchase !== true &&
    facts.isTip !== true;
}

/** The field where it is sent, else the amount in the text. */
function tipAmount(facts: MessageFacts, text: string): number | undefined {
  if (facts.tipAmount !== undefined && facts.tipAmount > 0) {
    return facts.tipAmount;
  }
  const digits = (TIP_ANNOUNCEMENT.exec(text) ?? DOLLARS.exec(text))?.[1];
  const amount = Number(digits?.replaceAll(",", ""));
  return Number.isFinite(amount) && amount > 0 ? amount : undefined;
}

function withAmount(
  kind: ObservedOutcome["kind"],
  amount: number | undefined,
): ObservedOutcome {
  return amount === undefined ? { kind } : { kind, amount };
}
