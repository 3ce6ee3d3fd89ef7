import { describe, expect, it } from "vitest";
import {
  countsOf,
  edgeOf,
  homeVertexOf,
  numberOf,
  textOf,
  UnreadableAnswer,
  vertexOf,
} from "./answers.ts";
import { edgeKeysFor } from "./layout.ts";

/** The same vertex as servers give it: as lists, with ids, in maps. */
const VALUES: [how: string, values: unknown][] = [
  ["lists of values", {
    pk: ["u:c"],
    key: ["topic:a"],
    name: ["a"],
    embedding: ["0.5,-1"],
  }],
  ["lists of values with ids", {
    pk: [{ id: "1", value: "u:c" }],
    key: [{ id: "2", value: "topic:a" }],
    name: [{ id: "3", value: "a" }],
    embedding: [{ id: "4", value: "0.5,-1" }],
  }],
  ["plain values", {
    pk: "u:c",
    key: "topic:a",
    name: "a",
    embedding: "0.5,-1",
  }],
  [
    "maps",
    new Map<string, unknown>([
      ["pk", ["u:c"]],
      ["key", ["topic:a"]],
      ["name", [new Map([["id", "3"], ["value", "a"]])]],
      ["embedding", ["0.5,-1"]],
    ]),
  ],
];

describe("answers", () => {
  it.each(VALUES)("read a vertex of %s", (_how, values) => {
    const vertex = {
      id: "topic:a",
      label: "Topic",
      properties: { name: "a" },
      embedding: [0.5, -1],
    };
    const fields = { label: "Topic", values };
    expect(vertexOf(new Map(Object.entries(fields)))).toEqual(vertex);
    expect(homeVertexOf({ ...fields, out: [], in: [] }))
      .toEqual({ vertex, edges: [] });
  });

  it("read an edge by its keys", () => {
    const edge = {
      from: "conversation:a:b",
      label: "DISCUSS_TOPIC" as const,
      to: "topic:é:😀",
    };
    expect(edgeOf({ ...edgeKeysFor(edge), weight: 2.5 }))
      .toEqual({ ...edge, properties: { weight: 2.5 } });
    expect(edgeOf(edgeKeysFor(edge))).toEqual({ ...edge, properties: {} });
  });

  it("read counts, of which there may be none", () => {
    expect(countsOf([{ Topic: 2 }])).toEqual(new Map([["Topic", 2]]));
    expect(countsOf([new Map([["Topic", 2]])]))
      .toEqual(new Map([["Topic", 2]]));
    expect(countsOf([])).toEqual(new Map());
    expect(numberOf([3])).toBe(3);
  });

  it("are not guessed at", () => {
    for (const wrong of [[], [null], ["3"], undefined, {}, [{}]]) {
      expect(() => numberOf(wrong)).toThrow(UnreadableAnswer);
    }
    expect(() => textOf([3])).toThrow(UnreadableAnswer);
    expect(() => edgeOf({ outKey: "DISCUSS_TOPIC:topic:a" }))
      .toThrow(UnreadableAnswer);
    expect(() => homeVertexOf({ label: "Topic", values: {} }))
      .toThrow(UnreadableAnswer);
    expect(() => homeVertexOf("Topic")).toThrow(UnreadableAnswer);
  });
});
