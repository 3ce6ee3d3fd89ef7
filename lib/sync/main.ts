import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { buildInMemory } from "@/dev.ts";
import { serve } from "@/lib/start.ts";
import { writeClients } from "./clients.ts";

const USAGE = `deno task sync:types [--url ORIGIN]

Writes the clients in lib/api/client/ from what a running service describes.

  --url ORIGIN   the service, such as http://127.0.0.1:8000; default: one that
                 is started for this, and ends`;

/** Where the generated clients lie. */
const FOLDER = fileURLToPath(new URL("../api/client", import.meta.url));

/** Variables that would connect a service to others. */
const CONNECTIONS = [
  "REDIS_URL",
  "GREMLIN_URL",
  "EMBEDDINGS_URL",
  "SUGGESTIONS_URL",
];

/** The origin that is named; `null` if none is. */
function readFlags(args: string[]): string | null {
  try {
    const { values } = parseArgs({
      args,
      options: {
        url: { type: "string" },
        help: { type: "boolean", short: "h", default: false },
      },
    });
    if (values.help) {
      console.log(USAGE);
      Deno.exit(0);
    }
    return values.url === undefined ? null : new URL(values.url).origin;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    console.error(`\n${USAGE}`);
    Deno.exit(2);
  }
}

/** Serves on a free port, with a database that is nowhere but in memory. */
async function startService(): Promise<string> {
  for (const name of CONNECTIONS) Deno.env.delete(name);
  Deno.env.set("KV_PATH", ":memory:");
  const applyBuild = await buildInMemory();
  const { app } = await import("@/main.ts");
  applyBuild(app);
  return serve({ host: "127.0.0.1", port: 0 }, { fetch: app.handler() });
}

if (import.meta.main) {
  const origin = readFlags(Deno.args) ?? await startService();
  try {
    await writeClients(origin, FOLDER);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    Deno.exit(1);
  }
  console.log("Wrote lib/api/client/.");
  // A service that was started here ends with the process.
  Deno.exit(0);
}
