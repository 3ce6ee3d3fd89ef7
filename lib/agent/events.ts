import type { IngestAck, SystemStatus } from "@/lib/models/mod.ts";

/** What became of a record: as the Brain put it in its `ingest_ack`. */
export type AckStatus = IngestAck["status"];

/** Why an {@linkcode AgentError} ended the Agent's work. */
export type AgentErrorCode =
  | "bad_options"
  | "not_authenticated"
  | "not_your_account"
  | "replaced"
  | "frame_too_large"
  | "aborted";

/** Ends the Agent's work: trying again would change nothing. */
export class AgentError extends Error {
  override name = "AgentError";
  /** `message` says what to do about it. */
  constructor(readonly code: AgentErrorCode, message: string) {
    super(message);
  }
}

/** What happens while an Agent works, in the order in which it happens. */
export type AgentEvent =
  | {
    type: "connecting";
    /** From 0; starts again once the Brain acknowledges something. */
    attempt: number;
  }
  | { type: "connected"; userId: string; version: string; reconnect: boolean }
  | {
    type: "disconnected";
    /** WebSocket close code; 0 where there was no close frame. */
    code: number;
    reason: string;
    /** Until the next attempt. */
    retryInMs: number;
  }
  | {
    type: "snapshot_started";
    snapshotId: string;
    parts: number;
    chats: number;
    messages: number;
  }
  | {
    type: "part_sent";
    snapshotId: string;
    /** From 0. */
    index: number;
    total: number;
    /** Whether it was sent before, on an earlier connection. */
    resend: boolean;
  }
  | {
    type: "part_acknowledged";
    snapshotId: string;
    index: number;
    total: number;
    /** Parts of this snapshot acknowledged so far. */
    acknowledged: number;
    status: AckStatus;
    code?: string;
  }
  | { type: "delta_sent"; eventId: string; seq: number; resend: boolean }
  | {
    type: "delta_acknowledged";
    eventId: string;
    seq: number;
    status: AckStatus;
    code?: string;
  }
  | {
    type: "sync_required";
    reason: string;
    /** Whether a snapshot goes out for it, already did, or none is known. */
    answer: "resending" | "under_way" | "no_snapshot";
  }
  | { type: "status"; status: SystemStatus }
  | { type: "server_error"; code: string; message: string; detail?: string }
  | { type: "command"; commandId?: string; status: string; detail?: string }
  | { type: "unreadable_frame"; detail: string }
  | { type: "failed"; error: AgentError };

/** A frame to send now, and the event that tells of it. */
export interface Outgoing {
  text: string;
  event: AgentEvent;
}

/** An acknowledgement's code, where it has one. */
export function ackCode(ack: IngestAck): { code?: string } {
  return ack.code === undefined ? {} : { code: ack.code };
}
