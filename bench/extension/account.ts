import type { Page } from "playwright-core";
import type { CreatorStatus } from "@/extension/messages.ts";
import { Panel } from "@/tests/extension/panel.ts";
import type { CreatorOptions } from "@/tests/lookalike/data.ts";
import type { Lookalike } from "@/tests/lookalike/site.ts";
import type { BenchmarkContext } from "../benchmark.ts";
import { newDatabase, startRapport } from "../service.ts";
import { type AtWork, openSite, signIn, until } from "./parts.ts";
import { WorkerHeap } from "./worker_heap.ts";

/** Messages that are captured from lists, and sent as a snapshot. */
export const MESSAGES = 100_000;
/** Chats that they are in. */
export const CHATS = 200;
/** Messages of a list that the page loads. */
export const PAGE = 100;
/** Messages that come live. */
export const LIVE = 5_000;

const ROBIN: CreatorOptions = {
  id: 9001,
  name: "Robin",
  fans: Array.from({ length: CHATS }, (_, i) => 1001 + i),
  messages: MESSAGES,
};
/** The longest that any part may take, in ms. */
const PATIENCE_MS = 90_000;

/** What capturing and delivering a large account takes. */
export interface AccountResult {
  /** From the first list that the page asks for until all is stored, in ms. */
  lists: { heardMs: number; storedMs: number };
  /** From pairing until the service has committed all, in ms. */
  snapshot: { committedMs: number; readingMs: number };
  /** From the first live message on, in ms. */
  live: { heardMs: number; storedMs: number; committedMs: number };
  /** The worker's heap, in bytes. */
  heap: {
    before: number;
    lists: number;
    snapshot: number;
    live: number;
    after: number;
  };
}

/** Captures an account's history, delivers it, and goes on live. */
export async function measureAccount(
  { processes, log }: BenchmarkContext,
  extension: string,
): Promise<AccountResult> {
  const site = await openSite(processes, { creators: [ROBIN] });
  const { kvPath, accounts: [account] } = await newDatabase(processes, [1]);
  if (account === undefined) throw new Error("There is no account.");
  const { origin } = await startRapport(processes, kvPath);
  const work = await signIn(processes, site, extension);
  const panel = await Panel.open(work.profile);
  const heap = await WorkerHeap.of(work.profile.context);
  const before = await heap.atRest();

  log(`extension: ${MESSAGES} messages of lists …`);
  const lists = await heap.peakDuring(() => readLists(work, panel));
  log("extension: snapshot …");
  const code = await pairingCode(origin, account.cookie);
  const snapshot = await heap.peakDuring(() => deliver(panel, origin, code));
  const readingMs = await timeOfReading(panel.page);
  log(`extension: ${LIVE} live messages …`);
  const live = await heap.peakDuring(() => goLive(site, work, panel));
  const after = await heap.atRest();
  await work.profile.context.close();
  return {
    lists: lists.result,
    snapshot: { committedMs: snapshot.result, readingMs },
    live: live.result,
    heap: {
      before,
      lists: lists.peak,
      snapshot: snapshot.peak,
      live: live.peak,
      after,
    },
  };
}

/** The page loads every list of every chat, as fast as it can. */
async function readLists(
  { visit: { page } }: AtWork,
  panel: Panel,
): Promise<AccountResult["lists"]> {
  const start = performance.now();
  await page.evaluate(async ({ fans, limit }) => {
    for (const fan of fans) {
      const path = `/api2/v2/chats/${fan}/messages?limit=${limit}&order=desc`;
      for (let offset = 0, hasMore = true; hasMore; offset += limit) {
        const response = await fetch(`${path}&offset=${offset}`);
        hasMore = (await response.json()).hasMore;
      }
    }
  }, { fans: ROBIN.fans, limit: PAGE });
  const heardMs = performance.now() - start;
  await untilRobin(panel, "stored", ({ messages }) => messages >= MESSAGES);
  return { heardMs, storedMs: performance.now() - start };
}

/** Pairs, and waits until the service has committed everything. */
async function deliver(
  panel: Panel,
  origin: string,
  code: string,
): Promise<number> {
  const start = performance.now();
  const answer = await panel.ask({
    type: "pair",
    origin,
    code,
    name: "Bench",
    creator: String(ROBIN.id),
  });
  if (answer?.ok !== true) throw new Error(`Not paired: ${answer?.error}`);
  await untilRobin(
    panel,
    "delivered",
    ({ delivered, snapshot, waiting }) =>
      delivered >= MESSAGES && snapshot === null && waiting === 0,
  );
  return performance.now() - start;
}

/** What it takes to read all messages from IndexedDB, and nothing else. */
async function timeOfReading(page: Page): Promise<number> {
  return await page.evaluate(async () => {
    const done = <R>(request: IDBRequest<R>) =>
      new Promise<R>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const start = performance.now();
    for (const { name = "" } of await indexedDB.databases()) {
      const database = await done(indexedDB.open(name));
      if (database.objectStoreNames.contains("messages")) {
        const store = database.transaction("messages").objectStore("messages");
        let after: IDBValidKey | undefined;
        for (;;) {
          const range = after === undefined
            ? null
            : IDBKeyRange.lowerBound(after, true);
          const keys = await done(store.getAllKeys(range, 500));
          if (keys.length === 0) break;
          await done(store.getAll(range, 500));
          after = keys.at(-1);
        }
      }
      database.close();
    }
    return performance.now() - start;
  });
}

/** As many messages on the socket as it takes, as fast as the page takes them. */
async function goLive(
  site: Lookalike,
  { visit }: AtWork,
  panel: Panel,
): Promise<AccountResult["live"]> {
  const all = MESSAGES + LIVE;
  const start = performance.now();
  const since = () => performance.now() - start;
  const said = [...site.streamed(LIVE, 1)].length;
  await visit.hasHeard(said);
  const heardMs = since();
  await untilRobin(panel, "stored", ({ messages }) => messages >= all);
  const storedMs = since();
  await untilRobin(panel, "delivered", ({ waiting }) => waiting === 0);
  return { heardMs, storedMs, committedMs: since() };
}

async function untilRobin(
  panel: Panel,
  what: string,
  matches: (status: CreatorStatus) => boolean,
): Promise<void> {
  await until(`all to be ${what}`, PATIENCE_MS, async () => {
    const answer = await panel.ask({ type: "status" });
    if (answer?.ok !== true) return false;
    const robin = answer.status.creators
      .find(({ creator }) => creator.id === String(ROBIN.id));
    return robin !== undefined && matches(robin);
  });
}

async function pairingCode(origin: string, cookie: string): Promise<string> {
  const response = await fetch(`${origin}/api/v1/pairing-codes`, {
    method: "POST",
    headers: { cookie, origin },
  });
  const { code }: { code: string } = await response.json();
  return code;
}
