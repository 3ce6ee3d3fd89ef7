import { describe, expect, it } from "vitest";
import type { GraphCopy, GraphRefused } from "@/lib/models/mod.ts";
import { changeWords, copyWords, graphFigures, usageWords } from "./graph.ts";

function copy(change: Partial<GraphCopy> = {}): GraphCopy {
  return {
    state: "current",
    waiting: 0,
    refused: 0,
    failure: null,
    ...change,
  };
}

describe("copyWords", () => {
  const cases: [Partial<GraphCopy>, tone: string, state: string][] = [
    [{}, "good", "Up to date"],
    [{ refused: 2 }, "busy", "Up to date, except for what the server refuses"],
    [{ state: "behind", waiting: 1 }, "busy", "1 change waiting"],
    [{ state: "behind", waiting: 999 }, "busy", "999 changes waiting"],
    [
      { state: "behind", waiting: 1_000 },
      "busy",
      "1,000 or more changes waiting",
    ],
    [{ state: "behind" }, "busy", "Catching up"],
    [
      { state: "comparing", waiting: 3 },
      "busy",
      "Being compared with the built-in database",
    ],
  ];

  it.each(cases)("says of %j that it is %s: %s", (change, tone, state) => {
    expect(copyWords(copy(change))).toMatchObject({ tone, state });
  });

  it("says since when it fails and why, and what waits", () => {
    const failure = {
      message: "nobody answers",
      since: "2025-11-08T12:34:56.000Z",
    };
    const words = copyWords(copy({ state: "failing", waiting: 12, failure }));
    expect(words.tone).toBe("bad");
    expect(words.state)
      .toBe("Cannot be brought up to date since 8 Nov 2025, 12:34 UTC");
    expect(words.notes[0]).toBe("nobody answers");
    expect(words.notes.at(-1)).toBe("12 changes waiting");
  });
});

describe("graphFigures", () => {
  const named = (vertices: Record<string, number>) =>
    graphFigures({
      vertices,
      edges: { HAS_CONVERSATION: 4, DISCUSS_TOPIC: 7 },
    }).map(({ name, value }) => `${name} ${value}`);

  it("has what there is not as 0, and all edges as connections", () => {
    expect(named({ Fan: 2, Creator: 1 })).toEqual([
      "Fans 2",
      "Conversations 0",
      "Topics 0",
      "Actions 0",
      "Outcomes 0",
      "Days 0",
      "Connections 11",
    ]);
  });

  it("has creators where there are several", () => {
    expect(named({ Creator: 2 })[0]).toBe("Creators 2");
  });
});

it("says how much was asked of the server", () => {
  expect(usageWords({ requests: 1, request_units: 1_234.56 }))
    .toBe("1 request and 1,235 request units since this instance started");
});

describe("changeWords", () => {
  const change: GraphRefused["refused"][number] = {
    id: "1",
    creator_id: "9001",
    code: 413,
    message: "too large",
    at: "2025-11-08T12:34:56.000Z",
  };

  it("names the vertex, or both ends of the edge", () => {
    expect(changeWords({ ...change, vertex: "conversation:1001" }))
      .toEqual({ kind: "Conversation", name: "conversation:1001" });
    expect(changeWords({ ...change, vertex: "constructor:1" }).kind)
      .toBe("Vertex");
    const edge = {
      from: "conversation:1001",
      label: "DISCUSS_TOPIC",
      to: "topic:travel",
    } as const;
    expect(changeWords({ ...change, edge })).toEqual({
      kind: "Connection",
      name: "conversation:1001 → topic:travel",
    });
  });
});
