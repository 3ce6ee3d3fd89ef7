import type { ActionKind, CreatorId } from "@/lib/models/mod.ts";
import { coalesce, edgeKey, type GraphChange } from "./changes.ts";
import {
  type ConversationFacts,
  type Embed,
  sharedAction,
  sharedTopic,
  sharedVertex,
} from "./conversation.ts";
import { dayChanges, type DayFacts } from "./days.ts";
import { ConversationDifference } from "./difference.ts";
import { vertexIds } from "./ids.ts";

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

/**
 * What of the graph changes when a conversation goes from `before` to `after`:
 * only the vertices and edges that differ, and the account-wide counts of
 * `targets`. `before` is `null` for a new conversation, `after` for one that
 * is erased. Throws a `RangeError` if the two are not the same conversation of
 * the same creator: then one is erased and the other is new.
 */
export function conversationChanges(
  before: ConversationFacts | null,
  after: ConversationFacts | null,
  targets: readonly TargetChange[],
  embed: Embed,
): GraphChange[] {
  if (before !== null && after !== null) checkSame(before, after);
  const counted = countTargets(targets);
  // A conversation may leave out topics that its pairs still name.
  const inPairs = new Set(
    counted.filter(({ edge }) => edge.by > 0)
      .flatMap(({ edge }) => [edge.from, edge.to]),
  );
  const difference = new ConversationDifference(before, after, inPairs);
  for (const { action, topic, edge } of counted) {
    difference.addPair(sharedAction(action), sharedTopic(topic), edge.by);
  }
  return [
    ...difference.vertices,
    ...difference.shared.map((shared): GraphChange => ({
      kind: "vertex",
      vertex: sharedVertex(shared, embed),
    })),
    ...difference.edges,
    ...difference.removedEdges,
    ...counted.map(({ edge }) => edge),
    ...difference.removedVertices,
    ...difference.removedShared,
  ];
}

/** What a creator's graph is built from. */
export interface GraphSource {
  conversations: Iterable<ConversationWhole>;
  days: Iterable<DayFacts & { creator: CreatorId }>;
}

/**
 * The changes that build graphs from nothing, by creator: the same graphs as the
 * sum of every incremental change would give.
 */
export function buildGraph(
  { conversations, days }: GraphSource,
  embed: Embed,
): Map<CreatorId, GraphChange[]> {
  const byCreator = new Map<CreatorId, GraphChange[]>();
  const add = (creator: CreatorId, changes: readonly GraphChange[]) => {
    const all = byCreator.get(creator) ?? [];
    all.push(...changes);
    byCreator.set(creator, all);
  };
  for (const { facts, targets } of conversations) {
    add(facts.creator, conversationChanges(null, facts, targets, embed));
  }
  for (const day of days) add(day.creator, dayChanges(null, day, embed));
  for (const [creator, changes] of byCreator) {
    byCreator.set(creator, coalesce(changes));
  }
  return byCreator;
}

function checkSame(before: ConversationFacts, after: ConversationFacts): void {
  if (before.creator !== after.creator) {
    throw new RangeError(
      `Conversation ${after.chat} cannot move from creator ${before.creator} to ${after.creator}`,
    );
  }
  if (before.chat !== after.chat) {
    throw new RangeError(
      `Conversation ${before.chat} cannot become conversation ${after.chat}`,
    );
  }
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
