import type {
  AccountId,
  CacheUpdateEnvelope,
  NewRawMessagePayload,
  Progress,
  SystemStatus,
} from "@/lib/models/mod.ts";
import {
  jsonSize,
  keys,
  type Store,
  type Transaction,
  TransactionConflict,
  TransactionTooLarge,
} from "@/lib/store/mod.ts";
import { AccountState, LeaseLost } from "./account_state.ts";
import { Alarm } from "./alarm.ts";
import { DeltaCommits } from "./delta_commits.ts";
import { DeltaQueue, type QueuedDelta, type QueueTail } from "./delta_queue.ts";
import type { DeltaResult } from "./delta_result.ts";
import { Drain } from "./drain.ts";
import { collectGarbage } from "./garbage.ts";
import { hasWork, type Head, mayDrain, statusOf } from "./head.ts";
import { Inbox } from "./inbox.ts";
import type { Leases } from "./leases.ts";
import type { IngestListener, IngestParts } from "./parts.ts";
import { placeMessage } from "./place.ts";
import type { RefusedRecord } from "./quarantine.ts";
import type { Signal, Signals } from "./signals.ts";
import { refuseUnfit } from "./snapshot_records.ts";
import { Snapshots, type StageResult } from "./snapshots.ts";

/** What an account's ingest works with. */
export interface AccountContext {
  store: Store;
  account: AccountId;
  parts: IngestParts;
  listener: IngestListener;
  leases: Leases;
  signals: Signals;
}

/** Pause before work that failed is tried again, in ms. */
const RETRY_PAUSE_MS = 1_000;
/** How often a lease that somebody else holds is asked for, in ms. */
const CLAIM_EVERY_MS = 250;
/** How often the database is told of that, in ms. */
const MARK_EVERY_MS = 2_000;
/** How long a lease is held where there is neither Agent nor work, in ms. */
const LINGER_MS = 1_000;
/** Shortest time between two reports of a snapshot's progress, in ms. */
const PROGRESS_EVERY_MS = 200;
/** Tries of a snapshot's part while the lease goes from hand to hand. */
const PART_TRIES = 3;

/**
 * One account's way in. While this instance holds the account's lease and
 * nothing waits, deltas are applied as they come; otherwise they go into the
 * durable queue, from where the holder of the lease applies them in order.
 */
export class AccountIngest {
  readonly #context: AccountContext;
  readonly #state: AccountState;
  readonly #queue: DeltaQueue;
  readonly #inbox: Inbox;
  readonly #commits: DeltaCommits;
  readonly #snapshots: Snapshots;
  readonly #drain: Drain;
  readonly #alarm: Alarm;
  readonly #stopListening: () => void;
  #work: Promise<void> | null = null;
  #wanted = false;
  #stopped = false;
  #endPause: () => void = () => {};
  #agentIsHere = false;
  /** Another instance asked for the lease. */
  #isLeaseWanted = false;
  /** The end of the queue while it is known to be empty: deltas need not wait. */
  #emptyAt: QueueTail | null = null;
  #collecting: Promise<void> | null = null;
  /** Snapshot parts that are on their way in. */
  #staging = 0;
  /** Who waits for the lease. */
  #waiting: { resolve: () => void; reject: (error: unknown) => void }[] = [];
  #activeAt: number;
  #claimedAt = -Infinity;
  #progress: Progress | null = null;
  #reportedAt = 0;

