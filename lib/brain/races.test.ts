import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  calendarOf,
  type Figures,
  figuresFromScratch,
} from "@/lib/insights/mod.ts";
import { wronglyEnriched } from "./decisions.ts";
import { Cluster, type Event, event } from "./cluster.ts";

describe("two instances of one account, whatever the order of their steps", () => {
  it("keep every promise", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.boolean(),
        fc.array(event, { maxLength: 20 }),
        fc.infiniteStream(fc.nat(1_000)),
        check,
      ),
      { numRuns: 220, seed: 20_261_121 },
    );
  }, 400_000);
});

async function check(
  isLive: boolean,
  events: readonly Event[],
  choices: Iterator<number>,
): Promise<void> {
  const kv = await Deno.openKv(":memory:");
  // One message of three gets lost on the bus.
  const isLost = () => Number(choices.next().value) % 3 === 0;
  const cluster = new Cluster(kv, choices, isLost);
  try {
    await cluster.run(events, isLive);
    const { rows, days, queued, told } = await cluster.stored();
    expect(queued).toBe(0);
    expect(rows.map(({ id }) => id)).toEqual([
      ...new Set(rows.map(({ id }) => id)),
    ]);
    const stored = new Map(rows.map((row) => [String(row.id), row.message]));
    for (const [id, best] of newest(cluster.acknowledged)) {
      const message = stored.get(id);
      expect(message?.changedAt && message.changedAt >= best.changedAt, id)
        .toBe(true);
    }
    expect(outOfOrder(told, cluster.news)).toEqual([]);
    const known = new Set(cluster.sent.map((one) => one.text));
    for (const { text } of stored.values()) expect(known).toContain(text);
    const { version, zone } = await cluster.basis();
    expect(sorted(days)).toEqual(
      sorted(figuresFromScratch(rows, calendarOf(zone))),
    );
    const settings = await cluster.topicSettings();
    expect(wronglyEnriched(rows, { version, settings })).toEqual([]);
    const { embedded, copied, drawn } = await cluster.graphs();
    expect(embedded).toEqual(drawn);
    expect(copied).toEqual(embedded);
    expect(cluster.faults).toEqual([]);
    for (const which of [0, 1] as const) {
      const [conversations, analytics] = await cluster.views(which);
      const dashboard = cluster.dashboard(which);
      expect(shown([...dashboard.conversations.values()]))
        .toEqual(shown(conversations));
      expect(dashboard.analytics?.topics).toEqual(analytics?.topics);
      expect(dashboard.analytics?.totals).toEqual(analytics?.totals);
    }
  } finally {
    await cluster.end();
    kv.close();
  }
}

/** News that was told before other news that had been acknowledged before it. */
function outOfOrder(told: string[], news: Cluster["news"]): string[] {
  const byId = new Map(news.map((one) => [one.id, one]));
  const inOrder = told.flatMap((id) => byId.get(id) ?? []);
  return inOrder.filter((one, i) =>
    inOrder.slice(i).some((later) => later.acknowledgedAt < one.sentAt)
  ).map(({ id }) => id);
}

/** Of each message, the version that was changed last. */
function newest(messages: Cluster["acknowledged"]) {
  const best = new Map<string, Cluster["acknowledged"][number]>();
  for (const message of messages) {
    const id = String(message.id);
    const other = best.get(id);
    if (!other || message.changedAt > other.changedAt) best.set(id, message);
  }
  return best;
}

function sorted(days: Map<number, Figures>): [number, Figures][] {
  return [...days].sort(([a], [b]) => a - b);
}

/** What does not depend on the moment of asking. */
function shown(
  conversations: Awaited<ReturnType<Cluster["views"]>>[0],
) {
  return conversations
    .map(({ conversationId, messageCount, turns, topics, sentiment }) => ({
      conversationId,
      messageCount,
      turns,
      topics,
      sentiment,
    }))
    .sort((a, b) => a.conversationId < b.conversationId ? -1 : 1);
}
