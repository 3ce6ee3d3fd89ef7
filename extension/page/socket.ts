import type { Captures } from "./captures.ts";
import type { Disguise } from "./disguise.ts";
import type { Callable, Natives, PageWindow } from "./natives.ts";
import { socketHost } from "./paths.ts";

/** Watches the text frames that sockets of these hosts get. */
export function watchSockets(
  natives: Natives,
  page: PageWindow,
  hosts: readonly string[],
  disguise: Disguise,
  captures: Captures,
): void {
  const { construct, define, on } = natives;
  const options = { __proto__: null };
  const replacement = disguise.replace(page, "WebSocket", natives.WebSocket, {
    __proto__: null,
    construct(target, args, newTarget) {
      const socket: WebSocket = construct(
        target,
        args,
        newTarget as unknown === replacement ? target : newTarget as Callable,
      );
      try {
        watch(socket);
      } catch {
        // What cannot be watched is the page's alone.
      }
      return socket;
    },
  });
  define(natives.WebSocket.prototype, "constructor", {
    __proto__: null,
    value: replacement,
  });

  function watch(socket: WebSocket): void {
    const url = natives.socketUrl(socket);
    if (!isOneOf(socketHost(url), hosts)) return;
    const { epoch } = captures;
    on(socket, "message", (event: MessageEvent) => {
      if (!event.isTrusted) return;
      const body = natives.eventData(event);
      if (typeof body !== "string") return;
      captures.take("websocket", "content", { url, status: 101, body, epoch });
    }, options);
  }
}

function isOneOf(host: string, hosts: readonly string[]): boolean {
  for (let i = 0; i < hosts.length; i++) if (hosts[i] === host) return true;
  return false;
}
