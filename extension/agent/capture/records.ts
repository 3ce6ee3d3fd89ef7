import type { WireMessage } from "../../messages.ts";
import type { ChatRecord, UserRecord } from "../types.ts";
import {
  cleanText,
  fieldOf,
  isJson,
  type Json,
  MAX_PROFILE_BYTES,
  MAX_RECORD_BYTES,
  Room,
} from "./clean.ts";
import {
  CHAT_FIELDS,
  fieldsOf,
  MESSAGE_FIELDS,
  USER_FIELDS,
} from "./fields.ts";

/** A message as a page got it: whose account it is, is not known yet. */
export interface FoundMessage {
  /** The chat in whose list it was; `null` for a live one. */
  chat: string | null;
  author: string;
  /** To whom it was, where it says so. */
  recipient: string | null;
  /** All but the chat and the direction. */
  record: WireMessage & { id: string };
  /** The author's profile, where it is more than an id. */
  profile: UserRecord | null;
}

/** What the Brain or the Agent sets, whatever a page says. */
const SET_ELSEWHERE: ReadonlySet<string> = new Set([
  "id",
  "chat_id",
  "fromUser",
  "created_at",
  "is_creator",
  "is_inbound",
  "sentimentScore",
  "topics",
]);
const OF_CHAT: ReadonlySet<string> = new Set([
  "id",
  "withUser",
  "lastMessage",
  "last_message",
  "messages",
  "unread_count",
]);
/** `_view` says how much of a profile an answer holds, not what it is. */
const OF_USER: ReadonlySet<string> = new Set(["id", "_view"]);

/**
 * An identity as the Agent writes it; `null` where it is none that the Brain
 * takes.
 */
export function idOf(value: unknown): string | null {
  if (typeof value === "number") {
    return Number.isSafeInteger(value) && value >= 0 ? String(value) : null;
  }
  if (typeof value !== "string") return null;
  const isOne = value.length >= 1 && value.length <= 128 &&
    value.isWellFormed() && value !== "." && value !== ".." &&
    value !== "__proto__";
  return isOne ? value : null;
}

/** A user's id, of an object that has one, or of the id itself. */
export function userIdOf(value: unknown): string | null {
  return idOf(isJson(value) ? fieldOf(value, "id") : value);
}

/** A profile; `null` where there is nothing but an id, or not even that. */
export function profileOf(raw: unknown): UserRecord | null {
  if (!isJson(raw)) return null;
  const id = idOf(fieldOf(raw, "id"));
  if (id === null) return null;
  const room = new Room(MAX_PROFILE_BYTES);
  const fields = fieldsOf(raw, USER_FIELDS, room, OF_USER);
  return Object.keys(fields).length === 0 ? null : { ...fields, id };
}

/** A message, or `null` where it has no id or no author, or is too large. */
export function messageOf(
  raw: unknown,
  chat: string | null,
): FoundMessage | null {
  if (!isJson(raw)) return null;
  const id = idOf(fieldOf(raw, "id"));
  const from = fieldOf(raw, "fromUser");
  const author = userIdOf(from);
  if (id === null || author === null) return null;
  const room = new Room(MAX_RECORD_BYTES);
  const text = fieldOf(raw, "text");
  if (typeof text === "string" && cleanText(text, room) === undefined) {
    return null;
  }
  const profile = profileOf(from);
  const fields = fieldsOf(
    withTimes(raw),
    MESSAGE_FIELDS,
    new Room(MAX_RECORD_BYTES),
    SET_ELSEWHERE,
  );
  return {
    chat,
    author,
    recipient: userIdOf(fieldOf(raw, "toUser")),
    record: { ...fields, id, fromUser: profile ?? { id: author } },
    profile,
  };
}

/** A chat, by its fan; `null` where it names none. */
export function chatOf(raw: unknown): ChatRecord | null {
  if (!isJson(raw)) return null;
  const fan = fieldOf(raw, "withUser");
  const id = userIdOf(fan) ?? idOf(fieldOf(raw, "id"));
  if (id === null) return null;
  const room = new Room(MAX_RECORD_BYTES);
  const fields = fieldsOf(raw, CHAT_FIELDS, room, OF_CHAT);
  return { ...fields, id, withUser: profileOf(fan) ?? { id } };
}

/** With the time under the site's name, where it is under the other one. */
function withTimes(raw: Json): Json {
  const other = fieldOf(raw, "created_at");
  return other === undefined || fieldOf(raw, "createdAt") !== undefined
    ? raw
    : { ...raw, createdAt: other };
}
