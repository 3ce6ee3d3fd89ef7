import { addCosts, type Commit, loadOf, NO_COST } from "./commit.ts";

/** What became of a commit: its versionstamp, or that a check failed. */
export type CommitResult = { ok: true; versionstamp: string } | { ok: false };

/** Commits one atomic operation. */
export type RunAtomic = (
  fill: (atomic: Deno.AtomicOperation) => void,
) => Promise<Deno.KvCommitResult | Deno.KvCommitError>;

/** Operations under way at a time: the next is at hand when one is written. */
const UNDER_WAY = 3;

interface Waiting {
  commit: Commit;
  resolve: (result: CommitResult) => void;
  reject: (error: unknown) => void;
}

/**
 * Group commit: commits that come while others are under way share the next
 * atomic operation, as many as fit. A lone one goes at once. Each stands for
 * itself: where a shared operation fails, all of it are tried one by one.
 */
export class Committer {
  readonly #run: RunAtomic;
  #waiting: Waiting[] = [];
  #underWay = 0;
  #isDue = false;

  constructor(run: RunAtomic) {
    this.#run = run;
  }

  /** Commits; rejects with what the platform says if that is impossible. */
  commit(commit: Commit): Promise<CommitResult> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ commit, resolve, reject });
      this.#startSoon();
    });
  }

  /** Whatever else comes in this turn of the event loop shares the operation. */
  #startSoon(): void {
    if (this.#isDue || this.#underWay === UNDER_WAY) return;
    this.#isDue = true;
    queueMicrotask(() => {
      this.#isDue = false;
      this.#start();
    });
  }

  #start(): void {
    while (this.#waiting.length > 0 && this.#underWay < UNDER_WAY) {
      this.#underWay++;
      this.#commitGroup(this.#takeGroup()).finally(() => {
        this.#underWay--;
        this.#start();
      });
    }
  }

  #takeGroup(): Waiting[] {
    const group: Waiting[] = [];
    let cost = NO_COST;
    for (const waiting of this.#waiting) {
      const { commit } = waiting;
      cost = addCosts(cost, commit.cost);
      const fits = loadOf(cost) <= 1 &&
        group.every((before) => before.commit.mayBeFollowedBy(commit));
      if (group.length > 0 && !fits) break;
      group.push(waiting);
    }
    this.#waiting.splice(0, group.length);
    return group;
  }

  async #commitGroup(group: readonly Waiting[]): Promise<void> {
    try {
      const result = await this.#run((atomic) => {
        for (const { commit } of group) commit.addTo(atomic);
      });
      if (result.ok || group.length === 1) {
        for (const { resolve } of group) resolve(result);
        return;
      }
    } catch (error) {
      if (group.length === 1) {
        for (const { reject } of group) reject(error);
        return;
      }
    }
    for (const one of group) await this.#commitGroup([one]);
  }
}
