import type { MessageRecord } from "../types.ts";
import { keyOf } from "./changes.ts";
import { compareMarks } from "./merging.ts";
import {
  type ChatRow,
  type MessageKey,
  type MessageRow,
  type PartRow,
  type Plan,
  type Reading,
  type Refusal,
  STATE,
  type Writing,
} from "./rows.ts";
import { Requests, stateOf } from "./transactions.ts";

/**
 * A snapshot of everything, cut into parts. It is of one consistent state: the
 * one at its cut, the number of the latest change when it was planned. What is
 * stored is read when it is sent, and yet nothing else gets in: of what a part
 * covers, only rows are sent whose latest change is not behind the cut, so each
 * as it was at the cut. The others have changed since, or were not there; each
 * of them has an entry in the outbox behind the cut, which is sent, whole, when
 * the snapshot is acknowledged. So snapshot and deltas together are all of the
 * state at any later time, and parts are never larger than planned.
 *
 * Of a chat, what is known when it is sent goes out: chats have no entries, and
 * merging a newer one does no harm. One that is new since comes with its first
 * message.
 * @module
 */

/** Rows that are read at once. */
const ROWS = 400;

/** Room in a part's frame for everything that is not a record. */
const ENVELOPE_BYTES = 512;

/** A snapshot to be planned. */
export interface SnapshotOrder {
  /** A new id. */
  id: string;
  /** To which service and account it goes. */
  target: string;
  /** Most bytes of a part's frame. */
  partBytes: number;
}

/** A part, written out. */
export interface PartText {
  /** Records, as a JSON array without its brackets. */
  chats: string;
  messages: string;
  /** Of both, in bytes of UTF-8. */
  bytes: number;
  /** How many records. */
  records: number;
}

/**
 * Cuts what is stored into parts, by their keys, in place of any snapshot under
 * way. From then on every message counts as not acknowledged until its part is.
 */
export async function planSnapshot(
  tx: Writing,
  { id, target, partBytes }: SnapshotOrder,
): Promise<Plan> {
  const state = await stateOf(tx);
  const parts = tx.objectStore("parts");
  await parts.clear();
  const cutter = new Cutter(partBytes - ENVELOPE_BYTES);
  // Profiles grow until they are sent: there is room for as much again.
  for await (const rows of chatRows(tx)) {
    for (const { id, bytes, refused } of rows) {
      if (refused === undefined) cutter.add("chats", id, bytes * 2);
    }
  }
  let waiting = 0;
  for await (const rows of messageRows(tx)) {
    for (const row of rows) {
      if (row.refused !== undefined) continue;
      cutter.add("messages", keyOf(row), row.bytes);
      waiting++;
    }
  }
  const rows = cutter.parts();
  const writes = new Requests();
  for (const row of rows) writes.add(parts.put(row));
  await writes.done();
  const { length: total } = rows;
  const plan = { id, cut: state.seq, partBytes, total, done: 0 };
  Object.assign(state, {
    target,
    plan,
    waiting,
    // What is stored is all still to be acknowledged.
    delivered: state.evicted,
  });
  await tx.objectStore("meta").put(state, STATE);
  return plan;
}

/** What a part holds, see above; `null` if it is not of this plan. */
export async function readPart(
  tx: Reading,
  id: string,
  index: number,
): Promise<PartText | null> {
  const { plan } = await stateOf(tx);
  const part = await tx.objectStore("parts").get(index);
  if (plan?.id !== id || part === undefined) return null;
  const text = { chats: "", messages: "", bytes: 0, records: 0 };
  const range = rangeOf(part);
  if (range === null) return text;
  const { records, bytes } = part.kind === "chats"
    ? await chatsIn(tx, plan, range)
    : await messagesIn(tx, plan, range);
  return {
    ...text,
    [part.kind]: records.join(),
    bytes: bytes + records.length,
    records: records.length,
  };
}

/** A part's records as JSON, and their bytes. */
interface Records {
  records: string[];
  bytes: number;
}

async function chatsIn(
  tx: Reading,
  { cut }: Plan,
  range: IDBKeyRange,
): Promise<Records> {
  const found: Records = { records: [], bytes: 0 };
  for await (const rows of chatRows(tx, range)) {
    for (const { rev, refused, json, bytes } of rows) {
      if (rev > cut || refused !== undefined) continue;
      found.records.push(json);
      found.bytes += bytes;
    }
  }
  return found;
}

