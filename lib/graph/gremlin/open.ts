import type { Clock } from "@/lib/store/mod.ts";
import {
  GremlinClient,
  type GremlinMetrics,
  type GremlinSettings,
} from "./client.ts";
import { GremlinGraph } from "./gremlin_graph.ts";

/** How many traversals are under way at most: for the copy, and for answers. */
const WRITES_UNDER_WAY = 8;
const READS_UNDER_WAY = 4;
/** People wait for answers: so long for one try, in ms, and so many tries. */
const READ_MS = 5_000;
const READ_TRIES = 2;

/** A Gremlin server as the service uses it. */
export interface OpenGremlin {
  /** Where the copy is written: tries for a long time. */
  target: GremlinGraph;
  /** Who answers what people ask: gives up soon. */
  reader: GremlinGraph;
  /** What has been asked of the server so far. */
  metrics(): GremlinMetrics;
  /** Ends the connections. */
  close(): Promise<void>;
}

/**
 * Opens a Gremlin server; nothing is asked of it yet. What is written and what
 * is read do not wait for each other. Throws a `TypeError` where the settings
 * cannot be used.
 */
export function openGremlin(
  { settings, clock }: { settings: GremlinSettings; clock?: Clock },
): OpenGremlin {
  const writes = new GremlinClient({
    settings,
    clock,
    maxUnderWay: WRITES_UNDER_WAY,
  });
  const reads = new GremlinClient({
    settings,
    clock,
    maxUnderWay: READS_UNDER_WAY,
    timeoutMs: READ_MS,
    attempts: READ_TRIES,
  });
  return {
    target: new GremlinGraph(writes),
    reader: new GremlinGraph(reads),
    metrics: () => sum(writes.metrics, reads.metrics),
    close: async () => {
      await Promise.all([writes.close(), reads.close()]);
    },
  };
}

function sum(a: GremlinMetrics, b: GremlinMetrics): GremlinMetrics {
  const total = { ...a };
  for (const name of Object.keys(b) as (keyof GremlinMetrics)[]) {
    total[name] += b[name];
  }
  return total;
}
