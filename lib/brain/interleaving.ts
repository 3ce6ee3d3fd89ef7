/**
 * For tests: instances whose steps are interleaved by a scheduler, on one
 * database and with a bus that is slow and forgetful.
 * @module
 */
import type { Bus, BusMessage } from "@/lib/hub/mod.ts";
import { LocalBus } from "@/lib/hub/mod.ts";

/** Steps in which time does not move, one after the other, at most. */
const STEPS_PER_TICK = 5;

/**
 * Runs one step at a time of all that are due, whichever is chosen. While none
 * is due, time goes on.
 */
export class Scheduler {
  readonly #choices: Iterator<number>;
  readonly #tick: () => void;
  readonly #due: (() => Promise<unknown>)[] = [];

  /** `choices` says which step comes next; `tick` lets some time pass. */
  constructor(choices: Iterator<number>, tick: () => void) {
    this.#choices = choices;
    this.#tick = tick;
  }

  /** Resolves with what `run` gives, when it is its turn. */
  step<R>(run: () => Promise<R> | R): Promise<R> {
    return new Promise((resolve, reject) => {
      this.#due.push(async () => {
        try {
          resolve(await run());
        } catch (error) {
          reject(error);
        }
      });
    });
  }

  /** Runs steps until `promised` is settled. */
  async until<R>(promised: Promise<R>): Promise<R> {
    let isSettled = false;
    promised.finally(() => isSettled = true).catch(() => {});
    for (let n = 0;; n++) {
      // Whatever follows from the last step gets into line first.
      await new Promise((resolve) => setImmediate(resolve));
      if (isSettled) return await promised;
      if (this.#due.length === 0 || n % STEPS_PER_TICK === 0) this.#tick();
      const choice = Number(this.#choices.next().value);
      const [next] = this.#due.splice(choice % (this.#due.length || 1), 1);
      await next?.();
    }
  }
}

/** An instance's view of the database: each step waits for its turn. */
export class SteppedKv {
  readonly kv: Deno.Kv;
  readonly #scheduler: Scheduler;
  #frozen: Promise<void> | null = null;
  #thaw: () => void = () => {};
  #isDead = false;
  #die: () => void = () => {};
  /** Resolves when it is killed. */
  readonly death = new Promise<void>((resolve) => this.#die = resolve);

  constructor(kv: Deno.Kv, scheduler: Scheduler) {
    this.#scheduler = scheduler;
    this.kv = this.#wrap(kv);
  }

  /** The process stops to run, as if its machine had paused. */
  freeze(): void {
    this.#frozen ??= new Promise((resolve) => this.#thaw = resolve);
  }

  /** It goes on where it was. */
  thaw(): void {
    this.#thaw();
    this.#frozen = null;
  }

  /** It does nothing any more. */
  kill(): void {
    this.#isDead = true;
    this.#die();
    this.thaw();
  }

  get isDead(): boolean {
    return this.#isDead;
  }

  /** Lets something happen to the process in its turn. */
  async step<R>(run: () => Promise<R> | R): Promise<R> {
    for (;;) {
      await this.#frozen;
      const done = await this.#scheduler.step(async () => {
        if (this.#isDead) throw new Error("the process is dead");
        return this.#frozen === null ? { result: await run() } : null;
      });
      if (done !== null) return done.result;
    }
  }

  #wrap(kv: Deno.Kv): Deno.Kv {
    const stepped: Partial<Record<keyof Deno.Kv, unknown>> = {
      get: (...args: Parameters<Deno.Kv["get"]>) =>
        this.step(() => kv.get(...args)),
      getMany: (...args: Parameters<Deno.Kv["getMany"]>) =>
        this.step(() => kv.getMany(...args)),
      list: (...args: Parameters<Deno.Kv["list"]>) => {
        const entries = kv.list(...args);
        const next = entries.next.bind(entries);
        let isFirst = true;
        const step = () => {
          const read = isFirst ? this.step(next) : next();
          isFirst = false;
          return read;
        };
        return Object.assign(entries, { next: step });
      },
      atomic: () => {
        const atomic = kv.atomic();
        const commit = atomic.commit.bind(atomic);
        return Object.assign(atomic, {
          commit: () => this.step(commit),
        });
      },
    };
    return new Proxy(kv, {
      get(target, name) {
        if (name in stepped) return Reflect.get(stepped, name);
        const own: unknown = Reflect.get(target, name);
        return typeof own === "function" ? own.bind(target) : own;
      },
    });
  }
}

/**
 * The bus of one instance: at once within it, and some time later, or never, at
 * the others.
 */
export class SlowBus implements Bus {
  readonly isUp = true;
  readonly #local = new LocalBus();
  readonly #scheduler: Scheduler;
  readonly #isLost: () => boolean;
  #others: SlowBus[] = [];

  constructor(scheduler: Scheduler, isLost: () => boolean) {
    this.#scheduler = scheduler;
    this.#isLost = isLost;
  }

  /** Joins buses to one. */
  static join(buses: readonly SlowBus[]): void {
    for (const bus of buses) {
      bus.#others = buses.filter((other) => other !== bus);
    }
  }

  publish(channel: string, message: BusMessage): void {
    this.#local.publish(channel, message);
    for (const other of this.#others) {
      if (this.#isLost()) continue;
      this.#scheduler.step(() => other.#local.publish(channel, message));
    }
  }

  subscribe(
    channel: string,
    listen: (message: BusMessage) => void,
  ): () => void {
    return this.#local.subscribe(channel, listen);
  }

  onChange(): () => void {
    return () => {};
  }

  close(): Promise<void> {
    return this.#local.close();
  }
}
