import type { Target } from "../load/protocol.ts";
import type { LatencyCounts } from "../statistics.ts";

/** What the Agents' process is told to do. */
export type AckCommand =
  /** Opens an Agent's socket for each account. */
  | { do: "connect"; targets: Target[] }
  /**
   * Sends so many messages to each account, so many a second, evenly and in turn;
   * over when all are acknowledged.
   */
  | { do: "pace"; messages: number; rate: number };

/** From the sending of a frame to its acknowledgement, by account and origin. */
export type AckResult = Record<string, LatencyCounts>;

/** What a target's latencies are found by. */
export function ackKey({ id, origin }: Pick<Target, "id" | "origin">): string {
  return `${id} ${origin}`;
}
