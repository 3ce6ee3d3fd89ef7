/**
 * Gremlin Servers of the tests' own: each has an empty graph in memory, listens
 * on this machine only, and is ended by its id when its test file is done, or
 * when this process is gone.
 * @module
 */
import { afterAll, expect, test } from "vitest";
import { within } from "../conditions.ts";
import { freePort } from "../service.ts";
import { findGremlin } from "./find_gremlin.ts";
import { gremlinClasspath } from "./jars.ts";
import {
  type GremlinServer,
  type GremlinServerOptions,
  launchGremlinServer,
} from "./process.ts";

export type { GremlinServer } from "./process.ts";

const tools = findGremlin();

/** Why tests with a Gremlin Server cannot run here; `null` if they can. */
export const gremlinMissing: string | null = tools === null
  ? "Java or Maven is missing: apt-get install default-jre-headless maven, or set JAVA_HOME and GREMLIN_SERVER_CLASSPATH"
  : null;

/** Time for fetching the server, in ms. */
const FETCH_MS = 300_000;

const running = new Set<GremlinServer>();

afterAll(async () => {
  await Promise.all([...running].map((server) => server.kill()));
});

/**
 * A test that fetches the server, is skipped where Java or Maven is missing,
 * and fails there in CI. It has to come before others start one.
 */
export function testThatGremlinIsThere(): void {
  test(
    "there is a Gremlin Server to test with, or CI fails",
    async ({ skip }) => {
      if (tools !== null) {
        await gremlinClasspath(tools);
      } else {
        const hint = gremlinMissing ?? "";
        if (Deno.env.get("CI") === "true") expect.fail(hint);
        console.warn(hint);
        skip(hint);
      }
    },
    FETCH_MS,
  );
}

/**
 * Starts a server with an empty graph, on a free port if none is named;
 * resolves when it answers.
 */
export async function startGremlinServer(
  options: Partial<GremlinServerOptions> = {},
): Promise<GremlinServer> {
  if (tools === null) throw new Error(gremlinMissing ?? "No Gremlin Server");
  const port = options.port ?? freePort();
  const server = await launchGremlinServer(tools, { ...options, port });
  running.add(server);
  server.ended.finally(() => running.delete(server));
  await within(
    `Gremlin Server on port ${port}`,
    server.ready,
    () => String(server),
  );
  return server;
}
