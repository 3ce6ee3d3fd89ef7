import type {
  EdgeLabel,
  GraphEdge,
  GraphVertex,
  VertexLabel,
} from "@/lib/models/graph.ts";
import {
  count,
  counted,
  sentimentWord,
  signed,
} from "@/components/wording/number.ts";
import { plainText } from "@/components/wording/plain_text.ts";
import { dateTime, day } from "@/components/wording/time.ts";

/** Labels in the order of the legend. */
export const LABELS = [
  "Fan",
  "ConversationNode",
  "Topic",
  "EngagementAction",
  "InteractionOutcome",
  "Day",
  "Creator",
] as const satisfies readonly VertexLabel[];

/** What vertices of a label are called: one, and many. */
export const LABEL_WORDS: Record<VertexLabel, { one: string; many: string }> = {
  Fan: { one: "Fan", many: "Fans" },
  ConversationNode: { one: "Conversation", many: "Conversations" },
  Topic: { one: "Topic", many: "Topics" },
  EngagementAction: { one: "Action", many: "Actions" },
  InteractionOutcome: { one: "Outcome", many: "Outcomes" },
  Day: { one: "Day", many: "Days" },
  Creator: { one: "Creator", many: "Creators" },
};

/** Names that the graph does not have itself. */
export interface Names {
  topic(name: string): string;
  /** Who a chat is with; `null` where that is not known. */
  person(chat: string): string | null;
  creator(id: string): string | null;
}

/** What a vertex is called. */
export function vertexName(
  { id, label, properties }: GraphVertex,
  names: Names,
): string {
  const text = (name: string) => plainText(String(properties[name] ?? ""));
  switch (label) {
    case "Fan":
      return text("name") || text("username") || `Fan ${text("user")}`;
    case "ConversationNode": {
      const chat = text("chat");
      const person = names.person(chat);
      return person === null ? `Chat ${chat}` : `Chat with ${person}`;
    }
    case "Topic":
      return plainText(names.topic(text("name"))) || id;
    case "EngagementAction":
      return phrase(text("name"));
    case "InteractionOutcome": {
      const { amount } = properties;
      const kind = phrase(text("kind"));
      return typeof amount === "number" ? `${kind} of ${money(amount)}` : kind;
    }
    case "Day":
      return dayWords(text("date"));
    case "Creator":
      return names.creator(text("user")) ?? `Creator ${text("user")}`;
  }
}

/** What tells vertices of one name apart, for lists; `null` if nothing. */
export function vertexNote(
  { label, properties }: GraphVertex,
): string | null {
  const { at, username } = properties;
  if (label === "InteractionOutcome" && typeof at === "number") return day(at);
  return label === "Fan" && typeof username === "string"
    ? `@${plainText(username)}`
    : null;
}

/** "ask_for_tip" as people read it: "Ask for tip". */
function phrase(name: string): string {
  const words = name.replaceAll("_", " ");
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

function money(dollars: number): string {
  return `$${dollars.toFixed(Number.isInteger(dollars) ? 0 : 2)}`;
}

function dayWords(date: string): string {
  const at = Date.parse(date);
  return Number.isNaN(at) ? date : `${day(at)} ${date.slice(0, 4)}`;
}

/** A property in words. */
export interface Fact {
  term: string;
  value: string;
}

/** What is known of a vertex, beside its name. */
export function vertexFacts({ label, properties }: GraphVertex): Fact[] {
  const facts: Fact[] = [];
  const add = (term: string, value: string | null) => {
    if (value !== null) facts.push({ term, value });
  };
  const number = (name: string, words: (value: number) => string) => {
    const value = properties[name];
    return typeof value === "number" ? words(value) : null;
  };
  const text = (name: string) => {
    const value = plainText(String(properties[name] ?? ""));
    return value === "" ? null : value;
  };
  const feeling = (value: number) =>
    `${signed(value)}, ${sentimentWord(value)}`;
  switch (label) {
    case "Fan":
      add("User name", text("username"));
      add("Platform id", text("user"));
      break;
    case "ConversationNode":
      add("Messages", number("messages", count));
      add("Turns", number("turns", count));
      add("Sentiment", number("sentiment", feeling));
      add("Spent", number("spend", money));
      add("Unread", number("unread", count));
      add("First message", number("startAt", dateTime));
      add("Last message", number("endAt", dateTime));
      break;
    case "InteractionOutcome":
      add("Amount", number("amount", money));
      add("When", number("at", dateTime));
      add(
        "Known",
        properties.observed === true ? "from a message" : "from behaviour",
      );
      break;
    case "Day":
      add("Messages", number("messages", count));
      add("Sentiment", number("sentiment", feeling));
      break;
    case "Creator":
      add("Platform id", text("user"));
      break;
    case "Topic":
    case "EngagementAction":
      break;
  }
  return facts;
}

/** The conversation or the fan's chat that a vertex leads to; `null`: none. */
export function chatOf({ label, properties }: GraphVertex): string | null {
  const { chat } = properties;
  return label === "ConversationNode" && chat !== undefined
    ? String(chat)
    : null;
}

const GROUPS: Record<EdgeLabel, { out: string; in: string }> = {
  HAS_CONVERSATION: { out: "Writes in", in: "Between" },
  DISCUSS_TOPIC: { out: "Discusses", in: "Discussed in" },
  USES_ENGAGEMENT: { out: "Uses", in: "Used in" },
  TARGETS_TOPIC: { out: "Aims at", in: "Aimed at by" },
  RESULTS_IN_OUTCOME: { out: "Led to", in: "Came of" },
};

/** What neighbours by edges of a label are to a vertex. */
export function groupTitle(label: EdgeLabel, direction: "out" | "in"): string {
  return GROUPS[label][direction];
}

/** How strong an edge is, in words; `null` where it has no weight. */
export function weightWords(
  { properties: { weight } }: GraphEdge,
): string | null {
  return typeof weight === "number" ? counted(weight, "message") : null;
}
