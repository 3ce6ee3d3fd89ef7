import type {
  AccountId,
  CacheUpdateEnvelope,
  FullSyncResponse,
  NewRawMessagePayload,
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

/** What became of what an Agent sent. */
export interface Receipt {
  status: "committed" | "duplicate" | "quarantined" | "refused";
  code?: string;
  reason?: string;
}

/** What the hub is given of the rest of the Brain. */
export interface HubSource {
  position(account: AccountId): Promise<Position>;
  status(account: AccountId): Promise<SystemStatus>;
  /** Whether the Agent is to send a snapshot. */
  needsSnapshot(account: AccountId): Promise<boolean>;
  /** All conversations and figures, in parts that follow each other. */
  fullSync(account: AccountId): AsyncIterable<FullSyncResponse>;
  addDelta(
    account: AccountId,
    payload: NewRawMessagePayload,
  ): Promise<Receipt>;
  addSnapshot(
    account: AccountId,
    payload: CacheUpdateEnvelope,
  ): Promise<Receipt>;
  /** The account's Agent is gone. */
  agentGone(account: AccountId): Promise<void>;
}
