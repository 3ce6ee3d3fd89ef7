import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { GraphEdge } from "@/lib/models/graph.ts";
import { edge, vertex } from "./examples.ts";
import {
  countLabels,
  edgeKey,
  merge,
  NOTHING,
  type Part,
  type Sight,
  visible,
  weightOf,
  without,
} from "./sight.ts";

const PART: Part = {
  at: 1,
  vertices: [
    { vertex: vertex("conversation:1"), degree: 9 },
    { vertex: vertex("topic:travel") },
    { vertex: vertex("day:2025-11-08") },
  ],
  edges: [
    edge("conversation:1", "DISCUSS_TOPIC", "topic:travel", 4),
    edge("day:2025-11-08", "DISCUSS_TOPIC", "topic:travel", 7),
  ],
};

function merged(...parts: Part[]): Sight {
  return parts.reduce((sight, part) => merge(sight, part).sight, NOTHING);
}

/** What a sight says, whatever the order in which it came. */
function told({ vertices, edges }: Sight) {
  const byKey = <T>(map: ReadonlyMap<string, T>) =>
    [...map].toSorted(([a], [b]) => a < b ? -1 : 1);
  return { vertices: byKey(vertices), edges: byKey(edges) };
}

const ids = fc.constantFrom(
  "conversation:1",
  "conversation:2",
  "topic:a",
  "topic:b",
  "topic:c",
);

/** Answers to different questions, each with the ends of its edges. */
const parts = fc.array(
  fc.record({
    edges: fc.array(fc.tuple(ids, ids, fc.integer({ min: 1, max: 9 }))),
    seen: fc.array(fc.tuple(ids, fc.option(fc.nat(9), { nil: undefined }))),
  }),
  { maxLength: 6 },
).map((answers) =>
  answers.map(({ edges, seen }, i): Part => {
    const found = new Map<string, GraphEdge>();
    for (const [from, to, weight] of edges) {
      const one = edge(from, "DISCUSS_TOPIC", to, weight);
      found.set(edgeKey(one), one);
    }
    const degrees = new Map<string, number | undefined>(
      edges.flatMap(([from, to]) => [[from, undefined], [to, undefined]]),
    );
    for (const [id, degree] of seen) degrees.set(id, degree);
    return {
      at: i,
      vertices: [...degrees].map(([id, degree]) => ({
        vertex: vertex(id, { asked: i }),
        ...degree === undefined ? {} : { degree },
      })),
      edges: [...found.values()],
    };
  })
);

describe("merging answers", () => {
  it("makes no difference when it is done again", () => {
    fc.assert(
      fc.property(parts, (parts) => {
        expect(told(merged(...parts, ...parts))).toEqual(
          told(merged(...parts)),
        );
      }),
      { seed: 7 },
    );
  });

  it("makes no difference in another order", () => {
    const shuffled = parts.chain((parts) =>
      fc.tuple(
        fc.constant(parts),
        fc.shuffledSubarray(parts, { minLength: parts.length }),
      )
    );
    fc.assert(
      fc.property(shuffled, ([parts, others]) => {
        expect(told(merged(...others))).toEqual(told(merged(...parts)));
      }),
      { seed: 7 },
    );
  });

  it("keeps what the later question was told, and a degree that it was not", () => {
    const later: Part = {
      at: 2,
      vertices: [{ vertex: vertex("conversation:1", { unread: 3 }) }],
      edges: [],
    };
    for (const sight of [merged(PART, later), merged(later, PART)]) {
      const known = sight.vertices.get("conversation:1");
      expect(known?.vertex.properties.unread).toBe(3);
      expect(known?.degree?.value).toBe(9);
    }
  });

  it("takes no more than there is room for, and says how many it left", () => {
    const { sight, left } = merge(NOTHING, PART, { vertices: 2, edges: 9 });
    expect(sight.vertices.size).toBe(2);
    expect(left).toBe(1);
    // No edge without both its ends.
    expect([...sight.edges.keys()]).toEqual([
      "conversation:1\nDISCUSS_TOPIC\ntopic:travel",
    ]);
    const again = merge(sight, PART, { vertices: 2, edges: 9 });
    expect(again.left).toBe(1);
    expect(merge(NOTHING, PART, { vertices: 9, edges: 1 }).sight.edges.size)
      .toBe(1);
  });
});

describe("what is seen", () => {
  it("is without vertices of hidden labels, and without edges to them", () => {
    const seen = visible(merged(PART), new Set(["Day"]));
    expect(seen.vertices.map(({ id }) => id))
      .toEqual(["conversation:1", "topic:travel"]);
    expect(seen.edges).toHaveLength(1);
    expect(seen.degrees.get("topic:travel")).toBe(1);
  });

  it("is without what was taken out", () => {
    const left = without(merged(PART), new Set(["topic:travel"]));
    expect(left.vertices.size).toBe(2);
    expect(left.edges.size).toBe(0);
  });

  it("is counted by label, hidden or not", () => {
    expect(Object.fromEntries(countLabels(merged(PART))))
      .toEqual({ ConversationNode: 1, Topic: 1, Day: 1 });
  });
});

it("an edge without a weight counts as one of 1", () => {
  expect(weightOf(edge("fan:1", "HAS_CONVERSATION", "conversation:1"))).toBe(1);
  expect(weightOf(edge("a", "DISCUSS_TOPIC", "b", 12))).toBe(12);
});
