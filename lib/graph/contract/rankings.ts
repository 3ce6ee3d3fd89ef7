import { describe, expect } from "vitest";
import type { EdgeLabel, VertexLabel } from "@/lib/models/mod.ts";
import type { Contract } from "./contract.ts";
import {
  action,
  conversation,
  edge,
  edgeChange,
  SMALL,
  TARGETS_A,
  topic,
  vertexChange,
} from "./graphs.ts";

/** What is first, and which ways there are. */
export function rankingsContract({ name, test }: Contract): void {
  describe(`${name}: rankings`, () => {
    test("ranks by degree, then by id", async (graph, scope) => {
      await graph.write(scope, SMALL);
      const top = async (label: VertexLabel, limit: number) =>
        (await graph.top(scope, { label, by: "degree", limit }))
          .map(({ vertex, degree }) => [vertex.id, degree]);
      expect(await top("Topic", 10)).toEqual([
        ["topic:a", 3],
        ["topic:b", 1],
        ["topic:c", 1],
        ["topic:alone", 0],
      ]);
      expect(await top("Topic", 2)).toEqual([["topic:a", 3], ["topic:b", 1]]);
      expect(await top("Topic", 0)).toEqual([]);
      expect(await top("Fan", 5)).toEqual([["fan:1", 1], ["fan:2", 1]]);
    });

    test("ranks by a property that is a number", async (graph, scope) => {
      const figures = [3, 10, undefined, 3, -1, 2.5, 3, 3, 3];
      await graph.write(
        scope,
        figures.map((spend, i) =>
          vertexChange(
            conversation(
              `conversation:${i}`,
              spend === undefined ? {} : { spend },
            ),
          )
        ).reverse(),
      );
      const top = async (property: string, limit: number) =>
        (await graph.top(scope, {
          label: "ConversationNode",
          by: { property },
          limit,
        })).map(({ vertex }) => vertex.id.replace("conversation:", ""));
      expect(await top("spend", 10)).toEqual(
        ["1", "0", "3", "6", "7", "8", "5", "4"],
      );
      expect(await top("spend", 3)).toEqual(["1", "0", "3"]);
      for (const property of ["chat", "none", "__proto__", "constructor"]) {
        expect(await top(property, 10)).toEqual([]);
      }
    });

    test("gives the heaviest edges", async (graph, scope) => {
      const weights: [string, string, number | undefined][] = [
        ["action:b", "topic:z", 2],
        ["action:a", "topic:z", 2],
        ["action:a", "topic:\u{1f600}", 2],
        ["action:a", "topic:\uffee", 2],
        ["action:a", "topic:a", 10],
        ["action:b", "topic:a", undefined],
      ];
      const edges = weights.map(([from, to, weight]) =>
        edge(from, "TARGETS_TOPIC", to, weight)
      );
      const actions = ["action:a", "action:b"].map(action);
      const topics = new Set(edges.map(({ to }) => to));
      await graph.write(scope, [
        ...SMALL,
        ...actions.map(vertexChange),
        ...[...topics].map((id) => vertexChange(topic(id))),
        { kind: "removeEdge", from: "action:greeting", ...TARGETS_A },
        ...edges.map(edgeChange),
      ]);
      const heaviest = (label: EdgeLabel, limit: number) =>
        graph.heaviestEdges(scope, { label, limit });
      const order = [4, 1, 3, 2, 0, 5].map((i) => edges[i]);
      expect(await heaviest("TARGETS_TOPIC", 10)).toEqual(order);
      expect(await heaviest("TARGETS_TOPIC", 3)).toEqual(order.slice(0, 3));
      expect(await heaviest("TARGETS_TOPIC", 0)).toEqual([]);
      // Their home is the conversation.
      expect((await heaviest("HAS_CONVERSATION", 10)).map(({ from }) => from))
        .toEqual(["creator:c", "fan:1", "creator:c", "fan:2"]);
    });
  });

  describe(`${name}: paths`, () => {
    test("go along edges in either direction", async (graph, scope) => {
      await graph.write(scope, SMALL);
      const ends = { from: "fan:1", to: "fan:2" };
      const found = await graph.paths(scope, ends);
      expect(found.paths.map(({ vertices }) => vertices)).toEqual([
        ["fan:1", "conversation:1", "topic:a", "conversation:2", "fan:2"],
        ["fan:1", "conversation:1", "creator:c", "conversation:2", "fan:2"],
      ]);
      expect(found.complete).toBe(true);
      expect(found.paths[0]?.edges[1])
        .toEqual(edge("conversation:1", "DISCUSS_TOPIC", "topic:a", 2));
      expect((await graph.paths(scope, ends, { limit: 1 })).complete)
        .toBe(false);
      expect(await graph.paths(scope, ends, { maxLength: 3 }))
        .toEqual({ paths: [], complete: true });
      await expect(graph.paths(scope, ends, { maxLength: 7 }))
        .rejects.toThrow(RangeError);
    });
  });
}
