/**
 * The ordered way in: snapshots in parts, a durable queue of deltas per
 * account, and one commit for each change with everything that it changes.
 * @module
 */
export { type DeltaResult } from "./account.ts";
export type { Head } from "./head.ts";
export { Ingest } from "./ingest.ts";
export type {
  BatchContext,
  ConversationEffect,
  IngestListener,
  IngestParts,
} from "./parts.ts";
export {
  listQuarantine,
  type QuarantinedRecord,
  type RefusedRecord,
} from "./quarantine.ts";
export type { StageResult } from "./staging.ts";
