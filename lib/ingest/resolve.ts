import { isDeepStrictEqual } from "node:util";
import {
  type ChatId,
  type CreatorId,
  type Message,
  type MessageChange,
  type MessageId,
  type MessageLocation,
  parseTimestamp,
  type PlacedMessage,
  type Side,
  type StoredMessage,
} from "@/lib/models/mod.ts";
import { keys } from "@/lib/store/mod.ts";
import type { BatchContext, IngestParts } from "./parts.ts";
import { placeMessage, type QuarantineCode, sideOf } from "./place.ts";

/** A message on its way in. */
export interface IncomingMessage {
  message: Message;
  /** The chat in whose list it was found, where that is how it came. */
  chat: ChatId | null;
  /** The Agent's events that it stands for. */
  events: readonly string[];
  /** When it reached the Brain, in ms. */
  receivedAt: number;
}

/** A message that cannot be processed. */
export interface Refused {
  message: Message;
  code: QuarantineCode;
  reason: string;
}

/** What a batch of messages comes down to. */
export interface Resolved {
  /** New and changed messages, each id once, in order of arrival. */
  changes: MessageChange[];
  refused: Refused[];
}

/** Event ids that are remembered of a message. */
const EVENTS_KEPT = 4;

interface Known {
  stored: StoredMessage | null;
  location: MessageLocation | null;
  current: PlacedMessage | null;
}

/**
 * Finds out what is new: a message that is stored already, in this version or a
 * later one, or an event that was processed before, changes nothing. Of two
 * versions the one changed later counts; of equally old ones, the one that
 * arrived later. Fields that the newer version does not have are kept.
 */
export async function resolveMessages(
  context: BatchContext,
  incoming: readonly IncomingMessage[],
  options: { parts: IngestParts; creator: CreatorId; live: boolean },
): Promise<Resolved> {
  const { tx, dataset } = context;
  const known = await readKnown(context, incoming);
  const changed = new Set<MessageId>();
  const located = new Set<MessageId>();
  const refused: Refused[] = [];
  for (const record of incoming) {
    const entry = known.get(record.message.id);
    if (entry === undefined) continue;
    if (isProcessed(record, entry.location)) continue;
    const placed = await place(context, record, entry, options);
    if (!placed.ok) {
      refused.push({ message: record.message, ...placed });
      continue;
    }
    const { value } = placed;
    const isNew = isNews(value, entry.current);
    if (isNew) {
      entry.current = value;
      changed.delete(value.id);
      changed.add(value.id);
    }
    // An event that brought nothing new is remembered too: sent again, it would
    // be the later of two equal versions.
    if (isNew || record.events.length > 0) {
      const { chat, at } = entry.current ?? value;
      const events = [...entry.location?.events ?? [], ...record.events]
        .slice(-EVENTS_KEPT);
      entry.location = { chat, at, events };
      located.add(value.id);
    }
  }
  for (const id of located) {
    const location = known.get(id)?.location;
    if (location) tx.set(keys.messageIndex(dataset, id), location);
  }
  const changes: MessageChange[] = [];
  for (const id of changed) {
    const entry = known.get(id);
    if (!entry?.current) continue;
    changes.push({
      before: entry.stored,
      after: entry.current,
      live: options.live,
    });
  }
  return { changes, refused };
}

async function readKnown(
  { tx, dataset }: BatchContext,
  incoming: readonly IncomingMessage[],
): Promise<Map<MessageId, Known>> {
  const ids = [...new Set(incoming.map(({ message }) => message.id))];
  await tx.prefetch(ids.map((id) => keys.messageIndex(dataset, id)));
  const located: [MessageId, MessageLocation | null][] = [];
  for (const id of ids) {
    located.push([
      id,
      await tx.get<MessageLocation>(keys.messageIndex(dataset, id)),
    ]);
  }
  const keyOf = (id: MessageId, { chat, at }: MessageLocation) =>
    keys.message(dataset, chat, at, id);
  await tx.prefetch(
    located.flatMap(([id, location]) =>
      location === null ? [] : [keyOf(id, location)]
    ),
  );
  const known = new Map<MessageId, Known>();
  for (const [id, location] of located) {
    const stored = location === null
      ? null
      : await tx.get<StoredMessage>(keyOf(id, location));
    known.set(id, { stored, location, current: stored });
  }
  return known;
}

type Placed =
  | { ok: true; value: PlacedMessage }
  | { ok: false; code: QuarantineCode; reason: string };

async function place(
  context: BatchContext,
  { message, chat: listed, receivedAt }: IncomingMessage,
  { current }: Known,
  { parts, creator }: { parts: IngestParts; creator: CreatorId },
): Promise<Placed> {
  const placement = placeMessage(message, listed ?? current?.chat ?? null);
  if (!placement.ok) return placement;
  const { chat } = placement;
  const side: Side = placement.side ??
    sideOf(message, chat, await parts.fanOf(context, chat));
  const at = parseTimestamp(message.createdAt) ??
    parseTimestamp(message.created_at) ?? current?.at ?? receivedAt;
  const merged: Message = current === null
    ? message
    : { ...current.message, ...message };
  try {
    return {
      ok: true,
      value: {
        id: message.id,
        chat,
        creator,
        at,
        side,
        isMass: merged.isFromQueue === true,
        version: parseTimestamp(message.changedAt) ?? at,
        receivedAt,
        message: merged,
        enrichment: parts.enrich(merged, side),
      },
    };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { ok: false, code: "processing_error", reason };
  }
}

function isNews(value: PlacedMessage, current: PlacedMessage | null): boolean {
  if (current === null) return true;
  if (value.version < current.version) return false;
  if (
    value.version === current.version && value.receivedAt < current.receivedAt
  ) return false;
  return value.chat !== current.chat || value.at !== current.at ||
    value.side !== current.side ||
    value.enrichment.version !== current.enrichment.version ||
    !isDeepStrictEqual(value.message, current.message);
}

function isProcessed(
  { events }: IncomingMessage,
  location: MessageLocation | null,
): boolean {
  return location !== null && events.length > 0 &&
    events.every((event) => location.events.includes(event));
}
