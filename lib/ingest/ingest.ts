import {
  AccountId,
  type CacheUpdateEnvelope,
  type NewRawMessagePayload,
  type SystemStatus,
  type Totals,
} from "@/lib/models/mod.ts";
import { keys, SharedReads, type Store } from "@/lib/store/mod.ts";
import { AccountIngest } from "./account.ts";
import { isAnalyticsRequested } from "./analytics_request.ts";
import type { DeltaResult } from "./delta_result.ts";
import { emptyHead, type Head, headOf, isOutdated, statusOf } from "./head.ts";
import { Leases } from "./leases.ts";
import type { IngestListener, IngestParts } from "./parts.ts";
import type { Signals } from "./signals.ts";
import type { StageResult } from "./snapshots.ts";
import { Turns } from "./turns.ts";
import { hasUnsearched } from "./name_search.ts";

/** What ingest works with. */
export interface IngestOptions {
  store: Store;
  /** The name of this instance, like that of no other. */
  instance: string;
  parts: IngestParts;
  listener: IngestListener;
  signals: Signals;
  /**
   * Until so long after a message came in, more are expected and what can wait
   * does, in ms; default 2,000.
   */
  calmMs?: number;
}

/** How often work that others have left is looked for, in ms. */
const POLL_MS = 1_000;
const CALM_MS = 2_000;

