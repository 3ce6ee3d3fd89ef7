import { expect, it } from "vitest";
import { AccountId } from "@/lib/models/mod.ts";
import { emptyAnalytics } from "@/lib/models/testing.ts";
import { keys, type Store, Transaction } from "@/lib/store/mod.ts";
import { withStore } from "@/lib/store/testing.ts";
import {
  breakLog,
  LOG_FRAMES,
  logFrames,
  LogTrimmer,
  readLog,
} from "./event_log.ts";
import { emptyHead, type Head } from "./head.ts";

const ACCOUNT = AccountId.parse("u_1");
/** Entries of each commit of this test, as lone messages leave them. */
const ENTRIES = 20;

/** Logs frames in entries of their own; gives the keys that were changed. */
async function commit(
  store: Store,
  head: Head,
  trimmer: LogTrimmer,
): Promise<number> {
  const tx = new Transaction(store);
  trimmer.trim(tx, head);
  const options = { head, now: store.clock.now() };
  for (let i = 0; i < ENTRIES; i++) {
    logFrames(tx, ACCOUNT, options, [
      { type: "analytics_update", payload: emptyAnalytics() },
    ]);
  }
  await tx.commit();
  return tx.size;
}

async function countEntries(store: Store): Promise<number> {
  const entries = store.listKeys({ prefix: keys.logOf(ACCOUNT) });
  return (await Array.fromAsync(entries)).length;
}

it("keeps its bound a few entries at a time, also of before a break", () =>
  withStore(async (store) => {
    const head = emptyHead(ACCOUNT);
    const trimmer = new LogTrimmer(store, ACCOUNT);
    for (let n = 0; n < LOG_FRAMES; n += ENTRIES) {
      await commit(store, head, trimmer);
    }
    breakLog(head);
    for (let n = 0; n < 3 * LOG_FRAMES; n += ENTRIES) {
      expect(await commit(store, head, trimmer)).toBeLessThan(300);
    }
    // Old entries are looked for beside the commits, as fast as they are found.
    while (await countEntries(store) > 1.25 * LOG_FRAMES) {
      expect(await commit(store, head, trimmer)).toBeLessThan(300);
    }
    expect(await countEntries(store)).toBeGreaterThanOrEqual(LOG_FRAMES);
    const range = { since: head.logFrom - 1, until: head.revision };
    const logged = await Array.fromAsync(readLog(store, ACCOUNT, range));
    expect(logged.map(({ revision }) => revision)).toEqual(
      Array.from(
        { length: head.revision - head.logFrom + 1 },
        (_, i) => head.logFrom + i,
      ),
    );
  }));
