import { describe, expect, it } from "vitest";
import { edge, NAMES, vertex } from "./examples.ts";
import { groupsOf } from "./groups.ts";
import { chatLink } from "./links.ts";
import { listed, MOST_ROWS } from "./listed.ts";
import { pathSteps } from "./path_words.ts";
import { merge, NOTHING, visible } from "./sight.ts";
import { vertexFacts, vertexName } from "./words.ts";

describe("names of vertices", () => {
  it.each([
    [vertex("fan:1", { name: "Sam <b>Lee</b>" }), "Sam Lee"],
    [vertex("fan:1", { username: "sam" }), "sam"],
    [vertex("fan:1"), "Fan 1"],
    [vertex("conversation:1"), "Chat with Sam"],
    [vertex("conversation:2"), "Chat 2"],
    [vertex("topic:travel"), "Travel"],
    [vertex("action:ask_for_tip"), "Ask for tip"],
    [vertex("outcome:x", { kind: "tip", amount: 12.5 }), "Tip of $12.50"],
    [vertex("outcome:x", { kind: "drop_off" }), "Drop off"],
    [vertex("day:2025-11-08"), "8 Nov 2025"],
    [vertex("creator:9"), "Robin"],
    [vertex("creator:8"), "Creator 8"],
  ])("%j", (vertex, name) => expect(vertexName(vertex, NAMES)).toBe(name));
});

it("properties are told in words, those that there are", () => {
  expect(vertexFacts(
    vertex("conversation:1", { messages: 1_200, sentiment: -0.2, spend: 30 }),
  )).toEqual([
    { term: "Messages", value: "1,200" },
    { term: "Sentiment", value: "−0.20, negative" },
    { term: "Spent", value: "$30" },
  ]);
});

it("steps of a path are told whichever way its edges point", () => {
  const ids = ["fan:1", "conversation:1", "topic:travel", "conversation:2"];
  const known = new Map(
    ids.slice(0, 3).map((id) => [id, vertex(id, { name: "travel" })]),
  );
  const path = {
    vertices: ids,
    edges: [
      edge("fan:1", "HAS_CONVERSATION", "conversation:1"),
      edge("conversation:1", "DISCUSS_TOPIC", "topic:travel", 4),
      edge("conversation:2", "DISCUSS_TOPIC", "topic:travel", 1),
    ],
  };
  const steps = pathSteps(path, known, NAMES)
    .map(({ verb, to, weight }) => [verb, to.name, weight]);
  expect(steps).toEqual([
    ["writes in", "Chat with Sam", null],
    ["discusses", "Travel", "4 messages"],
    ["is discussed in", "conversation:2", "1 message"],
  ]);
});

it("neighbours stand in groups, the heaviest edges first", () => {
  const groups = groupsOf([1, 3, 2].map((weight) => ({
    direction: "in",
    edge: edge(`conversation:${weight}`, "DISCUSS_TOPIC", "topic:a", weight),
    vertex: vertex(`conversation:${weight}`),
  })));
  expect(groups.map(({ title, label }) => [title, label]))
    .toEqual([["Discussed in", "ConversationNode"]]);
  expect(groups[0]?.neighbours.map(({ weight }) => weight)).toEqual([3, 2, 1]);
});

it("chats are found from a fan, and messages from an outcome", () => {
  const neighbours = [{
    direction: "out" as const,
    edge: edge("fan:1", "HAS_CONVERSATION", "conversation:7"),
    vertex: vertex("conversation:7"),
  }];
  expect(chatLink(vertex("fan:1"), neighbours)).toBe("/inbox?chat=7");
  expect(chatLink(vertex("outcome:x", { message: "5" }), neighbours))
    .toBe("/inbox?chat=7&message=5");
  expect(chatLink(vertex("fan:1"), [])).toBeNull();
  expect(chatLink(vertex("topic:a"), neighbours)).toBeNull();
});

it("the list has as many rows as can be gone through, and is filtered", () => {
  const vertices = Array.from({ length: 300 }, (_, i) => ({
    vertex: vertex(`topic:t${i}`),
  }));
  const { sight } = merge(NOTHING, {
    at: 1,
    vertices,
    edges: [edge("topic:t299", "TARGETS_TOPIC", "topic:t298")],
  });
  const seen = visible(sight, new Set());
  const all = listed(seen, NAMES, "");
  expect(all.items).toHaveLength(MOST_ROWS);
  expect(all.total).toBe(300);
  expect(all.items[0]?.id).toBe("topic:t298");
  const some = listed(seen, NAMES, " T29");
  expect(some.total).toBe(11);
  expect(some.items).toHaveLength(11);
});
