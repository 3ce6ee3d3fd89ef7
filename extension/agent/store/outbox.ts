import type { ChatRecord, MessageRecord } from "../types.ts";
import { isBehindCut, keyOf, SnapshotParts } from "./changes.ts";
import {
  type OutboxRow,
  type PartRow,
  type Plan,
  type Reading,
  type Refusal,
  STATE,
  type StateRow,
  type Writing,
} from "./rows.ts";
import { refuseRows } from "./snapshot.ts";
import { Requests, stateOf } from "./transactions.ts";

/** A message to be sent, as it stands now. */
export interface Delta {
  /** Its place in the outbox, from 1. */
  seq: number;
  /** The number of its latest change. */
  rev: number;
  /** Names this change of this database, like no other. */
  eventId: string;
  /** The message as JSON. */
  json: string;
}

/** Deltas in their order. */
export interface DeltaBatch {
  deltas: Delta[];
  /** The outbox was read up to this place. */
  through: number;
}

/** What is known of a delta that was sent. */
export type SentDelta = Pick<Delta, "seq" | "rev">;

/** A delta that the service has taken. */
export interface SettledDelta extends SentDelta {
  /** It was set aside there. */
  isRefused: boolean;
}

/** A part that the service has taken. */
export interface SettledPart {
  index: number;
  /** Records of it that were set aside there. */
  refused: number;
}

/** Most that is read at once, in characters. */
const BATCH_CHARACTERS = 4 * 1024 * 1024;
/** Entries that are read at once. */
const ENTRIES = 64;

/**
 * Up to `count` messages to be sent behind a place in the outbox. None while a
 * snapshot is under way, which goes first.
 */
export async function readDeltas(
  tx: Reading,
  after: number,
  count: number,
): Promise<DeltaBatch> {
  const batch: DeltaBatch = { deltas: [], through: after };
  const { plan, database } = await stateOf(tx);
  if (plan !== null) return batch;
  let size = 0;
  while (batch.deltas.length < count && size < BATCH_CHARACTERS) {
    const entries = await tx.objectStore("outbox").getAll(
      IDBKeyRange.lowerBound(batch.through, true),
      Math.min(ENTRIES, count - batch.deltas.length),
    );
    if (entries.length === 0) return batch;
    const texts = await Promise.all(entries.map((entry) => textOf(tx, entry)));
    for (const [i, { seq, rev }] of entries.entries()) {
      batch.through = seq;
      const json = texts[i];
      if (json === undefined) continue;
      batch.deltas.push({ seq, rev, eventId: `${database}.${rev}`, json });
      size += json.length;
    }
  }
  return batch;
}

/** A fan's message is told with all that is known of the fan. */
async function textOf(
  tx: Reading,
  { chat, id }: OutboxRow,
): Promise<string | undefined> {
  const [message, withUser] = await Promise.all([
    tx.objectStore("messages").get([chat, id]),
    tx.objectStore("chats").get(chat),
  ]);
  if (message === undefined || withUser === undefined) return message?.json;
  const record: MessageRecord = JSON.parse(message.json);
  const author = record.fromUser;
  if (!author || String(author.id) !== chat) return message.json;
  const { withUser: profile }: ChatRecord = JSON.parse(withUser.json);
  return JSON.stringify({
    ...record,
    fromUser: { ...author, ...profile, id: author.id },
  });
}

/**
 * Removes what was acknowledged as it is still. What has changed since it was
 * sent goes to the end of the outbox; gives how many that are.
 */
export async function settleDeltas(
  tx: Writing,
  settled: readonly SettledDelta[],
  now: number,
): Promise<number> {
  const state = await stateOf(tx);
  const outbox = tx.objectStore("outbox");
  const entries = await Promise.all(settled.map(({ seq }) => outbox.get(seq)));
  const moving = entries.filter((entry, i) =>
    entry !== undefined && isBehindCut(entry, state) &&
    entry.rev !== settled[i]?.rev
  );
  const moved = await moveToEnd(tx, state, moving);
  const writes = new Requests();
  for (const [i, { isRefused }] of settled.entries()) {
    const entry = entries[i];
    // The snapshot under way tells of it once more, and removes it.
    if (entry === undefined || !isBehindCut(entry, state)) continue;
    if (moving.includes(entry)) continue;
    writes.add(outbox.delete(entry.seq));
    state.waiting--;
    state.delivered++;
    if (isRefused) state.refused++;
  }
  state.lastDeliveredAt = now;
  writes.add(tx.objectStore("meta").put(state, STATE));
  await writes.done();
  return moved;
}

/** Gives entries new places; how many that are. */
async function moveToEnd(
  tx: Writing,
  state: StateRow,
  entries: readonly (OutboxRow | undefined)[],
): Promise<number> {
  const moving = entries.flatMap((entry) => entry ?? []);
  const outbox = tx.objectStore("outbox");
  const messages = tx.objectStore("messages");
  const rows = await Promise.all(
    moving.map((entry) => messages.get(keyOf(entry))),
  );
  const writes = new Requests();
  for (const [i, entry] of moving.entries()) {
    const seq = ++state.seq;
    const row = rows[i];
    writes.add(outbox.delete(entry.seq));
    writes.add(outbox.put({ ...entry, seq }));
    if (row) writes.add(messages.put({ ...row, entry: seq }));
  }
  await writes.done();
  return moving.length;
}

