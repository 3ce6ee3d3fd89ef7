import { EVERYDAY } from "./lexicon/topics_everyday.ts";
import { TRADE } from "./lexicon/topics_trade.ts";

/** What topics are about: everyday life, or the creator's trade. */
export type TopicKind = "everyday" | "trade";

/** A topic as it is named to users. */
export interface Topic {
  /** Kebab case; stored and sent, so it never changes its meaning. */
  readonly id: string;
  readonly title: string;
  readonly kind: TopicKind;
}

/** A topic with the words and phrases that show it, separated by commas. */
export interface TopicDefinition extends Topic {
  /** Nouns; their plurals are added. One is enough. */
  readonly nouns?: string;
  /** Words and phrases as they stand. One is enough. */
  readonly terms?: string;
  /** Words that only point to it: two different ones are needed. */
  readonly hints?: string;
  /**
   * Share of messages, from 0 to 1, that mention the topic in ordinary chat:
   * our estimate, not a measurement. What is always talked about says little
   * of a conversation. Default {@linkcode EXPECTED_SHARE}.
   */
  readonly share?: number;
}

/** The expected share of a topic that names none. */
export const EXPECTED_SHARE = 0.01;

/** Topics with their lexicons. */
export const TAXONOMY: readonly TopicDefinition[] = [...EVERYDAY, ...TRADE];

/** The first words and phrases of a topic's lexicon; none of an unknown one. */
export function topicWords(id: string, limit: number): string[] {
  const topic = TAXONOMY.find((one) => one.id === id);
  return [topic?.nouns, topic?.terms]
    .flatMap((list) => (list ?? "").split(","))
    .map((phrase) => phrase.trim())
    .filter((phrase) => phrase !== "")
    .slice(0, limit);
}

/** The topics that messages are sorted into. */
export const TOPICS: readonly Topic[] = TAXONOMY.map(({ id, title, kind }) => ({
  id,
  title,
  kind,
}));
