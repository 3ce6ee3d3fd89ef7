import type { ActionKind, CreatorId } from "@/lib/models/mod.ts";
import { coalesce, edgeKey, type GraphChange } from "./changes.ts";
import {
  type ConversationFacts,
  emptyPart,
  type GraphPart,
  partOf,
  sharedAction,
  sharedTopic,
} from "./conversation.ts";
import { vertexIds } from "./ids.ts";
import { sameProperties } from "./properties.ts";

/**
 * Messages that do `action` and mention `topic`: how many more there are now
 * (below 0: fewer).
 */
export interface TargetChange {
  action: ActionKind;
  topic: string;
  by: number;
}

/** A conversation with all its pairs of action and topic, counted. */
export interface ConversationWhole {
  facts: ConversationFacts;
  targets: TargetChange[];
}

/** The unit vector of a topic's or an action's name. */
export type Embed = (name: string) => number[];

/**
 * What of the graph changes when a conversation goes from `before` to `after`:
 * only the vertices and edges that differ, and the account-wide counts of
 * `targets`. `before` is `null` for a new conversation, `after` for one that
 * is erased. Throws a `RangeError` if the two belong to different creators:
 * then one is erased and the other is new, each in its creator's graph.
 */
export function conversationChanges(
  before: ConversationFacts | null,
  after: ConversationFacts | null,
  targets: readonly TargetChange[],
  embed: Embed,
): GraphChange[] {
  if (
    before !== null && after !== null &&
    before.creator !== after.creator
  ) {
    throw new RangeError(
      `Conversation ${after.chat} cannot move from creator ${before.creator} to ${after.creator}`,
    );
  }
  const old = before === null ? emptyPart() : partOf(before);
  const now = after === null ? emptyPart() : partOf(after);
  const counted = countTargets(targets);
  // A conversation may leave out topics that its pairs still name.
  const released = new Set([...old.vertices.keys(), ...old.shared.keys()]);
  for (const { action, topic, edge } of counted) {
    if (edge.by > 0) {
      now.shared.set(edge.from, sharedAction(action));
      now.shared.set(edge.to, sharedTopic(topic));
    } else {
      released.add(edge.from).add(edge.to);
    }
  }
  return [
    ...vertexChanges(old, now, embed),
    ...edgeChanges(old, now),
    ...counted.map(({ edge }) => edge),
    ...vertexRemovals(released, now),
  ];
}

/**
 * The changes that build the graphs of `conversations` from nothing, by
 * creator: the same graphs as the sum of every incremental change would give.
 */
export function buildGraph(
  conversations: Iterable<ConversationWhole>,
  embed: Embed,
): Map<CreatorId, GraphChange[]> {
  const byCreator = new Map<CreatorId, GraphChange[]>();
  for (const { facts, targets } of conversations) {
    const changes = byCreator.get(facts.creator) ?? [];
    changes.push(...conversationChanges(null, facts, targets, embed));
    byCreator.set(facts.creator, changes);
  }
  for (const [creator, changes] of byCreator) {
    byCreator.set(creator, coalesce(changes));
  }
  return byCreator;
}

function vertexChanges(
  old: GraphPart,
  now: GraphPart,
  embed: Embed,
): GraphChange[] {
  const changes: GraphChange[] = [];
  for (const [id, vertex] of now.vertices) {
    const before = old.vertices.get(id);
    if (
      before === undefined ||
      !sameProperties(before.properties, vertex.properties)
    ) {
      changes.push({ kind: "vertex", vertex });
    }
  }
  for (const [id, { label, name }] of now.shared) {
    if (old.shared.has(id)) continue;
    const vertex = { id, label, properties: { name }, embedding: embed(name) };
    changes.push({ kind: "vertex", vertex });
  }
  return changes;
}

function edgeChanges(old: GraphPart, now: GraphPart): GraphChange[] {
  const changes: GraphChange[] = [];
  for (const [key, edge] of now.edges) {
    const before = old.edges.get(key);
    if (
      before === undefined ||
      !sameProperties(before.properties, edge.properties)
    ) {
      changes.push({ kind: "edge", edge });
    }
  }
  for (const [key, { from, label, to }] of old.edges) {
    if (!now.edges.has(key)) {
      changes.push({ kind: "removeEdge", from, label, to });
    }
  }
  return changes;
}

function vertexRemovals(
  released: ReadonlySet<string>,
  now: GraphPart,
): GraphChange[] {
  const changes: GraphChange[] = [];
  for (const id of released) {
    if (!now.vertices.has(id) && !now.shared.has(id)) {
      changes.push({ kind: "removeVertex", id });
    }
  }
  return changes;
}

interface CountedTarget {
  action: ActionKind;
  topic: string;
  edge: Extract<GraphChange, { kind: "addWeight" }>;
}

/** One change per pair; none for a pair whose changes cancel out. */
function countTargets(targets: readonly TargetChange[]): CountedTarget[] {
  const counted = new Map<string, CountedTarget>();
  for (const { action, topic, by } of targets) {
    const from = vertexIds.action(action);
    const to = vertexIds.topic(topic);
    const key = edgeKey({ from, label: "TARGETS_TOPIC", to });
    const sum = by + (counted.get(key)?.edge.by ?? 0);
    counted.set(key, {
      action,
      topic,
      edge: { kind: "addWeight", from, label: "TARGETS_TOPIC", to, by: sum },
    });
  }
  return [...counted.values()].filter(({ edge }) => edge.by !== 0);
}
