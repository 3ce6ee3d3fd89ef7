import type { AccountId } from "@/lib/models/mod.ts";
import {
  keys,
  type Store,
  Transaction,
  TransactionConflict,
} from "@/lib/store/mod.ts";

/** What an account decided about its figures. */
interface InsightSettings {
  timeZone: string;
}

/** What is counted for an account that has decided nothing. */
const DEFAULTS: InsightSettings = { timeZone: "UTC" };

/** Tries of a change that another one got in the way of. */
const TRIES = 10;

/** How an account wants its figures to be counted. */
export class InsightBook {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** The time zone of the account's days and hours; UTC by default. */
  async timeZone(account: AccountId): Promise<string> {
    return (await this.#read(account)).settings.timeZone;
  }

  /** Decides about the time zone, by its IANA name. */
  setTimeZone(account: AccountId, timeZone: string): Promise<void> {
    return this.#change(account, { timeZone });
  }

  /** What others decide at the same moment about something else, stays. */
  async #change(
    account: AccountId,
    change: Partial<InsightSettings>,
  ): Promise<void> {
    const key = keys.insightSettings(account);
    for (let attempt = 1;; attempt++) {
      const { settings, versionstamp } = await this.#read(account);
      const tx = new Transaction(this.#store);
      tx.set(key, { ...settings, ...change });
      tx.check(key, versionstamp);
      try {
        await tx.commit();
        return;
      } catch (error) {
        if (!(error instanceof TransactionConflict)) throw error;
        if (attempt === TRIES) throw error;
      }
    }
  }

  async #read(account: AccountId) {
    const entry = await this.#store.get<Partial<InsightSettings>>(
      keys.insightSettings(account),
    );
    return {
      settings: { ...DEFAULTS, ...entry?.value },
      versionstamp: entry?.versionstamp ?? null,
    };
  }
}
