/**
 * One place of a cluster: a process that serves, and the one after it.
 * @module
 */
import { Child } from "../process.ts";
import { freePort } from "../service.ts";

/** Time between two looks at whether it is ready, in ms. */
const LOOK_EVERY_MS = 20;

/** Whether an instance lives. */
export type InstanceState = "down" | "starting" | "ready";

/** An instance of the service, which is killed and started again. */
export class Instance {
  readonly port = freePort();
  readonly #args: string[];
  readonly #environment: Record<string, string>;
  readonly #changed: () => void;
  #child: Child | null = null;
  #state: InstanceState = "down";
  /** What those that are gone complained of. */
  #complaints = "";

  /**
   * `args` are what starts the service, beside its `environment`; `changed` is
   * called when its state has changed.
   */
  constructor(options: {
    args: string[];
    environment: Record<string, string>;
    changed: () => void;
  }) {
    this.#args = options.args;
    this.#environment = options.environment;
    this.#changed = options.changed;
  }

  get state(): InstanceState {
    return this.#state;
  }

  /** What its processes printed on standard error. */
  get complaints(): string {
    return this.#complaints + (this.#child?.errors ?? "");
  }

  /** Resolves when it is ready, or killed again; it has to be down before. */
  async start(): Promise<void> {
    this.#become("starting");
    const child = Child.start(this.#args, {
      ...this.#environment,
      HOST: "127.0.0.1",
      PORT: String(this.port),
    });
    this.#child = child;
    try {
      await child.printed(
        "its address",
        ([line]) => line?.startsWith("Rapport runs at") ? line : undefined,
      );
      while (this.#child === child && !await this.#answers()) {
        await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
      }
    } catch (error) {
      if (this.#child === child) throw error;
    }
    if (this.#child === child) this.#become("ready");
  }

  /** Ends its process, and waits until that is gone. */
  async end(signal: "SIGTERM" | "SIGKILL"): Promise<Deno.CommandStatus | null> {
    const child = this.#child;
    this.#child = null;
    this.#become("down");
    const status = await child?.end(signal) ?? null;
    this.#complaints += child?.errors ?? "";
    return status;
  }

  async #answers(): Promise<boolean> {
    try {
      const response = await fetch(`http://127.0.0.1:${this.port}/readyz`);
      await response.body?.cancel();
      return response.ok;
    } catch {
      return false;
    }
  }

  #become(state: InstanceState): void {
    this.#state = state;
    this.#changed();
  }
}
