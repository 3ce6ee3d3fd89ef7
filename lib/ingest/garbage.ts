import type { AccountId } from "@/lib/models/mod.ts";
import { datasetPrefixes, type Store } from "@/lib/store/mod.ts";
import { type AccountState, LeaseLost } from "./account_state.ts";

/** Deletes the datasets that nobody reads any more. Needs the account's lease. */
export async function collectGarbage(
  { store, account, state }: {
    store: Store;
    account: AccountId;
    state: AccountState;
  },
): Promise<void> {
  const { lease } = state;
  if (lease === null) throw new LeaseLost(account);
  const { garbage } = await state.head();
  for (const generation of garbage) {
    for (const prefix of datasetPrefixes({ account, generation })) {
      await store.deletePrefix(prefix, [lease]);
    }
  }
  await state.mutate((_tx, head) => {
    head.garbage = head.garbage.filter((one) => !garbage.includes(one));
  });
}
