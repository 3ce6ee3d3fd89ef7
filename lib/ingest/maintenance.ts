import type { AccountId } from "@/lib/models/mod.ts";
import type { Store } from "@/lib/store/mod.ts";
import type { AccountState } from "./account_state.ts";
import { BackgroundJob } from "./background_job.ts";
import type { DeltaCommits } from "./delta_commits.ts";
import { collectGarbage } from "./garbage.ts";
import { type Head, isOutdated, mayDrain } from "./head.ts";
import type { IngestListener, IngestParts } from "./parts.ts";
import { rebuild } from "./rebuild.ts";
import type { StatusReport } from "./status_report.ts";
import type { Turns } from "./turns.ts";
import { searchNames } from "./name_search.ts";
import { RETRY_PAUSE_MS, type WorkLoop } from "./work_loop.ts";

/** So soon after messages came, some may be proposed, in ms. */
const SUGGEST_AFTER_MS = 5_000;

/** What an account's maintenance works with. */
export interface MaintenanceContext {
  store: Store;
  account: AccountId;
  parts: IngestParts;
  listener: IngestListener;
  /** Messages of few accounts are enriched anew at a time. */
  rebuilds: Turns;
  /** One account's messages are searched for names at a time. */
  searches: Turns;
  /** Whether messages are coming in, for which a search is to make room. */
  isBusy(): boolean;
  state: AccountState;
  commits: DeltaCommits;
  status: StatusReport;
  /** The account's work, which is woken when a job has ended. */
  loop: WorkLoop;
}

/**
 * What is done to an account's datasets beside its deltas. Whoever holds the
 * lease tries what failed again.
 */
export class Maintenance {
  /** Deletes datasets that nobody reads any more. */
  readonly collecting: BackgroundJob;
  /** Enriches all messages anew. */
  readonly rebuilding: BackgroundJob;
  /** Searches messages for names. */
  readonly naming: BackgroundJob;
  /** Brings the graph's copy up to date. */
  readonly copying: BackgroundJob;
  /** Proposes messages to fans. */
  readonly suggesting: BackgroundJob;
  readonly #context: MaintenanceContext;
  /** When messages are to be proposed next, in ms. */
  #suggestAt = Infinity;
  /** The graph's copy could not be brought up to date. */
  #isCopyDue = false;

