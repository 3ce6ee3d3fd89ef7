/**
 * A client: reads commands from its standard input and answers each on its
 * standard output (see `protocol.ts`). Ends with its standard input.
 * @module
 */
import { serveCommands } from "../commands.ts";
import { Latencies } from "../statistics.ts";
import { HttpConnection } from "./http_connection.ts";
import type { AskResult, Command } from "./protocol.ts";

async function ask(
  { origin, path, cookie, connections, seconds }: Command,
): Promise<AskResult> {
  const latencies = new Latencies();
  let bytes = 0;
  const end = performance.now() + seconds * 1000;
  await Promise.all(Array.from({ length: connections }, async () => {
    using connection = await HttpConnection.open({
      origin,
      headers: { cookie },
    });
    for (let now = performance.now(); now < end;) {
      const { status, body } = await connection.get(path);
      if (status !== 200) throw new Error(`${path}: ${status}`);
      const answeredAt = performance.now();
      if (answeredAt <= end) {
        latencies.add(answeredAt - now);
        bytes += body.length;
      }
      now = answeredAt;
    }
  }));
  return { answers: latencies.count, bytes, latencies: latencies.counts() };
}

await serveCommands<Command, AskResult>(ask);
