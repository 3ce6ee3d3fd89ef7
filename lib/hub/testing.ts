import { CommandBook } from "@/lib/commands/mod.ts";
import {
  AccountId,
  type FullSyncResponse,
  type SyncMode,
  type SystemStatus,
} from "@/lib/models/mod.ts";
import { emptyAnalytics } from "@/lib/models/testing.ts";
import { keys, ManualClock, Store, Transaction } from "@/lib/store/mod.ts";
import type { AgentPairing } from "./agent_session.ts";
import { Hub, type HubOptions } from "./hub.ts";
import type { HubSource, LoggedFrame, Receipt } from "./source.ts";
import { TestBus } from "./testing_bus.ts";
import { FakeSocket } from "./testing_socket.ts";

/**
 * What tests of the hub need: instances on one database, an account whose
 * revisions the test makes, sockets without a network, and a bus that fails.
 * @module
 */

/** The account of the tests. */
export const ACCOUNT = AccountId.parse("u_1");
/** When the tests begin. */
export const NOW = Date.UTC(2026, 10, 21, 12);

/** An account whose revisions the test makes. */
export class FakeAccount {
  revision = 0;
  logFrom = 1;
  ready = true;
  status: SystemStatus = { status: "REALTIME" };
  receipt: () => Promise<Receipt> = () =>
    Promise.resolve({ status: "committed" });
  /** Runs before each part of a full sync. */
  beforePart: () => Promise<void> = () => Promise.resolve();
  /** Runs before a frame is read from the log. */
  beforeFrame: (revision: number) => Promise<void> = () => Promise.resolve();
  /** Parts of a full sync. */
  parts = 2;
  /** How much each full sync was to hold, in their order. */
  readonly modes: SyncMode[] = [];
  readonly received: unknown[] = [];
  /** Coming and going of Agents, as instances were told. */
  readonly agents: string[] = [];
  /** Times that positions were read, one at a time or many. */
  reads = 0;
  /** What the Agent is to send. */
  readonly commands: CommandBook;
  /** Frames by revision; a replacement leaves none. */
  readonly #log = new Map<number, string>();
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
    this.commands = new CommandBook({ store, onNews: () => {} });
  }

  /** Commits `count` frames; the result is what the bus carries. */
  async commit(
    count: number,
    padding = "",
  ): Promise<{ from: number; frames: string[] }> {
    const from = this.revision + 1;
    const frames: string[] = [];
    for (let revision = from; revision < from + count; revision++) {
      const payload = { revision, ...(padding ? { padding } : {}) };
      const frame = JSON.stringify({ type: "analytics_update", payload });
      this.#log.set(revision, frame);
      frames.push(frame);
    }
    this.revision += count;
    // Who hears of the head must find the revision: that comes first.
    const tx = new Transaction(this.#store);
    tx.set(keys.head(ACCOUNT), { revision: this.revision });
    await tx.commit();
    return { from, frames };
  }

  /** Replaces everything; the result is the revision. */
  replace(): number {
    this.logFrom = ++this.revision + 1;
    return this.revision;
  }

  /** The account as instance `name` sees it. */
  source(name: string): HubSource {
    const position = () => {
      this.reads++;
      const { ready, revision, logFrom } = this;
      return { ready, revision, logFrom };
    };
    const receive = (_account: AccountId, payload: unknown) => {
      this.received.push(payload);
      return this.receipt();
    };
    return {
      position: () => Promise.resolve(position()),
      positions: (accounts) =>
        Promise.resolve(new Map(accounts.map((id) => [id, position()]))),
      status: () => Promise.resolve(this.status),
      needsSnapshot: () => Promise.resolve(!this.ready),
      fullSync: (_account, mode) => {
        this.modes.push(mode);
        return this.#fullSync();
      },
      replay: (_account, range) => this.#replay(range),
      addDelta: receive,
      addSnapshot: receive,
      commands: (account, connection, resend) =>
        this.commands.toSend(account, connection, resend),
      commandResult: async (account, result) => {
        const status = await this.commands.settle(account, result);
        return status === "unknown"
          ? { status: "refused", code: "unknown_command" }
          : { status };
      },
      agentHere: () => {
        this.agents.push(`${name} here`);
      },
      agentGone: () => {
        this.agents.push(`${name} gone`);
        return Promise.resolve();
      },
    };
  }

  async *#replay(
    { since, until }: { since: number; until: number },
  ): AsyncGenerator<LoggedFrame> {
    for (let revision = since + 1; revision <= until; revision++) {
      await this.beforeFrame(revision);
      const frame = this.#log.get(revision);
      if (frame === undefined) return;
      yield { revision, frame };
    }
  }

  async *#fullSync(): AsyncGenerator<FullSyncResponse> {
    for (let index = 0; index < this.parts; index++) {
      await this.beforePart();
      yield {
        conversations: [],
        analytics: emptyAnalytics(),
        part: { index, total: this.parts },
      };
    }
  }
}

