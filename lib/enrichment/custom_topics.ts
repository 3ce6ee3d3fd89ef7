import { PhraseIndex } from "./phrases.ts";
import type { Token } from "./tokens.ts";

/** How a creator wants messages to be sorted into topics. */
export interface TopicReading {
  /** Ids of topics that messages are not sorted into. */
  hidden: readonly string[];
  /** What mentions the topic on the left counts as mentioning the one on the right. */
  merged: Readonly<Record<string, string>>;
  /** Words and phrases that show a topic, by its id. */
  keywords: Readonly<Record<string, readonly string[]>>;
}

/** Nothing is decided: topics are as they come. */
export const PLAIN_READING: TopicReading = {
  hidden: [],
  merged: {},
  keywords: {},
};

/** A creator's own topics, on top of those that are found for everybody. */
export class CustomTopics {
  readonly #hidden: ReadonlySet<string>;
  readonly #merged: ReadonlyMap<string, string>;
  readonly #phrases: PhraseIndex<readonly string[]> | null;

  constructor({ hidden, merged, keywords }: TopicReading) {
    this.#hidden = new Set(hidden);
    this.#merged = new Map(Object.entries(merged));
    const phrases = topicsByPhrase(keywords);
    this.#phrases = phrases.size === 0 ? null : new PhraseIndex(phrases);
  }

  /**
   * The topics of a message of which `found` were found: those that the
   * creator's own words show come first, then the others in their order.
   */
  apply(tokens: readonly Token[], found: readonly string[]): string[] {
    const own = this.#phrases?.find(tokens).flatMap(({ value }) => value) ?? [];
    const topics = new Set<string>();
    for (const topic of [...own, ...found]) {
      const counted = this.#countedAs(topic);
      if (counted !== null) topics.add(counted);
    }
    return [...topics];
  }

  /** The topic that stands for another in the end; `null` if it is hidden. */
  #countedAs(topic: string): string | null {
    let at = topic;
    // Longer than there are merged topics, it would go round in a circle.
    for (let steps = 0; steps <= this.#merged.size; steps++) {
      if (this.#hidden.has(at)) return null;
      const next = this.#merged.get(at);
      if (next === undefined) return at;
      at = next;
    }
    return topic;
  }
}

function topicsByPhrase(
  keywords: TopicReading["keywords"],
): Map<string, string[]> {
  const phrases = new Map<string, string[]>();
  for (const [topic, words] of Object.entries(keywords)) {
    for (const word of words) {
      const phrase = word.toLowerCase();
      const known = phrases.get(phrase);
      if (known === undefined) phrases.set(phrase, [topic]);
      else if (!known.includes(topic)) known.push(topic);
    }
  }
  return phrases;
}
