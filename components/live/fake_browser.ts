import type { OutgoingWssMessage } from "@/lib/models/wss.ts";
import type {
  Cancel,
  Environment,
  Socket,
  SocketEvents,
} from "./environment.ts";

/** A socket whose other end is the test. */
export class FakeSocket implements Socket {
  /** What the dashboard sent, in order. */
  readonly sent: unknown[] = [];
  closed = false;

  readonly #events: SocketEvents;

  constructor(readonly since: number | null, events: SocketEvents) {
    this.#events = events;
  }

  send(data: string): void {
    this.sent.push(JSON.parse(data));
  }

  close(): void {
    this.closed = true;
  }

  /** The service sends a frame. */
  deliver(frame: OutgoingWssMessage): void {
    this.#events.onMessage(JSON.stringify(frame));
  }

  /** The connection ends. */
  cut(code = 1006): void {
    this.closed = true;
    this.#events.onClose(code);
  }
}

interface Timer {
  at: number;
  action: () => void;
}

/** A browser whose time passes only when the test says so. */
export class FakeBrowser implements Environment {
  readonly sockets: FakeSocket[] = [];
  /** Called with each socket as it is opened, as a service would be. */
  onConnect: ((socket: FakeSocket) => void) | null = null;
  /** The next "random" numbers; always 0.5 unless set. */
  chance = 0.5;
  #time = 1_700_000_000_000;
  #timers = new Set<Timer>();
  #wakers = new Set<() => void>();
  #losers = new Set<() => void>();

  connect(since: number | null, events: SocketEvents): Socket {
    const socket = new FakeSocket(since, events);
    this.sockets.push(socket);
    this.after(0, () => {
      if (!socket.closed) this.onConnect?.(socket);
    });
    return socket;
  }

  now(): number {
    return this.#time;
  }

  random(): number {
    return this.chance;
  }

  after(ms: number, action: () => void): Cancel {
    const timer = { at: this.#time + ms, action };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  beforePaint(action: () => void): Cancel {
    return this.after(16, action);
  }

  onOffline(action: () => void): Cancel {
    this.#losers.add(action);
    return () => this.#losers.delete(action);
  }

  /** The network is gone. */
  goOffline(): void {
    for (const action of this.#losers) action();
  }

  onWake(action: () => void): Cancel {
    this.#wakers.add(action);
    return () => this.#wakers.delete(action);
  }

  /** The network, or the page, comes back. */
  wake(): void {
    for (const action of this.#wakers) action();
  }

  /** The socket opened last. */
  get socket(): FakeSocket {
    const socket = this.sockets.at(-1);
    if (socket === undefined) throw new Error("no socket was opened yet");
    return socket;
  }

  /** Timers and subscriptions that are still to be taken back. */
  get pending(): number {
    return this.#timers.size + this.#wakers.size;
  }

  /** Lets `ms` pass, running what falls due in its order. */
  pass(ms: number): void {
    const end = this.#time + ms;
    for (;;) {
      const [due] = [...this.#timers].filter((timer) => timer.at <= end)
        .sort((a, b) => a.at - b.at);
      if (due === undefined) break;
      this.#timers.delete(due);
      this.#time = Math.max(this.#time, due.at);
      due.action();
    }
    this.#time = end;
  }
}
