import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  calendarOf,
  type Figures,
  figuresFromScratch,
} from "@/lib/insights/mod.ts";
import type { Message } from "@/lib/models/mod.ts";
import { wronglyEnriched } from "./decisions.ts";
import { action, type WireMessage, World } from "./world.ts";

/** The version of each message that must have won: changed last, or came last. */
function winners(world: World): Map<string, WireMessage> {
  const won = new Map<string, { message: WireMessage; receivedAt: number }>();
  for (const record of world.acknowledged) {
    const id = String(record.message.id);
    const best = won.get(id);
    const newer = best === undefined ||
      record.message.changedAt > best.message.changedAt ||
      (record.message.changedAt === best.message.changedAt &&
        record.receivedAt >= best.receivedAt);
    if (newer) won.set(id, record);
  }
  return new Map([...won].map(([id, { message }]) => [id, message]));
}

const essence = (message: Message | WireMessage) => ({
  text: message.text,
  createdAt: new Date(String(message.createdAt)).toISOString(),
});

describe("whatever an Agent sends, however often the process dies", () => {
  it(
    "everything acknowledged is stored once, counted exactly, and shown without a gap",
    async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(action, { maxLength: 25 }),
          async (actions) => {
            const kv = await Deno.openKv(":memory:");
            const world = new World(kv);
            try {
              await world.connect();
              for (const one of actions) await world.run(one);
              // A last complete snapshot: without one, deltas rightly wait.
              await world.run({
                kind: "snapshot",
                messages: [],
                parts: 1,
                sent: 1,
              });
              await world.settleWithDashboard();

              const { rows, days } = await world.stored();
              const expected = winners(world);
              expect(new Map(rows.map((row) => [row.id, essence(row.message)])))
                .toEqual(
                  new Map([...expected].map(([id, m]) => [id, essence(m)])),
                );
              expect(rows.length).toBe(expected.size);
              const { version, zone } = await world.basis();
              expect(sorted(days)).toEqual(
                sorted(figuresFromScratch(rows, calendarOf(zone))),
              );
              const settings = await world.topicSettings();
              expect(wronglyEnriched(rows, { version, settings })).toEqual([]);

              const { embedded, copied, drawn } = await world.graphs();
              expect(embedded).toEqual(drawn);
              expect(copied).toEqual(embedded);

              const { conversations, analytics } = await world.views();
              expect(world.faults).toEqual([]);
              expect(shown([...world.dashboard.conversations.values()]))
                .toEqual(shown(conversations));
              expect(world.dashboard.analytics?.topics).toEqual(
                analytics?.topics,
              );
              expect(world.dashboard.analytics?.totals).toEqual(
                analytics?.totals,
              );
            } finally {
              await world.end();
              kv.close();
            }
          },
        ),
        { numRuns: 150, seed: 20_261_121 },
      );
    },
    300_000,
  );
});

function sorted(days: Map<number, Figures>): [number, Figures][] {
  return [...days].sort(([a], [b]) => a - b);
}

/** What does not depend on the moment of asking. */
function shown(
  conversations: Awaited<ReturnType<World["views"]>>["conversations"],
) {
  return conversations
    .map((
      { conversationId, messageCount, turns, topics, sentiment, lastMessage },
    ) => ({
      conversationId,
      messageCount,
      turns,
      topics,
      sentiment,
      lastMessage,
    }))
    .sort((a, b) => a.conversationId < b.conversationId ? -1 : 1);
}
