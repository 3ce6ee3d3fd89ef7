import { define } from "@/lib/define.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const kv = await ctx.state.brain.isReady();
    return ctx.json({ kv: kv ? "ok" : "unavailable" }, {
      status: kv ? 200 : 503,
    });
  },
});
