import { parseTimestamp } from "@/lib/models/timestamp.ts";
import type { MessageRecord, WireUser } from "../types.ts";
import { isSame } from "./content.ts";

/**
 * How two observations of one thing become one, as the Brain does it.
 * @module
 */

/** A profile in which only the id has to be there. */
export type Profile = WireUser & { id: string };

/** What tells of a message's time. */
type Timed = Pick<MessageRecord, "createdAt" | "created_at" | "changedAt">;

/** When a message was written, in ms since the epoch; `null`: it does not say. */
export function writtenAt({ createdAt, created_at }: Timed): number | null {
  return parseTimestamp(createdAt) ?? parseTimestamp(created_at);
}

/**
 * Two observations of one message: that which was changed later counts, of
 * equally old ones `seen`. Fields that only the other one has are kept. `at` is
 * the time of the known one, in ms since the epoch.
 */
export function mergeMessages(
  known: MessageRecord,
  seen: MessageRecord,
  at: number,
): MessageRecord {
  const isOlder = versionOf(seen, at) < versionOf(known, at);
  const [older, newer] = isOlder ? [seen, known] : [known, seen];
  const fromUser = mergeAuthors(older.fromUser, newer.fromUser);
  return {
    ...older,
    ...told(newer),
    ...(fromUser ? { fromUser } : {}),
    id: known.id,
    chat_id: known.chat_id,
  };
}

function versionOf(message: Timed, at: number): number {
  return parseTimestamp(message.changedAt) ?? writtenAt(message) ?? at;
}

function mergeAuthors(
  older: WireUser | null | undefined,
  newer: WireUser | null | undefined,
): WireUser | null | undefined {
  if (!older || !newer || String(older.id) !== String(newer.id)) {
    return newer ?? older;
  }
  return { ...older, ...toldOfUser(newer) };
}

/**
 * A profile with what was seen of it now: what is seen counts, and what is not
 * told, `null` included, stays as it was.
 */
export function mergeProfiles(known: Profile, seen: WireUser): Profile {
  return { ...known, ...toldOfUser(seen), id: known.id };
}

/** Fields of a record that are there. */
export function told<R extends object>(record: R): Partial<R> {
  const fields = Object.entries(record)
    .filter(([, value]) => value !== undefined);
  return Object.fromEntries(fields) as Partial<R>;
}

function toldOfUser(user: WireUser): Partial<WireUser> {
  const fields = Object.entries(user)
    .filter(([, value]) => value !== undefined && value !== null);
  return Object.fromEntries(fields);
}

/** Whether a profile tells more than who it is of. */
export function tellsMore(user: WireUser): boolean {
  return Object.entries(user).some(([field, value]) =>
    field !== "id" && field !== "_view" && value !== null &&
    value !== undefined
  );
}

/** What the Brain makes something of, see `UserRef` in the models. */
const TOLD_FIELDS = [
  "name",
  "username",
  "displayName",
  "avatar",
  "header",
  "subscribedBy",
  "subscribedByExpire",
  "subscribedByExpireDate",
  "subscribedByAutoprolong",
  "subscribedOn",
  "subscribedOnExpiredNow",
  "subscribedOnDuration",
  "subscribedOnData",
  "subscribePrice",
  "currentSubscribePrice",
  "tipsEnabled",
  "tipsTextEnabled",
  "tipsMin",
  "tipsMinInternal",
  "tipsMax",
  "canEarn",
  "isVerified",
] as const;

/** It changes all the time: only an hour's difference is news, in ms. */
const LAST_SEEN_MS = 3_600_000;

/** What of a profile the Brain knows once it was told. */
export function toldPart(profile: Profile): Partial<WireUser> {
  const fields = [...TOLD_FIELDS, "lastSeen"].flatMap((field) => {
    const value = profile[field];
    return value === undefined || value === null ? [] : [[field, value]];
  });
  return Object.fromEntries(fields);
}

/** Whether a profile would tell the Brain something that it was not told. */
export function isNews(
  profile: Profile,
  known: Partial<WireUser> | null,
): boolean {
  const differs = TOLD_FIELDS.some((field) => {
    const value = profile[field];
    return value !== undefined && value !== null &&
      !isSame(value, known?.[field]);
  });
  if (differs) return true;
  const now = seenAt(profile);
  if (now === null) return false;
  const before = known === null ? null : seenAt(known);
  return before === null || now - before >= LAST_SEEN_MS;
}

function seenAt({ lastSeen }: Partial<WireUser>): number | null {
  return typeof lastSeen === "string" ? parseTimestamp(lastSeen) : null;
}

/** Orders messages by time, those of one second by their ids. */
export function compareMarks(
  one: { at: number; id: string },
  other: { at: number; id: string },
): number {
  return one.at - other.at || compareIds(one.id, other.id);
}

/** Ids that are numbers are in the order of these numbers. */
function compareIds(one: string, other: string): number {
  const areNumbers = /^\d+$/.test(one) && /^\d+$/.test(other);
  if (areNumbers && one.length !== other.length) {
    return one.length - other.length;
  }
  return one < other ? -1 : one > other ? 1 : 0;
}
