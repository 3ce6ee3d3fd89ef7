import { frontendChannel } from "@/lib/hub/mod.ts";
import { AccountId } from "@/lib/models/mod.ts";
import { tell } from "../commands.ts";
import type { Target } from "../load/protocol.ts";
import { atRest, cpuTimeOf, memoryOf } from "../machine.ts";
import type { Child, Processes } from "../processes.ts";
import type { Redis } from "../redis.ts";
import type { Server } from "../service.ts";
import { Latencies } from "../statistics.ts";
import { bareChannel } from "./channels.ts";
import type {
  PublisherCommand,
  PublisherResult,
  ViewersCommand,
  ViewersResult,
} from "./protocol.ts";

/** What a server delivered of what was published. */
export interface Delivery {
  /** Frames seen, one for each dashboard and message. */
  seen: number;
  /** Of these, seen before the last message was published. */
  seenInTime: number;
  /** Their bytes. */
  bytes: number;
  /** From the first message published to the last one seen, in s. */
  seconds: number;
  /** Time from publishing to seeing. */
  latencies: Latencies;
  /** Frames that were none of the messages, by type. */
  others: Record<string, number>;
  /** Cores that were busy; `NaN` where that is not known. */
  cores: Record<Part, number>;
}

/** Who takes part in a delivery. */
export type Part = "server" | "viewers" | "publisher" | "redis";

/** What {@linkcode Fan.connect} needs. */
export interface FanOptions {
  processes: Processes;
  server: Server;
  redis: Redis;
  /** The accounts, with dashboards. */
  targets: readonly Target[];
  /** Frames as the service makes them. */
  samples: string[];
  /** Processes for the dashboards. */
  viewers: number;
}

/**
 * A server with all dashboards, and a publisher on Redis. It throws where a
 * dashboard does not see every message once and in order, or is sent everything
 * anew.
 */
export class Fan {
  readonly server: Server;
  /** Memory of the server for each dashboard, in KB; `NaN` if not known. */
  readonly memory: number;
  readonly #publisher: Child;
  readonly #viewers: Child[];
  readonly #redis: Redis;

  private constructor(
    { server, redis }: FanOptions,
    parts: { memory: number; publisher: Child; viewers: Child[] },
  ) {
    this.server = server;
    this.#redis = redis;
    this.memory = parts.memory;
    this.#publisher = parts.publisher;
    this.#viewers = parts.viewers;
  }

  /** Connects all dashboards, and waits until they have everything. */
  static async connect(options: FanOptions): Promise<Fan> {
    const { processes, server, redis, targets } = options;
    const { pid } = server.child;
    const run = ["run", "--quiet", "-A"];
    const publisher = processes.start(
      [...run, "bench/fan/publisher.ts", redis.url],
    );
    const publisherPort = Number(await publisher.next((line) => line));
    const viewers = Array.from(
      { length: options.viewers },
      () => processes.start([...run, "bench/fan/viewers.ts"]),
    );
    await atRest(pid);
    const before = await memoryOf(pid);
    const results = await Promise.all(viewers.map((child, i) => {
      const share = targets.filter((_, at) => at % viewers.length === i);
      const command = { do: "connect", targets: share, publisherPort } as const;
      return tellViewers(child, command);
    }));
    await atRest(pid);
    const after = await memoryOf(pid);
    await address(publisher, options, results);
    const dashboards = targets.reduce((sum, one) => sum + one.dashboards, 0);
    const grown = (after?.now ?? NaN) - (before?.now ?? NaN);
    const memory = grown * 1000 / dashboards;
    return new Fan(options, { memory, publisher, viewers });
  }

  /** A steady load of `rate` messages a second over all accounts. */
  pace(options: { seconds: number; rate: number }): Promise<Delivery> {
    return this.#deliver({ do: "pace", ...options });
  }

  /** As much as fits with `window` messages for each account under way. */
  burst(options: { seconds: number; window: number }): Promise<Delivery> {
    return this.#deliver({ do: "burst", ...options });
  }

  /** Ends everything but Redis. */
  async end(): Promise<void> {
    const { child } = this.server;
    const all = [...this.#viewers, this.#publisher, child];
    await Promise.all(all.map((one) => one.end()));
  }

  async #deliver(command: PublisherCommand): Promise<Delivery> {
    await atRest(this.server.child.pid);
    await this.#tellAll({ do: "start" });
    const before = await this.#cpuTimes();
    const published = await this.#publish(command);
    const after = await this.#cpuTimes();
    const results = await this.#tellAll({ do: "report" });
    const sum = (of: (result: ViewersResult) => number) =>
      results.reduce((total, result) => total + of(result), 0);
    const end = Math.max(...results.map(({ lastSeenAt }) => lastSeenAt));
    const ms = end - published.startedAt;
    const latencies = new Latencies();
    for (const result of results) latencies.merge(result.latencies);
    const busy = (part: Part) => (after[part] - before[part]) / ms;
    return {
      seen: sum(({ seen }) => seen),
      seenInTime: published.seenInTime,
      bytes: sum(({ bytes }) => bytes),
      seconds: ms / 1000,
      latencies,
      others: together(results.map(({ others }) => others)),
      cores: {
        server: busy("server"),
        viewers: busy("viewers"),
        publisher: busy("publisher"),
        redis: busy("redis"),
      },
    };
  }

  /** Of two failures, that of a dashboard is the reason. */
  async #publish(command: PublisherCommand): Promise<PublisherResult> {
    try {
      return await tellPublisher(this.#publisher, command);
    } catch (error) {
      await this.#tellAll({ do: "report" });
      throw error;
    }
  }

  #tellAll(command: ViewersCommand): Promise<ViewersResult[]> {
    return Promise.all(this.#viewers.map((one) => tellViewers(one, command)));
  }

  async #cpuTimes(): Promise<Record<Part, number>> {
    const of = async (...children: Child[]) => {
      const times = await Promise.all(
        children.map(({ pid }) => cpuTimeOf(pid)),
      );
      return times.reduce<number>((sum, time) => sum + (time ?? NaN), 0);
    };
    return {
      server: await of(this.server.child),
      viewers: await of(...this.#viewers),
      publisher: await of(this.#publisher),
      redis: await of(this.#redis.child),
    };
  }
}

async function address(
  publisher: Child,
  { targets, samples }: FanOptions,
  results: readonly ViewersResult[],
): Promise<void> {
  const revisions = Object.assign({}, ...results.map((one) => one.revisions));
  const [first] = targets;
  if (!first) throw new Error("A fan needs accounts.");
  const { dashboards, isRapport: isSealed } = first;
  const audiences = targets.map(({ id }) => ({
    account: id,
    channel: isSealed ? frontendChannel(AccountId.parse(id)) : bareChannel(id),
    revision: revisions[id],
  }));
  await tellPublisher(publisher, {
    do: "address",
    audiences,
    dashboards,
    isSealed,
    samples,
  });
}

function tellPublisher(
  child: Child,
  command: PublisherCommand,
): Promise<PublisherResult> {
  return tell<PublisherResult>(child, command);
}

function tellViewers(
  child: Child,
  command: ViewersCommand,
): Promise<ViewersResult> {
  return tell<ViewersResult>(child, command);
}

function together(
  counts: readonly Record<string, number>[],
): Record<string, number> {
  const all: Record<string, number> = {};
  for (const [type, count] of counts.flatMap(Object.entries)) {
    all[type] = (all[type] ?? 0) + count;
  }
  return all;
}
