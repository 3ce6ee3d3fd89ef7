import { define } from "@/lib/define.ts";
import { readiness } from "@/lib/readiness.ts";

/**
 * Without the bus or the graph server the service works on, in part: that is
 * told, and no failure.
 */
export const handler = define.handlers({
  async GET(ctx) {
    const state = await readiness(ctx.state.brain);
    return ctx.json(state, { status: state.kv === "ok" ? 200 : 503 });
  },
});
