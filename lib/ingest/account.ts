import type {
  AccountId,
  CacheUpdateEnvelope,
  NewRawMessagePayload,
  SystemStatus,
  Totals,
} from "@/lib/models/mod.ts";
import { jsonSize, type Store } from "@/lib/store/mod.ts";
import { AccountState, LeaseLost } from "./account_state.ts";
import { requestAnalytics } from "./analytics_request.ts";
import { CommandTeller } from "./command_teller.ts";
import { DeltaCommits } from "./delta_commits.ts";
import { DeltaPath } from "./delta_path.ts";
import { DeltaQueue } from "./delta_queue.ts";
import type { DeltaResult } from "./delta_result.ts";
import { Drain } from "./drain.ts";
import { erase } from "./erasure.ts";
import { type Head, mayDrain } from "./head.ts";
import type { Leases } from "./leases.ts";
import { Maintenance } from "./maintenance.ts";
import type { IngestListener, IngestParts } from "./parts.ts";
import type { Signals } from "./signals.ts";
import { refuseMessage } from "./snapshot_records.ts";
import { Snapshots, type StageResult } from "./snapshots.ts";
import { StatusReport } from "./status_report.ts";
import { Tenure } from "./tenure.ts";
import type { Turns } from "./turns.ts";
import { WorkLoop } from "./work_loop.ts";

