import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Brain } from "@/lib/brain.ts";
import { type Head, isOutdated } from "@/lib/ingest/mod.ts";
import {
  calendarOf,
  figuresFromScratch,
  InsightBook,
  listDays,
} from "@/lib/insights/mod.ts";
import {
  AccountId,
  CacheUpdateEnvelope,
  type EnrichmentBasis,
  NewRawMessagePayload,
  NOT_ENRICHED,
  type StoredMessage,
} from "@/lib/models/mod.ts";
import { keys, listMessages, ManualClock, Store } from "@/lib/store/mod.ts";
import { changeTopic, TopicBook } from "@/lib/topics/mod.ts";
import {
  countEntities,
  decision,
  storedEntities,
  timeZone,
  wronglyEnriched,
} from "./decisions.ts";
import { Scheduler, SteppedKv } from "./interleaving.ts";
import { TestDashboard, TestSocket } from "./testing.ts";

const ACCOUNT = AccountId.parse("u_1");
const NOW = Date.UTC(2026, 10, 21, 12);
const HOUR = 3_600_000;
/** Messages of before; one rebuild merges them in a few steps. */
const MESSAGES = 40;
const CHATS = 4;
/** Steps after which a history counts as stuck. */
const MAX_STEPS = 3_000;

const text = fc.constantFrom(
  "I love this recipe!",
  "How was your trip to Rome?",
  "That was terrible",
  "ok",
);

/** A message that comes in meanwhile: new, changed or moved in time. */
const delta = fc.record({
  id: fc.integer({ min: 1, max: MESSAGES + 20 }),
  hoursAgo: fc.integer({ min: 0, max: 700 }),
  text,
});

/** What happens while messages are enriched anew. */
const event = fc.oneof(
  { weight: 5, arbitrary: delta.map((delta) => ({ delta })) },
  { weight: 1, arbitrary: decision.map((decision) => ({ decision })) },
  { weight: 1, arbitrary: timeZone.map((timeZone) => ({ timeZone })) },
);

function wireMessage({ id, hoursAgo, text }: {
  id: number;
  hoursAgo: number;
  text: string;
}, version: number) {
  return {
    id,
    chat_id: 100 + id % CHATS,
    fromUser: { id: id % 2 === 0 ? 100 + id % CHATS : 9, name: `v${version}` },
    text,
    createdAt: new Date(NOW - hoursAgo * HOUR).toISOString(),
    changedAt: new Date(NOW + version * 1_000).toISOString(),
  };
}

/** An account with messages that were enriched by an older pipeline. */
async function olderDatabase(kv: Deno.Kv): Promise<void> {
  const clock = new ManualClock(NOW);
  const brain = new Brain({ kv, clock, pipelineVersion: 1, calmMs: 0 });
  await brain.ingest.addSnapshot(
    ACCOUNT,
    CacheUpdateEnvelope.parse({
      chats: [{ id: 101, withUser: { id: 101, name: "Fan" }, unread_count: 3 }],
      messages: Array.from({ length: MESSAGES }, (_, i) => {
        const text = i % 3 === 0 ? "I love this recipe!" : "My trip to Rome";
        return wireMessage({ id: i + 1, hoursAgo: 2 + 7 * i, text }, 0);
      }),
    }),
  );
  const idle = brain.ingest.idle();
  let isIdle = false;
  idle.then(() => isIdle = true);
  while (!isIdle) {
    clock.advance(1_000);
    await new Promise((resolve) => setTimeout(resolve));
  }
  await brain.ingest.stop();
}

interface Contents {
  rows: StoredMessage[];
  basis: EnrichmentBasis;
  generation: number;
}

async function contentsOf(store: Store): Promise<Contents> {
  for (;;) {
    const head = await store.get<Contents>(keys.head(ACCOUNT));
    if (head === null) throw new Error("The account is not there");
    const { generation, basis } = head.value;
    const prefix = keys.messages({ account: ACCOUNT, generation });
    const rows = await Array.fromAsync(listMessages(store, { prefix }));
    const after = await store.get<Contents>(keys.head(ACCOUNT));
    if (after?.value.generation === generation) {
      return { rows, basis, generation };
    }
  }
}

describe("while messages are enriched anew", () => {
  it(
    "deltas come through, nothing is lost, and no figure is mixed",
    async () => {
      let rebuilds = 0;
      await fc.assert(
        fc.asyncProperty(
          fc.array(event, { minLength: 5, maxLength: 30 }),
          fc.infiniteStream(fc.nat(1_000)),
          async (events, choices) => {
            const kv = await Deno.openKv(":memory:");
            try {
              await olderDatabase(kv);
              rebuilds += await live(kv, events, choices);
            } finally {
              kv.close();
            }
          },
        ),
        { numRuns: 40, seed: 20_261_121 },
      );
      // Creators changed their minds while messages were read for the last time.
      expect(rebuilds).toBeGreaterThan(40);
    },
    300_000,
  );
});

