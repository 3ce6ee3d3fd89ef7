import { tell } from "../commands.ts";
import { cpuTimeDuring } from "../machine.ts";
import type { Child, Processes } from "../processes.ts";
import type { Server } from "../service.ts";
import { Latencies } from "../statistics.ts";
import type { AskResult, Command } from "./protocol.ts";

/** Client processes. */
export const CLIENTS = 2;
/** Connections of each of them. */
export const CONNECTIONS = 16;

/** What as many questions as fit came to. */
export interface Throughput {
  answersPerSecond: number;
  latencies: Latencies;
  /** Cores kept busy; `null` where that is not known. */
  cores: { server: number | null; clients: number | null };
}

/** Processes that ask. */
export class Clients {
  readonly #children: Child[];

  constructor(processes: Processes) {
    this.#children = Array.from(
      { length: CLIENTS },
      () =>
        processes.start(["run", "--quiet", "-A", "bench/insights/client.ts"]),
    );
  }

  /** All of them ask a server at the same time. */
  async ask(
    { origin, child }: Server,
    options: Pick<Command, "path" | "cookie" | "seconds">,
  ): Promise<Throughput> {
    const { seconds } = options;
    const command: Command = {
      do: "ask",
      origin,
      connections: CONNECTIONS,
      ...options,
    };
    const clients = this.#children.map(({ pid }) => pid);
    const start = performance.now();
    const { result: { result: results, cpuMs: ofClients }, cpuMs: ofServer } =
      await cpuTimeDuring(
        [child.pid],
        () =>
          cpuTimeDuring(clients, () =>
            Promise.all(
              this.#children.map((one) => tell<AskResult>(one, command)),
            )),
      );
    const elapsed = performance.now() - start;
    const latencies = new Latencies();
    for (const one of results) latencies.merge(one.latencies);
    const cores = (ms: number | null) => ms === null ? null : ms / elapsed;
    return {
      answersPerSecond: latencies.count / seconds,
      latencies,
      cores: { server: cores(ofServer), clients: cores(ofClients) },
    };
  }

  /** Ends the processes. */
  async end(): Promise<void> {
    await Promise.all(this.#children.map((child) => child.end()));
  }
}