/** What an account's ingest works with. */
export interface AccountContext {
  store: Store;
  account: AccountId;
  parts: IngestParts;
  listener: IngestListener;
  leases: Leases;
  signals: Signals;
  /** Whether messages are coming in, for which other work is to make room. */
  isBusy(): boolean;
  /** Messages of few accounts are enriched anew at a time. */
  rebuilds: Turns;
  /** One account's messages are searched for names at a time. */
  searches: Turns;
}

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
  readonly #commands: CommandTeller;
  readonly #snapshots: Snapshots;
  readonly #drain: Drain;
  readonly #status: StatusReport;
  readonly #loop: WorkLoop;
  readonly #maintenance: Maintenance;
  readonly #tenure: Tenure;
  /** Snapshot parts that are on their way in. */
  #staging = 0;
  /** Who waits until everything is erased. */
  readonly #erasures: PromiseWithResolvers<Totals>[] = [];

  constructor(context: AccountContext) {
    const { store, account, leases } = context;
    const { clock } = store;
    this.#context = context;
    const status = this.#status = new StatusReport({ ...context, clock });
    const state = this.#state = new AccountState(store, account, leases);
    const queue = this.#queue = new DeltaQueue(store, account);
    const commits = this.#commits = new DeltaCommits({ ...context, state });
    const commands = this.#commands = new CommandTeller({
      ...context,
      commits,
    });
    const loop = this.#loop = new WorkLoop({
      clock,
      run: () => this.#doWork(),
      recover: (error) => this.#recover(error),
    });
    const path = this.#path = new DeltaPath({
      account,
      queue,
      commits,
      mayApply: () => this.#staging === 0,
      onQueued: () => this.#heedQueue(),
      onApplied: () => {
        this.#maintenance.startNaming();
        this.#maintenance.startCopying();
        this.#maintenance.startSuggesting();
        if (commits.owesAnalytics) loop.wakeIn(commits.analyticsIn);
      },
    });
    this.#snapshots = new Snapshots({
      ...context,
      state,
      onProgress: (progress) => status.note(progress),
    });
    this.#drain = new Drain({
      account,
      state,
      queue,
      commits,
      now: () => clock.now(),
    });
    this.#maintenance = new Maintenance({
      ...context,
      state,
      commits,
      status,
      loop,
    });
    this.#tenure = new Tenure({
      ...context,
      state,
      queue,
      path,
      loop,
      onTaken: () => {
        // The holder before this one may have left some.
        commits.noteNames();
        commits.noteGraph();
        commits.noteRequest();
        commands.note();
        return this.#leaveSnapshot();
      },
      onWork: () => this.lookAgain(),
      hasMore: () =>
        this.#maintenance.isCopyBehind || commits.mayBeAsked ||
        commands.mayHaveNews,
    });
  }

  /** The account's state in a word; `head` is where it stands. */
  statusOf(head: Head): SystemStatus {
    return this.#status.of(head);
  }

  /** Whether nobody needs this: no Agent, no lease, nothing on its way. */
  get isOver(): boolean {
    return this.#state.lease === null && !this.#tenure.hasAgent &&
      this.#isAtRest && !this.#loop.isUnderWay;
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
    // No await before this: deltas keep the order in which they came.
    return this.#path.add({
      message: refused === null ? message : null,
      eventId: event_id ?? null,
      receivedAt: this.#tenure.noteUse(),
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
    const receivedAt = this.#tenure.noteUse();
    try {
      const result = await this.#tenure.whileHeld(() =>
        this.#snapshots.add(payload, receivedAt)
      );
      if (result.status === "committed") await this.#reportStatus();
      return result;
    } finally {
      this.#staging--;
      if (this.#tenure.hasAgentLeft) await this.#leaveSnapshot();
      this.wake();
    }
  }

  /** An Agent is connected to this instance: the lease belongs here. */
  agentHere(): void {
    this.#tenure.agentHere();
  }

  /** The Agent is gone: deltas need not wait for the rest of its snapshot. */
  async agentGone(): Promise<void> {
    this.#tenure.agentGone();
    try {
      await this.#leaveSnapshot();
    } finally {
      this.wake();
    }
  }

  /** The instance `by` asks for the lease: there is an Agent, or a snapshot. */
  yieldTo(by: string): void {
    this.#tenure.yieldTo(by);
  }

  /** Somebody may have added to the queue: what is known of it is outdated. */
  lookAgain(): void {
    this.#path.makeQueued();
    this.#commits.noteGraph();
    this.#commits.noteRequest();
    this.#commands.note();
    this.wake();
  }

  /** There is news in the database, with a mark: whoever writes tells of it. */
  heedNews(): void {
    this.lookAgain();
    if (this.#state.lease === null) this.#tenure.tellOfWork();
  }

  /** How messages are to be enriched has changed: whoever writes looks at it. */
  async review(): Promise<void> {
    this.lookAgain();
    if (this.#state.lease !== null) return;
    await this.#queue.mark(null);
    this.#tenure.tellOfWork();
  }

  /**
   * Dashboards are to be told of the figures as they are by now: whoever writes
   * does that. Resolves when it is noted durably.
   */
  async requestAnalytics(): Promise<void> {
    const { store, account } = this.#context;
    await requestAnalytics(store, account);
    // A holder that has lost its lease unawares would tell nobody of it.
    await this.#state.verifyLease();
    await this.review();
  }

  /**
   * Erases everything that is known of the account's people, and gives what there
   * was. Resolves when nobody finds any of it: the account waits for a snapshot.
   */
  async erase(): Promise<Totals> {
    this.#path.makeQueued();
    return await this.#tenure.whileHeld(() => {
      const erasure = Promise.withResolvers<Totals>();
      this.#erasures.push(erasure);
      this.wake();
      return erasure.promise;
    });
  }

  /** Starts work that is due, if this instance gets hold of the lease. */
  wake(): void {
    this.#loop.wake();
  }

  /** Resolves when no work is due. */
  async idle(): Promise<void> {
    do {
      await this.#path.settled();
      await this.#snapshots.settled();
      await this.#loop.settled();
      await this.#maintenance.settled();
    } while (this.#loop.isUnderWay || !this.#isAtRest);
  }

  /**
   * Ends after the commit that is under way, and lets the lease go; nothing that
   * was acknowledged is lost, and another instance can go on at once.
   */
  async stop(): Promise<void> {
    this.#loop.stop();
    this.#tenure.stop();
    this.#giveUpErasures();
    await this.#path.settled();
    await this.#maintenance.abort();
    // A build that is under way fails with it; it is taken up elsewhere. A lease
    // that cannot be let go lapses.
    await this.#tenure.release().catch(() => {});
    await this.#snapshots.settled();
    await this.#loop.settled();
    // It may have been on its way here when it was let go.
    await this.#tenure.release().catch(() => {});
    await this.#maintenance.settled();
  }

  get #isAtRest(): boolean {
    return this.#path.isEmpty && this.#staging === 0 &&
      this.#erasures.length === 0 && !this.#maintenance.isUnderWay;
  }

  /** Deltas were queued: for this instance, or for whoever holds the lease. */
  #heedQueue(): void {
    this.wake();
    if (this.#state.lease === null) this.#tenure.tellOfWork();
  }

  async #doWork(): Promise<void> {
    if (!await this.#tenure.hold()) return this.#giveUpErasures();
    await this.#eraseIfAsked();
    let head = await this.#state.head();
    // Whoever asks for the lease, or a snapshot, does it over.
    if (this.#tenure.isAskedFor) await this.#maintenance.abort();
    if (head.build !== null) await this.#maintenance.rebuilding.abort();
    while (head.build !== null) {
      await this.#build();
      head = await this.#state.head();
    }
    if (this.#staging === 0 && mayDrain(head)) await this.#drainQueue();
    else await this.#unmark();
    head = await this.#state.head();
    if (!this.#loop.isStopped && !this.#tenure.isAskedFor) {
      await this.#maintenance.start(head);
    }
    head = await this.#takeNotes(head);
    if (head.analyticsDue && mayDrain(head)) {
      const ms = this.#commits.analyticsIn;
      if (ms > 0) return this.#loop.wakeIn(ms);
      await this.#commits.tellAnalytics();
    }
    if (this.#loop.isWanted || !this.#isAtRest) return;
    await this.#tenure.releaseIfUnused();
  }

  /** Erases for everybody who waits for it, in this round and no other work's. */
  async #eraseIfAsked(): Promise<void> {
    const erasures = this.#erasures.splice(0);
    if (erasures.length === 0) return;
    const { account, listener, store } = this.#context;
    try {
      await this.#maintenance.abort();
      const totals = await this.#snapshots.alone(() =>
        erase({ store, account, state: this.#state, queue: this.#queue })
      );
      for (const { resolve } of erasures) resolve(totals);
    } catch (error) {
      for (const { reject } of erasures) reject(error);
      throw error;
    } finally {
      this.#status.clear();
      this.#commits.forgetUntold();
      // Its copy on a server is to be emptied.
      this.#commits.noteGraph();
    }
    const head = await this.#state.head();
    listener.replaced(account, head.revision);
    this.#status.tell(head);
  }

  /** Who waits for an erasure asks for the lease again, or hears that it failed. */
  #giveUpErasures(): void {
    for (const { reject } of this.#erasures.splice(0)) {
      reject(new LeaseLost(this.#context.account));
    }
  }

  /**
   * Tells dashboards what became of commands, and owes them figures that somebody
   * asked for; where that leads.
   */
  async #takeNotes(head: Head): Promise<Head> {
    const { mayBeAsked } = this.#commits;
    if (!mayBeAsked && !this.#commands.mayHaveNews) return head;
    try {
      await this.#commands.tell();
      await this.#commits.takeRequest();
    } catch (error) {
      // The mark of it is gone by now, and whoever writes may not have seen it.
      if (error instanceof LeaseLost) {
        await this.#queue.mark(null);
        this.#tenure.tellOfWork();
      }
      throw error;
    }
    return await this.#state.head();
  }

  /** After work that failed; whether it may be tried again at once. */
  async #recover(error: unknown): Promise<boolean> {
    this.#path.makeQueued();
    if (this.#loop.isStopped || await this.#tenure.isLost(error)) return true;
    this.#context.listener.failed(this.#context.account, "ingest", error);
    return false;
  }

  async #build(): Promise<void> {
    const { account, listener } = this.#context;
    const revision = await this.#snapshots.build();
    this.#status.clear();
    this.#commits.forgetUntold();
    listener.replaced(account, revision);
  }

  async #drainQueue(): Promise<void> {
    if (!this.#path.isDirect) {
      const emptyAt = await this.#drain.run(() =>
        !this.#loop.isStopped && this.#staging === 0 && !this.#tenure.isAskedFor
      );
      if (emptyAt === null) return;
      this.#path.makeDirect(emptyAt);
    }
    await this.#unmark();
    if (!(await this.#state.head()).catchingUp) return;
    await this.#state.mutate((_tx, head) => {
      head.catchingUp = false;
    });
    await this.#reportStatus();
  }

  /** Whoever holds the lease looks at everything after this, also after a crash. */
  async #unmark(): Promise<void> {
    const { lease } = this.#state;
    if (lease !== null) await this.#queue.unmark(lease);
  }

  /** Deltas do not wait for the rest of a snapshot whose Agent is gone. */
  async #leaveSnapshot(): Promise<void> {
    if (this.#tenure.hasAgent || this.#staging > 0) return;
    try {
      if (this.#state.lease !== null) await this.#pauseSnapshot();
    } catch (error) {
      if (!(error instanceof LeaseLost)) throw error;
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

  async #reportStatus(): Promise<void> {
    this.#status.tell(await this.#state.head());
  }
}
