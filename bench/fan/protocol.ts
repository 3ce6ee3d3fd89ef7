import type { Target } from "../load/protocol.ts";
import type { LatencyCounts } from "../statistics.ts";

/** What the viewers' process is told to do. */
export type ViewersCommand =
  /**
   * Opens the dashboards of these accounts, which then have their full sync,
   * and tells the publisher at a port of this machine what they see.
   */
  | { do: "connect"; targets: Target[]; publisherPort: number }
  /** Counts from zero on. */
  | { do: "start" }
  /** Says what was counted. */
  | { do: "report" };

/** What viewers have counted since the start. */
export interface ViewersResult {
  /**
   * The revision that all dashboards of an account have when they are connected,
   * by account; empty later on.
   */
  revisions: Record<string, number>;
  /** Frames with the next message of their account. */
  seen: number;
  /** Their bytes. */
  bytes: number;
  /** Frames of any other kind, by type. */
  others: Record<string, number>;
  /** Time from publishing to seeing. */
  latencies: LatencyCounts;
  /** When the last message was seen, in ms since the epoch. */
  lastSeenAt: number;
}

/** An account whose frames are published. */
export interface Audience {
  account: string;
  /** The channel on Redis. */
  channel: string;
  /** The revision that its dashboards have. */
  revision: number;
}

/** What the publisher is told to do. */
export type PublisherCommand =
  /** From now on it publishes to these, who have so many dashboards each. */
  | {
    do: "address";
    audiences: Audience[];
    dashboards: number;
    /** In the bus's envelopes, or bare. */
    isSealed: boolean;
    /** Frames as the service makes them. */
    samples: string[];
  }
  /** Publishes so many messages a second, evenly over accounts and time. */
  | { do: "pace"; seconds: number; rate: number }
  /** Publishes all the time, with so many messages for each account under way. */
  | { do: "burst"; seconds: number; window: number };

/** What the publisher has done; every dashboard has seen all of it. */
export interface PublisherResult {
  /** When it began, in ms since the epoch. */
  startedAt: number;
  published: number;
  /** Frames that dashboards had seen when the last message was published. */
  seenInTime: number;
}
