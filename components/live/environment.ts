import type { SyncMode } from "@/lib/models/wss.ts";

/** Takes back what was asked for: a timer, a subscription. */
export type Cancel = () => void;

/** What a socket tells the dashboard. */
export interface SocketEvents {
  onMessage(data: unknown): void;
  onClose(code: number): void;
}

/** As much of a WebSocket as the dashboard uses. */
export interface Socket {
  send(data: string): void;
  close(): void;
}

/** What the live connection needs of the browser; a test brings its own. */
export interface Environment {
  /** Opens a socket to the account, replaying from `since` if that is known. */
  connect(since: number | null, events: SocketEvents): Socket;
  /** Milliseconds since the epoch. */
  now(): number;
  /** A number in [0, 1). */
  random(): number;
  /** Runs `action` once, `ms` from now. */
  after(ms: number, action: () => void): Cancel;
  /** Runs `action` before the next paint, or soon if nothing is painted. */
  beforePaint(action: () => void): Cancel;
  /** Calls `action` when the browser finds itself without a network. */
  onOffline(action: () => void): Cancel;
  /** Runs `action` whenever the network or the page comes back. */
  onWake(action: () => void): Cancel;
}

/** A hidden page paints nothing; its frames are applied at this pace, ms. */
const UNPAINTED_MS = 250;

/**
 * The browser's own environment for the live connection of `accountId`. `sync`:
 * how much a full sync is to hold, as the page's seed has it.
 */
export function browserEnvironment(
  accountId: string,
  { sync }: { sync: SyncMode },
): Environment {
  return {
    connect(since, events) {
      const url = new URL(
        `/ws/frontend/${encodeURIComponent(accountId)}`,
        location.href,
      );
      url.protocol = location.protocol === "https:" ? "wss:" : "ws:";
      if (sync !== "full") url.searchParams.set("sync", sync);
      if (since !== null) url.searchParams.set("since", String(since));
      const socket = new WebSocket(url);
      socket.onmessage = (event) => events.onMessage(event.data);
      socket.onclose = (event) => events.onClose(event.code);
      return socket;
    },
    now: () => Date.now(),
    random: () => Math.random(),
    after(ms, action) {
      const timer = setTimeout(action, ms);
      return () => clearTimeout(timer);
    },
    beforePaint(action) {
      const cancel = () => {
        cancelAnimationFrame(frame);
        clearTimeout(timer);
      };
      const run = () => {
        cancel();
        action();
      };
      const frame = requestAnimationFrame(run);
      const timer = setTimeout(run, UNPAINTED_MS);
      return cancel;
    },
    onOffline(action) {
      addEventListener("offline", action);
      return () => removeEventListener("offline", action);
    },
    onWake(action) {
      const visible = () => {
        if (document.visibilityState === "visible") action();
      };
      addEventListener("online", action);
      document.addEventListener("visibilitychange", visible);
      return () => {
        removeEventListener("online", action);
        document.removeEventListener("visibilitychange", visible);
      };
    },
  };
}
