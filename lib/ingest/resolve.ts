import { isDeepStrictEqual } from "node:util";
import {
  type ChatId,
  type CreatorId,
  type Message,
  type MessageChange,
  type MessageEnrichment,
  type MessageId,
  type MessageLocation,
  parseTimestamp,
  type PlacedMessage,
  type Side,
  type StoredMessage,
} from "@/lib/models/mod.ts";
import {
  conversationKeys,
  keys,
  LongWork,
  type MessageRow,
  unpackMessage,
} from "@/lib/store/mod.ts";
import {
  locateMessages,
  mergeEvents,
  type ReadLocations,
  writeNewLocations,
} from "./message_index.ts";
import type { BatchContext, Enrich } from "./parts.ts";
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
  /** The version that it was stored as; `null` if the message says it. */
  version: number | null;
  /** How it was enriched in another dataset; `null` if it was not. */
  enrichment: MessageEnrichment | null;
}

/** What a record comes to; `duplicate` is an event that was processed before. */
export type RecordOutcome =
  | { status: "committed" | "duplicate" }
  | { status: "quarantined"; code: QuarantineCode; reason: string };

/** What a batch of messages comes down to. */
export interface Resolved {
  /** New and changed messages, each id once, in order of arrival. */
  changes: MessageChange[];
  /** One for each message that came in. */
  outcomes: RecordOutcome[];
}

/** What resolving needs beside the batch. */
export interface ResolveOptions {
  enrich: Enrich;
  creator: CreatorId;
  live: boolean;
  /** The user id of a chat's fan, where it is known. */
  fanOf(chat: ChatId): Promise<string | null>;
  /** `false` where no message with that id can be in the dataset: saves a read. */
  mayHold?(id: MessageId): boolean;
}

/** Deltas that are enriched before others have their turn. */
const DELTAS_PER_TURN = 16;
/** The same for records of a snapshot, for which nobody waits so soon. */
const RECORDS_PER_TURN = 100;

interface Known {
  stored: StoredMessage | null;
  location: MessageLocation | null;
  current: PlacedMessage | null;
}

/**
 * Finds out what is new: a message that is stored already, in this version or a
 * later one, or an event that was processed before, changes nothing. Of two
 * versions the one changed later counts; of equally old ones, the one that
 * arrived later. Fields that only the older version has are kept, whichever of
 * them comes first.
 */
export async function resolveMessages(
  context: BatchContext,
  incoming: readonly IncomingMessage[],
  options: ResolveOptions,
): Promise<Resolved> {
  const { tx, dataset } = context;
  const known = await readKnown(context, incoming, options);
  const changed = new Set<MessageId>();
  const located = new Set<MessageId>();
  const outcomes: RecordOutcome[] = [];
  const perTurn = options.live ? DELTAS_PER_TURN : RECORDS_PER_TURN;
  const work = incoming.length > perTurn ? new LongWork() : null;
  let i = 0;
  for (const record of incoming) {
    if (work !== null && i++ % perTurn === 0) await work.nextTurn();
    const entry = known.get(record.message.id) ?? unknown();
    known.set(record.message.id, entry);
    if (isProcessed(record, entry.location)) {
      outcomes.push({ status: "duplicate" });
      continue;
    }
    const placed = await place(record, entry.current, options);
    if (!placed.ok) {
      const { code, reason } = placed;
      outcomes.push({ status: "quarantined", code, reason });
      continue;
    }
    outcomes.push({ status: "committed" });
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
      const events = mergeEvents(entry.location?.events ?? [], record.events);
      entry.location = { chat, at, events };
      located.add(value.id);
    }
  }
  const { live, mayHold } = options;
  const added = new Map<MessageId, MessageLocation>();
  for (const id of located) {
    const location = known.get(id)?.location;
    if (!location) continue;
    // A snapshot's are kept and written together, in order of the ids.
    if (live && mayHold?.(id) === false) added.set(id, location);
    else tx.set(keys.messageIndex(dataset, id), location, { keep: !live });
  }
  writeNewLocations(tx, dataset, added);
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
  return { changes, outcomes };
}

const unknown = (): Known => ({ stored: null, location: null, current: null });

