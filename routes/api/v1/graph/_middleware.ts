import { define } from "@/lib/define.ts";

/** The graph changes with every message: no answer is kept. */
export default define.middleware(async (ctx) => {
  const response = await ctx.next();
  response.headers.set("cache-control", "no-store");
  return response;
});
