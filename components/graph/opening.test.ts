import { expect, it } from "vitest";
import { edge, vertex } from "./examples.ts";
import { chosen } from "./opening.ts";

function neighbour(id: string, weight = 1, properties = {}) {
  return {
    direction: "out" as const,
    edge: edge("conversation:1", "DISCUSS_TOPIC", id, weight),
    vertex: vertex(id, properties),
  };
}

it("opens with a conversation's fan, heaviest topics and main outcomes", () => {
  const topics = [1, 5, 3, 2, 9, 4, 8].map((weight) =>
    neighbour(`topic:${weight}`, weight)
  );
  const outcomes = [
    neighbour("outcome:a", 1, { at: 5 }),
    neighbour("outcome:b", 1, { at: 9 }),
    neighbour("outcome:c", 1, { at: 1, amount: 10 }),
    neighbour("outcome:d", 1, { at: 2, amount: 100 }),
  ];
  const known = new Set(topics.map(({ vertex }) => vertex.id));
  known.delete("topic:9");
  const ids = chosen([...outcomes, ...topics, neighbour("fan:1")], known)
    .map(({ vertex }) => vertex.id);
  expect(ids).toEqual([
    "fan:1",
    "topic:8",
    "topic:5",
    "topic:4",
    "topic:3",
    "topic:2",
    "outcome:d",
    "outcome:c",
    "outcome:b",
  ]);
});
