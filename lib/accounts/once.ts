import type { AccountId } from "@/lib/models/mod.ts";
import {
  RawJson,
  type Store,
  Transaction,
  TransactionConflict,
} from "@/lib/store/mod.ts";

/** What opens an account until a time. */
export interface Expiring {
  accountId: AccountId;
  /** Milliseconds since the epoch. */
  expiresAt: number;
}

/** Stores what works once, until its time is over; gives when that is, in ms. */
export async function putOnce<T extends Expiring>(
  store: Store,
  key: Deno.KvKey,
  record: T,
): Promise<number> {
  const tx = new Transaction(store);
  tx.set(key, storedUntil(record, store.clock.now()));
  await tx.commit();
  return record.expiresAt;
}

/**
 * Takes what works once, and writes in the same commit what it is taken for: of
 * two that come at the same time, one gets it. `null` if it does not work.
 */
export async function takeOnce<T extends Expiring>(
  store: Store,
  key: Deno.KvKey,
  write: (tx: Transaction, record: T) => void,
): Promise<T | null> {
  const entry = await store.get<T>(key);
  if (entry === null || entry.value.expiresAt <= store.clock.now()) return null;
  const tx = new Transaction(store);
  tx.delete(key, entry.chunks);
  write(tx, entry.value);
  try {
    await tx.commit([{ key, versionstamp: entry.versionstamp }]);
  } catch (error) {
    if (error instanceof TransactionConflict) return null;
    throw error;
  }
  return entry.value;
}

/** A record that the platform deletes some time after it has expired. */
export function storedUntil(record: Expiring, now: number): RawJson {
  return new RawJson(JSON.stringify(record), record.expiresAt - now);
}
