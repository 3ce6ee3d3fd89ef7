/**
 * Stands between a driver and its Gremlin server, and lets go wrong what a plan
 * says.
 * @module
 */
import type { GremlinSettings } from "@/lib/graph/gremlin/client.ts";
import type { Fault, FaultPlan } from "./faults.ts";
import { Relay } from "./relay.ts";

/** How a proxy is started. */
export interface GremlinProxyOptions {
  /** The server. */
  to: GremlinSettings;
  /** Default: nothing goes wrong. */
  plan?: FaultPlan;
  /** Request units that answers and faults tell; default: they tell none. */
  charge?: number;
}

/** What a proxy has seen. */
export interface GremlinProxyCounters {
  connections: number;
  /** Scripts that came, each time; without the one that logs in. */
  requests: number;
  /** Scripts that the server has answered, whatever the driver was told. */
  executed: number;
  /** The most scripts that waited for an answer at the same time. */
  mostUnderWay: number;
  /** Faults of the plan, by kind. */
  faults: Record<Fault["kind"], number>;
}

/** Starts a proxy on a free port of this machine. */
export function startGremlinProxy(options: GremlinProxyOptions): GremlinProxy {
  return new GremlinProxy(options);
}

/** A running proxy. */
export class GremlinProxy implements AsyncDisposable {
  /** How it is reached. */
  readonly settings: GremlinSettings;
  readonly counters: GremlinProxyCounters = {
    connections: 0,
    requests: 0,
    executed: 0,
    mostUnderWay: 0,
    faults: { throttle: 0, status: 0, cut: 0, silence: 0 },
  };
  readonly #options: GremlinProxyOptions;
  readonly #listener: Deno.Listener;
  readonly #relays = new Set<Relay>();
  #plan: FaultPlan;
  #silence: { ended: Promise<void>; end(): void; isLost: boolean } | null =
    null;

  constructor(options: GremlinProxyOptions) {
    this.#options = options;
    this.#plan = options.plan ?? (() => null);
    this.#listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    const { port } = this.#listener.addr as Deno.NetAddr;
    const url = new URL(options.to.url);
    url.host = `127.0.0.1:${port}`;
    this.settings = { ...options.to, url: url.href };
    this.#accept();
  }

  /** Requests meet what this plan says; `index` goes on. */
  set plan(plan: FaultPlan) {
    this.#plan = plan;
  }

  /** How many drivers are connected. */
  get open(): number {
    return this.#relays.size;
  }

  /**
   * From here on nothing passes, on no connection. It is held until the end of
   * the silence, or lost with its connection. With `ms`, that comes by itself.
   */
  silence({ ms, isLost = false }: { ms?: number; isLost?: boolean } = {}) {
    this.endSilence();
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = ms === undefined
      ? undefined
      : setTimeout(() => this.endSilence(), ms);
    const end = () => {
      clearTimeout(timer);
      resolve();
    };
    this.#silence = { ended: promise, end, isLost };
  }

  /** Ends {@linkcode silence}. */
  endSilence(): void {
    this.#silence?.end();
    this.#silence = null;
  }

  /** Cuts all connections. */
  cut(): void {
    for (const relay of [...this.#relays]) relay.cut();
  }

  /** Cuts all connections, and takes no more. */
  close(): Promise<void> {
    this.#listener.close();
    this.cut();
    this.endSilence();
    return Promise.resolve();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  async #accept(): Promise<void> {
    for await (const driver of this.#listener) {
      this.counters.connections++;
      const relay = new Relay({
        driver,
        to: new URL(this.#options.to.url),
        charge: this.#options.charge,
        onRequest: (text, bindings) => this.#meet(text, bindings),
        onUnderWay: () => this.#countUnderWay(),
        onExecuted: () => this.counters.executed++,
        onEnd: () => this.#relays.delete(relay),
        passes: () => this.#passes(),
      });
      this.#relays.add(relay);
    }
  }

  #meet(text: string, bindings: Record<string, unknown>): Fault | null {
    const index = this.counters.requests++;
    const fault = this.#plan({ text, bindings, index });
    if (fault !== null) this.counters.faults[fault.kind]++;
    if (fault?.kind === "silence") this.silence(fault);
    return fault;
  }

  #countUnderWay(): void {
    let sum = 0;
    for (const { underWay } of this.#relays) sum += underWay;
    this.counters.mostUnderWay = Math.max(this.counters.mostUnderWay, sum);
  }

  /** Waits while there is silence; whether what waited is not lost. */
  async #passes(): Promise<boolean> {
    let isLost = false;
    while (this.#silence !== null) {
      isLost ||= this.#silence.isLost;
      await this.#silence.ended;
    }
    return !isLost;
  }
}