  constructor(context: MaintenanceContext) {
    this.#context = context;
    this.collecting = this.#job("clean-up", () => collectGarbage(context));
    this.rebuilding = this.#job(
      "enriching anew",
      (signal) => context.rebuilds.take(signal, () => this.#rebuild(signal)),
    );
    this.naming = this.#job(
      "finding names",
      (signal) => this.#searchNames(signal),
    );
    this.copying = this.#job(
      "copying the graph",
      (signal) => this.#copyGraph(signal),
    );
    this.suggesting = this.#job(
      "proposing messages",
      (signal) => this.#suggest(signal),
    );
  }

  /** Whether any of it is under way. */
  get isUnderWay(): boolean {
    return this.collecting.isUnderWay || this.rebuilding.isUnderWay ||
      this.naming.isUnderWay || this.copying.isUnderWay ||
      this.suggesting.isUnderWay;
  }

  /** Whether the graph's copy is behind, as far as this instance knows. */
  get isCopyBehind(): boolean {
    return this.copying.isUnderWay || this.#isCopyDue;
  }

  /** Starts what is due, by `head` and by what was committed. */
  async start(head: Head): Promise<void> {
    if (head.garbage.length > 0 || head.erasing !== null) {
      this.collecting.start();
    }
    if (await this.#isToBeRebuilt(head)) this.rebuilding.start();
    if (head.generation > 0) this.startNaming();
    this.startCopying();
    if (mayDrain(head)) this.startSuggesting();
  }

  /** Starts searching for names, if messages with some were committed. */
  startNaming(): void {
    if (this.naming.isReady && this.#context.commits.takeNames()) {
      this.naming.start();
    }
  }

  /** Starts copying the graph, if it was changed, or there is no saying. */
  startCopying(): void {
    const { parts: { graphCopy }, commits } = this.#context;
    if (graphCopy === null || !this.copying.isReady) return;
    if (commits.takeGraph()) this.copying.start();
  }

  /**
   * Starts proposing messages, if it is time: soon after messages came, and when
   * it said that it is to look again.
   */
  startSuggesting(): void {
    const { parts: { suggestions }, commits, store, loop } = this.#context;
    if (suggestions === null) return;
    const now = store.clock.now();
    if (commits.takeMessages()) {
      this.#suggestAt = Math.min(this.#suggestAt, now + SUGGEST_AFTER_MS);
    }
    if (now < this.#suggestAt) loop.wakeIn(this.#suggestAt - now);
    else this.suggesting.start();
  }

  /** Resolves when nothing is under way. */
  async settled(): Promise<void> {
    await this.collecting.settled();
    await this.rebuilding.settled();
    await this.naming.settled();
    await this.copying.settled();
    await this.suggesting.settled();
  }

  /** Ends early what whoever holds the lease next does over. */
  async abort(): Promise<void> {
    await this.rebuilding.abort();
    await this.naming.abort();
    await this.copying.abort();
    await this.suggesting.abort();
  }

  #job(
    what: string,
    run: (signal: AbortSignal) => Promise<void>,
  ): BackgroundJob {
    const { store: { clock }, account, listener, state, loop } = this.#context;
    return new BackgroundJob({
      clock,
      retryMs: RETRY_PAUSE_MS,
      run,
      onFailed: (error) => {
        if (state.lease === null) return;
        listener.failed(account, what, error);
        loop.wakeIn(RETRY_PAUSE_MS);
      },
      onEnded: () => loop.wake(),
    });
  }

  async #copyGraph(signal: AbortSignal): Promise<void> {
    const { account, parts, state, commits, loop } = this.#context;
    const { lease } = state;
    if (parts.graphCopy === null || lease === null) return;
    this.#isCopyDue = true;
    try {
      const head = () => state.head();
      const ms = await parts.graphCopy.run({ account, head, lease, signal });
      this.#isCopyDue = ms !== null;
      if (ms === null) return;
      this.copying.rest(ms);
      loop.wakeIn(ms);
    } finally {
      if (this.#isCopyDue) commits.noteGraph();
    }
  }

  async #suggest(signal: AbortSignal): Promise<void> {
    const { account, parts, state, store: { clock } } = this.#context;
    const { lease } = state;
    if (parts.suggestions === null || lease === null) return;
    // What fails is tried again after a pause.
    this.#suggestAt = -Infinity;
    const head = () => state.head();
    const ms = await parts.suggestions.run({ account, head, lease, signal });
    this.#suggestAt = clock.now() + ms;
  }

  async #searchNames(signal: AbortSignal): Promise<void> {
    try {
      await searchNames({ ...this.#context, signal });
    } catch (error) {
      this.#context.commits.noteNames();
      throw error;
    }
  }

  async #isToBeRebuilt(head: Head): Promise<boolean> {
    if (!mayDrain(head)) return false;
    const { account, parts } = this.#context;
    return head.rebuild !== null ||
      isOutdated(head, await parts.basis(account));
  }

  /** Enriches all messages anew, and shows that. */
  async #rebuild(signal: AbortSignal): Promise<void> {
    const { account, listener, state, commits, status } = this.#context;
    const head = await state.head();
    try {
      const revision = await rebuild({
        ...this.#context,
        onProgress: (progress) => status.noteReading(progress, head),
        signal,
      });
      if (revision === null) return;
      commits.forgetUntold();
      listener.replaced(account, revision);
    } finally {
      status.noteReading(null, await state.head());
    }
  }
}
