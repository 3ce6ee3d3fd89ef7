import type { AckStatus, AgentEvent } from "./events.ts";

/** How many frames of a kind were sent, and what became of them. */
export interface FrameTally {
  /** Without repetitions. */
  sent: number;
  resent: number;
  /** Committed, duplicate or quarantined. */
  acknowledged: number;
  duplicates: number;
  quarantined: number;
}

/** What happened in a run, in numbers. */
export interface Tally {
  parts: FrameTally;
  deltas: FrameTally;
  reconnects: number;
  serverErrors: number;
}

/** A tally of nothing. */
export function emptyTally(): Tally {
  const none = {
    sent: 0,
    resent: 0,
    acknowledged: 0,
    duplicates: 0,
    quarantined: 0,
  };
  return {
    parts: { ...none },
    deltas: { ...none },
    reconnects: 0,
    serverErrors: 0,
  };
}

/** Counts an event. */
export function count(tally: Tally, event: AgentEvent): void {
  switch (event.type) {
    case "connected":
      if (event.reconnect) tally.reconnects++;
      return;
    case "server_error":
      tally.serverErrors++;
      return;
    case "part_sent":
      return countSent(tally.parts, event.resend);
    case "delta_sent":
      return countSent(tally.deltas, event.resend);
    case "part_acknowledged":
      return countAcknowledged(tally.parts, event.status);
    case "delta_acknowledged":
      return countAcknowledged(tally.deltas, event.status);
  }
}

function countSent(frames: FrameTally, resend: boolean): void {
  if (resend) frames.resent++;
  else frames.sent++;
}

function countAcknowledged(frames: FrameTally, status: AckStatus): void {
  frames.acknowledged++;
  if (status === "duplicate") frames.duplicates++;
  if (status === "quarantined") frames.quarantined++;
}
