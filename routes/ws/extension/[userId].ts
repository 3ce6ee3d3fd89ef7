import { define } from "@/lib/define.ts";
import { SUBPROTOCOL } from "@/lib/models/mod.ts";
import { problem } from "@/lib/problem.ts";

const BEARER = "bearer.";

export const handler = define.handlers({
  async GET(ctx) {
    const { req, params, state: { brain } } = ctx;
    if (req.headers.get("upgrade")?.toLowerCase() !== "websocket") {
      return problem({
        status: 426,
        title: "Upgrade required",
        detail: "This is a WebSocket endpoint for an Agent.",
      });
    }
    const offered = req.headers.get("sec-websocket-protocol")?.split(",")
      .map((protocol) => protocol.trim()) ?? [];
    const token = offered.find((protocol) => protocol.startsWith(BEARER))
      ?.slice(BEARER.length);
    const agent = token ? await brain.accounts.authenticateAgent(token) : null;
    const { socket, response } = ctx.upgrade(
      offered.includes(SUBPROTOCOL) ? { protocol: SUBPROTOCOL } : {},
    );
    if (agent === null) brain.hub.refuse(socket, "unauthenticated");
    else if (agent.accountId !== params.userId) {
      brain.hub.refuse(socket, "forbidden");
    } else {
      brain.hub.connectAgent(socket, agent.accountId, {
        id: agent.agentId,
        isValid: () => brain.accounts.isPaired(agent),
      });
    }
    return response;
  },
});