/** A hub, with its end of the bus. */
export class Instance {
  readonly hub: Hub;
  readonly bus: TestBus;
  readonly errors: unknown[] = [];
  readonly #account: FakeAccount;

  constructor(
    name: string,
    cluster: Cluster,
    options: Partial<HubOptions> = {},
  ) {
    this.#account = cluster.account;
    this.bus = new TestBus(cluster.network);
    this.hub = new Hub({
      store: cluster.store,
      bus: this.bus,
      source: cluster.account.source(name),
      onError: (_what, error) => this.errors.push(error),
      ...options,
    });
  }

  /** Connects an Agent; `pairing`: one that can be revoked. */
  agent(
    socket = new FakeSocket(),
    pairing: AgentPairing | null = null,
  ): FakeSocket {
    this.hub.connectAgent(socket.asSocket, ACCOUNT, pairing);
    return socket;
  }

  /** Connects a dashboard; `since`: the revision that it has. */
  dashboard(
    options: { since?: number; session?: string; sync?: SyncMode } = {},
    socket = new FakeSocket(),
  ): FakeSocket {
    this.hub.connectBridge(socket.asSocket, ACCOUNT, {
      session: "s_1",
      ...options,
    });
    return socket;
  }

  /** Commits frames ten at a time, and tells of them. */
  async commit(count: number, padding = ""): Promise<void> {
    for (let done = 0; done < count; done += 10) {
      const some = Math.min(10, count - done);
      const { from, frames } = await this.#account.commit(some, padding);
      this.hub.publishFrames(ACCOUNT, from, frames);
    }
  }

  /** Gives the account a status, and tells of it. */
  report(status: SystemStatus["status"]): void {
    this.#account.status = { status };
    this.hub.publishStatus(ACCOUNT, this.#account.status);
  }
}

/** Instances that share a database, a clock and, if nothing fails, a bus. */
export class Cluster {
  readonly clock = new ManualClock(NOW);
  readonly network = new Set<TestBus>();
  readonly store: Store;
  readonly account: FakeAccount;
  readonly #instances: Instance[] = [];

  constructor(kv: Deno.Kv) {
    this.store = new Store({ kv, clock: this.clock });
    this.account = new FakeAccount(this.store);
  }

  /** Starts another instance. */
  instance(options: Partial<HubOptions> = {}): Instance {
    const name = String(this.#instances.length + 1);
    const instance = new Instance(name, this, options);
    this.#instances.push(instance);
    return instance;
  }

  /**
   * Waits for a condition. Meanwhile the clock goes on by `step` ms a turn; with
   * 0 no timer of the hub runs.
   */
  async until(
    what: string,
    isTrue: () => boolean,
    { step = 5 } = {},
  ): Promise<void> {
    for (let turn = 0; turn < 5_000; turn++) {
      if (isTrue()) return;
      this.clock.advance(step);
      await new Promise((resolve) => setTimeout(resolve, step === 0 ? 1 : 0));
    }
    throw new Error(`It never came true: ${what}`);
  }

  /** Waits until a dashboard has everything up to the account's revision. */
  synced(socket: FakeSocket): Promise<void> {
    const last = () => Math.max(...socket.syncs, ...socket.revisions);
    return this.until("synced", () => last() === this.account.revision);
  }

  /** Lets what is under way come to rest, with time going on by `ms`. */
  async pass(ms: number): Promise<void> {
    const steps = Math.max(20, ms / 100);
    for (let i = 0; i < steps; i++) {
      this.clock.advance(ms / steps);
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
  }

  /** Ends all instances, whoever has not closed yet. */
  async end(): Promise<void> {
    const ended = this.#instances.map(({ hub }) => hub.close());
    await this.pass(3_000);
    await Promise.all(ended);
    for (const { bus } of this.#instances) await bus.close();
  }
}

/** Runs a test with a cluster on a database in memory, or on what `wrap` makes of it. */
export async function withCluster(
  run: (cluster: Cluster) => Promise<void>,
  wrap: (kv: Deno.Kv) => Deno.Kv = (kv) => kv,
): Promise<void> {
  const kv = await Deno.openKv(":memory:");
  const cluster = new Cluster(wrap(kv));
  try {
    await run(cluster);
  } finally {
    await cluster.end();
    kv.close();
  }
}

/** The numbers from `first` to `last`. */
export function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}
