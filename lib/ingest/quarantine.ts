import type { AccountId } from "@/lib/models/mod.ts";
import { type Changes, keys, type Store } from "@/lib/store/mod.ts";
import type { QuarantineCode } from "./place.ts";

/** A record that was set aside. */
export interface QuarantinedRecord {
  id: string;
  /** When, ISO 8601. */
  at: string;
  code: QuarantineCode;
  reason: string;
  /** The record as JSON, cut after 16,384 characters. */
  record: string;
}

/** What is known of a record that cannot be processed. */
export interface RefusedRecord {
  code: QuarantineCode;
  reason: string;
  record: unknown;
}

const RECORD_LENGTH = 16_384;

/** Sets a record aside with its reason. */
export function quarantine(
  tx: Changes,
  account: AccountId,
  { code, reason, record }: RefusedRecord,
  now: number,
): void {
  const id = crypto.randomUUID();
  const entry: QuarantinedRecord = {
    id,
    at: new Date(now).toISOString(),
    code,
    reason,
    record: JSON.stringify(record).slice(0, RECORD_LENGTH),
  };
  tx.set(keys.quarantine(account, now, id), entry);
}

/** The records set aside last, latest first. */
export async function listQuarantine(
  store: Store,
  account: AccountId,
  limit: number,
): Promise<QuarantinedRecord[]> {
  const records: QuarantinedRecord[] = [];
  const entries = store.list<QuarantinedRecord>(
    { prefix: keys.quarantineOf(account) },
    { limit, reverse: true },
  );
  for await (const { value } of entries) records.push(value);
  return records;
}

/** All records set aside, the oldest first. */
export async function* listAllQuarantine(
  store: Store,
  account: AccountId,
): AsyncGenerator<QuarantinedRecord> {
  const prefix = keys.quarantineOf(account);
  for await (const { value } of store.list<QuarantinedRecord>({ prefix })) {
    yield value;
  }
}
