import { HttpError } from "fresh";
import { NDJSON } from "@/lib/api/mod.ts";
import { define } from "@/lib/define.ts";
import { ndjsonBody } from "@/lib/ndjson.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const { brain, session } = ctx.state;
    if (session === null) throw new HttpError(401);
    const records = await brain.exportRecords(session.accountId);
    const day = new Date().toISOString().slice(0, 10);
    return new Response(ndjsonBody(records), {
      headers: {
        "content-type": NDJSON,
        "content-disposition": `attachment; filename="rapport-${day}.ndjson"`,
        "cache-control": "no-store",
      },
    });
  },
});
