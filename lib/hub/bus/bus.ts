import type { AccountId } from "@/lib/models/mod.ts";

/** What instances and sessions tell each other of an account. */
export type BusMessage =
  /** Frames of the event log; the first has revision `from`. */
  | { kind: "frames"; from: number; frames: string[] }
  /** Everything is new as of `revision`. */
  | { kind: "replaced"; revision: number }
  /** A frame that is gone once it is sent: status, presence. */
  | { kind: "passing"; frame: string }
  /** An Agent has connected, at a time in ms: older connections give way. */
  | { kind: "agent"; connection: string; at: number }
  /** Commands wait for the account's Agent. */
  | { kind: "commands" }
  /** Deltas wait in the account's queue. */
  | { kind: "work" }
  /** The instance `by` asks whoever holds the account's lease to let it go. */
  | { kind: "lease_wanted"; by: string }
  /** Nobody holds the account's lease any more. */
  | { kind: "lease_free" }
  /** A dashboard's session has ended: its connections close. */
  | { kind: "session_ended"; session: string }
  /** An Agent's token does not work any more: its connections close. */
  | { kind: "agent_revoked"; agent: string };

/**
 * Carries messages to everybody who listens to a channel, in the order in which
 * one publisher sent them. Nothing is kept: who listens later, or while the bus
 * is down, has missed it, and finds out by revisions and in the database.
 */
export interface Bus {
  /** Sends `message`; it also reaches the listeners of this process. */
  publish(channel: string, message: BusMessage): void;
  /**
   * Calls `listen` for every message from now on; the result ends that. Calls
   * `onGap` where messages of other instances may have been missed until then:
   * once they can be heard at all, and after each time that they could not be.
   */
  subscribe(
    channel: string,
    listen: (message: BusMessage) => void,
    onGap?: () => void,
  ): () => void;
  /** Whether everybody can be reached; always so where nobody is far away. */
  readonly isUp: boolean;
  /** Calls `listen` whenever `isUp` changes; the result ends that. */
  onChange(listen: (isUp: boolean) => void): () => void;
  /** Ends all connections; nothing is published or heard any more. */
  close(): Promise<void>;
}

/** The channel of an account's dashboards. */
export function frontendChannel(account: AccountId): string {
  return `frontend_user_${account}`;
}

/** The channel of an account's Agent, and of who works on what it sends. */
export function agentChannel(account: AccountId): string {
  return `agent_user_${account}`;
}
