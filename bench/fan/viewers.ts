/**
 * Dashboards of many accounts. Reads commands from its standard input and
 * answers each on its standard output (see `protocol.ts`). Ends with its
 * standard input.
 * @module
 */
import { serveCommands } from "../commands.ts";
import type { Target } from "../load/protocol.ts";
import { Latencies } from "../statistics.ts";
import { ProgressTeller } from "./progress.ts";
import type { ViewersCommand, ViewersResult } from "./protocol.ts";
import { now } from "./stamp.ts";
import { Viewer, type ViewerListener } from "./viewer.ts";

/** Accounts that are connected at the same time. */
const PARALLEL = 8;
const KEEPALIVE_MS = 20_000;

class Viewers {
  readonly #byAccount = new Map<string, Viewer[]>();
  #progress: ProgressTeller | null = null;
  #failure: Error | null = null;
  #latencies = new Latencies();
  #others: Record<string, number> = {};
  #seen = 0;
  #bytes = 0;
  #lastSeenAt = NaN;

  constructor() {
    setInterval(() => {
      for (const viewer of this.#all()) viewer.keepAlive();
    }, KEEPALIVE_MS);
  }

  async run(command: ViewersCommand): Promise<ViewersResult> {
    if (command.do === "connect") await this.#connect(command);
    if (command.do === "start") this.#start();
    if (this.#failure) throw this.#failure;
    return this.#result(command.do === "connect" ? this.#revisions() : {});
  }

  async #connect(
    { targets, publisherPort }: ViewersCommand & { do: "connect" },
  ): Promise<void> {
    this.#progress = await ProgressTeller.connect(publisherPort);
    const waiting = targets.values();
    await Promise.all(Array.from({ length: PARALLEL }, async () => {
      for (const target of waiting) await this.#open(target);
    }));
  }

  async #open(target: Target): Promise<void> {
    const listener: ViewerListener = {
      message: (publishedAt, bytes) => this.#see(publishedAt, bytes),
      other: (type) => {
        this.#others[type] = (this.#others[type] ?? 0) + 1;
      },
      failed: (error) => {
        if (this.#failure) return;
        this.#failure = error;
        // The publisher need not wait for what nobody will see.
        this.#progress?.close();
      },
    };
    const viewers = Array.from(
      { length: target.dashboards },
      () => new Viewer(target, listener),
    );
    this.#byAccount.set(target.id, viewers);
    for (const viewer of viewers) await viewer.connect();
  }

  #start(): void {
    this.#latencies = new Latencies();
    this.#others = {};
    this.#seen = 0;
    this.#bytes = 0;
    this.#lastSeenAt = NaN;
  }

  #see(publishedAt: number, bytes: number): void {
    this.#lastSeenAt = now();
    this.#latencies.add(this.#lastSeenAt - publishedAt);
    this.#seen++;
    this.#bytes += bytes;
    this.#progress?.add();
  }

  #revisions(): Record<string, number> {
    const revisions: Record<string, number> = {};
    for (const [account, viewers] of this.#byAccount) {
      const [revision, ...others] = new Set(
        viewers.map(({ revision }) => revision ?? NaN),
      );
      if (revision === undefined || others.length > 0) {
        throw new Error(`Dashboards of ${account} differ in what they have.`);
      }
      revisions[account] = revision;
    }
    return revisions;
  }

  #result(revisions: Record<string, number>): ViewersResult {
    return {
      revisions,
      seen: this.#seen,
      bytes: this.#bytes,
      others: this.#others,
      latencies: this.#latencies.counts(),
      lastSeenAt: this.#lastSeenAt,
    };
  }

  #all(): Viewer[] {
    return [...this.#byAccount.values()].flat();
  }
}

const viewers = new Viewers();
await serveCommands<ViewersCommand, ViewersResult>((command) =>
  viewers.run(command)
);
