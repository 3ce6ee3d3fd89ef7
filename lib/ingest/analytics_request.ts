import type { AccountId } from "@/lib/models/mod.ts";
import { keys, type Store, Transaction } from "@/lib/store/mod.ts";

/**
 * Notes that dashboards are to be told of an account's figures. It stays noted
 * until whoever writes for the account owes it to them; many requests are one.
 */
export async function requestAnalytics(
  store: Store,
  account: AccountId,
): Promise<void> {
  if (await isAnalyticsRequested(store, account)) return;
  const tx = new Transaction(store);
  tx.set(keys.analyticsRequest(account), true);
  await tx.commit();
}

/** Whether dashboards are to be told, and nobody owes it to them yet. */
export async function isAnalyticsRequested(
  store: Store,
  account: AccountId,
): Promise<boolean> {
  return await store.get(keys.analyticsRequest(account)) !== null;
}

/**
 * Takes a request away within a commit, which then owes dashboards the figures;
 * gives whether there is one.
 */
export async function takeAnalyticsRequest(
  store: Store,
  tx: Transaction,
  account: AccountId,
): Promise<boolean> {
  const key = keys.analyticsRequest(account);
  // Any instance writes it: what the transaction's cache holds says nothing.
  const entry = await store.get(key);
  if (entry === null) return false;
  tx.check(key, entry.versionstamp);
  tx.delete(key, entry.chunks);
  return true;
}
