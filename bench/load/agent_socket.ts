import { SUBPROTOCOL } from "@/lib/models/mod.ts";
import { ClientSocket } from "./client_socket.ts";
import type { Target } from "./protocol.ts";

/** What an Agent's socket tells. */
export interface AgentListener {
  text(text: string): void;
  /** It is over, though nobody here has closed it. */
  closed(error: Error): void;
}

const READ_BYTES = 64 * 1024;

/** Opens an account's socket to `/ws/extension/`; rejects if that is refused. */
export function openAgentSocket(
  { origin, id, token }: Target,
  listener: AgentListener,
): Promise<ClientSocket> {
  const decoder = new TextDecoder();
  return ClientSocket.open({
    origin,
    path: `/ws/extension/${id}`,
    headers: { "Sec-WebSocket-Protocol": `${SUBPROTOCOL}, bearer.${token}` },
    readBytes: READ_BYTES,
  }, {
    text: (payload) => listener.text(decoder.decode(payload)),
    closed: (error) => listener.closed(error),
  });
}
