import { App, csrf, staticFiles } from "fresh";
import { openBrain } from "@/lib/brain/open.ts";
import { readConfig } from "@/lib/config.ts";
import type { State } from "@/lib/define.ts";
import { mayChange } from "@/lib/extension_access.ts";
import { onShutdown } from "@/lib/shutdown.ts";

/** Everything behind the routes. */
export const brain = await openBrain(readConfig(Deno.env.toObject()));
onShutdown(() => brain.close());

/** The service: Brain and Bridge behind one set of routes. */
export const app = new App<State>()
  .use(staticFiles())
  .use((ctx) => {
    ctx.state.brain = brain;
    return ctx.next();
  })
  .use(csrf({ origin: mayChange }))
  .fsRoutes();
