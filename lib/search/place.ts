import { ChatId, MessageId } from "@/lib/models/mod.ts";

/**
 * Where a page of a search ended: behind a message, and in which order it went
 * through the chats.
 */
export interface SearchPlace {
  /** The dataset that was looked through. */
  generation: number;
  /**
   * Messages after this time, in ms, are not looked at, and the chats with the
   * latest ones until then come first; `null`: all, in order of keys.
   */
  until: number | null;
  /** Messages that were looked through, over all pages. */
  searched: number;
  /** The message that was looked at last. */
  chat: ChatId;
  at: number;
  id: MessageId;
  /** The time of its chat's latest message until `until`; else that of it. */
  lastAt: number;
}

const CURSOR =
  /^(\d{1,15})~(-?\d{1,16}|all)~(\d{1,15})~(-?\d{1,16})~(-?\d{1,16})~(\d{1,3})~(.*)$/s;

/** A place as a cursor. */
export function toSearchCursor(place: SearchPlace): string {
  const { generation, until, searched, chat, at, id, lastAt } = place;
  // Ids may be of any characters: the length says where the first one ends.
  const numbers = [generation, until ?? "all", searched, lastAt, at];
  return [...numbers, chat.length, `${chat}${id}`].join("~");
}

/** The place of a cursor; `null` for a text that is none. */
export function parseSearchCursor(cursor: string): SearchPlace | null {
  const parts = CURSOR.exec(cursor);
  if (parts === null) return null;
  const [, generation, until, searched, lastAt, at, length, ids = ""] = parts;
  const chat = ChatId.safeParse(ids.slice(0, Number(length)));
  const id = MessageId.safeParse(ids.slice(Number(length)));
  if (!chat.success || !id.success) return null;
  return {
    generation: Number(generation),
    until: until === "all" ? null : Number(until),
    searched: Number(searched),
    chat: chat.data,
    at: Number(at),
    id: id.data,
    lastAt: Number(lastAt),
  };
}
