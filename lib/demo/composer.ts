import { itemAt, Random } from "./random.ts";
import {
  EMOJI,
  type Exchange,
  type ExchangeKind,
  EXCHANGES,
  type SlotName,
  SLOTS,
  type Turn,
} from "./script/mod.ts";

/** One message before it has an id and a time. */
export interface Line {
  by: "fan" | "creator";
  text: string;
  /** Attached photos. */
  photos: number;
  /** Price of the attached photos, US dollars; 0 where they are free. */
  price: number;
  /** Whether the fan bought them. */
  bought: boolean;
  /** US dollars; 0 where it is no tip. */
  tip: number;
}

/** A message of text alone. */
export function plainLine(by: Line["by"], text: string): Line {
  return { by, text, photos: 0, price: 0, bought: false, tip: 0 };
}

/** How often each kind of exchange comes up. */
export type KindWeights = Partial<Record<ExchangeKind, number>>;

const EMOJI_CHANCE = { warm: 0.28, plain: 0.1, sour: 0 };

/**
 * Writes one fan's conversations: an exchange comes again, with other words,
 * when all others of its kind had their turn.
 */
export class Composer {
  readonly #random: Random;
  readonly #kinds: KindWeights;
  readonly #bags = new Map<ExchangeKind, Exchange[]>();
  /** What stays the same in all of the fan's conversations. */
  readonly #fixed: Partial<Record<SlotName, string>>;
  /** Times that each exchange was used: a repetition takes another variant. */
  readonly #used = new Map<Exchange, number>();
  readonly #language: number;

  constructor(random: Random, kinds: KindWeights) {
    this.#random = random;
    this.#kinds = kinds;
    this.#fixed = {
      pet: random.pick(SLOTS.pet),
      petname: random.pick(SLOTS.petname),
      job: random.pick(SLOTS.job),
      sport: random.pick(SLOTS.sport),
    };
    this.#language = random.int(0, 2);
  }

  /** The messages of an exchange, of any kind where none is given. */
  exchange(kind: ExchangeKind = this.#anyKind()): Line[] {
    const exchange = this.#take(kind);
    const fill = this.filler();
    const choice = this.#chooser(exchange, this.#countUse(exchange));
    const bought = kind === "purchase";
    return exchange.turns.map((turn) => ({
      by: turn.by,
      text: this.#text(turn, exchange, choice, fill),
      photos: turn.photos,
      price: turn.prices ? this.#random.pick(turn.prices) : 0,
      bought,
      tip: turn.tips ? this.#random.pick(turn.tips) : 0,
    }));
  }

  /** Fills slots; a slot has the same word throughout one filler's life. */
  filler(): (sentence: string) => string {
    const words: Record<string, string> = { ...this.#fixed };
    return (sentence) => {
      const text = sentence.replace(/\{(\w+)\}/g, (slot, name: string) => {
        if (!isSlot(name)) return slot;
        return words[name] ??= this.#random.pick(SLOTS[name]);
      });
      return text.charAt(0).toUpperCase() + text.slice(1);
    };
  }

  #anyKind(): ExchangeKind {
    const kinds: ExchangeKind[] = [];
    const weights: number[] = [];
    for (const { kind } of EXCHANGES) {
      if (kinds.includes(kind)) continue;
      kinds.push(kind);
      weights.push(this.#kinds[kind] ?? 0);
    }
    return itemAt(kinds, this.#random.weighted(weights));
  }

  #take(kind: ExchangeKind): Exchange {
    const exchange = this.#bags.get(kind)?.pop();
    if (exchange) return exchange;
    this.#bags.set(kind, this.#refill(kind));
    return this.#take(kind);
  }

  #refill(kind: ExchangeKind): Exchange[] {
    const all = EXCHANGES.filter((exchange) => exchange.kind === kind);
    if (kind === "foreign") return [itemAt(all, this.#language % all.length)];
    return this.#random.shuffle(
      all.filter((exchange) => !exchange.once || !this.#used.has(exchange)),
    );
  }

  /**
   * Chooses one of `count` sentences: in turns with equally many, those at the
   * same place, which belong together. A repetition begins differently.
   */
  #chooser({ turns }: Exchange, uses: number): (count: number) => number {
    const choices = new Map<number, number>();
    const width = turns[0]?.lines.length ?? 0;
    if (width > 0) choices.set(width, uses % width);
    return (count) => {
      const known = choices.get(count);
      if (known !== undefined) return known;
      const choice = this.#random.int(0, count - 1);
      choices.set(count, choice);
      return choice;
    };
  }

  #countUse(exchange: Exchange): number {
    const uses = (this.#used.get(exchange) ?? this.#random.int(0, 5)) + 1;
    this.#used.set(exchange, uses);
    return uses;
  }

  #text(
    { lines }: Turn,
    { mood }: Exchange,
    choice: (count: number) => number,
    fill: (sentence: string) => string,
  ): string {
    if (lines.length === 0) return "";
    const text = fill(itemAt(lines, choice(lines.length)));
    return this.#random.chance(EMOJI_CHANCE[mood])
      ? `${text} ${this.#random.pick(EMOJI)}`
      : text;
  }
}

function isSlot(name: string): name is SlotName {
  return Object.hasOwn(SLOTS, name);
}
