import type { AccountId } from "@/lib/models/mod.ts";
import { type Store, TransactionConflict } from "@/lib/store/mod.ts";
import { type AccountState, LeaseLost } from "./account_state.ts";
import type { DeltaPath } from "./delta_path.ts";
import type { DeltaQueue } from "./delta_queue.ts";
import { hasWork, mayDrain } from "./head.ts";
import type { Leases } from "./leases.ts";
import type { Signal, Signals } from "./signals.ts";
import type { WorkLoop } from "./work_loop.ts";

/** What the tenure of an account's lease works with. */
export interface TenureContext {
  store: Store;
  account: AccountId;
  leases: Leases;
  signals: Signals;
  state: AccountState;
  queue: DeltaQueue;
  path: DeltaPath;
  /** The account's work, which takes the lease and lets it go. */
  loop: WorkLoop;
  /** The lease was taken; who waits for it waits for this too. */
  onTaken(): Promise<void>;
  /** Another instance says that something waits, and the lease is held here. */
  onWork(): void;
  /** Whether there is work left of which the account's head says nothing. */
  hasMore(): boolean;
}

/** How often a lease that somebody else holds is asked for, in ms. */
const CLAIM_EVERY_MS = 250;
/** How often the database is told of that, in ms. */
const MARK_EVERY_MS = 2_000;
/**
 * How long a lease that nobody asks for is held where there is neither Agent nor
 * work, in ms: an Agent whose connection was cut finds everything at hand.
 */
const LINGER_MS = 30_000;
/** Tries of what needs the lease while that goes from hand to hand. */
const TRIES = 3;

/**
 * How one account's lease comes to this instance and leaves it: when it is asked
 * for, how long it is held, and what instances tell each other about it. Deltas
 * are queued whenever it changes hands.
 */
export class Tenure {
  readonly #context: TenureContext;
  readonly #stopListening: () => void;
  #hasAgent = false;
  #hasAgentLeft = false;
  /** Another instance asked for the lease. */
  #isAskedFor = false;
  #isStopped = false;
  /** Who waits for the lease. */
  #waiting: { resolve: () => void; reject: (error: unknown) => void }[] = [];
  #usedAt: number;
  #markedAt = -Infinity;

