import { HttpError } from "./error.ts";

/** Event handlers of a WebSocket made by `ctx.upgrade()` or `app.ws()`. */
export interface WebSocketHandlers {
  /** The connection is open. */
  open?(socket: WebSocket): void;
  /** A message has arrived. */
  message?(socket: WebSocket, event: MessageEvent): void;
  /** The connection is closed. */
  close?(socket: WebSocket, code: number, reason: string): void;
  /** The connection has failed. */
  error?(socket: WebSocket, event: Event | ErrorEvent): void;
}

/** Options of `Deno.upgradeWebSocket()`. */
export interface WebSocketUpgradeOptions {
  /** Seconds without a pong after which the connection is closed. Default: 120. */
  idleTimeout?: number;
  /** The sub-protocol to agree on. */
  protocol?: string;
}

/** Upgrades a request; with handlers, returns only the response. */
export function upgradeRequest(
  req: Request,
  first: WebSocketHandlers | WebSocketUpgradeOptions | undefined,
  second: WebSocketUpgradeOptions | undefined,
): { socket: WebSocket; response: Response } | Response {
  const handlers = first !== undefined && areHandlers(first) ? first : null;
  const options = first !== undefined && !areHandlers(first) ? first : second;

  if (req.headers.get("upgrade")?.toLowerCase() !== "websocket") {
    throw new HttpError(400, "Expected a WebSocket upgrade request");
  }
  const upgraded = Deno.upgradeWebSocket(req, options);
  if (handlers === null) return upgraded;
  listen(upgraded.socket, handlers);
  return upgraded.response;
}

function areHandlers(
  value: WebSocketHandlers | WebSocketUpgradeOptions,
): value is WebSocketHandlers {
  return ["open", "message", "close", "error"].some((name) =>
    typeof Reflect.get(value, name) === "function"
  );
}

function listen(socket: WebSocket, handlers: WebSocketHandlers): void {
  socket.addEventListener("open", () => handlers.open?.(socket));
  socket.addEventListener("message", (e) => handlers.message?.(socket, e));
  socket.addEventListener(
    "close",
    (e) => handlers.close?.(socket, e.code, e.reason),
  );
  socket.addEventListener("error", (e) => handlers.error?.(socket, e));
}