/** Lets the events happen one after the other; gives how often all was read. */
async function live(
  kv: Deno.Kv,
  events: readonly (typeof event extends fc.Arbitrary<infer E> ? E : never)[],
  choices: Iterator<number>,
): Promise<number> {
  const store = new Store({ kv });
  const clock = new ManualClock(NOW);
  const scheduler = new Scheduler(choices, () => clock.advance(100));
  const stepped = new SteppedKv(kv, scheduler);
  const brain = new Brain({
    kv: stepped.kv,
    clock,
    random: () => 0,
    pipelineVersion: 2,
    calmMs: 0,
  });
  const dashboard = new TestDashboard();
  const socket = new TestSocket();
  socket.onFrame = (frame) => dashboard.receive(frame);
  const sent = new Map<number, string>();
  /** The fan's latest name in each chat. */
  const names = new Map<string, string>();
  let last: NewRawMessagePayload | null = null;
  const mixed: string[] = [];
  const happen = async () => {
    brain.hub.connectBridge(socket.asSocket, ACCOUNT, { session: "s" });
    brain.ingest.agentHere(ACCOUNT);
    await brain.start();
    for (const [i, one] of events.entries()) {
      if ("decision" in one) {
        const { id, change } = one.decision;
        await brain.changeTopics(
          ACCOUNT,
          (settings) => changeTopic(settings, id, change),
        );
      } else if ("timeZone" in one) {
        await brain.changeTimeZone(ACCOUNT, one.timeZone);
      } else {
        const message = wireMessage(one.delta, i + 1);
        sent.set(one.delta.id, one.delta.text);
        if (message.fromUser.id !== 9) {
          names.set(String(message.chat_id), message.fromUser.name);
        }
        last = NewRawMessagePayload.parse({ message, event_id: `e${i}` });
        await brain.ingest.addDelta(ACCOUNT, last);
      }
      mixed.push(...await mixedVersions(store));
    }
    for (let step = 0; !await isQuiet(); step++) {
      if (step > MAX_STEPS) throw new Error(await describeState());
      await scheduler.step(() => {});
    }
  };
  const describeState = async () =>
    JSON.stringify({
      head: (await store.get<Head>(keys.head(ACCOUNT)))?.value,
      dashboard: dashboard.revision,
      frames: socket.frames.map(({ type }) => type),
    });
  const isQuiet = async () => {
    const queued = store.listKeys({ prefix: keys.queueOf(ACCOUNT) });
    if ((await Array.fromAsync(queued)).length > 0) return false;
    const unsearched = store.listKeys({ prefix: ["unsearched", ACCOUNT] });
    if ((await Array.fromAsync(unsearched)).length > 0) return false;
    const head = (await store.get<Head>(keys.head(ACCOUNT)))?.value;
    if (head === undefined) return false;
    const { revision: topics } = await new TopicBook(store).settings(ACCOUNT);
    const zone = await new InsightBook(store).timeZone(ACCOUNT);
    return !isOutdated(head, { version: 2, topics, zone }) &&
      head.rebuild === null && !head.analyticsDue && !head.catchingUp &&
      head.garbage.length === 0 && dashboard.revision === head.revision;
  };
  await scheduler.until(happen());
  const { rows, basis, generation } = await contentsOf(store);
  const settings = await new TopicBook(store).settings(ACCOUNT);
  const zone = await new InsightBook(store).timeZone(ACCOUNT);
  expect(basis).toEqual({ version: 2, topics: settings.revision, zone });
  expect(mixed).toEqual([]);
  expect(wronglyEnriched(rows, { version: 2, settings })).toEqual([]);
  const texts = new Map(rows.map((row) => [Number(row.id), row.message.text]));
  expect(texts.size).toBe(rows.length);
  for (const [id, text] of sent) expect(texts.get(id)).toBe(text);
  const days = new Map();
  const dataset = { account: ACCOUNT, generation };
  for await (const { day, figures } of listDays(store, dataset)) {
    days.set(day, figures);
  }
  expect(days).toEqual(figuresFromScratch(rows, calendarOf(zone)));
  const { conversations: nodes } = await scheduler.until(
    brain.chats.getChats(ACCOUNT, { limit: 100 }),
  );
  expect(rows.filter(({ enrichment }) => enrichment.entities === null))
    .toEqual([]);
  expect(await storedEntities(store, dataset)).toEqual(countEntities(rows));
  for (const { conversationId, withUser } of nodes) {
    const name = names.get(conversationId);
    if (name !== undefined) expect(withUser?.name).toBe(name);
  }
  const shown = [...dashboard.conversations.values()];
  const essence = (all: typeof nodes) =>
    all.map((node) => ({
      ...node,
      messages: [],
      priorityScore: 0,
      revision: undefined,
    }))
      .sort((a, b) => a.conversationId < b.conversationId ? -1 : 1);
  expect(essence(shown)).toEqual(essence(nodes));
  expect(dashboard.faults).toEqual([]);
  if (last !== null) {
    const again = brain.ingest.addDelta(ACCOUNT, last);
    expect(await scheduler.until(again)).toEqual({ status: "duplicate" });
  }
  socket.close();
  await scheduler.until(brain.hub.close());
  await scheduler.until(brain.ingest.stop());
  // The first generation was the snapshot's.
  return generation - 1;
}

/** Versions in the visible dataset that are not its own. */
async function mixedVersions(store: Store): Promise<string[]> {
  const { rows, basis } = await contentsOf(store);
  return rows.map(({ enrichment: { version } }) => version)
    .filter((version) => version !== NOT_ENRICHED && version !== basis.version)
    .map((version) => `${version} beside ${basis.version}`);
}
