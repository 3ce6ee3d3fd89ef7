import type { ActionKind } from "@/lib/models/mod.ts";
import { ActionFinder } from "./actions.ts";
import { CustomTopics, type TopicReading } from "./custom_topics.ts";
import { mayNameEntity } from "./entity_candidates.ts";
import type { MessageFacts } from "./facts.ts";
import { indexFamilies } from "./families.ts";
import { indexIdioms, sentimentOf } from "./sentiment.ts";
import type { TopicDefinition } from "./taxonomy.ts";
import { analysedText } from "./text.ts";
import { tokenize } from "./tokens.ts";
import { TopicFinder } from "./topics.ts";
import { type ObservedOutcome, observedOutcomes } from "./transactions.ts";
import { PhraseTrie } from "./trie.ts";

/** Grows when the same message may be enriched differently than before. */
export const PIPELINE_VERSION = 2;

/** What one message shows by itself, without its conversation. */
export interface MessageEnrichment {
  /** From -1 to 1, four decimals; `null` where scoring would be wrong. */
  sentiment: number | null;
  /** Topic ids, most evidence first. */
  topics: string[];
  actions: ActionKind[];
  outcomes: ObservedOutcome[];
  /** It may name somebody or something: worth a search, see `EntityFinder`. */
  mayNameEntity: boolean;
}

/** Options of {@linkcode createEnricher}. */
export interface EnricherOptions {
  /** The topics to look for; default {@linkcode TAXONOMY}. */
  taxonomy?: readonly TopicDefinition[];
}

/** Enriches messages; the same facts always give the same result. */
export interface Enricher {
  enrichMessage(facts: MessageFacts): MessageEnrichment;
  /** One that sorts into topics as a creator wants it; shares the lexicons. */
  withTopics(reading: TopicReading): Enricher;
}

/**
 * Compiles the lexicons, once; no result depends on earlier messages. Of each
 * message the first {@linkcode MAX_TEXT_LENGTH} characters count.
 */
export function createEnricher(options: EnricherOptions = {}): Enricher {
  // One search finds the phrases of all three.
  const trie = new PhraseTrie();
  const idioms = indexIdioms(trie);
  const families = indexFamilies(trie);
  const topics = new TopicFinder(options.taxonomy, trie, families);
  const actions = new ActionFinder(trie, families);
  const enricherOf = (custom: CustomTopics | null): Enricher => ({
    enrichMessage(facts) {
      const text = analysedText(facts.text);
      const tokens = tokenize(text);
      const found = topics.find(tokens);
      const reading = actions.read({ facts, text, tokens, topics: found });
      return {
        sentiment: sentimentOf(text, tokens, idioms),
        topics: custom?.apply(tokens, found) ?? found,
        actions: actions.find(reading),
        outcomes: observedOutcomes(reading),
        mayNameEntity: mayNameEntity(tokens),
      };
    },
    withTopics: (reading) => enricherOf(new CustomTopics(reading)),
  });
  return enricherOf(null);
}
