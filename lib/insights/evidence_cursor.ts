import { ChatId, type EvidenceMetric, MessageId } from "@/lib/models/mod.ts";

/** Where a page of evidence begins: at this place, or else right behind it. */
export interface EvidencePlace {
  /** Of those who wait for an answer: since when, in ms. */
  day: number;
  /** `null`: at the first conversation. */
  chat: ChatId | null;
  /** `null`: at its first message of the day. */
  message: { at: number; id: MessageId; given: number } | null;
}

const CURSOR =
  /^([a-z-]+):(0|-?[1-9]\d{0,15}):(?:(0|-?[1-9]\d{0,15}):(\d{1,6}))?:(\d{1,3}):(.*)$/s;

/**
 * The cursor of the page that begins at a place. Ids stand in it as they are:
 * of at most 128 characters each, they fit.
 */
export function toEvidenceCursor(
  metric: EvidenceMetric,
  { day, chat, message }: EvidencePlace,
): string {
  const place = message === null ? "" : `${message.at}:${message.given}`;
  const ids = `${chat ?? ""}${message?.id ?? ""}`;
  return `${metric}:${day}:${place}:${chat?.length ?? 0}:${ids}`;
}

/** The place that a cursor names; `null` if it is none of the metric. */
export function parseEvidenceCursor(
  metric: EvidenceMetric,
  cursor: string,
): EvidencePlace | null {
  const parts = CURSOR.exec(cursor);
  if (parts === null || parts[1] !== metric) return null;
  const [, , day, at, given, length, ids = ""] = parts;
  const chat = ids.slice(0, Number(length));
  const id = ids.slice(Number(length));
  if (chat.length !== Number(length)) return null;
  if ((at === undefined) !== (id === "")) return null;
  if (chat === "") {
    return id === "" ? { day: Number(day), chat: null, message: null } : null;
  }
  const chatId = ChatId.safeParse(chat);
  if (!chatId.success) return null;
  const place = { day: Number(day), chat: chatId.data };
  if (id === "") return { ...place, message: null };
  const messageId = MessageId.safeParse(id);
  if (!messageId.success) return null;
  return {
    ...place,
    message: { at: Number(at), id: messageId.data, given: Number(given) },
  };
}
