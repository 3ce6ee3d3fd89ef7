/**
 * What tests of the delivery share: a whole Brain behind a real WebSocket,
 * lines that break, and workers that die.
 * @module
 */
import { expect, vi } from "vitest";
import { Brain } from "@/lib/brain.ts";
import { TestSocket } from "@/lib/brain/testing.ts";
import {
  type AccountId,
  type Message,
  type OutgoingWssMessage,
  SUBPROTOCOL,
} from "@/lib/models/mod.ts";
import { keys, listMessages, Store } from "@/lib/store/mod.ts";
import type { WireCommand } from "../../messages.ts";
import type { AccountDatabase } from "../store/mod.ts";
import type { Delivery, Pairing } from "../types.ts";
import {
  createDelivery,
  type DeliveryOptions,
  type PersonalDelivery,
} from "./delivery.ts";
import type { OpenSocket, Socket } from "./link.ts";
import type { DeliveryStore } from "./session.ts";

const cleanups: (() => unknown)[] = [];

/** Ends what the test started; for `afterEach`. */
export async function tearDown(): Promise<void> {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
}

/** Called at the end of the test, the latest first. */
export function atEnd(cleanup: () => unknown): void {
  cleanups.push(cleanup);
}

/** Waits until `check` does not throw. */
export const until = (check: () => unknown): Promise<unknown> =>
  vi.waitFor(check, { interval: 2, timeout: 25_000 });

/** Pseudo-random numbers from 0 to below 1, the same for a seed. */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function onError(what: string, error: unknown): void {
  throw new Error(`The Brain failed: ${what}`, { cause: error });
}

/** A Brain with one account, as Agents reach it. */
export class Service {
  brain: Brain;
  readonly kv: Deno.Kv;
  readonly account: AccountId;
  readonly pairing: Pairing;
  readonly #server: Deno.HttpServer<Deno.NetAddr>;

  private constructor(
    parts: { brain: Brain; kv: Deno.Kv; account: AccountId; token: string },
  ) {
    this.brain = parts.brain;
    this.kv = parts.kv;
    this.account = parts.account;
    this.#server = Deno.serve(
      { port: 0, hostname: "127.0.0.1", onListen() {} },
      (request) => this.#accept(request),
    );
    const origin = `127.0.0.1:${this.#server.addr.port}`;
    this.pairing = {
      origin: `http://${origin}`,
      userId: this.account,
      token: parts.token,
      wsUrl: `ws://${origin}/ws/extension/${this.account}`,
      name: "Test",
      pairedAt: 1,
    };
  }

  /** Starts one that ends with the test. */
  static async start(): Promise<Service> {
    const kv = await Deno.openKv(":memory:");
    const brain = new Brain({ kv, onError });
    await brain.start();
    const { id: account } = await brain.accounts.create("Test");
    const token = await brain.accounts.createAgent(account, "Test");
    const service = new Service({ brain, kv, account, token });
    atEnd(() => service.#stop());
    return service;
  }

  /** Shuts it down, and starts another one on the same database. */
  async restart(): Promise<void> {
    await this.brain.hub.close();
    await this.brain.ingest.stop();
    this.brain = new Brain({ kv: this.kv, onError });
    await this.brain.start();
  }

  async #stop(): Promise<void> {
    await this.brain.hub.close();
    await this.#server.shutdown();
    await this.brain.close();
  }

  /** As the route does it. */
  async #accept(request: Request): Promise<Response> {
    const offered = request.headers.get("sec-websocket-protocol")?.split(",")
      .map((protocol) => protocol.trim()) ?? [];
    const { accounts, hub } = this.brain;
    const agent = await accounts.authenticateAgent(
      offered[1]?.replace(/^bearer\./, "") ?? "",
    );
    const { socket, response } = Deno.upgradeWebSocket(request, {
      protocol: offered.includes(SUBPROTOCOL) ? SUBPROTOCOL : undefined,
    });
    if (agent === null) hub.refuse(socket, "unauthenticated");
    else if (!request.url.endsWith(`/${agent.accountId}`)) {
      hub.refuse(socket, "forbidden");
    } else {
      hub.connectAgent(socket, agent.accountId, {
        id: agent.agentId,
        isValid: () => accounts.isPaired(agent),
      });
    }
    return response;
  }

  /** All messages that dashboards see, by chat and time. */
  async messages(): Promise<Message[]> {
    const store = new Store({ kv: this.kv });
    const { generation } = await this.brain.ingest.head(this.account);
    const prefix = keys.messages({ account: this.account, generation });
    const found: Message[] = [];
    for await (const { message } of listMessages(store, { prefix })) {
      found.push(message);
    }
    return found;
  }

  /**
   * A dashboard that has everything so far: the messages that it is told of one
   * by one, in order.
   */
  async watch(): Promise<Message[]> {
    const told: Message[] = [];
    await this.frames(({ type, payload }) => {
      if (type === "append_message") told.push(...payload.messages);
    });
    return told;
  }

  /** A dashboard that has everything so far: what it is told, in order. */
  async frames(
    onFrame: (frame: OutgoingWssMessage) => void = () => {},
  ): Promise<OutgoingWssMessage[]> {
    const socket = new TestSocket();
    socket.onFrame = onFrame;
    this.brain.hub.connectBridge(socket.asSocket, this.account, {
      session: "s",
    });
    atEnd(() => socket.close());
    const { generation } = await this.brain.ingest.head(this.account);
    const last = generation > 0 ? "full_sync_response" : "system_status";
    await until(() =>
      expect(socket.frames.map(({ type }) => type)).toContain(last)
    );
    return socket.frames;
  }
}

