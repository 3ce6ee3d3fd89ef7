import { define } from "@/lib/define.ts";
import { problem } from "@/lib/problem.ts";
import { z } from "zod";

const PairingRequest = z.object({
  code: z.string().min(1).max(64),
  name: z.string().trim().min(1).max(100),
});

export const handler = define.handlers({
  async POST(ctx) {
    const body = await ctx.req.json().catch(() => null);
    const request = PairingRequest.safeParse(body);
    if (!request.success) {
      return problem({
        status: 400,
        title: "Bad request",
        detail: "Send JSON with code (from Settings) and name (of this Agent).",
      });
    }
    const { code, name } = request.data;
    const paired = await ctx.state.brain.accounts.pairAgent(code, name);
    if (paired === null) {
      return problem({
        status: 403,
        title: "The code does not work",
        detail:
          "It was used, or is older than ten minutes: make a new one in Settings.",
      });
    }
    const { token, accountId } = paired;
    const scheme = ctx.url.protocol === "https:" ? "wss" : "ws";
    return ctx.json({
      token,
      user_id: accountId,
      ws_url: `${scheme}://${ctx.url.host}/ws/extension/${accountId}`,
    }, { status: 201 });
  },
});
