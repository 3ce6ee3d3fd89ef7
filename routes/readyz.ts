import { define } from "@/lib/define.ts";

/**
 * Without the bus or the graph server the service works on, in part: that is
 * told, and no failure.
 */
export const handler = define.handlers({
  async GET(ctx) {
    const { brain } = ctx.state;
    const kv = await brain.isReady();
    return ctx.json({
      kv: kv ? "ok" : "unavailable",
      bus: brain.isBusUp ? "ok" : "unavailable",
      graph: brain.isGraphUp ? "ok" : "unavailable",
    }, { status: kv ? 200 : 503 });
  },
});
