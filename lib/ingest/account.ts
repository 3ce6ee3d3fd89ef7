import type {
  AccountId,
  CacheUpdateEnvelope,
  NewRawMessagePayload,
  SystemStatus,
} from "@/lib/models/mod.ts";
import { jsonSize, type Store, TransactionConflict } from "@/lib/store/mod.ts";
import { AccountState, LeaseLost } from "./account_state.ts";
import { Alarm } from "./alarm.ts";
import { BackgroundJob } from "./background_job.ts";
import { DeltaCommits } from "./delta_commits.ts";
import { DeltaPath } from "./delta_path.ts";
import { DeltaQueue } from "./delta_queue.ts";
import type { DeltaResult } from "./delta_result.ts";
import { Drain } from "./drain.ts";
import { collectGarbage } from "./garbage.ts";
import { hasWork, type Head, isOutdated, mayDrain } from "./head.ts";
import type { Leases } from "./leases.ts";
import type { IngestListener, IngestParts } from "./parts.ts";
import { rebuild } from "./rebuild.ts";
import type { Signal, Signals } from "./signals.ts";
import { refuseMessage } from "./snapshot_records.ts";
import { Snapshots, type StageResult } from "./snapshots.ts";
import { StatusReport } from "./status_report.ts";
import type { Turns } from "./turns.ts";
import { searchNames } from "./unsearched.ts";

/** What an account's ingest works with. */
export interface AccountContext {
  store: Store;
  account: AccountId;
  parts: IngestParts;
  listener: IngestListener;
  leases: Leases;
  signals: Signals;
  /** Whether deltas are coming in, for which other work is to make room. */
  isBusy(): boolean;
  /** Messages of few accounts are enriched anew at a time. */
  rebuilds: Turns;
}

/** Pause before work that failed is tried again, in ms. */
const RETRY_PAUSE_MS = 1_000;
/** How often a lease that somebody else holds is asked for, in ms. */
const CLAIM_EVERY_MS = 250;
/** How often the database is told of that, in ms. */
const MARK_EVERY_MS = 2_000;
/**
 * How long a lease that nobody asks for is held where there is neither Agent nor
 * work, in ms: an Agent whose connection was cut finds everything at hand.
 */
