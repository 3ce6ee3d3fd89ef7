import { expect, it } from "vitest";
import {
  AccountId,
  CacheUpdateEnvelope,
  ChatId,
  NewRawMessagePayload,
} from "@/lib/models/mod.ts";
import { emptyAnalytics } from "@/lib/models/testing.ts";
import { withStore } from "@/lib/store/testing.ts";
import { ManualClock, type Store } from "@/lib/store/mod.ts";
import { AccountIngest } from "./account.ts";
import { Leases } from "./leases.ts";
import type { IngestParts } from "./parts.ts";
import { listQuarantine } from "./quarantine.ts";
import { Turns } from "./turns.ts";

const ACCOUNT = AccountId.parse("u_1");

/** Parts that count nothing, and fail on a message that says "poison". */
const parts: IngestParts = {
  basis: () => Promise.resolve({ version: 1, topics: 0, zone: "UTC" }),
  enricher: () =>
    Promise.resolve(() => ({
      version: 1,
      sentiment: null,
      topics: [],
      actions: [],
      outcomes: [],
    })),
  nameFinder: () => Promise.resolve(() => []),
  fanOf: () => Promise.resolve(null),
  apply: (_context, messages) => {
    const poison = messages.some(({ after }) =>
      after.message.text === "poison"
    );
    return poison
      ? Promise.reject(new Error("cannot be counted"))
      : Promise.resolve({ effects: [], days: [], graph: {} });
  },
  graphCopy: null,
  commandNews: { take: () => Promise.resolve([]) },
  suggestions: null,
  newDataset: () => ({
    apply: () => Promise.resolve([]),
    finish: () => Promise.resolve(),
  }),
  chats: async function* () {},
  chatsOf: () => Promise.resolve([]),
  // Frames are not what this is about.
  analytics: () => Promise.resolve(emptyAnalytics()),
  outgoing: ({ message }) => message,
};

const delta = (id: number, text: string) =>
  NewRawMessagePayload.parse({
    message: { id, chat_id: ChatId.parse(7), is_inbound: true, text },
  });

/** An account's ingest without other instances; tells of what failed. */
function ingestOver(
  store: Store,
  onFailed: (what: string) => void,
): AccountIngest {
  return new AccountIngest({
    store,
    account: ACCOUNT,
    leases: new Leases(store, "instance"),
    rebuilds: new Turns(),
    searches: new Turns(),
    isBusy: () => false,
    signals: { send: () => {}, listen: () => () => {} },
    parts,
    listener: {
      committed: () => {},
      replaced: () => {},
      status: () => {},
      failed: (_account, what) => onFailed(what),
    },
  });
}

it("sets a delta aside that can never be applied, and goes on", async () => {
  const clock = new ManualClock(0);
  await withStore(async (store) => {
    const failures: string[] = [];
    const ingest = ingestOver(store, (what) => failures.push(what));
    await ingest.addSnapshot(
      CacheUpdateEnvelope.parse({ chats: [], messages: [] }),
    );
    await ingest.idle();
    for (const [id, text] of ["a", "poison", "b"].entries()) {
      await ingest.addDelta(delta(id, text));
    }
    let isIdle = false;
    const idle = ingest.idle().then(() => isIdle = true);
    while (!isIdle) {
      clock.advance(1_000);
      await new Promise((resolve) => setTimeout(resolve));
    }
    await idle;

    const records = await listQuarantine(store, ACCOUNT, 10);
    expect(records.map(({ code, reason }) => [code, reason])).toEqual([
      ["processing_error", "cannot be counted"],
    ]);
    expect(failures.length).toBe(2);
    const queued = store.list({ prefix: ["queue", ACCOUNT] });
    expect((await queued.next()).done).toBe(true);
    await ingest.stop();
  }, { clock });
});

it("does not wait for a snapshot whose Agent left with parts on their way", () =>
  withStore(async (store) => {
    const failures: string[] = [];
    const ingest = ingestOver(store, (what) => failures.push(what));
    const part = (snapshot_id: string, index: number, total: number) =>
      ingest.addSnapshot(CacheUpdateEnvelope.parse({
        chats: [],
        messages: [],
        snapshot_id,
        part: { index, total },
      }));
    ingest.agentHere();
    await part("first", 0, 1);
    await ingest.idle();
    await part("second", 0, 4);
    const others = [1, 2].map((index) => part("second", index, 4));
    await ingest.agentGone();
    const added = ingest.addDelta(delta(1, "not to be held up"));
    await Promise.all([...others, added]);
    await ingest.idle();

    const queued = store.listKeys({ prefix: ["queue", ACCOUNT] });
    expect(await Array.fromAsync(queued)).toEqual([]);
    expect(failures).toEqual([]);
    await ingest.stop();
  }));