/** The way in for all accounts: snapshots and deltas, ordered and durable. */
export class Ingest {
  readonly #options: IngestOptions;
  readonly #leases: Leases;
  readonly #heads = new SharedReads((account) => this.#readHead(account));
  readonly #rebuilds = new Turns();
  readonly #searches = new Turns();
  /** When something came in, or was applied, last. */
  #busyAt = -Infinity;
  readonly #accounts = new Map<AccountId, AccountIngest>();
  #cancelPoll: () => void = () => {};
  #looking: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(options: IngestOptions) {
    this.#options = options;
    this.#leases = new Leases(options.store, options.instance);
  }

  /**
   * Takes up the work that other processes left, now and in intervals: accounts
   * whose holder is dead, and queues that nobody was told of.
   */
  async start(): Promise<void> {
    try {
      await this.#takeUpWork();
    } finally {
      this.#pollLater();
    }
    // Nobody waits for that: it looks at every account.
    this.#looking = this.#wakeUnread().catch((error) =>
      this.#options.listener.failed(null, "looking for messages", error)
    );
  }

  /** See {@linkcode AccountIngest.addDelta}. */
  addDelta(
    account: AccountId,
    payload: NewRawMessagePayload,
    size?: number,
  ): Promise<DeltaResult> {
    this.#busyAt = performance.now();
    return this.#account(account).addDelta(payload, size);
  }

  /** See {@linkcode AccountIngest.addSnapshot}. */
  addSnapshot(
    account: AccountId,
    payload: CacheUpdateEnvelope,
  ): Promise<StageResult> {
    this.#busyAt = performance.now();
    return this.#account(account).addSnapshot(payload);
  }

  /** See {@linkcode AccountIngest.agentHere}. */
  agentHere(account: AccountId): void {
    this.#account(account).agentHere();
  }

  /** See {@linkcode AccountIngest.agentGone}. */
  async agentGone(account: AccountId): Promise<void> {
    await this.#accounts.get(account)?.agentGone();
  }

  /** Somebody has put something into the account's queue. */
  lookAt(account: AccountId): void {
    if (!this.#stopped) this.#account(account).lookAgain();
  }

  /** See {@linkcode AccountIngest.heedNews}. */
  heedNews(account: AccountId): void {
    if (!this.#stopped) this.#account(account).heedNews();
  }

  /** See {@linkcode AccountIngest.review}. */
  async review(account: AccountId): Promise<void> {
    await this.#account(account).review();
  }

  /**
   * See {@linkcode AccountIngest.requestAnalytics}. Before the first snapshot
   * there is nothing to tell.
   */
  async requestAnalytics(account: AccountId): Promise<void> {
    const { generation } = await this.head(account);
    if (generation === 0) return;
    await this.#account(account).requestAnalytics();
  }

  /** See {@linkcode AccountIngest.erase}. */
  erase(account: AccountId): Promise<Totals> {
    return this.#account(account).erase();
  }

  /** The account's state as dashboards and Agents are told. */
  async status(account: AccountId): Promise<SystemStatus> {
    const head = await this.head(account);
    // Only who works on a snapshot knows how far it is.
    return this.#accounts.get(account)?.statusOf(head) ?? statusOf(head);
  }

  /** Where an account stands, by what is in the database now. */
  head(account: AccountId): Promise<Readonly<Head>> {
    return this.#heads.get(account);
  }

  /** Where accounts stand by what is in the database now. */
  async heads(
    accounts: readonly AccountId[],
  ): Promise<Map<AccountId, Head>> {
    const entries = await this.#options.store.getMany<Head>(
      accounts.map((account) => keys.head(account)),
    );
    return new Map(accounts.flatMap((account, i) => {
      const head = entries[i]?.value;
      return head === undefined ? [] : [[account, headOf(account, head)]];
    }));
  }

  /** Resolves when no account has work that is due. */
  async idle(): Promise<void> {
    for (const account of this.#accounts.values()) await account.idle();
  }

  /** Ends all work after the commits that are under way; others can go on. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancelPoll();
    await this.#looking;
    await Promise.all([...this.#accounts.values()].map((one) => one.stop()));
    await this.#leases.stop();
  }

  async #readHead(id: string): Promise<Head> {
    const account = AccountId.parse(id);
    const heads = await this.heads([account]);
    return heads.get(account) ?? emptyHead(account);
  }

  #pollLater(): void {
    if (this.#stopped) return;
    this.#cancelPoll = this.#options.store.clock.after(POLL_MS, () => {
      this.#takeUpWork().catch((error) =>
        this.#options.listener.failed(null, "looking for work", error)
      ).finally(() => this.#pollLater());
    });
  }

  async #takeUpWork(): Promise<void> {
    this.#forgetUnused();
    const { store } = this.#options;
    for (const account of await this.#leases.orphans()) {
      this.#account(account).wake();
    }
    const dues = store.list<string | null>({ prefix: keys.dues() });
    for await (const { key, value: wantedBy } of dues) {
      const account = this.#account(AccountId.parse(key[1]));
      if (wantedBy !== null) account.yieldTo(wantedBy);
      account.lookAgain();
    }
  }

  /**
   * Accounts with messages to be enriched anew, or to be searched for names, with
   * a graph to be copied, or whose figures somebody asked to be told.
   */
  async #wakeUnread(): Promise<void> {
    const { store, parts } = this.#options;
    const heads = store.list<Head>({ prefix: keys.heads() });
    for await (const { key, value } of heads) {
      if (this.#stopped) return;
      const account = AccountId.parse(key[1]);
      const head = headOf(account, value);
      const dataset = { account, generation: head.generation };
      const isUnread = isOutdated(head, await parts.basis(account)) ||
        await hasUnsearched(store, dataset) ||
        await parts.graphCopy?.isBehind(account, head) ||
        await isAnalyticsRequested(store, account);
      if (isUnread && !this.#stopped) this.#account(account).wake();
    }
  }

  #forgetUnused(): void {
    for (const [account, ingest] of this.#accounts) {
      if (!ingest.isOver) continue;
      this.#accounts.delete(account);
      ingest.stop().catch(() => {});
    }
  }

  #account(account: AccountId): AccountIngest {
    let ingest = this.#accounts.get(account);
    if (ingest === undefined) {
      const { store, parts, listener, signals, calmMs = CALM_MS } =
        this.#options;
      const applying: IngestListener = {
        ...listener,
        committed: (...frames) => {
          this.#busyAt = performance.now();
          listener.committed(...frames);
        },
        replaced: (account, revision) => {
          this.#busyAt = performance.now();
          listener.replaced(account, revision);
        },
      };
      ingest = new AccountIngest({
        account,
        store,
        parts,
        listener: applying,
        signals,
        leases: this.#leases,
        rebuilds: this.#rebuilds,
        searches: this.#searches,
        isBusy: () => performance.now() - this.#busyAt < calmMs,
      });
      this.#accounts.set(account, ingest);
    }
    return ingest;
  }
}
