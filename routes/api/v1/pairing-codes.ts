import { HttpError } from "fresh";
import { define } from "@/lib/define.ts";

export const handler = define.handlers({
  async POST(ctx) {
    const { brain, session } = ctx.state;
    if (session === null) throw new HttpError(401);
    const { code, expiresAt } = await brain.accounts.createPairingCode(
      session.accountId,
    );
    return ctx.json({ code, expires_at: expiresAt }, { status: 201 });
  },
});
