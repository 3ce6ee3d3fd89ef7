import { PLAIN_READING, type TopicReading } from "@/lib/enrichment/mod.ts";
import type { AccountId, TopicSettings } from "@/lib/models/mod.ts";
import {
  keys,
  type Store,
  Transaction,
  TransactionConflict,
} from "@/lib/store/mod.ts";
import { type Edited, NO_SETTINGS, readingOf } from "./edit.ts";

/** Tries of a change that another one got in the way of. */
const TRIES = 10;

/**
 * What accounts' creators decided about topics. A dataset keeps to the revision
 * that it was made with, so that one figure never mixes two of them.
 */
export class TopicBook {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** What is decided now. */
  async settings(account: AccountId): Promise<TopicSettings> {
    const entry = await this.#store.get<TopicSettings>(
      keys.topicSettings(account),
    );
    return entry?.value ?? NO_SETTINGS;
  }

  /** How messages are sorted as of a revision; a forgotten one is an error. */
  async reading(account: AccountId, revision: number): Promise<TopicReading> {
    if (revision === 0) return PLAIN_READING;
    const entry = await this.#store.get<TopicReading>(
      keys.topicReading(account, revision),
    );
    if (entry === null) {
      throw new Error(`Topics as of revision ${revision} are not known`);
    }
    return entry.value;
  }

  /** Decides something; `edit` may run again where others decide as well. */
  async change(
    account: AccountId,
    edit: (settings: TopicSettings) => Edited,
  ): Promise<Edited> {
    const key = keys.topicSettings(account);
    for (let attempt = 1;; attempt++) {
      const entry = await this.#store.get<TopicSettings>(key);
      const before = entry?.value ?? NO_SETTINGS;
      const result = edit(before);
      if (!result.ok) return result;
      const { settings } = result;
      const tx = new Transaction(this.#store);
      tx.set(key, settings);
      if (settings.revision !== before.revision) {
        tx.set(
          keys.topicReading(account, settings.revision),
          readingOf(settings),
        );
      }
      tx.check(key, entry?.versionstamp ?? null);
      try {
        await tx.commit();
        return result;
      } catch (error) {
        if (!(error instanceof TransactionConflict)) throw error;
        if (attempt === TRIES) throw error;
      }
    }
  }
}
