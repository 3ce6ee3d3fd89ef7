import type { WireCommand } from "../../messages.ts";

/** What became of a record that was sent. */
export interface Acknowledgement {
  /** Of a delta, or a command's id. */
  eventId: string | null;
  /** Of a snapshot's part. */
  snapshotId: string | null;
  part: number | null;
  status: "committed" | "duplicate" | "quarantined";
  code: string | null;
}

/** A frame of the Brain, as far as an Agent acts on it. */
export type Frame =
  | { type: "connection_ack"; userId: string | null }
  | { type: "ingest_ack"; ack: Acknowledgement }
  | { type: "sync_required"; reason: string }
  | {
    type: "system_error";
    code: string;
    message: string;
    detail: string | null;
  }
  | { type: "command_to_execute"; command: WireCommand };

type Fields = Record<string, unknown>;

/**
 * Reads a frame; `null` for what is none, or none that an Agent acts on. What is
 * missing or new in it does no harm.
 */
export function readFrame(data: unknown): Frame | null {
  const frame = typeof data === "string" ? parse(data) : null;
  const payload = fieldsOf(frame?.payload) ?? {};
  switch (frame?.type) {
    case "connection_ack":
      return { type: "connection_ack", userId: idOf(payload.userId) };
    case "ingest_ack":
      return readAck(payload);
    case "sync_required":
      return { type: "sync_required", reason: textOf(payload.reason) ?? "" };
    case "system_error":
      return {
        type: "system_error",
        code: textOf(payload.code) ?? "",
        message: textOf(payload.errorMessage) ?? "",
        detail: textOf(payload.detail),
      };
    case "command_to_execute":
      return readCommand(payload);
  }
  return null;
}

function readAck(payload: Fields): Frame | null {
  const { status } = payload;
  if (
    status !== "committed" && status !== "duplicate" && status !== "quarantined"
  ) return null;
  const index = fieldsOf(payload.part)?.index;
  return {
    type: "ingest_ack",
    ack: {
      eventId: textOf(payload.event_id),
      snapshotId: textOf(payload.snapshot_id),
      part: typeof index === "number" ? index : null,
      status,
      code: textOf(payload.code),
    },
  };
}

function readCommand(payload: Fields): Frame | null {
  const chat = idOf(payload.chat_id);
  const text = textOf(payload.text);
  if (chat === null || text === null) return null;
  const id = textOf(payload.command_id);
  const expires = textOf(payload.expires_at);
  return {
    type: "command_to_execute",
    command: {
      chat_id: chat,
      text,
      media_url: textOf(payload.media_url),
      ...id === null ? {} : { command_id: id },
      ...expires === null ? {} : { expires_at: expires },
    },
  };
}

function parse(data: string): Fields | null {
  try {
    return fieldsOf(JSON.parse(data));
  } catch {
    return null;
  }
}

function fieldsOf(value: unknown): Fields | null {
  return typeof value === "object" && value !== null ? value as Fields : null;
}

function textOf(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

function idOf(value: unknown): string | null {
  return typeof value === "number" ? String(value) : textOf(value);
}
