/* What tests share: an app from route modules in memory, and requests to it. */
import type { ComponentType } from "preact";
import { App, setBuildCache } from "./app.ts";
import { EMPTY_BUILD, type Island } from "./build_cache.ts";
import type { FreshConfig } from "./config.ts";

/** Sends a request to the app under test. */
export type Send = (path: string, init?: RequestInit) => Promise<Response>;

/** Sends requests to an app. */
export function sendTo<State>(app: App<State>): Send {
  const handler = app.handler();
  return (path, init) => handler(new Request(`http://localhost${path}`, init));
}

/** An app with these files below `routes/` and these islands. */
export function routesApp(
  routes: Record<string, unknown>,
  islands: Island[] = [],
  config: FreshConfig = {},
): Send {
  const app = new App(config).fsRoutes();
  setBuildCache(app, {
    ...EMPTY_BUILD,
    clientEntry: "/_fresh/js/test/fresh-runtime.js",
    routes: Object.entries(routes).map(([id, module]) => ({ id, module })),
    islands: new Map(islands.map((island) => [island.fn, island])),
  }, "production");
  return sendTo(app);
}

/** The text of the answer to a GET. */
export async function textOf(send: Send, path: string): Promise<string> {
  return await (await send(path)).text();
}

/** An island for {@linkcode routesApp}. */
// The props of the component do not matter here.
// deno-lint-ignore no-explicit-any
export function island(name: string, fn: ComponentType<any>): Island {
  const file = `/_fresh/js/test/${name}.js`;
  return { name, fn, file, exportName: "default", css: [] };
}
