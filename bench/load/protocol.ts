import type { LatencyCounts } from "../statistics.ts";

/** An account at a server. */
export interface Target {
  /** The account's id. */
  id: string;
  /** Seed of its data. */
  seed: number;
  /** Messages of its snapshot. */
  messages: number;
  /** Where the server answers, as `http://127.0.0.1:8000`. */
  origin: string;
  /** The Agent's token. */
  token: string;
  /** The cookie of a signed-in browser. */
  cookie: string;
  /** Dashboard sockets. */
  dashboards: number;
  /** Whether the server speaks the contract; a bare one only passes on. */
  isRapport: boolean;
  /** Size of the frames that the Agent sends; 0: messages as they are. */
  frameBytes: number;
}

/** What a load generator is told to do. */
export type Command =
  /** Opens all sockets; dashboards of Rapport have their full sync then. */
  | { do: "connect"; targets: Target[] }
  /** Closes all sockets. */
  | { do: "disconnect" }
  /** Sends a snapshot of each account, a few accounts at a time. */
  | { do: "snapshot"; targets: Target[] }
  /** Sends all the time, with so many messages under way for each account. */
  | { do: "burst"; seconds: number; window: number; until: "acked" | "seen" }
  /** Sends so many messages a second, evenly over accounts and time. */
  | { do: "pace"; seconds: number; rate: number }
  /** Sends one message at a time, to one account after the other. */
  | { do: "single"; count: number };

/** What a command came to. */
export interface LoadResult {
  /** When the first message was sent, in ms since the epoch. */
  startedAt: number;
  /** When the last message was seen, in ms since the epoch. */
  endedAt: number;
  /** Messages sent. */
  sent: number;
  /** Messages seen on a dashboard socket; each dashboard counts. */
  views: number;
  /** {@linkcode views} before the sending was over. */
  viewsInTime: number;
  /** Time from sending to seeing. */
  latencies: LatencyCounts;
  /** The same, by account. */
  byAccount: Record<string, LatencyCounts>;
  /** Frames that held messages, and their characters, nearly all of one byte. */
  messageFrames: number;
  messageCharacters: number;
  /** Frames of any kind to dashboards. */
  frames: number;
  /** Messages that connected dashboards count after their first full sync. */
  counted: number;
  /** Full syncs, whether asked for or because a dashboard fell behind. */
  syncs: number;
  /** What snapshots took. */
  snapshots: SnapshotTimes[];
}

/** The way of a snapshot, in ms since its first part was sent. */
export interface SnapshotTimes {
  parts: number;
  bytes: number;
  /** All parts are acknowledged. */
  acknowledged: number;
  /** The Agent is told `REALTIME`. */
  realtime: number;
  /** The dashboard has a full sync of all of it; 0 if there is none. */
  synced: number;
}
