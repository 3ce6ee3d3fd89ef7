import { tell } from "./commands.ts";
import type { Command, LoadResult, Target } from "./load/protocol.ts";
import { cpuTimeDuring } from "./machine.ts";
import type { Child, Processes } from "./processes.ts";
import { Latencies } from "./statistics.ts";

/** What all generators together found. */
export interface Load
  extends
    Omit<LoadResult, "startedAt" | "endedAt" | "latencies" | "byAccount"> {
  /** From the first message sent to the last one seen, in s. */
  seconds: number;
  latencies: Latencies;
  byAccount: Map<string, Latencies>;
  /** Cores that the generators kept busy; `null` where that is not known. */
  generatorCores: number | null;
}

/** Load generators, each a process with a share of the accounts. */
export class LoadGenerators {
  readonly #children: Child[];
  #shares: Target[][] = [];

  constructor(processes: Processes, count: number) {
    this.#children = Array.from(
      { length: count },
      () => processes.start(["run", "--quiet", "-A", "bench/load/main.ts"]),
    );
  }

  /** Sends the snapshot of each account. */
  async snapshot(targets: readonly Target[]): Promise<Load> {
    const shares = this.#split(targets);
    return await this.#all((i) => ({
      do: "snapshot",
      targets: shares[i] ?? [],
    }));
  }

  /** Opens all sockets of the accounts. */
  async connect(targets: readonly Target[]): Promise<Load> {
    const shares = this.#shares = this.#split(targets);
    return await this.#all((i) => ({
      do: "connect",
      targets: shares[i] ?? [],
    }));
  }

  /** Closes all sockets. */
  async disconnect(): Promise<void> {
    await this.#all(() => ({ do: "disconnect" }));
  }

  /** Ends the processes. */
  async end(): Promise<void> {
    await Promise.all(this.#children.map((child) => child.end()));
  }

  /** As much load as fits with `window` messages of each account under way. */
  async burst(
    options: { seconds: number; window: number; until: "acked" | "seen" },
  ): Promise<Load> {
    return await this.#all(() => ({ do: "burst", ...options }));
  }

  /** A steady load of `rate` messages a second over all accounts. */
  async pace(options: { seconds: number; rate: number }): Promise<Load> {
    const accounts = this.#shares.flat().length;
    return await this.#all((i) => ({
      do: "pace",
      seconds: options.seconds,
      rate: options.rate * (this.#shares[i]?.length ?? 0) / accounts,
    }));
  }

  /** One message at a time, of all generators and accounts together. */
  async single(count: number): Promise<Load> {
    const results: LoadResult[] = [];
    const each = Math.round(count / this.#children.length);
    const { cpuMs } = await this.#cpuTimeDuring(async () => {
      for (const child of this.#children) {
        results.push(
          await tell<LoadResult>(child, { do: "single", count: each }),
        );
      }
    });
    return together(results, cpuMs);
  }

  #split(targets: readonly Target[]): Target[][] {
    const count = this.#children.length;
    return this.#children.map((_, i) =>
      targets.filter((_, at) => at % count === i)
    );
  }

  async #all(commandOf: (generator: number) => Command): Promise<Load> {
    const { result, cpuMs } = await this.#cpuTimeDuring(() =>
      Promise.all(
        this.#children.map((child, i) => tell<LoadResult>(child, commandOf(i))),
      )
    );
    return together(result, cpuMs);
  }

  #cpuTimeDuring<R>(work: () => Promise<R>) {
    return cpuTimeDuring(this.#children.map(({ pid }) => pid), work);
  }
}

function together(results: readonly LoadResult[], cpuMs: number | null): Load {
  const sum = (of: (result: LoadResult) => number) =>
    results.reduce((total, result) => total + of(result), 0);
  const start = Math.min(...results.map(({ startedAt }) => startedAt));
  const end = Math.max(...results.map(({ endedAt }) => endedAt));
  const latencies = new Latencies();
  const byAccount = new Map<string, Latencies>();
  for (const result of results) {
    latencies.merge(result.latencies);
    for (const [account, counts] of Object.entries(result.byAccount)) {
      byAccount.set(account, new Latencies().merge(counts));
    }
  }
  return {
    seconds: (end - start) / 1000,
    sent: sum(({ sent }) => sent),
    views: sum(({ views }) => views),
    viewsInTime: sum(({ viewsInTime }) => viewsInTime),
    latencies,
    byAccount,
    messageFrames: sum(({ messageFrames }) => messageFrames),
    messageCharacters: sum(({ messageCharacters }) => messageCharacters),
    frames: sum(({ frames }) => frames),
    counted: sum(({ counted }) => counted),
    syncs: sum(({ syncs }) => syncs),
    snapshots: results.flatMap(({ snapshots }) => snapshots),
    generatorCores: cpuMs === null ? null : cpuMs / (end - start),
  };
}
