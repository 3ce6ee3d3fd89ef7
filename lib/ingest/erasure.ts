import type { AccountId, Totals } from "@/lib/models/mod.ts";
import {
  keys,
  personalPrefixes,
  type Store,
  Transaction,
} from "@/lib/store/mod.ts";
import { type AccountState, LeaseLost } from "./account_state.ts";
import type { DeltaQueue } from "./delta_queue.ts";
import { breakLog } from "./event_log.ts";
import { emptyHead, type Erasing, type Head } from "./head.ts";

/** What erasing an account's data works with. */
export interface ErasureContext {
  store: Store;
  account: AccountId;
  state: AccountState;
  queue: DeltaQueue;
}

/**
 * Erases everything that is known of the people of an account: when the first
 * commit is through, nobody finds any of it, and what is stored is deleted
 * afterwards, by whoever holds the lease. The datasets, which are large, are left
 * to the clean-up. Gives what there was. Needs the account's lease; nothing else
 * may be making a dataset meanwhile.
 */
export async function erase(context: ErasureContext): Promise<Totals> {
  const { account, state } = context;
  const erasing = await findRest(context);
  const totals = await state.mutate((_tx, head) => {
    const { totals } = head;
    Object.assign(head, afterErasure(account, head), { erasing });
    breakLog(head);
    return totals;
  });
  await eraseRest(context);
  return totals;
}

/** Deletes what an erasure has left beside datasets. Needs the lease. */
export async function eraseRest(
  { store, account, state }: Omit<ErasureContext, "queue">,
): Promise<void> {
  const { lease } = state;
  if (lease === null) throw new LeaseLost(account);
  const { erasing, logFrom } = await state.head();
  if (erasing === null) return;
  const checks = [lease];
  const { queue, quarantine } = erasing;
  await store.deletePrefix(
    keys.queueOf(account),
    checks,
    keys.queue(account, queue),
  );
  await store.deletePrefix(
    keys.logOf(account),
    checks,
    keys.log(account, logFrom),
  );
  await store.deletePrefix(
    keys.quarantineOf(account),
    checks,
    keys.quarantine(account, quarantine + 1, ""),
  );
  for (const prefix of personalPrefixes(account)) {
    await store.deletePrefix(prefix, checks);
  }
  const tx = new Transaction(store);
  tx.delete(keys.presence(account));
  await tx.commit(checks);
  await state.mutate((_tx, head) => {
    head.erasing = null;
  });
}

/** What there is by now beside datasets, which are named by the head. */
async function findRest(
  { store, account, queue }: ErasureContext,
): Promise<Erasing> {
  queue.forgetTail();
  const { next } = await queue.tail();
  // Another instance's clock may be ahead of this one's.
  let until = store.clock.now();
  const latest = store.listKeys(
    { prefix: keys.quarantineOf(account) },
    { reverse: true, limit: 1 },
  );
  for await (const key of latest) until = Math.max(until, Number(key.at(-2)));
  return { queue: next, quarantine: until };
}

/** An empty account, in which nothing counts from the beginning again. */
function afterErasure(account: AccountId, head: Head): Partial<Head> {
  const { generation, rebuild, staged, build, snapshot } = head;
  const { revision, nextGeneration, commits, graphAt, creators } = head;
  const made = [generation, rebuild, staged?.generation, build?.generation];
  return {
    ...emptyHead(account),
    revision,
    nextGeneration,
    commits,
    graphAt,
    creators,
    changed: { since: commits, days: {} },
    garbage: [
      ...head.garbage,
      ...made.flatMap((one) => one ? [one] : []),
    ],
    // Parts that are still to come are of what was erased.
    received: [...head.received, ...snapshot === null ? [] : [snapshot.id]],
  };
}
