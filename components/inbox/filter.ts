import type { ExtendedConversationNode } from "@/lib/models/conversation.ts";
import { sentimentWord } from "@/components/wording/number.ts";

/** Marks that a conversation has or has not, with what they are called. */
export const MARKS = [
  { mark: "unread", title: "Unread" },
  { mark: "unanswered", title: "Unanswered" },
  { mark: "online", title: "Online" },
  { mark: "suggested", title: "Suggestions" },
] as const;

/** A mark to filter by. */
export type Mark = typeof MARKS[number]["mark"];

/** Sentiments to filter by. */
export const SENTIMENTS = ["positive", "neutral", "negative"] as const;

/** US dollars to filter by: so much or more was paid. */
export const SPENDS = [1, 50, 200] as const;

/** Which conversations the list shows: those that meet all of it. */
export interface InboxFilter {
  marks: ReadonlySet<Mark>;
  sentiment: typeof SENTIMENTS[number] | null;
  /** A topic's name on the wire. */
  topic: string | null;
  spend: typeof SPENDS[number] | null;
  creator: string | null;
}

/** Lets everything through. */
export const NO_FILTER: InboxFilter = {
  marks: new Set(),
  sentiment: null,
  topic: null,
  spend: null,
  creator: null,
};

/** How many things are asked for. */
export function countOf(filter: InboxFilter): number {
  return filter.marks.size + choicesOf(filter);
}

/** How many things are asked for beside the marks. */
export function choicesOf(
  { sentiment, topic, spend, creator }: InboxFilter,
): number {
  return [sentiment, topic, spend, creator]
    .filter((choice) => choice !== null).length;
}

/** The filter with a mark added, or without it. */
export function toggled(filter: InboxFilter, mark: Mark): InboxFilter {
  const marks = new Set(filter.marks);
  if (!marks.delete(mark)) marks.add(mark);
  return { ...filter, marks };
}

/** The platform's user id of a conversation's fan. */
export function fanOf(node: ExtendedConversationNode): string {
  return node.withUser?.id ?? node.conversationId;
}

/** What a filter looks at beside the conversations themselves. */
export interface Surroundings {
  /** The platform's user ids of who is online. */
  online: ReadonlySet<string>;
  /** How many suggestions a conversation has, by its id. */
  suggested: ReadonlyMap<string, number>;
}

/** Whether the conversation meets the filter. */
export function meets(
  node: ExtendedConversationNode,
  filter: InboxFilter,
  { online, suggested }: Surroundings,
): boolean {
  const { marks, sentiment, topic, spend, creator } = filter;
  return (!marks.has("unread") || node.unreadCount > 0) &&
    (!marks.has("unanswered") || isWaiting(node)) &&
    (!marks.has("online") || online.has(fanOf(node))) &&
    (!marks.has("suggested") || suggested.has(node.conversationId)) &&
    (sentiment === null ||
      node.sentiment !== null && sentimentWord(node.sentiment) === sentiment) &&
    (topic === null || node.topics.includes(topic)) &&
    (spend === null || (node.spent ?? 0) >= spend) &&
    (creator === null || node.creatorId === creator);
}

/** Whether a fan waits for an answer there. */
export function isWaiting({ waitingSince }: ExtendedConversationNode): boolean {
  return waitingSince != null;
}
