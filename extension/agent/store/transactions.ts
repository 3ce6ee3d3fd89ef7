import {
  type Database,
  type Reading,
  STATE,
  type StateRow,
  type StoreName,
  type Writing,
} from "./rows.ts";

/** How sure it has to be that a change is on the disk when it is done. */
export type Durability = "strict" | "relaxed";

/**
 * Changes object stores in one transaction: all of it or nothing. Rejects with
 * the transaction's own error where that ended it, such as one of the quota.
 * `run` must wait for nothing but the transaction's requests.
 */
export async function write<R>(
  db: Database,
  names: StoreName[],
  durability: Durability,
  run: (tx: Writing) => Promise<R>,
): Promise<R> {
  const tx = db.transaction(names, "readwrite", { durability });
  const done = tx.done;
  // Who waits for it comes later, or never.
  done.catch(() => {});
  try {
    const result = await run(tx);
    await done;
    return result;
  } catch (error) {
    abort(tx);
    await done.catch(() => {});
    throw tx.error ?? error;
  }
}

/**
 * Requests of a transaction that are waited for together. Where one fails, the
 * transaction ends, and with it the others, of which nobody has to hear.
 */
export class Requests {
  readonly #all: Promise<unknown>[] = [];

  /** How many there are. */
  get size(): number {
    return this.#all.length;
  }

  /** Adds one that was made. */
  add(request: Promise<unknown>): void {
    request.catch(() => {});
    this.#all.push(request);
  }

  /** Resolves when all are done. */
  async done(): Promise<void> {
    await Promise.all(this.#all);
  }
}

/** Reads object stores as they are at one moment. */
export async function read<R>(
  db: Database,
  names: StoreName[],
  run: (tx: Reading) => Promise<R>,
): Promise<R> {
  const tx = db.transaction(names, "readonly");
  tx.done.catch(() => {});
  return await run(tx);
}

/** What is known of the account as a whole. */
export async function stateOf(
  tx: Reading,
): Promise<StateRow> {
  const state = await tx.objectStore("meta").get(STATE);
  if (state === undefined) throw new Error("The database has no state");
  return state;
}

function abort(tx: { abort(): void }): void {
  try {
    tx.abort();
  } catch {
    // It has ended already.
  }
}
