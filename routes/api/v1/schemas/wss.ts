import { define } from "@/lib/define.ts";
import { wssJsonSchema } from "@/lib/models/mod.ts";
import { problem } from "@/lib/problem.ts";

export const handler = define.handlers({
  GET(ctx) {
    const direction = ctx.url.searchParams.get("direction") ?? "outgoing";
    if (direction !== "incoming" && direction !== "outgoing") {
      return problem({
        status: 400,
        title: "Bad parameter",
        detail: "direction is incoming or outgoing.",
      });
    }
    return new Response(JSON.stringify(wssJsonSchema(direction)), {
      headers: { "content-type": "application/schema+json" },
    });
  },
});
