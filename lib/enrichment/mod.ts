/**
 * Enrichment: what a message says and does, as pure functions of its facts.
 * Nothing here reads a clock, a store or the network.
 * @module
 */
export {
  characteristicTopics,
  type ExpectedShares,
  keyness,
} from "./characteristic.ts";
export {
  type ConversationMessage,
  type ConversationOptions,
  enrichConversation,
  type EnrichedConversation,
} from "./conversation.ts";
export {
  CustomTopics,
  PLAIN_READING,
  type TopicReading,
} from "./custom_topics.ts";
export {
  createEnricher,
  type Enricher,
  type EnricherOptions,
  type MessageEnrichment,
  PIPELINE_VERSION,
} from "./enricher.ts";
export { embed, EMBEDDING_DIMENSIONS } from "./embedding.ts";
export { createEntityFinder, type EntityFinder } from "./entities.ts";
export {
  type Entity,
  entityId,
  entityTitle,
  parseEntityId,
} from "./entity_ids.ts";
export { type Direction, factsOf, type MessageFacts } from "./facts.ts";
export {
  type ConversationFacts,
  DROP_OFF_MIN_INBOUND,
  DROP_OFF_MS,
  inferOutcomes,
  type InferredOutcome,
  SUBSCRIPTION_ENDING_MS,
  subscriptionEnd,
  type SubscriptionFields,
} from "./outcomes.ts";
export {
  explainSentiment,
  SENTIMENT_SCALE,
  type SentimentExplanation,
  type WordSentiment,
} from "./sentiment.ts";
export {
  type Topic,
  type TopicDefinition,
  type TopicKind,
  TOPICS,
  topicWords,
} from "./taxonomy.ts";
export type { ObservedOutcome } from "./transactions.ts";
export { htmlToText, MAX_TEXT_LENGTH } from "./text.ts";
