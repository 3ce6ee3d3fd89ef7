/**
 * Deno KV as the rest of the Brain sees it: keys, values of any size,
 * transactions that see their own writes, and time.
 * @module
 */
export { BloomFilter } from "./bloom_filter.ts";
export { BulkWriter } from "./bulk_writer.ts";
export * from "./cache.ts";
export { cloneJson } from "./clone.ts";
export * from "./clock.ts";
export type { Changes, SetOptions } from "./changes.ts";
export { jsonSize } from "./codec.ts";
export { RawJson } from "./commit.ts";
export { keyId } from "./key_id.ts";
export {
  listMessages,
  type MessageRow,
  packMessage,
  packSequence,
  type SequenceRow,
  textOf,
  unpackMessage,
  unpackSequence,
} from "./message_row.ts";
export { compareKeyText } from "./key_order.ts";
export * from "./keys.ts";
export {
  type Entry,
  type ListOptions,
  Store,
  type StoreOptions,
  type Versioned,
} from "./store.ts";
export type { Packing } from "./packing.ts";
export { SharedReads } from "./shared_reads.ts";
export { TransactionConflict } from "./conflict.ts";
export { Checkpointer } from "./checkpointer.ts";
export { LongWork, nextTurn } from "./turn.ts";
export { Transaction, TransactionTooLarge } from "./transaction.ts";
