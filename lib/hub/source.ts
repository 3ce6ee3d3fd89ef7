import type {
  AccountId,
  CacheUpdateEnvelope,
  CommandResult,
  FullSyncResponse,
  NewRawMessagePayload,
  SendMessageCommand,
  SyncMode,
  SystemStatus,
} from "@/lib/models/mod.ts";

/** Where an account's visible data stand. */
export interface Position {
  /** `false` before the first snapshot. */
  ready: boolean;
  revision: number;
  /** Oldest revision in the event log. */
  logFrom: number;
}

/** A frame of the event log, as it goes over the wire. */
export interface LoggedFrame {
  revision: number;
  frame: string;
}

/** What became of what an Agent sent. */
export interface Receipt {
  status: "committed" | "duplicate" | "quarantined" | "refused";
  code?: string;
  reason?: string;
  /** What is said of a refusal; default: that the record was refused. */
  message?: string;
}

/** A connection of an account's Agent. */
export interface AgentConnection {
  /** Names it among all of the account's. */
  id: string;
  /** When it was made, in ms since the epoch: of two, the later one stays. */
  at: number;
}

/**
 * Which of the commands that were sent over other connections go again: those
 * that an older one had, or all of which nobody has said what became of them.
 */
export type Resend = "none" | "older" | "all";

/** What the hub is given of the rest of the Brain. */
export interface HubSource {
  /** Read from the database: it includes what any instance committed before. */
  position(account: AccountId): Promise<Position>;
  /** {@linkcode position} of many accounts at once, as fresh. */
  positions(
    accounts: readonly AccountId[],
  ): Promise<Map<AccountId, Position>>;
  /** As fresh as {@linkcode position}, but for the progress of others' work. */
  status(account: AccountId): Promise<SystemStatus>;
  /** Whether the Agent is to send a snapshot. */
  needsSnapshot(account: AccountId): Promise<boolean>;
  /**
   * Conversations and figures, as much as `mode` says, in parts that follow each
   * other.
   */
  fullSync(
    account: AccountId,
    mode: SyncMode,
  ): AsyncIterable<FullSyncResponse>;
  /**
   * What followed the revision `since`, up to `until`, in order; ends early
   * where the event log does not reach.
   */
  replay(
    account: AccountId,
    range: { since: number; until: number },
  ): AsyncIterable<LoggedFrame>;
  /** `size`: that of its frame, in characters. */
  addDelta(
    account: AccountId,
    payload: NewRawMessagePayload,
    size: number,
  ): Promise<Receipt>;
  addSnapshot(
    account: AccountId,
    payload: CacheUpdateEnvelope,
  ): Promise<Receipt>;
  /**
   * Commands to send over an Agent's connection, in order; each is noted as sent
   * before it is given.
   */
  commands(
    account: AccountId,
    connection: AgentConnection,
    resend: Resend,
  ): AsyncIterable<SendMessageCommand>;
  /** Stores what became of a command. */
  commandResult(account: AccountId, result: CommandResult): Promise<Receipt>;
  /** An Agent of the account is connected to this instance. */
  agentHere(account: AccountId): void;
  /** No Agent of the account is connected to this instance any more. */
  agentGone(account: AccountId): Promise<void>;
}
