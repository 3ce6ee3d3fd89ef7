import type { AccountId } from "@/lib/models/mod.ts";
import {
  datasetPrefixes,
  keys,
  type Store,
  Transaction,
} from "@/lib/store/mod.ts";
import { type AccountState, LeaseLost } from "./account_state.ts";
import { eraseRest } from "./erasure.ts";
import type { Head } from "./head.ts";

/** What was decided about topics is deleted in commits of this size. */
const FORGOTTEN_AT_ONCE = 100;

/**
 * Deletes the datasets that nobody reads any more, and what an erasure that was
 * cut off has left. Needs the account's lease.
 */
export async function collectGarbage(
  { store, account, state }: {
    store: Store;
    account: AccountId;
    state: AccountState;
  },
): Promise<void> {
  const { lease } = state;
  if (lease === null) throw new LeaseLost(account);
  await eraseRest({ store, account, state });
  const head = await state.head();
  const { garbage } = head;
  for (const generation of garbage) {
    for (const prefix of datasetPrefixes({ account, generation })) {
      await store.deletePrefix(prefix, [lease]);
    }
  }
  await forgetReadings(store, account, head);
  await state.mutate((_tx, head) => {
    head.garbage = head.garbage.filter((one) => !garbage.includes(one));
  });
}

/** Deletes what was decided about topics before all datasets that are kept. */
async function forgetReadings(
  store: Store,
  account: AccountId,
  { basis, staged, build }: Head,
): Promise<void> {
  const inUse = [basis, staged?.basis, build?.basis]
    .flatMap((one) => one?.topics ?? []);
  const tx = new Transaction(store);
  const old = store.listKeys({
    prefix: keys.topicReadings(account),
    end: keys.topicReading(account, Math.min(...inUse)),
  }, { limit: FORGOTTEN_AT_ONCE });
  for await (const key of old) tx.delete(key);
  await tx.commit();
}
