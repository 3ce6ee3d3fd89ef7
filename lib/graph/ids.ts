import { createHash } from "node:crypto";
import {
  type ActionKind,
  type ChatId,
  type CreatorId,
  dateOf,
  type Outcome,
  type UserRef,
  type VertexLabel,
} from "@/lib/models/mod.ts";

/** Bytes of a name inside an id; a longer one ends in its digest. */
const MAX_NAME_BYTES = 128;
/** How much of a longer name stays readable, in UTF-16 units. */
const READABLE_UNITS = 24;

/** Nothing to escape, and not too long: what nearly all names are. */
const PLAIN_NAME = /^[\w .-]{0,128}$/;

const encoder = new TextEncoder();

/** What the ids of a label begin with. */
export const ID_PREFIX: Record<VertexLabel, string> = {
  Fan: "fan:",
  Creator: "creator:",
  ConversationNode: "conversation:",
  Topic: "topic:",
  EngagementAction: "action:",
  InteractionOutcome: "outcome:",
  Day: "day:",
};

/** The ids of vertices: the same for the same thing, unique per creator. */
export const vertexIds = {
  /** By the fan's user id, or by the chat while the user is not known. */
  fan: (chat: ChatId, user: UserRef | null): string =>
    ID_PREFIX.Fan + idPart(user?.id ?? chat),
  creator: (creator: CreatorId): string => ID_PREFIX.Creator + idPart(creator),
  conversation: (chat: ChatId): string =>
    ID_PREFIX.ConversationNode + idPart(chat),
  topic: (name: string): string => ID_PREFIX.Topic + idPart(name),
  action: (kind: ActionKind): string => ID_PREFIX.EngagementAction + kind,
  /** By the message that shows the outcome, or by its date where none does. */
  outcome: (chat: ChatId, { kind, date, message_id }: Outcome): string => {
    const evidence = message_id === undefined
      ? `@${Date.parse(date)}`
      : idPart(message_id);
    return `${ID_PREFIX.InteractionOutcome}${idPart(chat)}:${kind}:${evidence}`;
  },
  /** By the day, counted from 1970; in order of time. */
  day: (day: number): string => ID_PREFIX.Day + dateOf(day),
};

/**
 * A name as part of an id: characters that Cosmos DB or the id's own form
 * reserve become `~` and four hexadecimal digits, and a name that would be too
 * long for a key is cut and ends in `~~` and its digest. Different names give
 * different parts.
 */
export function idPart(name: string): string {
  if (PLAIN_NAME.test(name)) return name;
  const escaped = escapeName(name);
  if (encoder.encode(escaped).length <= MAX_NAME_BYTES) return escaped;
  const digest = createHash("sha256").update(escaped).digest("hex");
  const start = escapeName(name.slice(0, READABLE_UNITS)).slice(0, 40);
  return `${start}~~${digest.slice(0, 32)}`;
}

/** A name with what ids reserve escaped, however long. */
export function escapeName(name: string): string {
  return name.replace(
    /[/\\?#%~:@\p{Cc}\p{Cs}]/gu,
    (char) => `~${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
