import type { AccountId } from "@/lib/models/mod.ts";

/** What instances tell each other about who writes for an account. */
export type Signal =
  /** Deltas wait in the account's queue. */
  | { kind: "work" }
  /** The instance `by` asks the holder of the lease to let it go. */
  | { kind: "lease_wanted"; by: string }
  /** Nobody holds the lease any more. */
  | { kind: "lease_free" };

/**
 * Doorbells between instances. They make things fast and nothing right: a signal
 * that is lost is made up for by looking at the database in intervals.
 */
export interface Signals {
  /** Tells all other instances. */
  send(account: AccountId, signal: Signal): void;
  /** Calls `hear` for signals about the account; the result ends that. */
  listen(account: AccountId, hear: (signal: Signal) => void): () => void;
}
