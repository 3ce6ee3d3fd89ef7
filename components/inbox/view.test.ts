import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ExtendedConversationNode } from "@/lib/models/conversation.ts";
import { conversation } from "@/components/live/examples.ts";
import { ORDERS, rankIn } from "./order.ts";
import { ConversationView, type Criteria } from "./view.ts";

type Nodes = Map<string, ExtendedConversationNode>;
/** A conversation's next state; `null`: it goes. */
type Change = [string, Partial<ExtendedConversationNode> | null];

/** What a view is to show: filtered and sorted from the beginning. */
function afresh(nodes: Nodes, { accepts, rank }: Criteria): string[] {
  const descending = (a: number, b: number) => a === b ? 0 : a > b ? -1 : 1;
  return [...nodes.values()].filter(accepts)
    .map((node) => ({ id: String(node.conversationId), rank: rank(node) }))
    .sort((a, b) =>
      descending(a.rank[0], b.rank[0]) || descending(a.rank[1], b.rank[1]) ||
      (a.id < b.id ? -1 : 1)
    )
    .map(({ id }) => id);
}

const day = fc.integer({ min: 1, max: 9 })
  .map((day) => `2025-11-0${day}T00:00:00.000Z`);
const change: fc.Arbitrary<Change> = fc.tuple(
  fc.integer({ min: 1, max: 30 }).map(String),
  fc.option(
    fc.record({
      priorityScore: fc.integer({ min: 0, max: 5 }),
      unreadCount: fc.integer({ min: 0, max: 1 }),
      endDate: fc.option(day),
      waitingSince: fc.option(day),
      spent: fc.integer({ min: 0, max: 3 }),
    }),
    { freq: 8 },
  ),
);

function apply(nodes: Nodes, changes: Change[]): void {
  for (const [id, next] of changes) {
    if (next === null) nodes.delete(id);
    else nodes.set(id, conversation(id, next));
  }
}

const criteria = fc.record({
  order: fc.constantFrom(...ORDERS.map(({ order }) => order)),
  unread: fc.boolean(),
}).map(({ order, unread }): Criteria => ({
  accepts: ({ unreadCount }) => !unread || unreadCount > 0,
  rank: rankIn(order),
}));

describe("a view of conversations", () => {
  it("is after any changes what it were if it was made anew", () => {
    fc.assert(
      fc.property(
        fc.array(change, { maxLength: 40 }),
        fc.array(fc.array(change, { maxLength: 12 }), { maxLength: 8 }),
        criteria,
        criteria,
        (start, batches, first, second) => {
          const nodes: Nodes = new Map();
          apply(nodes, start);
          const view = new ConversationView(first, (id) => nodes.get(id));
          view.update(nodes.keys());
          expect(view.ids).toEqual(afresh(nodes, first));
          for (const changes of batches) {
            apply(nodes, changes);
            const before = view.ids;
            const moved = view.update(changes.map(([id]) => id));
            expect(view.ids).toEqual(afresh(nodes, first));
            if (moved.length === 0) expect(view.ids).toBe(before);
          }
          view.show(second);
          expect(view.ids).toEqual(afresh(nodes, second));
          const [last = []] = batches;
          apply(nodes, last);
          view.update(last.map(([id]) => id));
          expect(view.ids).toEqual(afresh(nodes, second));
        },
      ),
      { seed: 7, numRuns: 500 },
    );
  });

  it("names what moved, and keeps its array where nothing did", () => {
    const nodes: Nodes = new Map();
    apply(nodes, [["a", { priorityScore: 3 }], ["b", { priorityScore: 2 }]]);
    const all: Criteria = { accepts: () => true, rank: rankIn("priority") };
    const view = new ConversationView(all, (id) => nodes.get(id));
    view.update(nodes.keys());
    const before = view.ids;
    apply(nodes, [["a", { priorityScore: 3, unreadCount: 2 }]]);
    expect(view.update(["a"])).toEqual([]);
    apply(nodes, [["b", { priorityScore: 2.5 }]]);
    expect(view.update(["b"])).toEqual(["b"]);
    expect(view.ids).toBe(before);
    apply(nodes, [["b", { priorityScore: 4 }]]);
    expect(view.update(["b", "b", "nobody"])).toEqual(["b"]);
    expect(view.ids).toEqual(["b", "a"]);
  });

  it("puts those for whom nobody waits last, whatever waits longest", () => {
    const nodes: Nodes = new Map();
    apply(nodes, [
      ["none", { waitingSince: null, priorityScore: 90 }],
      ["short", { waitingSince: "2025-11-08T12:00:00.000Z" }],
      ["long", { waitingSince: "2025-11-01T12:00:00.000Z" }],
      ["unknown", { waitingSince: undefined, priorityScore: 80 }],
    ]);
    const waiting = { accepts: () => true, rank: rankIn("waiting") };
    const view = new ConversationView(waiting, (id) => nodes.get(id));
    view.update(nodes.keys());
    expect(view.ids).toEqual(["long", "short", "none", "unknown"]);
  });
});
