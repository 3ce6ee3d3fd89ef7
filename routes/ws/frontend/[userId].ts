import { define } from "@/lib/define.ts";
import { Revision, SyncMode } from "@/lib/models/mod.ts";
import { problem } from "@/lib/problem.ts";
import { z } from "zod";

/** The revision that the dashboard has already; `resume` in the first request. */
const Since = z.string().regex(/^\d{1,15}$/).transform(Number).pipe(Revision);

export const handler = define.handlers({
  GET(ctx) {
    const { req, params, url, state: { brain, session } } = ctx;
    if (req.headers.get("upgrade")?.toLowerCase() !== "websocket") {
      return problem({
        status: 426,
        title: "Upgrade required",
        detail: "This is a WebSocket endpoint for a dashboard.",
      });
    }
    const isOwnOrigin = req.headers.get("origin") === url.origin;
    // From here on the request can no longer be read.
    const { socket, response } = ctx.upgrade();
    if (session === null) brain.hub.refuse(socket, "unauthenticated");
    else if (!isOwnOrigin || session.accountId !== params.userId) {
      brain.hub.refuse(socket, "forbidden");
    } else {
      // What is neither a revision nor a mode counts as if it were not there.
      const since = Since.safeParse(url.searchParams.get("since"));
      const sync = SyncMode.safeParse(url.searchParams.get("sync"));
      brain.hub.connectBridge(
        socket,
        session.accountId,
        {
          session: session.id,
          ...(since.success ? { since: since.data } : {}),
          ...(sync.success ? { sync: sync.data } : {}),
        },
      );
    }
    return response;
  },
});
