import { findRedis } from "@/tests/find_redis.ts";
import { type Child, freePort, type Processes } from "./processes.ts";

/** A redis-server that runs. */
export interface Redis {
  child: Child;
  /** As `redis://127.0.0.1:6379`. */
  url: string;
}

/**
 * Starts a redis-server that keeps its data in memory and listens on this
 * machine only. Throws an error that says what to do where there is none.
 */
export async function startRedis(processes: Processes): Promise<Redis> {
  const path = findRedis();
  if (path === null) {
    throw new Error(
      "redis-server is missing: apt-get install redis-server, or set " +
        "REDIS_SERVER_PATH.",
    );
  }
  const port = freePort();
  const child = processes.startProgram(path, [
    ...["--port", `${port}`, "--bind", "127.0.0.1"],
    ...["--save", "", "--appendonly", "no"],
  ]);
  await child.next((line) => line.includes("Ready to accept") || undefined);
  return { child, url: `redis://127.0.0.1:${port}` };
}
