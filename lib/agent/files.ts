import { Message } from "@/lib/models/mod.ts";
import { isExport, readExport } from "./export_file.ts";
import { findJsonError } from "./json_position.ts";
import { splitLines } from "./lines.ts";
import type { Snapshot } from "./parts.ts";

/** A file that cannot be used; the message says which and why. */
export class FileError extends Error {
  override name = "FileError";
}

/** A message out of a file of deltas. */
export interface DeltaLine {
  /** From 1. */
  line: number;
  message: Message;
  /** The line's own `event_id`, where it has one. */
  eventId?: string;
}

/** A line that holds no message. */
export interface BadLine {
  /** From 1. */
  line: number;
  reason: string;
}

/**
 * Reads a file of `{"chats": […], "messages": […]}`, or an account's export. The
 * records themselves are for the Brain to check. Throws a {@linkcode FileError}
 * where the file cannot be read, is not JSON, lacks one of the two, or is cut
 * off.
 */
export async function readSnapshotFile(path: string): Promise<Snapshot> {
  const isOne = await isExport(path).catch((error) => {
    throw unreadable(path, error);
  });
  if (isOne) {
    const read = await readExport(path);
    if (!read.ok) throw new FileError(`${path}: ${read.reason}.`);
    return read.snapshot;
  }
  const text = await Deno.readTextFile(path).catch((error) => {
    throw unreadable(path, error);
  });
  const value = parseSnapshot(path, text);
  if (!isObject(value)) {
    throw new FileError(`${path}: expected an object with chats and messages.`);
  }
  const { chats, messages } = value;
  if (!Array.isArray(chats)) {
    throw new FileError(`${path}: there is no array "chats".`);
  }
  if (!Array.isArray(messages)) {
    throw new FileError(`${path}: there is no array "messages".`);
  }
  return { chats, messages };
}

/** Opens a file of deltas; throws a {@linkcode FileError} where it cannot. */
export async function openDeltas(
  path: string,
): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
  const file = await Deno.open(path).catch((error) => {
    throw unreadable(path, error);
  });
  return file.readable;
}

/**
 * Reads NDJSON as it comes: each line a message, or `{"message": …}` with an
 * optional `event_id`. Empty lines are nothing; other lines that hold no message
 * are reported and passed over.
 */
export async function* readDeltas(
  bytes: ReadableStream<Uint8Array<ArrayBuffer>>,
  onBadLine: (bad: BadLine) => void,
): AsyncGenerator<DeltaLine> {
  let line = 0;
  for await (const text of splitLines(bytes)) {
    line++;
    if (text.trim() === "") continue;
    const parsed = parseDelta(text);
    if (parsed.ok) yield { line, ...parsed.value };
    else onBadLine({ line, reason: parsed.reason });
  }
}

type ParsedDelta =
  | { ok: true; value: Omit<DeltaLine, "line"> }
  | { ok: false; reason: string };

function parseDelta(text: string): ParsedDelta {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, reason: `not JSON${describePlace(text, "column")}` };
  }
  const envelope = isObject(value) && !("id" in value) && "message" in value
    ? value
    : { message: value };
  const parsed = Message.safeParse(envelope.message);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const path = issue?.path.join(".");
    const what = `${path ? `${path}: ` : ""}${issue?.message ?? "invalid"}`;
    return { ok: false, reason: `not a message: ${what}` };
  }
  const message = parsed.data;
  const eventId = "event_id" in envelope ? envelope.event_id : undefined;
  if (typeof eventId !== "string" || eventId === "") {
    return { ok: true, value: { message } };
  }
  return { ok: true, value: { message, eventId } };
}

function parseSnapshot(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new FileError(`${path}: not JSON${describePlace(text, "line")}.`);
  }
}

function describePlace(text: string, unit: "line" | "column"): string {
  const error = findJsonError(text);
  if (!error) return "";
  const { line, column, expected } = error;
  const place = unit === "line"
    ? `line ${line}, column ${column}`
    : `column ${column}`;
  return ` (${place}: expected ${expected})`;
}

function unreadable(path: string, error: unknown): FileError {
  if (error instanceof Deno.errors.NotFound) {
    return new FileError(`${path}: there is no such file.`);
  }
  if (error instanceof Deno.errors.PermissionDenied) {
    return new FileError(`${path}: no permission to read this file.`);
  }
  const detail = error instanceof Error ? error.message : String(error);
  return new FileError(`${path}: cannot be read: ${detail}`);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
