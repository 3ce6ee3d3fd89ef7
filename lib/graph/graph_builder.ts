import type { CreatorId, GraphMarks } from "@/lib/models/mod.ts";
import type { Changes, Dataset } from "@/lib/store/mod.ts";
import {
  conversationChanges,
  type ConversationWhole,
  type TargetChange,
} from "./builder.ts";
import type { GraphChange } from "./changes.ts";
import type { ConversationFacts, Embed } from "./conversation.ts";
import { markOf } from "./copy/marks.ts";
import { dayChanges, type DayFacts } from "./days.ts";
import type { KvGraph } from "./kv/kv_graph.ts";

/** Conversations, or days, whose part of a graph is drawn at once. */
const DRAWN_AT_ONCE = 100;

/** Where a graph is written, and how names become vectors. */
export interface GraphBuilderContext {
  graph: KvGraph;
  tx: Changes;
  dataset: Dataset;
  embed: Embed;
}

/** What a batch did to a conversation; `null` before a new one. */
export interface ConversationDelta {
  before: ConversationFacts | null;
  after: ConversationFacts;
  targets: readonly TargetChange[];
}

/** What a batch did to a creator's day; `null` where it has no messages. */
export interface DayDelta {
  creator: CreatorId;
  before: DayFacts | null;
  after: DayFacts | null;
}

/** What a batch of messages did, as far as graphs show it. */
export interface GraphDelta {
  conversations: readonly ConversationDelta[];
  days: readonly DayDelta[];
}

/**
 * Appends a batch to the graphs of its creators: only what it changes is
 * touched. Gives what that was.
 */
export async function appendGraphFromDelta(
  { graph, tx, dataset, embed }: GraphBuilderContext,
  { conversations, days }: GraphDelta,
): Promise<GraphMarks> {
  const byCreator = new Map<CreatorId, GraphChange[]>();
  const changesOf = (creator: CreatorId) => {
    let changes = byCreator.get(creator);
    if (changes === undefined) byCreator.set(creator, changes = []);
    return changes;
  };
  for (const { before, after, targets } of conversations) {
    changesOf(after.creator)
      .push(...conversationChanges(before, after, targets, embed));
  }
  for (const { creator, before, after } of days) {
    changesOf(creator).push(...dayChanges(before, after, embed));
  }
  const marks: GraphMarks = {};
  for (const [creator, changes] of byCreator) {
    const settled = await graph.apply(tx, { dataset, creator }, changes);
    if (settled.length > 0) marks[creator] = settled.map(markOf);
  }
  return marks;
}

/** What the graphs of a dataset are drawn from. */
export interface GraphRecords {
  conversations: AsyncIterable<ConversationWhole>;
  days: AsyncIterable<{ creator: CreatorId; facts: DayFacts }>;
}

/** Draws the graphs of a dataset in which there are none. */
export async function rebuildGraphFromSnapshot(
  context: GraphBuilderContext,
  { conversations, days }: GraphRecords,
): Promise<void> {
  for await (const some of inParts(conversations)) {
    await appendGraphFromDelta(context, {
      conversations: some.map(({ facts: after, targets }) => ({
        before: null,
        after,
        targets,
      })),
      days: [],
    });
  }
  for await (const some of inParts(days)) {
    await appendGraphFromDelta(context, {
      conversations: [],
      days: some.map(({ creator, facts: after }) => ({
        creator,
        before: null,
        after,
      })),
    });
  }
}

async function* inParts<T>(items: AsyncIterable<T>): AsyncGenerator<T[]> {
  let some: T[] = [];
  for await (const item of items) {
    some.push(item);
    if (some.length < DRAWN_AT_ONCE) continue;
    yield some;
    some = [];
  }
  if (some.length > 0) yield some;
}
