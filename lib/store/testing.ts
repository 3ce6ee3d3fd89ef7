import { ManualClock } from "./clock.ts";
import { Store, type StoreOptions } from "./store.ts";

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