async function readKnown(
  context: BatchContext,
  incoming: readonly IncomingMessage[],
  { live, mayHold = () => true }: ResolveOptions,
): Promise<Map<MessageId, Known>> {
  const { tx, dataset } = context;
  const ids = new Set<MessageId>();
  const chats = new Set<ChatId>();
  for (const { message: { id, chat_id } } of incoming) {
    if (mayHold(id)) ids.add(id);
    if (chat_id) chats.add(chat_id);
  }
  // What will be needed of the chats is read in the same round trip.
  const [locations] = await Promise.all([
    readLocations(context, [...ids], live),
    tx.prefetch([...chats].flatMap((chat) => conversationKeys(dataset, chat)), {
      keep: true,
    }),
  ]);
  const located = [...locations].map(([id, location]) => {
    const { chat, at } = location;
    return { id, location, key: keys.message(dataset, chat, at, id) };
  });
  await tx.prefetch(located.map(({ key }) => key));
  const known = new Map<MessageId, Known>();
  for (const { id, location, key } of located) {
    const row = await tx.get<MessageRow>(key);
    const stored = row && unpackMessage(row);
    known.set(id, { stored, location, current: stored });
  }
  return known;
}

async function readLocations(
  { store, tx, dataset }: BatchContext,
  ids: readonly MessageId[],
  live: boolean,
): Promise<Map<MessageId, MessageLocation>> {
  if (ids.length === 0) return new Map();
  const read: ReadLocations = async (keys) => {
    await tx.prefetch(keys);
    const read: (MessageLocation | null)[] = [];
    for (const key of keys) read.push(await tx.get<MessageLocation>(key));
    return read;
  };
  if (live) return await locateMessages(store, dataset, ids, read);
  // A dataset that is being made has no blocks.
  const all = await read(ids.map((id) => keys.messageIndex(dataset, id)));
  return new Map(ids.flatMap((id, i) => {
    const location = all[i];
    return location ? [[id, location]] : [];
  }));
}

type Placed =
  | { ok: true; value: PlacedMessage }
  | { ok: false; code: QuarantineCode; reason: string };

/** The message in its place, with what was known of it before. */
async function place(
  incoming: IncomingMessage,
  current: PlacedMessage | null,
  { enrich, creator, fanOf }: ResolveOptions,
): Promise<Placed> {
  const { message, chat: listed, receivedAt } = incoming;
  const version = incoming.version ?? parseTimestamp(message.changedAt) ??
    writtenAt(message) ??
    current?.at ?? receivedAt;
  const isOlder = current !== null &&
    (version < current.version ||
      (version === current.version && receivedAt < current.receivedAt));
  const merged: Message = current === null
    ? message
    : isOlder
    ? { ...message, ...current.message }
    : { ...current.message, ...message };
  const placement = placeMessage(merged, listed ?? current?.chat ?? null);
  if (!placement.ok) return placement;
  const { chat } = placement;
  const side: Side = placement.side ??
    sideOf(merged, chat, await fanOf(chat));
  const at = writtenAt(merged) ?? current?.at ?? receivedAt;
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
        version: isOlder ? current.version : version,
        receivedAt: isOlder ? current.receivedAt : receivedAt,
        message: merged,
        enrichment: withKnownNames(enrich(merged, side), merged.text, [
          current,
          incoming,
        ]),
      },
    };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { ok: false, code: "processing_error", reason };
  }
}

/** A text that was searched for names before is not searched again. */
function withKnownNames(
  enrichment: MessageEnrichment,
  text: Message["text"],
  known: readonly (Pick<IncomingMessage, "message" | "enrichment"> | null)[],
): MessageEnrichment {
  if (enrichment.entities !== null) return enrichment;
  const same = known.find((one) =>
    one?.enrichment?.entities && one.message.text === text &&
    one.enrichment.version === enrichment.version
  );
  const entities = same?.enrichment?.entities;
  return entities ? { ...enrichment, entities } : enrichment;
}

function writtenAt({ createdAt, created_at }: Message): number | null {
  return parseTimestamp(createdAt) ?? parseTimestamp(created_at);
}

function isNews(value: PlacedMessage, current: PlacedMessage | null): boolean {
  return current === null || value.chat !== current.chat ||
    value.at !== current.at || value.side !== current.side ||
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
