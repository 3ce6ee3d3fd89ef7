import { EXPORT_VERSION, ExportRecord } from "@/lib/models/mod.ts";
import { splitLines } from "./lines.ts";
import type { Snapshot } from "./parts.ts";

/** How every export begins. */
const BEGINNING = '{"type":"header"';

/** A file that holds an export, or why it cannot be used. */
export type ExportRead =
  | { ok: true; snapshot: Snapshot }
  | { ok: false; reason: string };

/** Whether a file begins as an export does. */
export async function isExport(path: string): Promise<boolean> {
  using file = await Deno.open(path);
  const bytes = new Uint8Array(BEGINNING.length);
  const length = await file.read(bytes);
  return new TextDecoder().decode(bytes.subarray(0, length ?? 0)) === BEGINNING;
}

/**
 * Reads the chats and messages of an export, as `GET /api/v1/export` gives it.
 * One that was cut off, or that a later version wrote, cannot be used.
 */
export async function readExport(path: string): Promise<ExportRead> {
  const { readable } = await Deno.open(path);
  const chats: unknown[] = [];
  const messages: unknown[] = [];
  let line = 0;
  let lines = 0;
  let end: number | null = null;
  let fault: string | null = null;
  for await (const text of splitLines(readable)) {
    line++;
    if (text.trim() === "") continue;
    // The last line alone may be one that was cut off.
    if (fault !== null) return { ok: false, reason: fault };
    lines++;
    const value = jsonOf(text);
    if (value === undefined) {
      fault = `line ${line}: not JSON`;
      continue;
    }
    const record = recordOf(value);
    if (!record.ok) {
      return { ok: false, reason: `line ${line}: ${record.reason}` };
    }
    if (record.value?.type === "conversation") {
      chats.push(chatOf(record.value.conversation));
    } else if (record.value?.type === "message") {
      messages.push(record.value.message);
    } else if (record.value?.type === "end") end = record.value.records;
  }
  // Beside the records there are a header and an end.
  return end === lines - 2
    ? { ok: true, snapshot: { chats, messages } }
    : { ok: false, reason: "the export is cut off: its last line is missing" };
}

/** A conversation as a list of chats has it. */
function chatOf(
  { conversationId, withUser, unreadCount }:
    (ExportRecord & { type: "conversation" })["conversation"],
): unknown {
  return { id: conversationId, withUser, unread_count: unreadCount };
}

type Parsed =
  | { ok: true; value: ExportRecord | null }
  | { ok: false; reason: string };

/** What an Agent or the end of the file needs; others may be of other versions. */
const NEEDED: readonly unknown[] = ["header", "conversation", "message", "end"];

/** A record; `null` for one of a type that is of no use here. */
function recordOf(value: unknown): Parsed {
  const parsed = ExportRecord.safeParse(value);
  if (parsed.success) return { ok: true, value: parsed.data };
  const type = typeof value === "object" && value !== null && "type" in value
    ? value.type
    : null;
  if (type !== null && !NEEDED.includes(type)) return { ok: true, value: null };
  const reason = type === "header"
    ? `not an export of version ${EXPORT_VERSION}`
    : "not a record of an export";
  return { ok: false, reason };
}

/** What a line holds; `undefined` if it is no JSON. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
