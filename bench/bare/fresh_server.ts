/**
 * What the framework does without an app, for `bench ui`: a plain page with one
 * island, built for production in memory. Prints its address; ends with its
 * standard input.
 * @module
 */
import { App } from "fresh";
import { Builder } from "fresh/dev";

const root = `${import.meta.dirname}/plain_app`;
const app = new App().fsRoutes();
const use = await new Builder({ root }).build({ snapshot: "memory" });
use(app);

Deno.serve({
  hostname: "127.0.0.1",
  port: 0,
  onListen: ({ port }) => console.log(`http://127.0.0.1:${port}`),
}, app.handler());
for await (const _ of Deno.stdin.readable);
Deno.exit(0);
