import { parseTimestamp } from "@/lib/models/timestamp.ts";
import { clean, cleanText, isJson, isKept, type Json, Room } from "./clean.ts";

/** What the Brain takes in a field; anything else would have it refuse all. */
type Kind =
  | "flag"
  | "number"
  | "count"
  | "text"
  | "id"
  | "time"
  | "text_or_flag"
  | "list"
  | "media";

/** Fields that the models list, and what they take besides `null`. */
export type Fields = Readonly<Record<string, Kind>>;

/** The listed fields of a message, but for who and where. */
export const MESSAGE_FIELDS: Fields = {
  text: "text",
  createdAt: "time",
  changedAt: "time",
  operator_id: "id",
  isTip: "flag",
  isPinned: "flag",
  isLiked: "flag",
  isFree: "flag",
  isNew: "flag",
  isOpened: "flag",
  isMediaReady: "flag",
  isCouplePeopleMedia: "flag",
  isMarkdownDisabled: "flag",
  isReportedByMe: "flag",
  isFromQueue: "flag",
  canBePinned: "flag",
  canPurchase: "flag",
  canPurchaseReason: "text",
  canReport: "flag",
  canUnsendQueue: "flag",
  mediaCount: "number",
  price: "number",
  tipAmount: "number",
  cancelSeconds: "number",
  queueId: "id",
  unsendSecondsQueue: "number",
  giphyId: "id",
  lockedText: "text_or_flag",
  responseType: "text",
  media: "media",
  previews: "list",
  releaseForms: "list",
};

/** The listed fields of a chat, but for its fan and its messages. */
export const CHAT_FIELDS: Fields = { unreadMessagesCount: "count" };

/** The listed fields of a profile. */
export const USER_FIELDS: Fields = {
  name: "text",
  username: "text",
  displayName: "text",
  avatar: "text",
  header: "text",
  lastSeen: "text",
  subscribedBy: "flag",
  subscribedByExpire: "flag",
  subscribedByExpireDate: "text",
  subscribedByAutoprolong: "flag",
  subscribedOn: "flag",
  subscribedOnExpiredNow: "flag",
  subscribedOnDuration: "text",
  subscribePrice: "number",
  currentSubscribePrice: "number",
  tipsEnabled: "flag",
  tipsTextEnabled: "flag",
  tipsMin: "number",
  tipsMinInternal: "number",
  tipsMax: "number",
  canEarn: "flag",
  canAddSubscriber: "flag",
  isVerified: "flag",
};

const MEDIA_FIELDS: Fields = {
  id: "id",
  type: "text",
  canView: "flag",
  duration: "number",
};

/**
 * A record's fields: first those that the models list, in a form that the Brain
 * takes, then as much of the others as there is room for. Without those of
 * `without`.
 */
export function fieldsOf(
  raw: Json,
  fields: Fields,
  room: Room,
  without: ReadonlySet<string>,
): Record<string, unknown> {
  const record: Record<string, unknown> = {};
  for (const [name, kind] of Object.entries(fields)) {
    if (!Object.hasOwn(raw, name) || without.has(name)) continue;
    const value = fit(raw[name], kind, room);
    if (value !== undefined) record[name] = value;
  }
  const others: Record<string, unknown> = {};
  for (const name of Object.keys(raw)) {
    if (Object.hasOwn(fields, name) || without.has(name)) continue;
    if (isKept(name)) others[name] = raw[name];
  }
  const kept = clean(others, room);
  return isJson(kept) ? { ...record, ...kept } : record;
}

/** A value in a form that its field takes; `undefined` where there is none. */
function fit(value: unknown, kind: Kind, room: Room): unknown {
  if (value === null) return room.take(40) ? null : undefined;
  switch (kind) {
    case "flag":
      return room.take(40) ? flagOf(value) : undefined;
    case "number":
      return room.take(60) ? numberOf(value) : undefined;
    case "count":
      return room.take(60) ? countOf(value) : undefined;
    case "time":
      return room.take(100) ? timeOf(value) : undefined;
    case "text":
      return textOf(value, room);
    case "id":
      return typeof value === "number" ? numberOf(value) : textOf(value, room);
    case "text_or_flag":
      return typeof value === "boolean" ? value : textOf(value, room);
    case "list":
      return Array.isArray(value) ? clean(value, room) : undefined;
    case "media":
      return Array.isArray(value) ? mediaOf(value, room) : undefined;
  }
}

const NONE: ReadonlySet<string> = new Set();

function mediaOf(list: readonly unknown[], room: Room): unknown[] {
  const media: unknown[] = [];
  for (const item of list) {
    if (!isJson(item)) continue;
    if (!room.take(3)) break;
    media.push(fieldsOf(item, MEDIA_FIELDS, room, NONE));
  }
  return media;
}

function flagOf(value: unknown): boolean | undefined {
  if (typeof value === "boolean") return value;
  return value === 1 ? true : value === 0 ? false : undefined;
}

/** A number, also where it came as a text such as `"5"` or `"$20.00"`. */
function numberOf(value: unknown): number | undefined {
  if (typeof value === "number") {
    return Number.isFinite(value) ? value : undefined;
  }
  if (typeof value !== "string" || value.length > 32) return undefined;
  const digits = /^\s*\$?\s*(-?\d+(?:\.\d+)?)\s*$/.exec(value)?.[1];
  return digits === undefined ? undefined : numberOf(Number(digits));
}

/** A whole number that is not negative. */
export function countOf(value: unknown): number | undefined {
  const count = numberOf(value);
  return count !== undefined && Number.isSafeInteger(count) && count >= 0
    ? count
    : undefined;
}

function timeOf(value: unknown): string | number | undefined {
  if (typeof value !== "number" && typeof value !== "string") return undefined;
  if (typeof value === "string" && value.length > 40) return undefined;
  return parseTimestamp(value) === null ? undefined : value;
}

function textOf(value: unknown, room: Room): string | undefined {
  if (typeof value === "number" && Number.isFinite(value)) {
    return cleanText(String(value), room);
  }
  return typeof value === "string" ? cleanText(value, room) : undefined;
}
