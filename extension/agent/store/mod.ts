/**
 * What the extension stores of creator accounts, in a database each.
 * @module
 */
export {
  AccountDatabase,
  type DeliveryState,
  type OutboxStore,
  StorageFull,
  type StoreOptions,
} from "./account_database.ts";
export {
  deleteAccountStore,
  listAccountStores,
  openAccountStore,
} from "./open.ts";
export type {
  Delta,
  DeltaBatch,
  Evicted,
  SentDelta,
  SettledDelta,
  SettledPart,
} from "./outbox.ts";
export type { Halt, Plan, Refusal } from "./rows.ts";
export type { PartText, SnapshotOrder } from "./snapshot.ts";
export type { Taken } from "./take.ts";
