/**
 * The ordered way in: snapshots in parts, a durable queue of deltas per
 * account, and one commit for each change with everything that it changes.
 * @module
 */
export type { DeltaResult } from "./delta_result.ts";
export {
  frameJson,
  type LoggedRevision,
  readLog,
  type RevisedFrame,
} from "./event_log.ts";
export { emptyHead, type Head, headOf, isOutdated } from "./head.ts";
export { findMessages } from "./message_index.ts";
export { Ingest, type IngestOptions } from "./ingest.ts";
export type { Lease } from "./leases.ts";
export type {
  AppliedChanges,
  BatchContext,
  CommandNews,
  ConversationEffect,
  DatasetParts,
  Enrich,
  FindNames,
  GraphCopy,
  GraphCopyContext,
  IngestListener,
  IngestParts,
  SuggestionContext,
  Suggestions,
} from "./parts.ts";
export { QueueBell } from "./queue_bell.ts";
export {
  listAllQuarantine,
  listQuarantine,
  type QuarantinedRecord,
  type RefusedRecord,
} from "./quarantine.ts";
export type { Signal, Signals } from "./signals.ts";
export type { StageResult } from "./snapshots.ts";