  constructor(context: AccountContext) {
    const { store, account, leases, signals } = context;
    const { clock } = store;
    this.#context = context;
    this.#activeAt = clock.now();
    this.#alarm = new Alarm(clock, () => this.wake());
    const state = this.#state = new AccountState(store, account, leases);
    const queue = this.#queue = new DeltaQueue(store, account);
    const commits = this.#commits = new DeltaCommits({ ...context, state });
    this.#inbox = new Inbox((deltas) => this.#commit(deltas));
    this.#snapshots = new Snapshots({
      ...context,
      state,
      onProgress: (progress) => this.#reportProgress(progress),
    });
    this.#drain = new Drain({
      account,
      state,
      queue,
      commits,
      now: () => clock.now(),
    });
    this.#stopListening = signals.listen(
      account,
      (signal) => this.#hear(signal),
    );
  }

  /** The account's state in a word; `head` is where it stands. */
  statusOf(head: Head): SystemStatus {
    const status = statusOf(head);
    return this.#progress === null || status.status !== "PROCESSING_SNAPSHOT"
      ? status
      : { ...status, progress: this.#progress };
  }

  /** Whether nobody needs this: no Agent, no lease, nothing on its way. */
  get isOver(): boolean {
    return this.#state.lease === null && !this.#agentIsHere &&
      this.#isAtRest && this.#work === null;
  }

  /**
   * Resolves when the delta is stored durably; it is applied by then or soon.
   * `size` is that of its JSON in characters, where it is known.
   */
  addDelta(
    payload: NewRawMessagePayload,
    size = jsonSize(payload),
  ): Promise<DeltaResult> {
    const { message, event_id } = payload;
    const refused = refuse(message);
    this.#activeAt = this.#context.store.clock.now();
    // No await before this: deltas keep the order in which they came.
    return this.#inbox.add({
      message: refused === null ? message : null,
      eventId: event_id ?? null,
      receivedAt: this.#activeAt,
      refused,
    }, size);
  }

  /**
   * Resolves when the part is stored durably; the last part starts the build.
   * From this call on, deltas wait until the snapshot is applied.
   */
  async addSnapshot(payload: CacheUpdateEnvelope): Promise<StageResult> {
    this.#staging++;
    this.#emptyAt = null;
    this.#activeAt = this.#context.store.clock.now();
    try {
      const result = await this.#addPart(payload, this.#activeAt);
      if (result.status === "committed") await this.#reportStatus();
      return result;
    } finally {
      this.#staging--;
      this.wake();
    }
  }

  /** An Agent is connected to this instance: the lease belongs here. */
  agentHere(): void {
    this.#agentIsHere = true;
    this.wake();
  }

  /** The Agent is gone: deltas need not wait for the rest of its snapshot. */
  async agentGone(): Promise<void> {
    this.#agentIsHere = false;
    this.#activeAt = this.#context.store.clock.now();
    try {
      if (this.#state.lease !== null) await this.#pauseSnapshot();
    } catch (error) {
      if (!(error instanceof LeaseLost)) throw error;
    } finally {
      this.wake();
    }
  }

  /** The instance `by` asks for the lease: there is an Agent, or a snapshot. */
  yieldTo(by: string): void {
    if (by === this.#context.leases.instance) return;
    this.#isLeaseWanted = true;
    this.wake();
  }

  /** Somebody may have added to the queue: what is known of it is outdated. */
  lookAgain(): void {
    this.#emptyAt = null;
    this.wake();
  }

  /** Starts work that is due, if this instance gets hold of the lease. */
  wake(): void {
    this.#wanted = true;
    if (this.#stopped) return;
    this.#work ??= this.#run().finally(() => {
      this.#work = null;
      if (this.#wanted) this.wake();
    });
  }

  /** Resolves when no work is due. */
  async idle(): Promise<void> {
    do {
      await this.#inbox.settled();
      await this.#snapshots.settled();
      await this.#work;
      await this.#collecting;
    } while (this.#work !== null || !this.#isAtRest);
  }

  /**
   * Ends after the commit that is under way, and lets the lease go; nothing that
   * was acknowledged is lost, and another instance can go on at once.
   */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#alarm.cancel();
    this.#endPause();
    this.#stopListening();
    for (const { reject } of this.#waiting.splice(0)) {
      reject(new LeaseLost(this.#context.account));
    }
    await this.#inbox.settled();
    // A build that is under way fails with it; it is taken up elsewhere. A lease
    // that cannot be let go lapses.
    await this.#release().catch(() => {});
    await this.#snapshots.settled();
    await this.#work;
    await this.#collecting;
  }

  get #isAtRest(): boolean {
    return this.#inbox.isEmpty && this.#staging === 0 &&
      this.#collecting === null;
  }

  async #addPart(
    payload: CacheUpdateEnvelope,
    receivedAt: number,
  ): Promise<StageResult> {
    for (let attempt = 1;; attempt++) {
      try {
        if (this.#state.lease === null) await this.#whenHeld();
        return await this.#snapshots.add(payload, receivedAt);
      } catch (error) {
        if (this.#stopped || attempt === PART_TRIES) throw error;
        if (!await this.#isLeaseLost(error)) throw error;
      }
    }
  }

  #whenHeld(): Promise<void> {
    if (this.#stopped) throw new LeaseLost(this.#context.account);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.wake();
    });
  }

  /** Commits deltas of the inbox: at once where that may be, else to the queue. */
  async #commit(deltas: readonly QueuedDelta[]): Promise<DeltaResult[]> {
    const results = await this.#applyDirectly(deltas);
    const rest = deltas.slice(results.length);
    if (rest.length === 0) return results;
    this.#emptyAt = null;
    await this.#queue.append(rest);
    this.wake();
    if (this.#state.lease === null) this.#send({ kind: "work" });
    for (const { refused } of rest) {
      results.push(
        refused === null
          ? { status: "committed" }
          : { status: "quarantined", code: refused.code },
      );
    }
    return results;
  }

  /** Gives the results of the first deltas, as far as they could be applied. */
  async #applyDirectly(
    deltas: readonly QueuedDelta[],
  ): Promise<DeltaResult[]> {
    const results: DeltaResult[] = [];
    let size = deltas.length;
    while (results.length < deltas.length && this.#emptyAt !== null) {
      const some = deltas.slice(results.length, results.length + size);
      try {
        const applied = await this.#commits.apply(some, this.#directGuard());
        if (applied === null) break;
        results.push(...applied);
      } catch (error) {
        if (error instanceof TransactionTooLarge && size > 1) size >>= 1;
        // The queue keeps what fails here, and draining finds out why.
        else this.#emptyAt = null;
      }
    }
    if (this.#commits.owesAnalytics) this.#alarm.set(this.#commits.analyticsIn);
    return results;
  }

  /** The queue has to be empty still when deltas overtake it. */
  #directGuard() {
    const { account } = this.#context;
    let isFirst = true;
    return async (tx: Transaction, head: Head): Promise<boolean> => {
      // Somebody else's write made this run again: perhaps to the queue.
      if (!isFirst) this.#emptyAt = await this.#queue.emptyTail();
      isFirst = false;
      if (this.#emptyAt === null || this.#staging > 0 || !mayDrain(head)) {
        return false;
      }
      tx.check(keys.queueTail(account), this.#emptyAt.versionstamp);
      return true;
    };
  }

  async #run(): Promise<void> {
    while (this.#wanted && !this.#stopped) {
      this.#wanted = false;
      try {
        await this.#doWork();
      } catch (error) {
        this.#emptyAt = null;
        if (this.#stopped) return;
        this.#wanted = true;
        if (await this.#isLeaseLost(error)) continue;
        this.#context.listener.failed(this.#context.account, "ingest", error);
        await this.#pause(RETRY_PAUSE_MS);
      }
    }
  }

  /** Waits, unless the account is stopped meanwhile. */
  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#context.store.clock.after(ms, resolve);
      this.#endPause = () => {
        cancel();
        resolve();
      };
    });
  }

  async #isLeaseLost(error: unknown): Promise<boolean> {
    if (error instanceof LeaseLost) return true;
    if (!(error instanceof TransactionConflict)) return false;
    return !await this.#state.verifyLease();
  }

  async #doWork(): Promise<void> {
    if (!await this.#hold()) return;
    let head = await this.#state.head();
    while (head.build !== null) {
      await this.#build();
      head = await this.#state.head();
    }
    if (this.#staging === 0 && mayDrain(head)) await this.#drainQueue();
    else await this.#queue.unmark();
    head = await this.#state.head();
    if (head.garbage.length > 0) this.#collect();
    if (head.analyticsDue && mayDrain(head)) {
      const ms = this.#commits.analyticsIn;
      if (ms > 0) return this.#alarm.set(ms);
      await this.#commits.tellAnalytics();
    }
    await this.#releaseIfUnused();
  }

  /** Whether this instance holds the lease now; asks for it if it should. */
  async #hold(): Promise<boolean> {
    if (this.#state.lease !== null) return true;
    if (!await this.#state.acquire()) {
      if (this.#agentIsHere || this.#waiting.length > 0) await this.#claim();
      return false;
    }
    this.#isLeaseWanted = false;
    this.#emptyAt = null;
    this.#activeAt = this.#context.store.clock.now();
    // An Agent that was connected to another instance is gone with it.
    if (!this.#agentIsHere && this.#staging === 0) await this.#pauseSnapshot();
    for (const { resolve } of this.#waiting.splice(0)) resolve();
    return true;
  }

  /** Asks the holder of the lease for it: over the bus, and in the database. */
  async #claim(): Promise<void> {
    const { leases: { instance: by }, store: { clock } } = this.#context;
    this.#alarm.set(CLAIM_EVERY_MS);
    this.#send({ kind: "lease_wanted", by });
    if (clock.now() - this.#claimedAt < MARK_EVERY_MS) return;
    this.#claimedAt = clock.now();
    await this.#queue.mark(by);
  }

  async #drainQueue(): Promise<void> {
    this.#emptyAt ??= await this.#drain.run(() =>
      !this.#stopped && this.#staging === 0 && !this.#isLeaseWanted
    );
    if (this.#emptyAt === null) return;
    await this.#queue.unmark();
    if (!(await this.#state.head()).catchingUp) return;
    await this.#state.mutate((_tx, head) => {
      head.catchingUp = false;
    });
    await this.#reportStatus();
  }

  /** Lets the lease go when somebody asks for it, or it is of no use here. */
  async #releaseIfUnused(): Promise<void> {
    if (this.#wanted || !this.#isAtRest) return;
    if (!this.#isLeaseWanted) {
      if (this.#agentIsHere) return;
      const { clock } = this.#context.store;
      const rest = this.#activeAt + LINGER_MS - clock.now();
      if (rest > 0) return this.#alarm.set(rest);
    }
    await this.#release();
    if (this.#agentIsHere) this.#alarm.set(CLAIM_EVERY_MS);
  }

  async #release(): Promise<void> {
    if (this.#state.lease === null) return;
    const head = await this.#state.head();
    const isDone = !hasWork(head) &&
      (this.#emptyAt !== null || !mayDrain(head));
    this.#emptyAt = null;
    this.#isLeaseWanted = false;
    // Whoever looks for work next finds what is left.
    if (!isDone) await this.#queue.mark(null);
    await this.#state.release();
    this.#send({ kind: "lease_free" });
  }

  #send(signal: Signal): void {
    const { account, signals } = this.#context;
    signals.send(account, signal);
  }

  #hear(signal: Signal): void {
    switch (signal.kind) {
      case "work":
        // Only who holds the lease can do anything about it.
        if (this.#state.lease !== null) this.lookAgain();
        return;
      case "lease_wanted":
        return this.yieldTo(signal.by);
      case "lease_free":
        if (this.#agentIsHere || this.#waiting.length > 0) this.wake();
    }
  }

  async #pauseSnapshot(): Promise<void> {
    const { snapshot } = await this.#state.head();
    if (snapshot === null || snapshot.paused) return;
    await this.#state.mutate((_tx, head) => {
      if (head.snapshot !== null) head.snapshot.paused = true;
    });
    await this.#reportStatus();
  }

  /** Deletes what is left behind; deltas do not wait for it. */
  #collect(): void {
    const { store, account, listener } = this.#context;
    this.#collecting ??= collectGarbage({ store, account, state: this.#state })
      .catch((error) => {
        // Whoever holds the lease by then does it.
        if (this.#state.lease === null) return;
        listener.failed(account, "clean-up", error);
        this.#alarm.set(RETRY_PAUSE_MS);
      })
      .finally(() => {
        this.#collecting = null;
        this.wake();
      });
  }

  async #build(): Promise<void> {
    const { account, listener } = this.#context;
    const revision = await this.#snapshots.build();
    this.#progress = null;
    this.#commits.forgetUntold();
    listener.replaced(account, revision);
  }

  async #reportStatus(): Promise<void> {
    const { account, listener } = this.#context;
    listener.status(account, this.statusOf(await this.#state.head()));
  }

  #reportProgress(progress: Progress): void {
    const { account, listener, store } = this.#context;
    this.#progress = progress;
    const now = store.clock.now();
    if (now - this.#reportedAt < PROGRESS_EVERY_MS) return;
    this.#reportedAt = now;
    listener.status(account, { status: "PROCESSING_SNAPSHOT", progress });
  }
}

function refuse(
  message: NewRawMessagePayload["message"],
): RefusedRecord | null {
  const unfit = refuseUnfit(message);
  if (unfit !== null) return unfit;
  const placement = placeMessage(message, null);
  return placement.ok
    ? null
    : { code: placement.code, reason: placement.reason, record: message };
}
