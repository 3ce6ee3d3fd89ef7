import type {
  ActionKind,
  ChatId,
  CreatorId,
  GraphEdge,
  GraphVertex,
  Outcome,
  UserRef,
} from "@/lib/models/mod.ts";
import { edgeKey, weightedEdge } from "./changes.ts";
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

/** The part of the graph that one conversation accounts for. */
export interface GraphPart {
  vertices: Map<string, GraphVertex>;
  /** Vertices that hold nothing but a name; made only when they are needed. */
  shared: Map<string, SharedVertex>;
  edges: Map<string, GraphEdge>;
}

/** A vertex that many conversations share. */
export interface SharedVertex {
  label: "Topic" | "EngagementAction";
  name: string;
}

/** Nothing: what there is before a conversation, and after it is erased. */
export function emptyPart(): GraphPart {
  return { vertices: new Map(), shared: new Map(), edges: new Map() };
}

/** The part of the graph that `facts` account for, without pairs. */
export function partOf(facts: ConversationFacts): GraphPart {
  const part = emptyPart();
  const conversation = conversationVertex(facts);
  const fan = fanVertex(facts);
  const creator = creatorVertex(facts.creator);
  for (const vertex of [conversation, fan, creator]) {
    part.vertices.set(vertex.id, vertex);
  }
  const link = (edge: GraphEdge) => part.edges.set(edgeKey(edge), edge);
  for (const { id: from } of [fan, creator]) {
    const to = conversation.id;
    link({ from, label: "HAS_CONVERSATION", to, properties: {} });
  }
  for (const [name, weight] of Object.entries(facts.topics)) {
    if (!(weight > 0)) continue;
    const to = vertexIds.topic(name);
    part.shared.set(to, sharedTopic(name));
    link(weightedEdge(conversation.id, "DISCUSS_TOPIC", to, weight));
  }
  for (const [kind, weight] of entriesOf(facts.actions)) {
    if (!(weight > 0)) continue;
    const to = vertexIds.action(kind);
    part.shared.set(to, sharedAction(kind));
    link(weightedEdge(conversation.id, "USES_ENGAGEMENT", to, weight));
  }
  for (const outcome of facts.outcomes) {
    const vertex = outcomeVertex(facts.chat, outcome);
    part.vertices.set(vertex.id, vertex);
    link({
      from: conversation.id,
      label: "RESULTS_IN_OUTCOME",
      to: vertex.id,
      properties: {},
    });
  }
  return part;
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

function outcomeVertex(chat: ChatId, outcome: Outcome): GraphVertex {
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

/** A topic's vertex. */
export const sharedTopic = (name: string): SharedVertex => ({
  label: "Topic",
  name,
});
/** An action's vertex. */
export const sharedAction = (name: ActionKind): SharedVertex => ({
  label: "EngagementAction",
  name,
});

function entriesOf(
  actions: ConversationFacts["actions"],
): [ActionKind, number][] {
  const entries: [ActionKind, number][] = [];
  let kind: ActionKind;
  for (kind in actions) entries.push([kind, actions[kind] ?? 0]);
  return entries;
}
