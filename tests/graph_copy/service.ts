/**
 * A service as any other, whose graphs have a copy on a server in memory. What
 * that server does is said over a port of its own.
 * @module
 */
import { App, csrf, staticFiles } from "fresh";
import { buildInMemory } from "@/dev.ts";
import { announceSignIn } from "@/lib/announce.ts";
import { Brain } from "@/lib/brain.ts";
import type { State } from "@/lib/define.ts";
import { noMetrics } from "@/lib/graph/gremlin/metrics.ts";
import { TestGraphServer } from "@/lib/graph/copy/testing.ts";
import { KvGraph } from "@/lib/graph/mod.ts";
import { serve } from "@/lib/start.ts";
import { Store } from "@/lib/store/mod.ts";
import { Behaviour } from "./behaviour.ts";

const server = new TestGraphServer();
let behaviour: Behaviour = {};

/** Lets a request happen, or not, as the server behaves. */
async function step<R>(run: () => R | Promise<R>): Promise<R> {
  if (behaviour.hangs) await new Promise(() => {});
  if (behaviour.fails !== undefined) throw new Error(behaviour.fails);
  return await run();
}

/** Answers as the server would, out of what it has a copy of. */
class Reader extends KvGraph {
  knows(): Promise<boolean> {
    return step(() => true);
  }

  override search(
    ...args: Parameters<KvGraph["search"]>
  ): ReturnType<KvGraph["search"]> {
    return step(() => super.search(...args));
  }
}

const kv = await Deno.openKv(Deno.env.get("KV_PATH"));
const brain = new Brain({
  kv,
  graphServer: {
    target: server.client(step),
    reader: new Reader(new Store({ kv })),
    everyMs: 0,
    metrics: () => ({
      ...noMetrics(),
      requests: server.requests,
      requestCharge: server.requests * 7.25,
    }),
  },
  // What the server is told to do wrong is no error of the service.
  onError: () => {},
});
await brain.start();

const applyBuild = await buildInMemory();
const app = new App<State>()
  .use(staticFiles())
  .use((ctx) => {
    ctx.state.brain = brain;
    return ctx.next();
  })
  .use(csrf())
  .fsRoutes();
applyBuild(app);
const address = { host: "127.0.0.1", port: 0 };
const origin = serve(address, { fetch: app.handler() });
const control = serve(address, {
  fetch: async (request: Request) => {
    behaviour = Behaviour.parse(await request.json());
    server.refuses = behaviour.refuses ?? null;
    return new Response(null, { status: 204 });
  },
});
console.log(`Rapport runs at ${origin}/`);
console.log(`Its graph server is told at ${control}/`);
await announceSignIn(brain, origin);
