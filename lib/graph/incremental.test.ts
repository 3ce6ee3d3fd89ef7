import { describe, expect, it } from "vitest";
import fc from "fast-check";
import { ActionKind, ChatId, CreatorId, UserRef } from "@/lib/models/mod.ts";
import { LruCache, type Store, Transaction } from "@/lib/store/mod.ts";
import {
  buildGraph,
  conversationChanges,
  type ConversationWhole,
} from "./builder.ts";
import type { GraphChange, SettledChange } from "./changes.ts";
import { countOf } from "./counters.ts";
import { dayChanges, type DayFacts } from "./days.ts";
import { KvGraph } from "./kv/kv_graph.ts";
import {
  dumpGraph,
  testDataset,
  testEmbed,
  type TestMessage,
  wholeOf,
  withStore,
} from "./testing.ts";

/** A topic that the pairs name, and a conversation's facts leave out. */
const UNLISTED = "unlisted";

const message: fc.Arbitrary<TestMessage> = fc.record({
  topics: fc.uniqueArray(
    fc.constantFrom("travel", "a/b", "__proto__", "constructor", UNLISTED),
    { maxLength: 3 },
  ),
  actions: fc.uniqueArray(
    fc.constantFrom(...ActionKind.options.slice(0, 4)),
    { maxLength: 2 },
  ),
  outcome: fc.option(fc.record({
    kind: fc.constantFrom("tip" as const, "drop_off" as const),
    date: fc.constantFrom(
      "2025-11-08T12:34:56.000Z",
      "2025-11-09T12:34:56.000Z",
    ),
    observed: fc.constant(true),
  })),
  sentiment: fc.constantFrom(-0.5, 0, 0.25),
});

/** One conversation's messages from then on; `null` erases it. */
interface Step {
  chat: number;
  creator: number;
  messages: TestMessage[] | null;
  known: boolean;
}

const step: fc.Arbitrary<Step> = fc.record({
  chat: fc.nat({ max: 2 }),
  creator: fc.nat({ max: 1 }),
  messages: fc.option(fc.array(message, { maxLength: 4 }), { freq: 6 }),
  known: fc.boolean(),
});

function wholeAfter(
  { chat, creator, messages, known }: Step,
): ConversationWhole | null {
  const id = ChatId.parse(String(chat));
  // Chats 0 and 1 are with the same user, once that is known.
  const user = UserRef.parse({ id: chat === 2 ? "2" : "one", name: "Sam" });
  const details = known ? { withUser: user } : {};
  const owner = CreatorId.parse(`c${creator}`);
  if (messages === null) return null;
  const whole = wholeOf(id, owner, messages, details);
  delete whole.facts.topics[UNLISTED];
  return whole;
}

type CreatorDay = DayFacts & { creator: CreatorId };

/** A conversation's messages lie on two days in turn. */
function daysOf(steps: Iterable<Step>): Map<string, CreatorDay> {
  const days = new Map<string, CreatorDay>();
  for (const { creator: n, messages } of steps) {
    for (const [i, { topics, sentiment }] of (messages ?? []).entries()) {
      const creator = CreatorId.parse(`c${n}`);
      const key = `${n} ${i % 2}`;
      const facts = days.get(key) ??
        {
          creator,
          day: 20_400 + i % 2,
          messages: 0,
          sentiment: null,
          topics: {},
        };
      facts.messages++;
      facts.sentiment = sentiment || null;
      for (const topic of topics) {
        Object.defineProperty(facts.topics, topic, {
          value: countOf(facts.topics, topic) + 1,
          enumerable: true,
          configurable: true,
        });
      }
      days.set(key, facts);
    }
  }
  return days;
}

/** What a batch changes, and the conversations as they are after it. */
class Ingest {
  readonly conversations = new Map<string, ConversationWhole>();
  /** Days that there are, by creator and number. */
  days = new Map<string, CreatorDay>();
  readonly #messages = new Map<string, Step>();

  changesOf(steps: Step[]): Map<CreatorId, GraphChange[]> {
    const changes = new Map<CreatorId, GraphChange[]>();
    for (const step of steps) {
      const id = `${step.chat} ${step.creator}`;
      this.#messages.set(id, step);
      const before = this.conversations.get(id);
      const after = wholeAfter(step);
      const targets = [
        ...(before?.targets ?? []).map((pair) => ({ ...pair, by: -1 })),
        ...(after?.targets ?? []),
      ];
      const creator = CreatorId.parse(`c${step.creator}`);
      const list = changes.get(creator) ?? [];
      list.push(...conversationChanges(
        before?.facts ?? null,
        after?.facts ?? null,
        targets,
        testEmbed,
      ));
      changes.set(creator, list);
      if (after === null) this.conversations.delete(id);
      else this.conversations.set(id, after);
    }
    this.#addDays(changes);
    return changes;
  }

  #addDays(changes: Map<CreatorId, GraphChange[]>): void {
    const before = this.days;
    this.days = daysOf(this.#messages.values());
    for (const key of new Set([...before.keys(), ...this.days.keys()])) {
      const [old, now] = [before.get(key) ?? null, this.days.get(key) ?? null];
      const creator = now?.creator ?? old?.creator;
      if (creator === undefined) continue;
      changes.get(creator)?.push(...dayChanges(old, now, testEmbed));
    }
  }
}

async function commit(
  store: Store,
  cache: LruCache | null,
  generation: number,
  changes: Map<CreatorId, GraphChange[]>,
): Promise<Map<CreatorId, SettledChange[]>> {
  const tx = new Transaction(store, cache);
  const settled = new Map<CreatorId, SettledChange[]>();
  for (const [creator, list] of changes) {
    const dataset = testDataset(generation);
    const graph = new KvGraph(store);
    settled.set(creator, await graph.apply(tx, { dataset, creator }, list));
  }
  if (tx.size > 0) await tx.commit();
  return settled;
}

describe("the graph kept incrementally", () => {
  it("equals the graph built at once from the final conversations, and a copy that was told of each change twice", async () => {
    const batches = fc.array(fc.array(step, { maxLength: 4 }), {
      maxLength: 6,
    });
    await fc.assert(
      fc.asyncProperty(batches, fc.boolean(), async (all, cached) => {
        await withStore(async (store) => {
          const cache = cached ? new LruCache(20) : null;
          const ingest = new Ingest();
          for (const batch of all) {
            const changes = ingest.changesOf(batch);
            const settled = await commit(store, cache, 1, changes);
            await commit(store, null, 3, settled);
            await commit(store, null, 3, settled);
          }
          const whole = buildGraph({
            conversations: ingest.conversations.values(),
            days: ingest.days.values(),
          }, testEmbed);
          await commit(store, null, 2, whole);
          const built = await dumpGraph(store, testDataset(2));
          expect(await dumpGraph(store, testDataset(1))).toEqual(built);
          expect(await dumpGraph(store, testDataset(3))).toEqual(built);
          // Counts and degrees are those of the vertices and edges themselves.
          expect(built.in).toEqual(built.out.map(([name]) => name));
          const counted = await new KvGraph(store).allCounts(testDataset(1));
          const sum = (by: Record<string, number>) =>
            Object.values(by).reduce((a, b) => a + b, 0);
          expect(sum(counted.vertices)).toBe(built.vertices.length);
          expect(sum(counted.edges)).toBe(built.out.length);
        });
      }),
      { numRuns: 200 },
    );
  });
});
