import type { AccountId } from "@/lib/models/mod.ts";

/** Lets what is done to one account have its turn, in the order of asking. */
export class AccountTurns {
  readonly #last = new Map<AccountId, Promise<unknown>>();

  /** Runs `work` when all of the account before it are done. */
  take<R>(account: AccountId, work: () => Promise<R>): Promise<R> {
    const before = this.#last.get(account) ?? Promise.resolve();
    const result = before.then(work);
    const done = result.catch(() => {}).finally(() => {
      if (this.#last.get(account) === done) this.#last.delete(account);
    });
    this.#last.set(account, done);
    return result;
  }
}
