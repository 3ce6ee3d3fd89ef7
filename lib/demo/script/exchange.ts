/** What an exchange is for; a persona prefers some kinds to others. */
export type ExchangeKind =
  | "chat"
  | "compliment"
  | "thanks"
  | "tip"
  | "purchase"
  | "declined_offer"
  | "custom"
  | "meet"
  | "price"
  | "discount"
  | "complaint"
  | "welcome"
  | "renewal"
  | "ending"
  | "return"
  | "foreign";

/** Words for the slots of sentences, such as `{city}`. */
export type SlotName =
  | "city"
  | "dish"
  | "film"
  | "show"
  | "band"
  | "pet"
  /** The fan's pet. */
  | "petname"
  | "sport"
  | "exercise"
  | "job"
  | "weather"
  | "lens"
  | "weekday"
  | "book"
  | "game";

/** One message of an exchange: sentences to choose from, with slots. */
export interface Turn {
  by: "fan" | "creator";
  lines: readonly string[];
  /** Attached photos; 0 where it is text alone. */
  photos: number;
  /** Pay-per-view price to choose from, US dollars. */
  prices?: readonly number[];
  /** The fan's tip to choose from, US dollars; comes with the site's own text. */
  tips?: readonly number[];
}

/** A short conversation about one subject; its turns fit together. */
export interface Exchange {
  kind: ExchangeKind;
  /** How it feels: decides about emoji. */
  mood: "warm" | "plain" | "sour";
  /** Whether it can happen only once to the same fan. */
  once?: true;
  turns: readonly Turn[];
}

/** A fan's message. */
export function fan(...lines: string[]): Turn {
  return { by: "fan", lines, photos: 0 };
}

/** The creator's message. */
export function creator(...lines: string[]): Turn {
  return { by: "creator", lines, photos: 0 };
}

/** The creator's message with `photos` photos that everybody may see. */
export function creatorShares(photos: number, ...lines: string[]): Turn {
  return { by: "creator", lines, photos };
}

/** A fan's tip of one of `tips` US dollars. */
export function tip(...tips: number[]): Turn {
  return { by: "fan", lines: [], photos: 0, tips };
}

/** The creator's pay-per-view offer for one of `prices` US dollars. */
export function offer(prices: readonly number[], ...lines: string[]): Turn {
  return { by: "creator", lines, photos: 6, prices };
}

/** An exchange about everyday things. */
export function chat(...turns: Turn[]): Exchange {
  return { kind: "chat", mood: "warm", turns };
}

/** An exchange about something that happens once to a fan. */
export function once(...turns: Turn[]): Exchange {
  return { kind: "chat", mood: "warm", once: true, turns };
}
