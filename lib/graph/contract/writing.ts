import { describe, expect } from "vitest";
import type { GraphVertex } from "@/lib/models/mod.ts";
import type { SettledChange } from "../changes.ts";
import { PlainGraph } from "./plain_graph.ts";
import type { Contract } from "./contract.ts";
import { dump, dumpOf } from "./dump.ts";
import {
  byKey,
  conversation,
  edge,
  edgeChange,
  edgesOf,
  hasConversation,
  range,
  SMALL,
  sorted,
  topic,
  vertexChange,
  vertexIdsOf,
  wideGraph,
} from "./graphs.ts";

/** What is written is what is read. */
export function writingContract({ name, test }: Contract): void {
  describe(`${name}: what is written`, () => {
    test("is read as it was written", async (graph, scope) => {
      const vertices: GraphVertex[] = [
        {
          id: "conversation:1",
          label: "ConversationNode",
          properties: {
            chat: "1",
            messages: 3,
            startAt: 1_762_593_600_123,
            endAt: -1,
            sentiment: 0.1 + 0.2,
            spend: 1e-7,
            turns: 0,
          },
        },
        {
          id: "outcome:1:tip:m1",
          label: "InteractionOutcome",
          properties: {
            kind: "tip",
            observed: false,
            at: 2 ** 41,
            message: "",
          },
        },
        {
          id: "topic:a",
          label: "Topic",
          properties: { name: "a\n'\"$\\\u0000é😀" },
          embedding: [0.1, -1 / 3, 1e-300, 0, 1, 5e-324],
        },
        {
          id: "topic:b",
          label: "Topic",
          properties: { name: "b" },
          embedding: [],
        },
        { id: "creator:1", label: "Creator", properties: { user: "1" } },
        { id: "fan:1", label: "Fan", properties: {} },
      ];
      await graph.write(scope, vertices.map(vertexChange));
      const ids = vertices.map(({ id }) => id);
      const read = await graph.read(scope, ["topic:none", ...ids, "fan:1"]);
      expect(sorted([...read.keys()])).toEqual(sorted(ids));
      for (const vertex of vertices) {
        const { label, properties, embedding } = vertex;
        const held = read.get(vertex.id);
        expect(held).toEqual({ vertex, edges: [] });
        expect(held?.vertex).toStrictEqual({
          id: vertex.id,
          label,
          properties,
          ...(embedding === undefined ? {} : { embedding }),
        });
      }
    });

    test("reads each edge at one of its ends", async (graph, scope) => {
      await graph.write(scope, SMALL);
      const ids = vertexIdsOf(SMALL);
      const read = await graph.read(scope, ids);
      const edges = [...read.values()].flatMap(({ edges }) => edges);
      expect(byKey(edges)).toEqual(byKey(edgesOf(SMALL)));
      expect(byKey(read.get("conversation:1")?.edges ?? [])).toEqual(byKey([
        edge("conversation:1", "DISCUSS_TOPIC", "topic:a", 2),
        edge("conversation:1", "USES_ENGAGEMENT", "action:greeting", 1),
        edge("fan:1", "HAS_CONVERSATION", "conversation:1"),
        edge("creator:c", "HAS_CONVERSATION", "conversation:1"),
      ]));
    });

    test("reads many vertices at once", async (graph, scope) => {
      const ids = range(150).map((i) => `topic:${i}`);
      const changes = ids.map((id) => vertexChange(topic(id)));
      await graph.write(scope, changes);
      const read = await graph.read(scope, ids);
      expect(sorted([...read.keys()])).toEqual(sorted(ids));
      expect(await graph.read(scope, [])).toEqual(new Map());
    });

    test("is the same when it is written twice", async (graph, scope) => {
      const changes: SettledChange[] = [
        ...SMALL,
        { kind: "removeEdge", ...hasConversation("fan:2", "conversation:2") },
        { kind: "removeVertex", id: "fan:2" },
      ];
      await graph.write(scope, changes);
      const once = await dump(graph, scope);
      await graph.write(scope, changes);
      expect(await dump(graph, scope)).toEqual(once);
    });

    test("is what the last of its changes says", async (graph, scope) => {
      const label = "DISCUSS_TOPIC";
      const [from, to] = ["conversation:1", "topic:a"];
      await graph.write(scope, [
        vertexChange(topic(to, { name: "before" })),
        vertexChange(topic(to, { name: "after" })),
        vertexChange(conversation(from)),
        edgeChange(edge(from, label, to, 1)),
        { kind: "removeEdge", from, label, to },
        edgeChange(edge(from, label, to, 4)),
      ]);
      const plain = await dump(graph, scope);
      expect(plain.vertices[1]?.properties).toEqual({ name: "after" });
      expect(plain.edges).toEqual([edge(from, label, to, 4)]);
      await graph.write(scope, [edgeChange(edge(from, label, to, 0))]);
      expect((await dump(graph, scope)).edges).toEqual([]);
    });

    test("has no property that it was not given", async (graph, scope) => {
      const id = "conversation:1";
      const full = conversation(id, { sentiment: 0.5, spend: 2, unread: 1 });
      const less = conversation(id, { unread: 0 });
      await graph.write(scope, [vertexChange(full)]);
      await graph.write(scope, [vertexChange(less)]);
      expect((await graph.read(scope, [id])).get(id)?.vertex).toEqual(less);
      const bare: GraphVertex = { id, label: less.label, properties: {} };
      await graph.write(scope, [vertexChange(bare)]);
      expect((await graph.read(scope, [id])).get(id)?.vertex).toEqual(bare);
      const named = { ...topic("topic:a"), embedding: [1] };
      const { embedding: _embedding, ...plain } = named;
      await graph.write(scope, [vertexChange(named)]);
      await graph.write(scope, [vertexChange(plain)]);
      expect((await graph.read(scope, ["topic:a"])).get("topic:a")?.vertex)
        .toStrictEqual(plain);
      const weighed = edge(id, "DISCUSS_TOPIC", "topic:a", 3);
      await graph.write(scope, [edgeChange(weighed)]);
      await graph.write(scope, [edgeChange({ ...weighed, properties: {} })]);
      expect((await graph.read(scope, [id])).get(id)?.edges)
        .toEqual([{ ...weighed, properties: {} }]);
    });

    test("leaves out edges without an end", async (graph, scope) => {
      const there = edge("conversation:1", "DISCUSS_TOPIC", "topic:a", 1);
      await graph.write(scope, [
        vertexChange(conversation("conversation:1")),
        vertexChange(topic("topic:a")),
        edgeChange(edge("conversation:1", "DISCUSS_TOPIC", "topic:none", 1)),
        edgeChange(edge("conversation:none", "DISCUSS_TOPIC", "topic:a", 1)),
        edgeChange(edge("fan:none", "HAS_CONVERSATION", "conversation:1")),
        edgeChange(edge("fan:none", "HAS_CONVERSATION", "conversation:none")),
        {
          kind: "removeEdge",
          ...hasConversation("fan:none", "conversation:1"),
        },
        { kind: "removeVertex", id: "fan:none" },
        edgeChange(there),
      ]);
      const { vertices, edges } = await dump(graph, scope);
      expect(vertices.map(({ id }) => id))
        .toEqual(["conversation:1", "topic:a"]);
      expect(edges).toEqual([there]);
    });

    test("keeps vertices that an edge touches", async (graph, scope) => {
      await graph.write(scope, SMALL);
      const before = await dump(graph, scope);
      await graph.write(
        scope,
        vertexIdsOf(SMALL).map((id) => ({ kind: "removeVertex", id })),
      );
      const after = await dump(graph, scope);
      expect(after.edges).toEqual(before.edges);
      // Of all vertices this one has no edge.
      expect(after.vertices).toEqual(
        before.vertices.filter(({ id }) => id !== "topic:alone"),
      );
      await graph.write(scope, [
        { kind: "removeVertex", id: "fan:1" },
        { kind: "removeEdge", ...hasConversation("fan:1", "conversation:1") },
      ]);
      expect((await graph.read(scope, ["fan:1"])).size).toBe(0);
    });

    test("takes more changes than go into a request", async (graph, scope) => {
      const wide = wideGraph(130);
      await graph.write(scope, wide);
      const plain = new PlainGraph();
      plain.apply(wide);
      expect(await dump(graph, scope)).toEqual(dumpOf(plain));
    });
  });
}
