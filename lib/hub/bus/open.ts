import type { Clock } from "@/lib/store/mod.ts";
import { BroadcastLink } from "./broadcast.ts";
import type { Bus } from "./bus.ts";
import { JoinedBus } from "./joined.ts";
import type { Link } from "./link.ts";
import { RedisLink } from "./redis.ts";

/** How the bus of an instance is made. */
export interface BusOptions {
  /** `null`: there are no instances outside this process. */
  redisUrl: string | null;
  /** The name of this instance. */
  instance: string;
  /**
   * What the services of one process have in common that share their data, as
   * the path of the database; those with another do not hear each other.
   */
  realm: string;
  /** Told of outages of Redis, of malformed messages, and of listeners' errors. */
  onError(what: string, error: unknown): void;
  /** Default: the machine's. */
  clock?: Clock;
}

/**
 * The bus of an instance: reaches the workers of its process and, by Redis, all
 * other instances. Redis need not be there yet: then `isUp` turns `true` later.
 * Throws where `redisUrl` is not a URL of Redis.
 */
export function openBus(options: BusOptions): Bus {
  const { redisUrl, instance, realm, onError, clock } = options;
  const links: Link[] = [];
  if (redisUrl !== null) {
    links.push(new RedisLink({ url: redisUrl, onError, clock }));
  }
  // Not every platform has it.
  if (typeof BroadcastChannel === "function") {
    links.push(new BroadcastLink(realm));
  }
  // An instance that was restarted under its name begins to count anew.
  const origin = `${instance} ${crypto.randomUUID()}`;
  return new JoinedBus({ links, origin, onError });
}
