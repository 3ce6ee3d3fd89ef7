import { ManualClock } from "./clock.ts";
import { Store, type StoreOptions } from "./store.ts";
import { nextTurn } from "./turn.ts";

/** For tests: a database in memory, closed after `run`. */
export async function withKv<R>(run: (kv: Deno.Kv) => Promise<R>): Promise<R> {
  const kv = await Deno.openKv(":memory:");
  try {
    return await run(kv);
  } finally {
    kv.close();
  }
}

/** For tests: a store on a database in memory, closed after `run`. */
export function withStore<R>(
  run: (store: Store, kv: Deno.Kv) => Promise<R>,
  options: Omit<StoreOptions, "kv"> = {},
): Promise<R> {
  return withKv((kv) => run(new Store({ kv, ...options }), kv));
}

/** For tests: `kv` with some of its methods replaced. */
export function replaceIn(kv: Deno.Kv, methods: Partial<Deno.Kv>): Deno.Kv {
  return new Proxy(kv, {
    get(target, name) {
      if (name in methods) return Reflect.get(methods, name);
      const own: unknown = Reflect.get(target, name);
      return typeof own === "function" ? own.bind(target) : own;
    },
  });
}

/** For tests: a database that tells when nothing is under way in it. */
export class CalmKv {
  /** `kv`, as those whose work is waited for are to use it. */
  readonly kv: Deno.Kv;
  readonly #underWay = new Set<Promise<unknown>>();

  constructor(kv: Deno.Kv) {
    this.kv = replaceIn(kv, {
      get: (...args) => this.#note(kv.get(...args)),
      getMany: (...args) => this.#note(kv.getMany(...args)),
      set: (...args) => this.#note(kv.set(...args)),
      delete: (...args) => this.#note(kv.delete(...args)),
      list: (...args) => {
        const entries = kv.list(...args);
        const next = entries.next.bind(entries);
        return Object.assign(entries, { next: () => this.#note(next()) });
      },
      atomic: () => {
        const atomic = kv.atomic();
        const commit = atomic.commit.bind(atomic);
        return Object.assign(atomic, { commit: () => this.#note(commit()) });
      },
    } as Partial<Deno.Kv>);
  }

  /**
   * Resolves when nothing is under way, nor follows at once from what was; gives
   * whether anything was.
   */
  async settled(): Promise<boolean> {
    for (let hasWaited = false;; hasWaited = true) {
      // Whoever was answered asks for what is next first.
      await nextTurn();
      if (this.#underWay.size === 0) return hasWaited;
      await Promise.allSettled(this.#underWay);
    }
  }

  #note<R>(asked: Promise<R>): Promise<R> {
    const done = () => this.#underWay.delete(asked);
    this.#underWay.add(asked);
    asked.then(done, done);
    return asked;
  }
}

/** For tests: every key that lies in the database, pieces included. */
export async function allKeys(kv: Deno.Kv): Promise<Deno.KvKey[]> {
  const entries = await Array.fromAsync(kv.list({ prefix: [] }));
  return entries.map(({ key }) => key);
}

/** For tests: a clock that jumps ahead as soon as somebody waits. */
export class JumpingClock extends ManualClock {
  /** What was waited for, in ms. */
  readonly waits: number[] = [];

  override after(ms: number, run: () => void): () => void {
    this.waits.push(ms);
    const cancel = super.after(ms, run);
    queueMicrotask(() => this.advance(ms));
    return cancel;
  }
}
