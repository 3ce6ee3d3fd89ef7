import type { AccountId } from "@/lib/models/mod.ts";
import type { Clock } from "@/lib/store/mod.ts";

/** How often every account is looked at, in ms. */
const ROUND_MS = 3_000;
/** Parts of a round: the accounts are spread over them. */
const STEPS = 12;
/** Accounts that are looked at together, at most. */
const AT_ONCE = 100;

/** What the lookout works with. */
export interface LookoutOptions {
  clock: Clock;
  /** The accounts that have dashboards here. */
  accounts(): AccountId[];
  /** Compares what dashboards have with the database; `fully`: all of it. */
  look(accounts: readonly AccountId[], fully: boolean): Promise<void>;
  onError(error: unknown): void;
}

/**
 * Finds out what no message told: looks at every account with dashboards in
 * turn, one timer for all, and at once at those for which somebody rings.
 */
export class Lookout {
  readonly #options: LookoutOptions;
  readonly #rung = new Set<AccountId>();
  #round: AccountId[] = [];
  #step = 0;
  #answering = false;
  #stopped = false;
  #cancel: () => void = () => {};

  constructor(options: LookoutOptions) {
    this.#options = options;
    this.#stepLater();
  }

  /** These accounts are to be looked at now, and fully. */
  ring(accounts: Iterable<AccountId>): void {
    for (const account of accounts) this.#rung.add(account);
    this.#answer();
  }

  /** Ends; a look that is under way is the last. */
  stop(): void {
    this.#stopped = true;
    this.#cancel();
  }

  /** One after the other: who rings meanwhile is looked at next. */
  async #answer(): Promise<void> {
    if (this.#answering) return;
    this.#answering = true;
    while (this.#rung.size > 0 && !this.#stopped) {
      const some = [...this.#rung].slice(0, AT_ONCE);
      for (const account of some) this.#rung.delete(account);
      if (await this.#look(some, true)) continue;
      for (const account of some) this.#rung.add(account);
      break;
    }
    this.#answering = false;
  }

  #stepLater(): void {
    if (this.#stopped) return;
    const { clock } = this.#options;
    this.#cancel = clock.after(ROUND_MS / STEPS, () => {
      // What could not be looked at before is tried again.
      this.#answer();
      this.#lookAround().finally(() => this.#stepLater());
    });
  }

  async #lookAround(): Promise<void> {
    if (this.#step === 0) this.#round = this.#options.accounts();
    const share = this.#round.length / STEPS;
    const from = Math.floor(this.#step * share);
    this.#step = (this.#step + 1) % STEPS;
    const to = this.#step === 0
      ? this.#round.length
      : Math.floor(this.#step * share);
    for (let i = from; i < to && !this.#stopped; i += AT_ONCE) {
      await this.#look(this.#round.slice(i, Math.min(to, i + AT_ONCE)), false);
    }
  }

  async #look(
    accounts: readonly AccountId[],
    fully: boolean,
  ): Promise<boolean> {
    try {
      await this.#options.look(accounts, fully);
      return true;
    } catch (error) {
      this.#options.onError(error);
      return false;
    }
  }
}
