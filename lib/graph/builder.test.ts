import { describe, expect, it } from "vitest";
import { ChatId, CreatorId } from "@/lib/models/mod.ts";
import { buildGraph, conversationChanges } from "./builder.ts";
import type { GraphChange } from "./changes.ts";
import { testEmbed, type TestMessage, wholeOf } from "./testing.ts";

const chat = ChatId.parse("1001");
const creator = CreatorId.parse("9001");
const tip = {
  kind: "tip",
  date: "2025-11-08T12:34:56.000Z",
  observed: true,
  amount: 20,
} as const;

function message(some: Partial<TestMessage> = {}): TestMessage {
  return { topics: [], actions: [], outcome: null, sentiment: 0, ...some };
}

/** A change in a word: `vertex topic:x`, `edge a>b=3`, `addWeight a>b=1`. */
function short(change: GraphChange): string {
  switch (change.kind) {
    case "vertex":
      return `vertex ${change.vertex.id}`;
    case "removeVertex":
      return `removeVertex ${change.id}`;
    case "edge": {
      const { from, to, properties } = change.edge;
      return `edge ${from}>${to}=${properties.weight ?? ""}`;
    }
    case "addWeight":
      return `addWeight ${change.from}>${change.to}=${change.by}`;
    case "removeEdge":
      return `removeEdge ${change.from}>${change.to}`;
  }
}

describe("conversationChanges", () => {
  const greeting = message({ topics: ["travel"], actions: ["greeting"] });

  it("gives everything of a new conversation, vertices before edges", () => {
    const { facts, targets } = wholeOf(chat, creator, [greeting]);
    expect(conversationChanges(null, facts, targets, testEmbed).map(short))
      .toEqual([
        "vertex conversation:1001",
        "vertex fan:1001",
        "vertex creator:9001",
        "vertex topic:travel",
        "vertex action:greeting",
        "edge fan:1001>conversation:1001=",
        "edge creator:9001>conversation:1001=",
        "edge conversation:1001>topic:travel=1",
        "edge conversation:1001>action:greeting=1",
        "addWeight action:greeting>topic:travel=1",
      ]);
  });

  it("gives only the vertex and the weights that a message changed", () => {
    const before = wholeOf(chat, creator, [greeting]);
    const after = wholeOf(chat, creator, [
      greeting,
      message({ topics: ["travel"] }),
    ]);
    expect(
      conversationChanges(before.facts, after.facts, [], testEmbed).map(short),
    ).toEqual([
      "vertex conversation:1001",
      "edge conversation:1001>topic:travel=2",
    ]);
  });

  it("gives nothing where nothing changed", () => {
    const { facts } = wholeOf(chat, creator, [greeting]);
    expect(conversationChanges(facts, facts, [], testEmbed)).toEqual([]);
  });

  it("makes the vector only of a name that is new to the conversation", () => {
    const embedded: string[] = [];
    const before = wholeOf(chat, creator, [greeting]);
    const more = message({ topics: ["travel", "food"], actions: ["greeting"] });
    const after = wholeOf(chat, creator, [greeting, more]);
    conversationChanges(before.facts, after.facts, after.targets, (name) => {
      embedded.push(name);
      return testEmbed(name);
    });
    expect(embedded).toEqual(["food"]);
  });

  it("adds the pair of a message that was edited in the batch that brought it", () => {
    const { facts } = wholeOf(chat, creator, [
      message({ topics: ["travel"], actions: ["thanks"] }),
    ]);
    const targets = [
      { action: "greeting", topic: "travel", by: 1 },
      { action: "greeting", topic: "travel", by: -1 },
      { action: "thanks", topic: "travel", by: 1 },
    ] as const;
    const changes = conversationChanges(null, facts, targets, testEmbed)
      .map(short);
    expect(changes).toContain("vertex topic:travel");
    expect(changes.filter((text) => text.includes("action:greeting")))
      .toEqual([]);
  });

  it("holds an outcome's figures, and counts one with the same date once", () => {
    const outcome = message({ outcome: tip });
    const { facts } = wholeOf(chat, creator, [outcome, outcome]);
    const outcomes = conversationChanges(null, facts, [], testEmbed)
      .flatMap((change) => change.kind === "vertex" ? [change.vertex] : [])
      .filter(({ label }) => label === "InteractionOutcome");
    expect(outcomes).toEqual([{
      id: "outcome:1001:tip:@1762605296000",
      label: "InteractionOutcome",
      properties: {
        kind: "tip",
        at: 1762605296000,
        observed: true,
        amount: 20,
      },
    }]);
  });

  it("leaves out of the properties what is not known", () => {
    const { facts } = wholeOf(chat, creator, []);
    const [change] = conversationChanges(null, facts, [], testEmbed);
    expect(change).toMatchObject({
      vertex: {
        properties: { chat: "1001", messages: 0, turns: 0, unread: 0 },
      },
    });
    expect(JSON.stringify(change)).not.toContain("sentiment");
  });

  it("takes back all of an erased conversation", () => {
    const { facts, targets } = wholeOf(chat, creator, [greeting]);
    const back = targets.map((target) => ({ ...target, by: -1 }));
    const kinds = conversationChanges(facts, null, back, testEmbed)
      .map(({ kind }) => kind);
    expect(new Set(kinds)).toEqual(
      new Set(["removeEdge", "addWeight", "removeVertex"]),
    );
  });

  it("refuses a conversation that changes its creator", () => {
    const before = wholeOf(chat, creator, []).facts;
    const after = { ...before, creator: CreatorId.parse("9002") };
    expect(() => conversationChanges(before, after, [], testEmbed))
      .toThrow(RangeError);
  });
});

describe("buildGraph", () => {
  it("gives each vertex and edge once, by creator", () => {
    const shared = message({ topics: ["travel"], actions: ["greeting"] });
    const conversations = [
      wholeOf(chat, creator, [shared]),
      wholeOf(ChatId.parse("1002"), creator, [shared]),
      wholeOf(chat, CreatorId.parse("9002"), [shared]),
    ];
    const graphs = buildGraph({ conversations, days: [] }, testEmbed);
    const changes = graphs.get(creator)!.map(short);
    expect([...graphs.keys()]).toEqual(["9001", "9002"]);
    expect(new Set(changes).size).toBe(changes.length);
    expect(changes).toContain("addWeight action:greeting>topic:travel=2");
  });
});
