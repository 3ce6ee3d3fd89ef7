import type { CreatorName, SeenData, Way } from "../../messages.ts";
import type { Site } from "../../site.ts";
import type { ChatRecord, UserRecord } from "../types.ts";
import { fieldOf, isJson } from "./clean.ts";
import { countOf } from "./fields.ts";
import {
  chatOf,
  type FoundMessage,
  idOf,
  messageOf,
  profileOf,
  userIdOf,
} from "./records.ts";
import { routeOf } from "./route.ts";

/** What an answer or a frame tells, whoever's account it is. */
export interface Found {
  chats: ChatRecord[];
  messages: FoundMessage[];
  users: UserRecord[];
  /** Who is online as of then; `null` where it does not say. */
  online: string[] | null;
  /** Messages that have no id or no author, or are too large. */
  unusable: number;
}

/** What something that a page got comes to. */
export type Reading =
  | { kind: "nothing" }
  /** This account is signed in. */
  | { kind: "identity"; creator: CreatorName }
  /** Nobody is signed in, as far as is known. */
  | { kind: "session_end" }
  | { kind: "found"; found: Found };

/** Items of a list that are looked at. */
const MAX_ITEMS = 5_000;

const NOTHING: Reading = { kind: "nothing" };

/**
 * Reads what a page got, by its address and its shape. Never throws: what does
 * not look like anything known is nothing.
 */
export function read(event: Way, data: SeenData, site: Site): Reading {
  const route = routeOf(event, data, site);
  if (route === null) return NOTHING;
  const isFine = data.status >= 200 && data.status < 300;
  switch (route.kind) {
    case "live":
      return readFrame(parsed(data.body));
    case "logout":
      return { kind: "session_end" };
    case "identity":
      if (isFine) return readIdentity(parsed(data.body));
      return data.status === 401 ? { kind: "session_end" } : NOTHING;
  }
  if (!isFine) return NOTHING;
  const body = parsed(data.body);
  const found = nothingYet();
  switch (route.kind) {
    case "chats":
      for (const item of listOf(body)) addChat(item, found);
      break;
    case "messages":
      for (const item of messagesIn(body)) addMessage(item, route.chat, found);
      break;
    case "users":
      for (const item of usersIn(body)) addUser(item, found);
  }
  return readingOf(found);
}

/** `undefined` where it is not JSON. */
function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** An answer that names nobody says that nobody is signed in. */
function readIdentity(body: unknown): Reading {
  const user = isJson(fieldOf(body, "user")) ? fieldOf(body, "user") : body;
  const id = idOf(fieldOf(user, "id"));
  if (id === null || fieldOf(user, "isAuth") === false) {
    return { kind: "session_end" };
  }
  return {
    kind: "identity",
    creator: {
      id,
      name: nameOf(fieldOf(user, "name")),
      username: nameOf(fieldOf(user, "username")),
    },
  };
}

function nameOf(value: unknown): string | null {
  return typeof value === "string" && value !== ""
    ? value.slice(0, 200).toWellFormed()
    : null;
}

function readFrame(frame: unknown): Reading {
  const found = nothingYet();
  const message = fieldOf(frame, "api2_chat_message");
  for (const item of Array.isArray(message) ? bounded(message) : [message]) {
    if (isJson(item)) addMessage(item, null, found);
  }
  for (const name of ["chat_messages", "count_priority_chat"]) {
    addUnread(fieldOf(frame, name), found);
  }
  for (const name of ["online", "onliners"]) {
    const ids = idsIn(fieldOf(frame, name));
    if (ids !== null) found.online = [...found.online ?? [], ...ids];
  }
  return readingOf(found);
}

/** Unread messages by chat, as an object of numbers or a list of chats. */
function addUnread(value: unknown, found: Found): void {
  const pairs: [unknown, unknown][] = Array.isArray(value)
    ? bounded(value).map((item) => [
      userIdOf(fieldOf(item, "withUser")) ?? fieldOf(item, "id"),
      fieldOf(item, "unreadMessagesCount") ?? fieldOf(item, "count"),
    ])
    : isJson(value)
    ? bounded(Object.entries(value)).filter(([key]) => /^\d{1,20}$/.test(key))
    : [];
  for (const [chat, count] of pairs) {
    const id = idOf(chat);
    const unreadMessagesCount = countOf(count);
    if (id === null || unreadMessagesCount === undefined) continue;
    found.chats.push({ id, withUser: { id }, unreadMessagesCount });
  }
}

function idsIn(value: unknown): string[] | null {
  const list = isJson(value) ? fieldOf(value, "ids") : value;
  if (!Array.isArray(list)) return null;
  return bounded(list).map(userIdOf).filter((id) => id !== null);
}

function addChat(raw: unknown, found: Found): void {
  const chat = chatOf(raw);
  if (chat === null) return;
  found.chats.push(chat);
  addUser(fieldOf(raw, "withUser"), found);
  for (const name of ["lastMessage", "last_message"]) {
    const last = fieldOf(raw, name);
    if (isJson(last)) addMessage(last, chat.id, found);
  }
}

function addMessage(raw: unknown, chat: string | null, found: Found): void {
  const message = messageOf(raw, chat);
  if (message === null) {
    found.unusable++;
    return;
  }
  found.messages.push(message);
}

function addUser(raw: unknown, found: Found): void {
  const profile = profileOf(raw);
  if (profile !== null) found.users.push(profile);
}

/** A list, or the `list` of an answer by pages. */
function listOf(body: unknown): readonly unknown[] {
  const list = Array.isArray(body) ? body : fieldOf(body, "list");
  return Array.isArray(list) ? bounded(list) : [];
}

/** The answer to a POST is the message itself. */
function messagesIn(body: unknown): readonly unknown[] {
  for (const name of ["list", "messages"]) {
    const list = fieldOf(body, name);
    if (Array.isArray(list)) return bounded(list);
  }
  return isJson(body) ? [body] : listOf(body);
}

/** A list, one profile, or an object of profiles by their ids. */
function usersIn(body: unknown): readonly unknown[] {
  if (!isJson(body) || Array.isArray(fieldOf(body, "list"))) {
    return listOf(body).map((item) => {
      const user = fieldOf(item, "user");
      return isJson(user) ? user : item;
    });
  }
  if (idOf(fieldOf(body, "id")) !== null) return [body];
  return bounded(Object.entries(body))
    .filter(([id, user]) => userIdOf(user) === id).map(([, user]) => user);
}

function bounded<T>(list: readonly T[]): readonly T[] {
  return list.length > MAX_ITEMS ? list.slice(0, MAX_ITEMS) : list;
}

function nothingYet(): Found {
  return { chats: [], messages: [], users: [], online: null, unusable: 0 };
}

function readingOf(found: Found): Reading {
  const { chats, messages, users, online, unusable } = found;
  const holds = chats.length + messages.length + users.length + unusable > 0 ||
    online !== null;
  return holds ? { kind: "found", found } : NOTHING;
}
