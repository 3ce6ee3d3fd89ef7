import type {
  ActionKind,
  ChatId,
  CreatorId,
  GraphVertex,
  Outcome,
  UserRef,
} from "@/lib/models/mod.ts";
import { vertexIds } from "./ids.ts";
import { compactProperties } from "./properties.ts";

/** What the graph needs to know of a conversation. Times are ms since the epoch. */
export interface ConversationFacts {
  chat: ChatId;
  creator: CreatorId;
  withUser: UserRef | null;
  messages: number;
  startAt: number | null;
  endAt: number | null;
  turns: number;
  /** Mean, from -1 to 1; `null` while no message is scored. */
  sentiment: number | null;
  /** Messages that mention the topic. */
  topics: Record<string, number>;
  /** Messages that do this. */
  actions: Partial<Record<ActionKind, number>>;
  outcomes: Outcome[];
  unread: number;
  /** US dollars. */
  spend?: number;
}

/** The unit vector of a topic's or an action's name. */
export type Embed = (name: string) => number[];

/** A vertex that many conversations share: it holds nothing but its name. */
export interface SharedVertex {
  id: string;
  label: "Topic" | "EngagementAction";
  name: string;
}

/** The vertices that a conversation always has, itself first. */
export function mainVertices(
  facts: ConversationFacts,
): [conversation: GraphVertex, fan: GraphVertex, creator: GraphVertex] {
  return [
    conversationVertex(facts),
    fanVertex(facts),
    creatorVertex(facts.creator),
  ];
}

function conversationVertex(facts: ConversationFacts): GraphVertex {
  const { chat, messages, turns, startAt, endAt, sentiment, unread, spend } =
    facts;
  return {
    id: vertexIds.conversation(chat),
    label: "ConversationNode",
    properties: compactProperties({
      chat,
      messages,
      turns,
      startAt,
      endAt,
      sentiment,
      unread,
      spend,
    }),
  };
}

function fanVertex({ chat, withUser }: ConversationFacts): GraphVertex {
  return {
    id: vertexIds.fan(chat, withUser),
    label: "Fan",
    properties: compactProperties({
      user: withUser?.id ?? chat,
      name: withUser?.displayName || withUser?.name,
      username: withUser?.username,
    }),
  };
}

function creatorVertex(creator: CreatorId): GraphVertex {
  return {
    id: vertexIds.creator(creator),
    label: "Creator",
    properties: { user: creator },
  };
}

/** An outcome's vertex. */
export function outcomeVertex(chat: ChatId, outcome: Outcome): GraphVertex {
  const { kind, date, observed, message_id, amount } = outcome;
  return {
    id: vertexIds.outcome(chat, outcome),
    label: "InteractionOutcome",
    properties: compactProperties({
      kind,
      at: Date.parse(date),
      observed,
      message: message_id,
      amount,
    }),
  };
}

/** The vertex of a name that is shared, with its vector. */
export function sharedVertex(
  { id, label, name }: SharedVertex,
  embed: Embed,
): GraphVertex {
  return { id, label, properties: { name }, embedding: embed(name) };
}

/** A topic's vertex. */
export const sharedTopic = (name: string): SharedVertex => ({
  id: vertexIds.topic(name),
  label: "Topic",
  name,
});
/** An action's vertex. */
export const sharedAction = (name: ActionKind): SharedVertex => ({
  id: vertexIds.action(name),
  label: "EngagementAction",
  name,
});
