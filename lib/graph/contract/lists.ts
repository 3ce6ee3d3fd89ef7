import { describe, expect } from "vitest";
import { compareKeyText } from "@/lib/store/mod.ts";
import type { SettledChange } from "../changes.ts";
import { InvalidCursor } from "../graph_store.ts";
import { ID_PREFIX, idPart } from "../ids.ts";
import { PlainGraph } from "./plain_graph.ts";
import type { Contract } from "./contract.ts";
import { dump, listAll, NOTHING, pagesOf } from "./dump.ts";
import {
  action,
  conversation,
  edge,
  edgeChange,
  ODD_NAMES,
  range,
  SMALL,
  sorted,
  topic,
  vertexChange,
} from "./graphs.ts";

/** Pages, orders and cursors. */
export function listsContract({ name, test }: Contract): void {
  describe(`${name}: lists`, () => {
    test("pages of a vertex with 1,000 edges", async (graph, scope) => {
      const changes = range(1_000).flatMap((i): SettledChange[] => {
        const id = `conversation:${i}`;
        return [
          vertexChange(conversation(id)),
          edgeChange(edge(id, "DISCUSS_TOPIC", "topic:a", i + 1)),
        ];
      });
      await graph.write(scope, [
        vertexChange(topic("topic:a")),
        vertexChange(action("action:greeting")),
        edgeChange(edge("action:greeting", "TARGETS_TOPIC", "topic:a", 7)),
        ...changes,
      ]);
      const plain = new PlainGraph();
      plain.apply([
        vertexChange(topic("topic:a")),
        vertexChange(action("action:greeting")),
        edgeChange(edge("action:greeting", "TARGETS_TOPIC", "topic:a", 7)),
        ...changes,
      ]);
      const all = plain.edgesAt("topic:a", "in");
      for (
        const [limit, pages] of [[300, 4], [1_001, 1], [1_000, 2]] as const
      ) {
        const read = await pagesOf(graph, scope, "topic:a", {
          direction: "in",
          limit,
        });
        expect(read.pages).toBe(pages);
        expect(read.edges).toEqual(all);
        expect(read.vertices.map(({ id }) => id))
          .toEqual(all.map(({ from }) => from));
      }
      const labelled = await pagesOf(graph, scope, "topic:a", {
        direction: "in",
        label: "DISCUSS_TOPIC",
        limit: 500,
      });
      expect(labelled.pages).toBe(2);
      expect(labelled.edges).toEqual(all.slice(0, 1_000));
      const [ranked] = await graph.search(scope, {
        label: "Topic",
        start: "a",
        limit: 1,
      });
      expect(ranked?.degree).toBe(1_001);
      // A vertex with more edges than a search reads.
      const near = await graph.paths(
        scope,
        { from: "conversation:1", to: "action:greeting" },
      );
      expect(near.paths.map(({ vertices }) => vertices))
        .toEqual([["conversation:1", "topic:a", "action:greeting"]]);
      expect(near.complete).toBe(false);
    }, 120_000);

    test("refuses cursors that no page has given", async (graph, scope) => {
      await graph.write(scope, SMALL);
      const cursors = [
        "",
        "nonsense",
        ":",
        "Topic:x",
        "USES_ENGAGEMENT:topic:a",
      ];
      for (const id of ["conversation:1", "conversation:none"]) {
        for (const cursor of cursors) {
          await expect(graph.neighbours(scope, id, {
            direction: "out",
            label: "DISCUSS_TOPIC",
            limit: 1,
            cursor,
          })).rejects.toThrow(InvalidCursor);
        }
      }
    });

    test("goes on after an edge that is gone", async (graph, scope) => {
      await graph.write(scope, SMALL);
      const page = await graph.neighbours(scope, "conversation:1", {
        direction: "out",
        limit: 10,
        cursor: "DISCUSS_TOPIC:topic:zzz",
      });
      expect(page.neighbours.map(({ vertex }) => vertex.id))
        .toEqual(["outcome:1:tip:m1", "action:greeting"]);
      expect(page.cursor).toBeNull();
    });

    test("lists every id once", async (graph, scope) => {
      const ids = ODD_NAMES.map((name) => ID_PREFIX.Topic + idPart(name));
      await graph.write(scope, ids.map((id) => vertexChange(topic(id))));
      const listed = await listAll(graph, scope, 5);
      expect(sorted(listed)).toEqual(sorted(ids));
      expect(await listAll(graph, scope, 100)).toEqual(listed);
      expect(await graph.listIds(scope, { after: null, limit: 0 })).toEqual([]);
    });

    test("searches in order of ids", async (graph, scope) => {
      const names = ["tra", "train", "travel", "trav\u{1f600}", "trav\uffee"];
      await graph.write(scope, [
        ...SMALL,
        ...names.map((name) => vertexChange(topic(`topic:${name}`))),
        vertexChange(topic("topic:zoo")),
      ]);
      const search = async (start: string, limit: number) =>
        (await graph.search(scope, { label: "Topic", start, limit }))
          .map(({ vertex }) => vertex.id);
      const all = names.map((name) => `topic:${name}`).sort(compareKeyText);
      expect(await search("tra", 10)).toEqual(all);
      expect(await search("tra", 2)).toEqual(all.slice(0, 2));
      expect(await search("trav", 3)).toEqual(all.slice(2));
      expect(await search("x", 10)).toEqual([]);
      expect(await search("tra", 0)).toEqual([]);
      expect(await search("", 2)).toEqual(["topic:a", "topic:alone"]);
      const [fan] = await graph.search(scope, {
        label: "Fan",
        start: "1",
        limit: 5,
      });
      expect(fan).toEqual({
        vertex: { id: "fan:1", label: "Fan", properties: { user: "1" } },
        degree: 1,
      });
    });

    test("has nothing to tell of an empty graph", async (graph, scope) => {
      await graph.write(scope, []);
      expect(await dump(graph, scope)).toEqual(NOTHING);
      const times = { start: 0, end: 4_000_000_000_000 };
      const label = "Topic";
      expect(await graph.search(scope, { label, start: "", limit: 5 }))
        .toEqual([]);
      expect(await graph.top(scope, { label, by: "degree", limit: 5 }))
        .toEqual([]);
      expect(
        await graph.heaviestEdges(scope, { label: "DISCUSS_TOPIC", limit: 5 }),
      ).toEqual([]);
      expect(await graph.topicVolumes(scope, { from: 0, to: 20 })).toEqual([]);
      expect(await graph.sentimentByDay(scope, { from: 0, to: 20 }))
        .toEqual([]);
      expect(await graph.outcomesByTopic(scope, times, "tip")).toEqual([]);
      expect(await graph.paths(scope, { from: "fan:1", to: "fan:2" }))
        .toEqual({ paths: [], complete: true });
      expect(
        await graph.neighbours(scope, "fan:1", { direction: "out", limit: 5 }),
      ).toEqual({ neighbours: [], cursor: null });
      await graph.eraseFan(scope, "fan:1");
      await graph.eraseCreator(scope);
    });
  });
}