/** A worker's life; what it does after its end has no effect. */
export class Life {
  isOver = false;
  readonly #sockets = new Set<Line>();

  /** It ends at once, as a process does. */
  end(): void {
    this.isOver = true;
    for (const line of this.#sockets) line.cut();
  }

  /** Sockets that end with it. */
  socket(open: (url: string, protocols: string[]) => Line): OpenSocket {
    return (url, protocols) => {
      if (this.isOver) throw new Error("the worker is dead");
      const line = open(url, protocols);
      this.#sockets.add(line);
      return line;
    };
  }

  /** A store that does not answer after the end. */
  store(store: AccountDatabase): DeliveryStore {
    const mortal = <T extends object>(target: T): T =>
      new Proxy(target, {
        get: (_, name) => {
          const value: unknown = Reflect.get(target, name, target);
          if (name === "commands") return mortal(value as object);
          if (typeof value !== "function") return value;
          return (...args: unknown[]) => {
            if (this.isOver) return new Promise(() => {});
            const result: unknown = value.apply(target, args);
            if (!(result instanceof Promise)) return result;
            return result.then((settled) =>
              this.isOver ? new Promise(() => {}) : settled
            );
          };
        },
      });
    return mortal(store);
  }
}

/** A socket whose line may be cut without either side saying so. */
export class Line implements Socket {
  readonly #socket: WebSocket;
  readonly #onSend: (text: string, line: Line) => void;
  #isCut = false;
  onmessage: Socket["onmessage"] = null;
  onerror: Socket["onerror"] = null;
  onclose: Socket["onclose"] = null;

  /** `onSend` is called after each frame that is sent, `onReceive` before. */
  constructor(
    url: string,
    protocols: string[],
    onSend: (text: string, line: Line) => void = () => {},
    onReceive: (text: string) => void = () => {},
  ) {
    this.#onSend = onSend;
    this.#socket = new WebSocket(url, protocols);
    this.#socket.onmessage = (event) => {
      onReceive(String(event.data));
      this.onmessage?.call(this.own, event);
    };
    this.#socket.onerror = (event) => this.onerror?.call(this.own, event);
    this.#socket.onclose = (event) => this.onclose?.call(this.own, event);
    atEnd(() => this.cut());
  }

  /** Handlers are called on the real one. */
  get own(): WebSocket {
    return this.#socket;
  }

  get readyState(): Socket["readyState"] {
    return this.#socket.readyState;
  }

  get bufferedAmount(): number {
    return this.#socket.bufferedAmount;
  }

  send(data: string): void {
    if (this.#isCut) return;
    this.#socket.send(data);
    this.#onSend(data, this);
  }

  close(code?: number, reason?: string): void {
    this.#socket.close(code, reason);
  }

  /** Nothing goes through any more, and this side does not hear of it. */
  cut(): void {
    this.#isCut = true;
    this.#socket.onmessage = this.#socket.onclose = null;
    if (this.#socket.readyState <= WebSocket.OPEN) this.#socket.close();
  }

  /** {@linkcode cut}, and this side hears that it broke, or why. */
  break(code?: number, reason?: string): void {
    if (this.#isCut) return;
    this.cut();
    this.fail(code, reason);
  }

  /** This side hears that it broke, or why. */
  fail(code = 1006, reason = ""): void {
    const event = new CloseEvent("close", { code, reason });
    setTimeout(() => this.onclose?.call(this.own, event));
  }
}

/** What a test wants of a delivery beside the defaults. */
export type TestOptions =
  & Partial<DeliveryOptions>
  & Pick<DeliveryOptions, "store" | "pairing">;

/** A delivery that is soon back, and what it said. */
export function deliver(options: TestOptions): {
  delivery: PersonalDelivery;
  commands: WireCommand[];
  states: Delivery["status"][];
} {
  const commands: WireCommand[] = [];
  const states: Delivery["status"][] = [];
  const delivery = createDelivery({
    onCommand: (command) => commands.push(command),
    onStatus: (status) => states.push(status),
    openSocket: (url, protocols) => new Line(url, protocols),
    backoff: { minMs: 1, maxMs: 10 },
    random: randomOf(1),
    ...options,
  });
  atEnd(() => delivery.stop());
  delivery.ensureConnected();
  return { delivery, commands, states };
}
