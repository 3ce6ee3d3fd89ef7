import {
  AccountId,
  type CacheUpdateEnvelope,
  type NewRawMessagePayload,
  type SystemStatus,
} from "@/lib/models/mod.ts";
import { keys, type Store } from "@/lib/store/mod.ts";
import { AccountIngest, type DeltaResult } from "./account.ts";
import type { Head } from "./head.ts";
import type { IngestListener, IngestParts } from "./parts.ts";
import type { StageResult } from "./staging.ts";

/** The way in for all accounts: snapshots and deltas, ordered and durable. */
export class Ingest {
  readonly #store: Store;
  readonly #parts: IngestParts;
  readonly #listener: IngestListener;
  readonly #accounts = new Map<AccountId, AccountIngest>();

  constructor(
    options: { store: Store; parts: IngestParts; listener: IngestListener },
  ) {
    this.#store = options.store;
    this.#parts = options.parts;
    this.#listener = options.listener;
  }

  /**
   * Takes up the work that an earlier process left: snapshots to apply, queued
   * deltas, garbage. No Agent is connected yet, so that unfinished snapshots
   * are paused.
   */
  async resume(): Promise<void> {
    const heads = this.#store.list<Head>({ prefix: keys.heads() });
    for await (const { key } of heads) {
      const account = this.#account(AccountId.parse(key[1]));
      await account.pauseSnapshot();
      account.wake();
    }
  }

  /** See {@linkcode AccountIngest.addDelta}. */
  addDelta(
    account: AccountId,
    payload: NewRawMessagePayload,
  ): Promise<DeltaResult> {
    return this.#account(account).addDelta(payload);
  }

  /** See {@linkcode AccountIngest.addSnapshot}. */
  addSnapshot(
    account: AccountId,
    payload: CacheUpdateEnvelope,
  ): Promise<StageResult> {
    return this.#account(account).addSnapshot(payload);
  }

  /** See {@linkcode AccountIngest.pauseSnapshot}. */
  pauseSnapshot(account: AccountId): Promise<void> {
    return this.#account(account).pauseSnapshot();
  }

  /** The account's state as dashboards and Agents are told. */
  status(account: AccountId): Promise<SystemStatus> {
    return this.#account(account).status();
  }

  /** Where an account stands. */
  head(account: AccountId): Promise<Head> {
    return this.#account(account).head();
  }

  /** Resolves when no account has work that is due. */
  async idle(): Promise<void> {
    for (const account of this.#accounts.values()) await account.idle();
  }

  /** Ends all work after the commits that are under way. */
  async stop(): Promise<void> {
    await Promise.all([...this.#accounts.values()].map((one) => one.stop()));
  }

  #account(account: AccountId): AccountIngest {
    let ingest = this.#accounts.get(account);
    if (ingest === undefined) {
      ingest = new AccountIngest({
        account,
        store: this.#store,
        parts: this.#parts,
        listener: this.#listener,
      });
      this.#accounts.set(account, ingest);
    }
    return ingest;
  }
}
