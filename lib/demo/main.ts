import { parseArgs } from "node:util";
import { buildInMemory } from "@/dev.ts";
import { AgentClient } from "@/lib/agent/client.ts";
import { agentClock } from "@/lib/agent/clock.ts";
import { AgentError } from "@/lib/agent/events.ts";
import { signInLink } from "@/lib/announce.ts";
import type { Brain } from "@/lib/brain.ts";
import { serve } from "@/lib/start.ts";
import { demoCommands } from "./commands.ts";
import { generateDemo } from "./generator.ts";
import { liveMessages } from "./live.ts";
import { Random } from "./random.ts";
import type { DemoMessage } from "./wire.ts";

const USAGE = `deno task demo [--port N] [--json]

Shows Rapport with a synthetic creator, on a database that is thrown away.

  --port N   port of the service; 0 takes a free one (default 8000)
  --json     print one line of JSON when everything is ready`;

const SEED = 20_261_121;
const DEFAULT_PORT = 8000;

interface Flags {
  port: number;
  json: boolean;
}

function readFlags(args: string[]): Flags {
  try {
    const { values } = parseArgs({
      args,
      options: {
        port: { type: "string" },
        json: { type: "boolean", default: false },
        help: { type: "boolean", short: "h", default: false },
      },
    });
    if (values.help) {
      console.log(USAGE);
      Deno.exit(0);
    }
    const port = Number(values.port ?? DEFAULT_PORT);
    if (!Number.isInteger(port) || port < 0 || port > 65_535) {
      throw new Error(`--port ${values.port} is not a port.`);
    }
    return { port, json: values.json };
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    console.error(`\n${USAGE}`);
    Deno.exit(2);
  }
}

/** A database that is deleted when the process ends. */
async function useThrowAwayDatabase(): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "rapport-demo-" });
  globalThis.addEventListener("unload", () => {
    Deno.removeSync(folder, { recursive: true });
  });
  Deno.env.set("KV_PATH", `${folder}/demo.kv`);
}

/**
 * Sends the creator's history, and then a message every second or two; carries
 * out commands meanwhile.
 */
async function runAgent(
  { brain, origin }: { brain: Brain; origin: string },
  account: { id: string },
  token: string,
): Promise<{ live: () => Promise<never> }> {
  const data = generateDemo({ seed: SEED, now: Date.now() });
  const stream = liveMessages({
    creator: data.creator,
    chats: data.chats,
    seed: SEED,
    startAfterId: Math.max(...data.messages.map(({ id }) => id)),
    now: Date.now,
  });
  const send = async (message: DemoMessage) => {
    data.messages.push(message);
    await client.send(message);
  };
  const client = new AgentClient({
    url: `${origin.replace(/^http/, "ws")}/ws/extension/${account.id}`,
    token,
    onCommand: demoCommands({
      chats: data.chats,
      stream,
      send,
      clock: agentClock,
      random: new Random(SEED),
    }),
  });
  client.connect();
  await client.sendSnapshot(() => data);
  await brain.ingest.idle();
  return {
    async live() {
      for (;;) {
        const { delayMs, message } = stream.next().value;
        await new Promise((resolve) => setTimeout(resolve, delayMs));
        await send(message);
      }
    },
  };
}

if (import.meta.main) {
  const { port, json } = readFlags(Deno.args);
  if (!json) console.log("Building the dashboard …");
  const applyBuild = await buildInMemory();
  await useThrowAwayDatabase();
  const { app, brain } = await import("@/main.ts");
  applyBuild(app);
  const origin = serve({ host: "127.0.0.1", port }, { fetch: app.handler() });
  const account = await brain.accounts.create("Demo creator");
  const token = await brain.accounts.createAgent(account.id, "Demo Agent");
  const agent = await runAgent({ brain, origin }, account, token);
  const loginUrl = await signInLink(brain, origin, account.id);
  console.log(
    json
      ? JSON.stringify({
        url: origin,
        login_url: loginUrl,
        user_id: account.id,
      })
      : `Rapport is ready, with a synthetic creator. Open this link, once:\n\n  ${loginUrl}\n\nCtrl-C ends it.`,
  );
  await agent.live().catch((error) => {
    // It was revoked in Settings, say: the service goes on without it.
    if (!(error instanceof AgentError)) throw error;
    console.error(`The demo's Agent has ended: ${error.message}`);
  });
}
