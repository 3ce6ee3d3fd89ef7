/**
 * The metrics of the contract, kept incrementally: whole-number figures by
 * creator and day of the account's calendar, of which any range is a sum.
 * @module
 */
export * from "./analytics.ts";
export * from "./apply.ts";
export * from "./calendar.ts";
export { type TargetChange, TargetSum } from "./content.ts";
export * from "./conversation.ts";
export * from "./conversation_store.ts";
export * from "./day_reader.ts";
export type { Standing } from "./day_rows.ts";
export { waitingMessage } from "./evidence_waiting.ts";
export {
  type EvidenceBounds,
  type EvidencePage,
  type EvidenceRequest,
  readEvidence,
} from "./evidence.ts";
export { type EntityQuery, topEntities } from "./entities.ts";
export * from "./fetch.ts";
export * from "./figures.ts";
export * from "./metrics.ts";
export { outcomesByTopic, type OutcomesOfTopic } from "./outcomes_by_topic.ts";
export * from "./priority.ts";
export * from "./priority_reasons.ts";
export * from "./range.ts";
export { RangeFigures } from "./range_figures.ts";
export * from "./read.ts";
export * from "./reference.ts";
export * from "./response_histogram.ts";
export * from "./sequence.ts";
export { InsightBook } from "./settings.ts";
export type { Spend, SpendByChat, SpendByDay } from "./spend.ts";
export {
  type Difference,
  type Verification,
  verifyInsights,
} from "./verify.ts";
export * from "./waiting.ts";