const LINGER_MS = 30_000;
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
  readonly #path: DeltaPath;
  readonly #commits: DeltaCommits;
  readonly #snapshots: Snapshots;
  readonly #drain: Drain;
  readonly #alarm: Alarm;
  readonly #status: StatusReport;
  readonly #collecting: BackgroundJob;
  readonly #rebuilding: BackgroundJob;
  readonly #naming: BackgroundJob;
  readonly #stopListening: () => void;
  #work: Promise<void> | null = null;
  #wanted = false;
  #stopped = false;
  #endPause: () => void = () => {};
  #agentIsHere = false;
  /** Another instance asked for the lease. */
  #isLeaseWanted = false;
  /** Snapshot parts that are on their way in. */
  #staging = 0;
  /** Who waits for the lease. */
  #waiting: { resolve: () => void; reject: (error: unknown) => void }[] = [];
  #activeAt: number;
  #claimedAt = -Infinity;

  constructor(context: AccountContext) {
    const { store, account, leases, signals } = context;
    const { clock } = store;
    this.#context = context;
    this.#status = new StatusReport({ ...context, clock });
    this.#activeAt = clock.now();
    this.#alarm = new Alarm(clock, () => this.wake());
    const state = this.#state = new AccountState(store, account, leases);
    const queue = this.#queue = new DeltaQueue(store, account);
    const commits = this.#commits = new DeltaCommits({ ...context, state });
    this.#path = new DeltaPath({
      account,
      queue,
      commits,
      mayApply: () => this.#staging === 0,
      onQueued: () => this.#heedQueue(),
      onApplied: () => {
        if (!this.#naming.isUnderWay && commits.takeNames()) {
          this.#naming.start();
        }
        if (commits.owesAnalytics) this.#alarm.set(commits.analyticsIn);
      },
    });
    this.#snapshots = new Snapshots({
      ...context,
      state,
      onProgress: (progress) => this.#status.note(progress),
    });
    this.#drain = new Drain({
      account,
      state,
      queue,
      commits,
      now: () => clock.now(),
    });
    this.#collecting = this.#job("clean-up", () => this.#collect());
    this.#rebuilding = this.#job(
      "enriching anew",
      (signal) => context.rebuilds.take(signal, () => this.#rebuild(signal)),
    );
    this.#naming = this.#job(
      "finding names",
      (signal) => this.#searchNames(signal),
    );
    this.#stopListening = signals.listen(
      account,
      (signal) => this.#hear(signal),
    );
  }

  /** The account's state in a word; `head` is where it stands. */
  statusOf(head: Head): SystemStatus {
    return this.#status.of(head);
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
    const refused = refuseMessage(message);
    this.#activeAt = this.#context.store.clock.now();
    // No await before this: deltas keep the order in which they came.
    return this.#path.add({
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
    this.#path.makeQueued();
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
    this.#path.makeQueued();
    this.wake();
  }

  /** How messages are to be enriched has changed: whoever writes looks at it. */
  async review(): Promise<void> {
    this.lookAgain();
    if (this.#state.lease !== null) return;
    await this.#queue.mark(null);
    this.#send({ kind: "work" });
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
      await this.#path.settled();
      await this.#snapshots.settled();
      await this.#work;
      await this.#collecting.settled();
      await this.#rebuilding.settled();
      await this.#naming.settled();
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
    await this.#path.settled();
    await this.#rebuilding.abort();
    await this.#naming.abort();
    // A build that is under way fails with it; it is taken up elsewhere. A lease
    // that cannot be let go lapses.
    await this.#release().catch(() => {});
    await this.#snapshots.settled();
    await this.#work;
    await this.#collecting.settled();
  }

  get #isAtRest(): boolean {
    return this.#path.isEmpty && this.#staging === 0 &&
      !this.#collecting.isUnderWay && !this.#rebuilding.isUnderWay &&
      !this.#naming.isUnderWay;
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

  /** Deltas were queued: for this instance, or for whoever holds the lease. */
  #heedQueue(): void {
    this.wake();
    if (this.#state.lease === null) this.#send({ kind: "work" });
  }

  async #run(): Promise<void> {
    while (this.#wanted && !this.#stopped) {
      this.#wanted = false;
      try {
        await this.#doWork();
      } catch (error) {
        this.#path.makeQueued();
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
    // Whoever asks for the lease, or a snapshot, does it over.
    if (this.#isLeaseWanted || head.build !== null) {
      await this.#rebuilding.abort();
    }
    if (this.#isLeaseWanted) await this.#naming.abort();
    while (head.build !== null) {
      await this.#build();
      head = await this.#state.head();
    }
    if (this.#staging === 0 && mayDrain(head)) await this.#drainQueue();
    else await this.#queue.unmark();
    head = await this.#state.head();
    if (head.garbage.length > 0) this.#collecting.start();
    if (await this.#isToBeRebuilt(head)) this.#rebuilding.start();
    if (this.#mayName(head)) this.#naming.start();
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
    this.#commits.noteNames();
    this.#path.makeQueued();
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
    if (!this.#path.isDirect) {
      const emptyAt = await this.#drain.run(() =>
        !this.#stopped && this.#staging === 0 && !this.#isLeaseWanted
      );
      if (emptyAt === null) return;
      this.#path.makeDirect(emptyAt);
    }
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
      (this.#path.isDirect || !mayDrain(head));
    this.#path.makeQueued();
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

  /** Work beside the deltas; whoever holds the lease tries it again. */
  #job(
    what: string,
    run: (signal: AbortSignal) => Promise<void>,
  ): BackgroundJob {
    const { account, listener } = this.#context;
    return new BackgroundJob({
      run,
      onFailed: (error) => {
        if (this.#state.lease === null) return;
        listener.failed(account, what, error);
        this.#alarm.set(RETRY_PAUSE_MS);
      },
      onEnded: () => this.wake(),
    });
  }

  /** Deletes what is left behind. */
  #collect(): Promise<void> {
    const { store, account } = this.#context;
    return collectGarbage({ store, account, state: this.#state });
  }

  async #isToBeRebuilt(head: Head): Promise<boolean> {
    if (!mayDrain(head) || this.#isLeaseWanted) return false;
    const { account, parts } = this.#context;
    return head.rebuild !== null ||
      isOutdated(head, await parts.basis(account));
  }

  #mayName(head: Head): boolean {
    return head.generation > 0 && !this.#isLeaseWanted &&
      !this.#naming.isUnderWay && this.#commits.takeNames();
  }

  async #searchNames(signal: AbortSignal): Promise<void> {
    try {
      await searchNames({ ...this.#context, state: this.#state, signal });
    } catch (error) {
      this.#commits.noteNames();
      throw error;
    }
  }

  /** Enriches all messages anew, and shows that. */
  async #rebuild(signal: AbortSignal): Promise<void> {
    const { account, listener } = this.#context;
    const head = await this.#state.head();
    try {
      const revision = await rebuild({
        ...this.#context,
        state: this.#state,
        commits: this.#commits,
        onProgress: (progress) => this.#status.noteReading(progress, head),
        signal,
      });
      if (revision === null) return;
      this.#commits.forgetUntold();
      listener.replaced(account, revision);
    } finally {
      this.#status.noteReading(null, await this.#state.head());
    }
  }

  async #build(): Promise<void> {
    const { account, listener } = this.#context;
    const revision = await this.#snapshots.build();
    this.#status.clear();
    this.#commits.forgetUntold();
    listener.replaced(account, revision);
  }

  async #reportStatus(): Promise<void> {
    this.#status.tell(await this.#state.head());
  }
}
