import type { OutgoingWssMessage } from "@/lib/models/mod.ts";
import type { Target } from "./protocol.ts";

/** A frame of Rapport, or an Agent's that a bare server has passed on. */
export type SeenFrame = OutgoingWssMessage | {
  type: "new_raw_message";
  payload: { message: { id: number; chat_id: number } };
};

/** A dashboard's socket, as a browser opens it; it is not open yet. */
export function dashboardSocket(target: Target): WebSocket {
  const { id, cookie, origin } = target;
  // Deno takes headers; the browser's type, which wins here, knows of none.
  return Reflect.construct(WebSocket, [
    `${origin.replace(/^http/, "ws")}/ws/frontend/${id}`,
    { headers: { cookie, origin } },
  ]);
}

/** Resolves when a socket is open; rejects if it closes instead. */
export async function opened(socket: WebSocket): Promise<WebSocket> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  socket.addEventListener("open", () => resolve());
  socket.addEventListener("close", ({ code, reason }) => {
    reject(new Error(`A socket closed: ${code} ${reason}`));
  });
  await promise;
  return socket;
}

/** Closes a socket and waits until it is gone. */
export async function close(socket: WebSocket): Promise<void> {
  if (socket.readyState === WebSocket.CLOSED) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  socket.addEventListener("close", () => resolve());
  socket.close();
  await promise;
}

/** What keeps a silent connection open. */
export const KEEPALIVE = JSON.stringify({ type: "keepalive", payload: {} });
