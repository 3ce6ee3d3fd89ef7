/** All chats and messages that an Agent knows; the Brain checks each record. */
export interface Snapshot {
  chats: readonly unknown[];
  messages: readonly unknown[];
}

/** Some of a snapshot's records: the content of one `cache_update` frame. */
export interface SnapshotPart {
  chats: unknown[];
  messages: unknown[];
}

/** The contract's bound on a part: 512 KiB of JSON. */
export const MAX_PART_BYTES = 512 * 1024;

/** Room in a part's frame for everything that is not a record. */
export const PART_ENVELOPE_BYTES = 512;

/**
 * Cuts a snapshot into parts whose frames have at most `maxBytes` bytes of
 * UTF-8 JSON, in order, chats first. A record that is too large for any part
 * goes alone in one. An empty snapshot is one empty part: it says that there is
 * nothing.
 */
export function* cutSnapshot(
  snapshot: Snapshot,
  maxBytes = MAX_PART_BYTES,
): Generator<SnapshotPart> {
  const room = maxBytes - PART_ENVELOPE_BYTES;
  let part: SnapshotPart = { chats: [], messages: [] };
  let size = 0;
  let cut = false;
  for (const kind of ["chats", "messages"] as const) {
    for (const record of snapshot[kind]) {
      const bytes = jsonBytes(record) + 1; // and a comma
      if (size > 0 && size + bytes > room) {
        yield part;
        cut = true;
        part = { chats: [], messages: [] };
        size = 0;
      }
      part[kind].push(record);
      size += bytes;
    }
  }
  if (size > 0 || !cut) yield part;
}

/**
 * Messages conversation by conversation, each in order of time: the order in
 * which the Brain stores them, and takes them in fastest.
 */
export function byConversation(messages: readonly unknown[]): unknown[] {
  const placed = messages.map((message) => ({ message, ...placeOf(message) }));
  placed.sort((a, b) =>
    a.chat === b.chat ? a.at - b.at : a.chat < b.chat ? -1 : 1
  );
  return placed.map(({ message }) => message);
}

function placeOf(message: unknown): { chat: string; at: number } {
  const fields = typeof message === "object" && message !== null ? message : {};
  const at = Date.parse(
    String(field(fields, "createdAt") ?? field(fields, "created_at")),
  );
  return {
    chat: String(field(fields, "chat_id") ?? ""),
    at: Number.isNaN(at) ? 0 : at,
  };
}

function field(record: object, name: string): unknown {
  return Reflect.get(record, name);
}

const encoder = new TextEncoder();

/** Bytes of a value as UTF-8 JSON, as it stands in an array. */
export function jsonBytes(value: unknown): number {
  return encoder.encode(JSON.stringify(value) ?? "null").length;
}
