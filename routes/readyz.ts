import { define } from "@/lib/define.ts";

/** Without the bus the service works on, in part: it is told, and no failure. */
export const handler = define.handlers({
  async GET(ctx) {
    const { brain } = ctx.state;
    const kv = await brain.isReady();
    return ctx.json({
      kv: kv ? "ok" : "unavailable",
      bus: brain.isBusUp ? "ok" : "unavailable",
    }, { status: kv ? 200 : 503 });
  },
});
