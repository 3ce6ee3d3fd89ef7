import type { SystemStatus } from "@/lib/models/system.ts";

/** An Agent that is paired, as far as the first page tells of it. */
export interface KnownAgent {
  name: string;
  /** When it last connected; `null` if it never has. */
  last_seen_at: string | null;
}

/** Where an account stands on its way to the first chat. */
export interface FirstSteps {
  pair: "next" | "done";
  send: "later" | "next" | "busy" | "done";
  /** What became of pairing, in words; `null`: nothing yet. */
  paired: string | null;
  /** How far the snapshot is, in records; `null` where that is not known. */
  progress: { done: number; total: number } | null;
}

/** The steps as they are done, from what is known of Agents and the snapshot. */
export function firstSteps(
  { status, progress }: SystemStatus,
  agents: readonly KnownAgent[],
): FirstSteps {
  const isSending = status === "PROCESSING_SNAPSHOT";
  const isSent = status === "REALTIME" || status === "DEGRADED";
  const seen = agents.find(({ last_seen_at }) => last_seen_at !== null);
  const agent = seen ?? agents[0];
  const isPaired = agent !== undefined || isSending || isSent;
  return {
    pair: isPaired ? "done" : "next",
    send: isSent ? "done" : isSending ? "busy" : isPaired ? "next" : "later",
    paired: agent === undefined
      ? null
      : seen === undefined
      ? `${agent.name} is paired, and has not connected yet.`
      : `${agent.name} is paired and has connected.`,
    progress: isSending && progress !== undefined ? progress : null,
  };
}
