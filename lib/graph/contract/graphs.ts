/**
 * For tests: vertices, edges and whole graphs.
 * @module
 */
import type { EdgeLabel, GraphEdge, GraphVertex } from "@/lib/models/mod.ts";
import { compareKeyText } from "@/lib/store/mod.ts";
import { edgeKey, type SettledChange } from "../changes.ts";
import { ID_PREFIX, idPart, vertexIds } from "../ids.ts";

/** Names of which some part is easily taken for something else. */
export const ODD_NAMES: readonly string[] = [
  "1",
  "10",
  "2",
  "café",
  "é",
  "\uFFEE",
  "😀",
  "😀😀",
  "日本語",
  "it's",
  'say "hi"',
  "${name}",
  "$x",
  "a|b",
  "a:b",
  "a;b",
  "a~b",
  "a/b\\c?d#e%f@g",
  "line\nbreak\u0000",
  "__proto__",
  "constructor",
  "label",
  "gt(1)",
  "').drop()//",
  " ",
  "x".repeat(127),
  "long ".repeat(80),
  "😀".repeat(60),
];

/** Two fans with a conversation each, and a topic that both discuss. */
export const SMALL: SettledChange[] = [
  ...["1", "2"].map((n): SettledChange =>
    vertexChange({ id: `fan:${n}`, label: "Fan", properties: { user: n } })
  ),
  vertexChange({
    id: "creator:c",
    label: "Creator",
    properties: { user: "c" },
  }),
  vertexChange(conversation("conversation:1", { messages: 3 })),
  vertexChange(conversation("conversation:2", { messages: 1 })),
  ...["a", "alone", "b", "c"].map((name) =>
    vertexChange(topic(`topic:${name}`, { name }))
  ),
  vertexChange(action("action:greeting")),
  vertexChange({
    id: "outcome:1:tip:m1",
    label: "InteractionOutcome",
    properties: { kind: "tip", at: 1_000, observed: true, amount: 5 },
  }),
  edgeChange(edge("fan:1", "HAS_CONVERSATION", "conversation:1")),
  edgeChange(edge("creator:c", "HAS_CONVERSATION", "conversation:1")),
  edgeChange(edge("fan:2", "HAS_CONVERSATION", "conversation:2")),
  edgeChange(edge("creator:c", "HAS_CONVERSATION", "conversation:2")),
  edgeChange(edge("conversation:1", "DISCUSS_TOPIC", "topic:a", 2)),
  edgeChange(edge("conversation:2", "DISCUSS_TOPIC", "topic:a", 1)),
  edgeChange(edge("conversation:2", "DISCUSS_TOPIC", "topic:c", 1)),
  edgeChange(edge("conversation:2", "DISCUSS_TOPIC", "topic:b", 1)),
  edgeChange(edge("conversation:1", "USES_ENGAGEMENT", "action:greeting", 1)),
  edgeChange(edge("action:greeting", "TARGETS_TOPIC", "topic:a", 1)),
  edgeChange(
    edge("conversation:1", "RESULTS_IN_OUTCOME", "outcome:1:tip:m1"),
  ),
];

/** Names the edge to a topic of {@linkcode SMALL}. */
export const TARGETS_A = { label: "TARGETS_TOPIC", to: "topic:a" } as const;

/** `n` conversations with fans of their own. */
export function wideGraph(n: number): SettledChange[] {
  return [
    vertexChange(topic("topic:a")),
    ...range(n).flatMap((i): SettledChange[] => {
      const [fan, id] = [`fan:${i}`, `conversation:${i}`];
      return [
        vertexChange({ id: fan, label: "Fan", properties: { user: `${i}` } }),
        vertexChange(conversation(id, { messages: i })),
        edgeChange(edge(fan, "HAS_CONVERSATION", id)),
        edgeChange(edge(id, "DISCUSS_TOPIC", "topic:a", i + 1)),
      ];
    }),
  ];
}

/** A conversation and a topic of that name, and the same ones for all. */
export function oddChanges(name: string): SettledChange[] {
  const part = idPart(name);
  const [chat, about] = [`conversation:${part}`, `topic:${part}`];
  const fan = `fan:${part}`;
  return [
    vertexChange(conversation(chat, { chat: name })),
    vertexChange(topic(about, { name })),
    vertexChange({ id: fan, label: "Fan", properties: { user: name, name } }),
    vertexChange(topic("topic:shared")),
    edgeChange(edge(fan, "HAS_CONVERSATION", chat)),
    edgeChange(edge(chat, "DISCUSS_TOPIC", about, 2)),
    edgeChange(edge(chat, "DISCUSS_TOPIC", "topic:shared", 1)),
  ];
}

/** It is there. */
export function vertexChange(vertex: GraphVertex): SettledChange {
  return { kind: "vertex", vertex };
}

/** It is there. */
export function edgeChange(edge: GraphEdge): SettledChange {
  return { kind: "edge", edge };
}

/** A topic of that name, if nothing else is said. */
export function topic(
  id: string,
  properties: GraphVertex["properties"] = { name: id },
): GraphVertex {
  return { id, label: "Topic", properties };
}

/** An action. */
export function action(id: string): GraphVertex {
  return { id, label: "EngagementAction", properties: { name: id } };
}

/** A conversation. */
export function conversation(
  id: string,
  properties: GraphVertex["properties"] = { messages: 1 },
): GraphVertex {
  return { id, label: "ConversationNode", properties };
}

/** What is known of a day. */
export function day(
  at: number,
  messages: number,
  sentiment?: number,
): GraphVertex {
  const id = vertexIds.day(at);
  return {
    id,
    label: "Day",
    properties: {
      date: id.slice(ID_PREFIX.Day.length),
      day: at,
      messages,
      ...(sentiment === undefined ? {} : { sentiment }),
    },
  };
}

/** An edge with that weight, or without any. */
export function edge(
  from: string,
  label: EdgeLabel,
  to: string,
  weight?: number,
): GraphEdge {
  const properties: GraphEdge["properties"] = weight === undefined
    ? {}
    : { weight };
  return { from, label, to, properties };
}

/** Names the edge from somebody to a conversation. */
export function hasConversation(from: string, to: string) {
  return { from, label: "HAS_CONVERSATION", to } as const;
}

/** The ids of the vertices that changes put. */
export function vertexIdsOf(changes: readonly SettledChange[]): string[] {
  return changes.flatMap((change) =>
    change.kind === "vertex" ? [change.vertex.id] : []
  );
}

/** The edges that changes put. */
export function edgesOf(changes: readonly SettledChange[]): GraphEdge[] {
  return changes.flatMap((change) =>
    change.kind === "edge" ? [change.edge] : []
  );
}

/** Edges in one order. */
export function byKey(edges: readonly GraphEdge[]): GraphEdge[] {
  return edges.toSorted((a, b) => compareKeyText(edgeKey(a), edgeKey(b)));
}

/** Texts in one order. */
export function sorted(texts: readonly string[]): string[] {
  return texts.toSorted(compareKeyText);
}

/** Numbers from 0 on. */
export function range(n: number): number[] {
  return Array.from({ length: n }, (_, i) => i);
}
