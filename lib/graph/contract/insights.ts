import { describe, expect } from "vitest";
import { DAY_MS, dayOf, type OutcomeKind } from "@/lib/models/mod.ts";
import type { SettledChange } from "../changes.ts";
import { vertexIds } from "../ids.ts";
import type { Contract } from "./contract.ts";
import {
  conversation,
  day,
  edge,
  edgeChange,
  topic,
  vertexChange,
} from "./graphs.ts";

/** Against the order of names. */
const TIED = ["😀", "\uFFEE", "zoo", "yoga", "x", "golf"];

/** What is summed over days and outcomes. */
export function insightsContract({ name, test }: Contract): void {
  describe(`${name}: insights`, () => {
    const first = dayOf(Date.parse("2025-11-08T00:00:00Z"));

    test("sums the topics of days", async (graph, scope) => {
      await graph.write(scope, [
        ...["a", "b", "c", ...TIED].map((name) =>
          vertexChange(topic(vertexIds.topic(name), { name }))
        ),
        vertexChange(topic("topic:x~~1", { name: "a name that is cut" })),
        ...[0, 1, 2].map((i) => vertexChange(day(first + i, i))),
        ...[[0, "a", 3], [0, "b", 5], [1, "a", 4], [1, "c", 5], [2, "b", 90]]
          .map(([i, name, weight]) =>
            edgeChange(edge(
              vertexIds.day(first + Number(i)),
              "DISCUSS_TOPIC",
              vertexIds.topic(String(name)),
              Number(weight),
            ))
          ),
        edgeChange(
          edge(vertexIds.day(first), "DISCUSS_TOPIC", "topic:x~~1", 5),
        ),
        ...TIED.map((name) =>
          edgeChange(edge(
            vertexIds.day(first),
            "DISCUSS_TOPIC",
            vertexIds.topic(name),
            4,
          ))
        ),
        // What conversations discuss is counted already.
        vertexChange(conversation("conversation:1")),
        edgeChange(edge("conversation:1", "DISCUSS_TOPIC", "topic:a", 50)),
      ]);
      expect(await graph.topicVolumes(scope, { from: first, to: first + 2 }))
        .toEqual([
          { topic: "a", volume: 7 },
          { topic: "a name that is cut", volume: 5 },
          { topic: "b", volume: 5 },
          { topic: "c", volume: 5 },
          ...TIED.toReversed().map((topic) => ({ topic, volume: 4 })),
        ]);
      expect(
        await graph.topicVolumes(scope, { from: first + 2, to: first + 9 }),
      )
        .toEqual([{ topic: "b", volume: 90 }]);
    });

    test("gives the sentiment of days", async (graph, scope) => {
      const sentiments = [0.25, undefined, -1, 0];
      await graph.write(
        scope,
        sentiments.map((sentiment, i) =>
          vertexChange(day(first + i, 1, sentiment))
        ).reverse(),
      );
      expect(await graph.sentimentByDay(scope, { from: first, to: first + 4 }))
        .toEqual([
          { date: "2025-11-08", sentiment_score: 0.25 },
          { date: "2025-11-10", sentiment_score: -1 },
          { date: "2025-11-11", sentiment_score: 0 },
        ]);
      expect(
        await graph.sentimentByDay(scope, { from: first - 5, to: first + 1 }),
      ).toEqual([{ date: "2025-11-08", sentiment_score: 0.25 }]);
    });

    test("counts outcomes by topic", async (graph, scope) => {
      // A day half an hour off from the days of UTC.
      const start = first * DAY_MS - 30 * 60_000;
      const end = start + DAY_MS;
      const outcomes: [chat: string, kind: OutcomeKind, at: number][] = [
        ["1", "tip", start],
        ["1", "tip", end - 1],
        ["1", "tip", end],
        ["1", "tip", start - 1],
        ["1", "purchase", start],
        ["2", "tip", start],
        // In no conversation any more.
        ["3", "tip", start],
      ];
      const topics: [chat: string, name: string][] = [
        ["1", "b"],
        ["1", "a"],
        ["2", "a"],
        ["2", "c"],
        ["3", "c"],
      ];
      await graph.write(scope, [
        ...["1", "2", "3"].map((chat) =>
          vertexChange(conversation(`conversation:${chat}`))
        ),
        ...["a", "b", "c"].map((name) =>
          vertexChange(topic(`topic:${name}`, { name }))
        ),
        ...topics.map(([chat, name]) =>
          edgeChange(
            edge(`conversation:${chat}`, "DISCUSS_TOPIC", `topic:${name}`, 9),
          )
        ),
        ...outcomes.flatMap(([chat, kind, at]): SettledChange[] => {
          const id = `outcome:${chat}:${kind}:@${at}`;
          const from = `conversation:${chat}`;
          return [
            vertexChange({
              id,
              label: "InteractionOutcome",
              properties: { kind, at, observed: true },
            }),
            ...(chat === "3"
              ? []
              : [edgeChange(edge(from, "RESULTS_IN_OUTCOME", id))]),
          ];
        }),
      ]);
      const times = { start, end };
      expect(await graph.outcomesByTopic(scope, times, "tip")).toEqual([
        { topic: "a", outcomes: 3 },
        { topic: "b", outcomes: 2 },
        { topic: "c", outcomes: 1 },
      ]);
      expect(await graph.outcomesByTopic(scope, times, "purchase")).toEqual([
        { topic: "a", outcomes: 1 },
        { topic: "b", outcomes: 1 },
      ]);
      expect(await graph.outcomesByTopic(scope, times, "renewal")).toEqual([]);
    });
  });
}