/**
 * Notes parts of a plan as acknowledged. With the last one the snapshot is over,
 * and what waited for it is removed from the outbox. Gives what is left of the
 * plan: `null` if that is nothing, or if it is another plan by now.
 */
export async function settleParts(
  tx: Writing,
  id: string,
  settled: readonly SettledPart[],
  now: number,
): Promise<Plan | null> {
  const state = await stateOf(tx);
  const { plan } = state;
  if (plan?.id !== id) return null;
  const parts = tx.objectStore("parts");
  const rows = await Promise.all(settled.map(({ index }) => parts.get(index)));
  const writes = new Requests();
  for (const [i, { refused }] of settled.entries()) {
    const row = rows[i];
    if (row === undefined || row.acknowledged) continue;
    row.acknowledged = true;
    writes.add(parts.put(row));
    plan.done++;
    state.waiting -= row.left;
    state.delivered += row.left;
    state.refused += refused;
  }
  if (plan.done === plan.total) {
    state.plan = null;
    writes.add(parts.clear());
    const waited = IDBKeyRange.upperBound(plan.cut);
    writes.add(tx.objectStore("outbox").delete(waited));
  }
  state.lastDeliveredAt = now;
  writes.add(tx.objectStore("meta").put(state, STATE));
  await writes.done();
  return state.plan;
}

/** Sets a message aside that the service does not take, until it changes. */
export async function refuseDelta(
  tx: Writing,
  { seq, rev }: SentDelta,
  refusal: Refusal,
): Promise<void> {
  const state = await stateOf(tx);
  const outbox = tx.objectStore("outbox");
  const entry = await outbox.get(seq);
  if (entry?.rev !== rev || !isBehindCut(entry, state)) return;
  const messages = tx.objectStore("messages");
  const row = await messages.get(keyOf(entry));
  state.waiting--;
  state.refused++;
  const writes = new Requests();
  writes.add(outbox.delete(seq));
  if (row) writes.add(messages.put({ ...row, refused: refusal }));
  writes.add(tx.objectStore("meta").put(state, STATE));
  await writes.done();
}

/** Sets aside what a part holds: it is sent without. */
export async function refusePart(
  tx: Writing,
  id: string,
  index: number,
  refusal: Refusal,
): Promise<void> {
  const state = await stateOf(tx);
  const part = await tx.objectStore("parts").get(index);
  if (state.plan?.id !== id || part === undefined) return;
  const parts = new SnapshotParts(tx, state);
  const rows = await refuseRows(tx, state.plan, part, refusal);
  const leaving = await parts.leave(rows);
  state.waiting -= leaving.size;
  state.refused += Math.max(leaving.size, 1);
  const writes = new Requests();
  parts.put(writes);
  writes.add(tx.objectStore("meta").put(state, STATE));
  await writes.done();
}

/** Parts of a snapshot under way that are not acknowledged, in order. */
export async function openParts(
  tx: Reading,
): Promise<number[]> {
  const parts: PartRow[] = await tx.objectStore("parts").getAll();
  return parts.flatMap(({ index, acknowledged }) =>
    acknowledged ? [] : [index]
  );
}

/** What is left of the room that a message takes, beside its text, in bytes. */
const ROW_BYTES = 200;

/** What was removed to make room. */
export interface Evicted {
  messages: number;
  /** About so many. */
  bytes: number;
}

/**
 * Removes messages that the service has acknowledged, the oldest first, until
 * about so many bytes are free. What waits for its acknowledgement stays, alone
 * or in a snapshot's part.
 */
export async function evictFrom(
  tx: Writing,
  state: StateRow,
  bytes: number,
): Promise<Evicted> {
  const evicted: Evicted = { messages: 0, bytes: 0 };
  if (state.delivered <= state.evicted) return evicted;
  const outbox = tx.objectStore("outbox");
  const parts = new SnapshotParts(tx, state);
  const writes = new Requests();
  let cursor = await tx.objectStore("messages").index("age").openCursor();
  while (cursor !== null && evicted.bytes < bytes) {
    const row = cursor.value;
    const [seq, isInPart] = await Promise.all([
      outbox.getKey(row.entry),
      parts.holds(row),
    ]);
    const waits = isInPart || row.refused !== undefined ||
      (seq !== undefined && isBehindCut({ seq }, state));
    if (!waits) {
      writes.add(cursor.delete());
      // Of a part that was acknowledged, the snapshot not being over.
      if (seq !== undefined) writes.add(outbox.delete(seq));
      evicted.messages++;
      evicted.bytes += row.bytes + ROW_BYTES;
    }
    cursor = await cursor.continue();
  }
  state.messages -= evicted.messages;
  state.evicted += evicted.messages;
  writes.add(tx.objectStore("meta").put(state, STATE));
  await writes.done();
  return evicted;
}
