import type { AccountId } from "@/lib/models/mod.ts";
import {
  keys,
  type Store,
  Transaction,
  TransactionConflict,
  wait,
} from "@/lib/store/mod.ts";
import { AccountTurns } from "./account_turns.ts";
import { writeNews } from "./news.ts";
import type { StoredCommand } from "./record.ts";

/** Tries of a change that another instance got in the way of. */
const TRIES = 10;

/** What every change of an account's commands checks and rewrites. */
export interface Tail {
  /** The number of the next command. */
  next: number;
  /** The number of the next news. */
  news: number;
}

/** What a change was based on is not so any more. */
export class Outdated extends Error {
  override readonly name = "Outdated";
}

/** Writes a command, with its news for dashboards, within a change. */
export function putCommand(
  tx: Transaction,
  account: AccountId,
  tail: Tail,
  command: StoredCommand,
): void {
  tx.set(keys.command(account, command.id), command);
  writeNews(tx, account, tail.news++, command);
}

/**
 * Changes of an account's commands: one after the other, at whatever instances,
 * each one commit with its news.
 */
export class Ledger {
  readonly #store: Store;
  readonly #onNews: (account: AccountId) => void;
  readonly #turns = new AccountTurns();

  constructor(
    { store, onNews }: { store: Store; onNews(account: AccountId): void },
  ) {
    this.#store = store;
    this.#onNews = onNews;
  }

  /**
   * Runs `change` with a transaction and what the account counts, and commits
   * both if something is written. It runs again, after a growing pause, if
   * another instance was faster. Throws {@linkcode Outdated} if one of `checks`
   * does not hold.
   */
  change<R>(
    account: AccountId,
    change: (tx: Transaction, tail: Tail) => Promise<R>,
    checks: readonly Deno.AtomicCheck[] = [],
  ): Promise<R> {
    return this.#turns.take(account, async () => {
      const key = keys.commandTail(account);
      for (let attempt = 0; attempt < TRIES; attempt++) {
        const entry = await this.#store.get<Tail>(key);
        const tail = { next: 0, news: 0, ...entry?.value };
        const tx = new Transaction(this.#store);
        const result = await change(tx, tail);
        if (tx.size === 0) return result;
        tx.set(key, tail);
        tx.check(key, entry?.versionstamp ?? null);
        if (await tx.tryCommit([...checks]) === null) {
          if (!await this.#hold(checks)) throw new Outdated();
          await this.#pause(2 ** attempt);
          continue;
        }
        if (tail.news !== (entry?.value.news ?? 0)) this.#onNews(account);
        return result;
      }
      throw new TransactionConflict();
    });
  }

  async #hold(checks: readonly Deno.AtomicCheck[]): Promise<boolean> {
    if (checks.length === 0) return true;
    const { kv } = this.#store;
    const entries = await Promise.all(checks.map(({ key }) => kv.get(key)));
    return checks.every(({ versionstamp }, i) =>
      entries[i]?.versionstamp === versionstamp
    );
  }

  /** Waits for up to `ms` milliseconds: of two instances each gets its turn. */
  #pause(ms: number): Promise<void> {
    const { clock, random } = this.#store;
    return wait(clock, random() * ms);
  }
}
