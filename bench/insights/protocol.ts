import type { LatencyCounts } from "../statistics.ts";

/** What a client is told to do. */
export type Command = {
  /** Asks for one path again and again, one request after the other. */
  do: "ask";
  origin: string;
  path: string;
  cookie: string;
  /** Connections that ask at the same time. */
  connections: number;
  seconds: number;
};

/** What a command came to. */
export interface AskResult {
  /** Answers that came in time. */
  answers: number;
  /** Their bodies, in bytes. */
  bytes: number;
  /** From request to answer. */
  latencies: LatencyCounts;
}
