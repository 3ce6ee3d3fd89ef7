import type { ExtendedConversationNode } from "@/lib/models/conversation.ts";

/** The orders that the list can have, with what they are called. */
export const ORDERS = [
  { order: "priority", title: "Priority" },
  { order: "latest", title: "Latest message" },
  { order: "waiting", title: "Longest waiting" },
  { order: "spend", title: "Spend" },
] as const;

/** An order of the list. */
export type InboxOrder = typeof ORDERS[number]["order"];

/** Where a conversation stands: the higher, the earlier; the second decides ties. */
export type Rank = readonly [number, number];

const RANKS: Record<
  InboxOrder,
  (node: ExtendedConversationNode) => Rank
> = {
  priority: (node) => [node.priorityScore, time(node.endDate)],
  latest: (node) => [time(node.endDate), node.priorityScore],
  waiting: (
    node,
  ) => [-time(node.waitingSince, Infinity), node.priorityScore],
  spend: (node) => [node.spent ?? 0, node.priorityScore],
};

/** Gives a conversation's rank in `order`: always the same function for one. */
export function rankIn(
  order: InboxOrder,
): (node: ExtendedConversationNode) => Rank {
  return RANKS[order];
}

function time(at: string | null | undefined, never = -Infinity): number {
  return at == null ? never : Date.parse(at);
}