async function messagesIn(
  tx: Reading,
  plan: Plan,
  range: IDBKeyRange,
): Promise<Records> {
  const rows = await rowsAtCut(tx, plan, range);
  // The order in which the Brain stores them, and takes them in fastest.
  rows.sort((one, other) =>
    one.chat === other.chat
      ? compareMarks(one, other)
      : one.chat < other.chat
      ? -1
      : 1
  );
  return {
    records: rows.map(snapshotJson),
    bytes: rows.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

/** Messages of a range that have not changed since the cut. */
async function rowsAtCut(
  tx: Reading,
  { cut }: Plan,
  range: IDBKeyRange,
): Promise<MessageRow[]> {
  const found: MessageRow[] = [];
  for await (const rows of messageRows(tx, range)) {
    for (const row of rows) {
      if (row.rev <= cut && row.refused === undefined) found.push(row);
    }
  }
  return found;
}

/**
 * Sets everything that a part holds aside; gives its messages as they were.
 */
export async function refuseRows(
  tx: Writing,
  plan: Plan,
  part: PartRow,
  refusal: Refusal,
): Promise<MessageRow[]> {
  const range = rangeOf(part);
  if (range === null) return [];
  const writes = new Requests();
  const found: MessageRow[] = [];
  if (part.kind === "messages") {
    found.push(...await rowsAtCut(tx, plan, range));
    const messages = tx.objectStore("messages");
    for (const row of found) {
      writes.add(messages.put({ ...row, refused: refusal }));
    }
  } else {
    const chats = tx.objectStore("chats");
    for (const row of await chats.getAll(range)) {
      writes.add(chats.put({ ...row, refused: refusal }));
    }
  }
  await writes.done();
  return found;
}

/**
 * A profile goes out with its chat, as it was merged. One of a message may be
 * older, and would take its place.
 */
function snapshotJson({ json, hasProfile }: MessageRow): string {
  if (!hasProfile) return json;
  const record: MessageRecord = JSON.parse(json);
  return JSON.stringify({ ...record, fromUser: { id: record.chat_id } });
}

function rangeOf({ first, last }: PartRow): IDBKeyRange | null {
  return first === null || last === undefined
    ? null
    : IDBKeyRange.bound(first, last);
}

/** Puts rows into parts, in order. */
class Cutter {
  readonly #room: number;
  readonly #parts: PartRow[] = [];
  #bytes = 0;

  constructor(room: number) {
    this.#room = room;
  }

  /** Adds a row of so many bytes; one that is too large has its own part. */
  add(kind: PartRow["kind"], key: string | MessageKey, bytes: number): void {
    const part = this.#parts.at(-1);
    const size = bytes + 1;
    if (part?.kind === kind && this.#bytes + size <= this.#room) {
      part.last = key;
      part.left += kind === "messages" ? 1 : 0;
      this.#bytes += size;
      return;
    }
    this.#bytes = size;
    this.#parts.push({
      index: this.#parts.length,
      kind,
      first: key,
      last: key,
      left: kind === "messages" ? 1 : 0,
      acknowledged: false,
    });
  }

  /** All parts; an empty one says that there is nothing. */
  parts(): PartRow[] {
    return this.#parts.length > 0 ? this.#parts : [{
      index: 0,
      kind: "messages",
      first: null,
      left: 0,
      acknowledged: false,
    }];
  }
}

/** Rows by their keys, some hundreds in memory at a time. */
async function* batches<Row>(
  store: { getAll(range: IDBKeyRange | null, count: number): Promise<Row[]> },
  keyOf: (row: Row) => string | MessageKey,
  range: IDBKeyRange | null = null,
): AsyncGenerator<Row[]> {
  let rest = range;
  for (;;) {
    const rows = await store.getAll(rest, ROWS);
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows;
    if (rows.length < ROWS) return;
    const key = keyOf(last);
    if (range === null) rest = IDBKeyRange.lowerBound(key, true);
    else if (String(key) === String(range.upper)) return;
    else rest = IDBKeyRange.bound(key, range.upper, true, false);
  }
}

const chatRows = (tx: Reading, range?: IDBKeyRange) =>
  batches<ChatRow>(tx.objectStore("chats"), ({ id }) => id, range);

const messageRows = (tx: Reading, range?: IDBKeyRange) =>
  batches<MessageRow>(tx.objectStore("messages"), keyOf, range);