  constructor(context: TenureContext) {
    const { store: { clock }, account, signals } = context;
    this.#context = context;
    this.#usedAt = clock.now();
    this.#stopListening = signals.listen(
      account,
      (signal) => this.#hear(signal),
    );
  }

  /** Whether an Agent is connected to this instance. */
  get hasAgent(): boolean {
    return this.#hasAgent;
  }

  /** Whether an Agent was connected to this instance, and is not any more. */
  get hasAgentLeft(): boolean {
    return this.#hasAgentLeft;
  }

  /** Whether another instance asked for the lease. */
  get isAskedFor(): boolean {
    return this.#isAskedFor;
  }

  /** An Agent is connected to this instance: the lease belongs here. */
  agentHere(): void {
    this.#hasAgent = true;
    this.#hasAgentLeft = false;
    this.#context.loop.wake();
  }

  /** The Agent is gone: the lease is held for a while in case it comes back. */
  agentGone(): void {
    this.#hasAgent = false;
    this.#hasAgentLeft = true;
    this.noteUse();
  }

  /** Notes that the lease is of use here. Gives the time, in ms. */
  noteUse(): number {
    this.#usedAt = this.#context.store.clock.now();
    return this.#usedAt;
  }

  /** The instance `by` asks for the lease. */
  yieldTo(by: string): void {
    const { leases, loop } = this.#context;
    if (by === leases.instance) return;
    this.#isAskedFor = true;
    loop.wake();
  }

  /** Tells whoever holds the lease that something waits. */
  tellOfWork(): void {
    this.#send({ kind: "work" });
  }

  /** Whether this instance holds the lease now; asks for it if it should. */
  async hold(): Promise<boolean> {
    const { state, path, onTaken } = this.#context;
    if (state.lease !== null) return true;
    if (!await state.acquire()) {
      if (this.#isNeeded) await this.#claim();
      return false;
    }
    this.#isAskedFor = false;
    path.makeQueued();
    this.noteUse();
    await onTaken();
    for (const { resolve } of this.#waiting.splice(0)) resolve();
    return true;
  }

  /**
   * Waits for the lease, and runs what needs it; once more, up to three times in
   * all, if the lease is lost meanwhile. Throws {@linkcode LeaseLost} when
   * stopped.
   */
  async whileHeld<R>(run: () => Promise<R>): Promise<R> {
    for (let attempt = 1;; attempt++) {
      try {
        if (this.#context.state.lease === null) await this.#whenHeld();
        return await run();
      } catch (error) {
        if (this.#isStopped || attempt === TRIES) throw error;
        if (!await this.isLost(error)) throw error;
      }
    }
  }

  /** Whether the lease is lost, by an error of what was done under it. */
  async isLost(error: unknown): Promise<boolean> {
    if (error instanceof LeaseLost) return true;
    if (!(error instanceof TransactionConflict)) return false;
    return !await this.#context.state.verifyLease();
  }

  /** Lets the lease go when somebody asks for it, or it is of no use here. */
  async releaseIfUnused(): Promise<void> {
    const { store: { clock }, loop } = this.#context;
    if (!this.#isAskedFor) {
      if (this.#hasAgent) return;
      const rest = this.#usedAt + LINGER_MS - clock.now();
      if (rest > 0) return loop.wakeIn(rest);
    }
    await this.release();
    if (this.#hasAgent) loop.wakeIn(CLAIM_EVERY_MS);
  }

  /** Lets the lease go, if it is held, and tells the others. */
  async release(): Promise<void> {
    const { state, path, queue, hasMore } = this.#context;
    if (state.lease === null) return;
    const head = await state.head();
    const isDone = !hasWork(head) && !hasMore() &&
      (path.isDirect || !mayDrain(head));
    path.makeQueued();
    this.#isAskedFor = false;
    // Whoever looks for work next finds what is left.
    if (!isDone) await queue.mark(null);
    await state.release();
    this.#send({ kind: "lease_free" });
  }

  /** Nobody waits for the lease any more, nor hears of it; it is held still. */
  stop(): void {
    this.#isStopped = true;
    this.#stopListening();
    for (const { reject } of this.#waiting.splice(0)) {
      reject(new LeaseLost(this.#context.account));
    }
  }

  /** Whether the lease belongs here, whoever holds it. */
  get #isNeeded(): boolean {
    return this.#hasAgent || this.#waiting.length > 0;
  }

  #whenHeld(): Promise<void> {
    const { account, loop } = this.#context;
    if (this.#isStopped) throw new LeaseLost(account);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      loop.wake();
    });
  }

  /** Asks the holder of the lease for it: over the bus, and in the database. */
  async #claim(): Promise<void> {
    const { leases: { instance: by }, store: { clock }, queue, loop } =
      this.#context;
    loop.wakeIn(CLAIM_EVERY_MS);
    this.#send({ kind: "lease_wanted", by });
    if (clock.now() - this.#markedAt < MARK_EVERY_MS) return;
    this.#markedAt = clock.now();
    await queue.mark(by);
  }

  #send(signal: Signal): void {
    const { account, signals } = this.#context;
    signals.send(account, signal);
  }

  #hear(signal: Signal): void {
    const { state, loop, onWork } = this.#context;
    switch (signal.kind) {
      case "work":
        // Only who holds the lease can do anything about it.
        if (state.lease !== null) onWork();
        return;
      case "lease_wanted":
        return this.yieldTo(signal.by);
      case "lease_free":
        if (this.#isNeeded) loop.wake();
    }
  }
}
