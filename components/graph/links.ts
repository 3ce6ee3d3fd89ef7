import type { GraphVertex } from "@/lib/models/graph.ts";
import type { Neighbour } from "./neighbours.ts";

/**
 * Where the Inbox shows the chat that a vertex belongs to, which a fan's and an
 * outcome's neighbours tell; `null` if it belongs to none.
 */
export function chatLink(
  vertex: GraphVertex,
  neighbours: readonly Neighbour[],
): string | null {
  const conversation = conversationOf(vertex, neighbours);
  const chat = conversation?.properties.chat;
  if (chat === undefined) return null;
  const query = new URLSearchParams({ chat: String(chat) });
  const { message } = vertex.properties;
  if (vertex.label === "InteractionOutcome" && message !== undefined) {
    query.set("message", String(message));
  }
  return `/inbox?${query}`;
}

function conversationOf(
  vertex: GraphVertex,
  neighbours: readonly Neighbour[],
): GraphVertex | undefined {
  switch (vertex.label) {
    case "ConversationNode":
      return vertex;
    case "Fan":
    case "InteractionOutcome":
      return neighbours.find(({ vertex }) =>
        vertex.label === "ConversationNode"
      )?.vertex;
    default:
      return undefined;
  }
}
