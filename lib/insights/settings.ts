import type { AccountId } from "@/lib/models/mod.ts";
import { keys, type Store, Transaction } from "@/lib/store/mod.ts";

/** What an account decided about its figures. */
interface InsightSettings {
  timeZone: string;
}

/** How an account wants its figures to be counted. */
export class InsightBook {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** The time zone of the account's days and hours; UTC by default. */
  async timeZone(account: AccountId): Promise<string> {
    const key = keys.insightSettings(account);
    const entry = await this.#store.get<InsightSettings>(key);
    return entry?.value.timeZone ?? "UTC";
  }

  /** Decides about the time zone, by its IANA name. */
  async setTimeZone(account: AccountId, timeZone: string): Promise<void> {
    const tx = new Transaction(this.#store);
    tx.set(keys.insightSettings(account), { timeZone });
    await tx.commit();
  }
}
