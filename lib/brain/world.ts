/**
 * For tests: an account that lives through whatever an Agent may send and
 * whenever its process may die.
 * @module
 */

import fc from "fast-check";
import { Brain } from "@/lib/brain.ts";
import { PIPELINE_VERSION } from "@/lib/enrichment/mod.ts";
import { TestGraphServer } from "@/lib/graph/copy/testing.ts";
import { isOutdated } from "@/lib/ingest/mod.ts";
import { type Figures, listDays } from "@/lib/insights/mod.ts";
import {
  AccountId,
  CacheUpdateEnvelope,
  type EnrichmentBasis,
  NewRawMessagePayload,
  NOT_ENRICHED,
  type StoredMessage,
  type TopicChange,
} from "@/lib/models/mod.ts";
import { keys, listMessages, ManualClock, Store } from "@/lib/store/mod.ts";
import { changeTopic } from "@/lib/topics/mod.ts";
import { decision, timeZone } from "./decisions.ts";
import { allGraphs, failing, graphFault, isCopied } from "./graph_copies.ts";
import { mortalKv, TestDashboard, TestSocket } from "./testing.ts";

const ACCOUNT = AccountId.parse("u_1");
const NOW = Date.UTC(2026, 10, 21, 12);
const HOUR = 3_600_000;

/** A version of one of a few messages, somewhere in the last two months. */
const message = fc.record({
  id: fc.integer({ min: 1, max: 12 }),
  hoursAgo: fc.integer({ min: 0, max: 1_400 }),
  version: fc.integer({ min: 0, max: 3 }),
  inbound: fc.boolean(),
  text: fc.constantFrom(
    "I love this recipe!",
    "That was terrible",
    "How was your trip to Rome?",
    "",
  ),
}).map(({ id, hoursAgo, version, inbound, text }) => ({
  id,
  // A message stays in its chat and on its side; its time may be corrected.
  chat_id: 100 + id % 3,
  fromUser: { id: id % 2 === 0 ? 100 + id % 3 : 9 },
  isFromQueue: id === 7,
  text: `${text} ${inbound}`,
  createdAt: new Date(NOW - hoursAgo * HOUR).toISOString(),
  changedAt: new Date(NOW + version * HOUR).toISOString(),
}));
export type WireMessage = typeof message extends fc.Arbitrary<infer M> ? M
  : never;

/** What an Agent, a creator or an operator of the service may do next. */
export const action = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant("delta" as const), message }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("snapshot" as const),
      messages: fc.array(message, { maxLength: 10 }),
      parts: fc.integer({ min: 1, max: 3 }),
      /** Parts that are sent before the Agent gives up. */
      sent: fc.integer({ min: 1, max: 3 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("topics" as const), decision }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("zone" as const), timeZone }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("upgrade" as const) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("resend" as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("settle" as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("reconnect" as const) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("crash" as const),
      commits: fc.integer({ min: 0, max: 6 }),
    }),
  },
  { weight: 1, arbitrary: graphFault },
);

/** One account, driven by actions; everything that was acknowledged is noted. */
export class World {
  readonly #kv: Deno.Kv;
  readonly #clock = new ManualClock(NOW);
  readonly #graphServer = new TestGraphServer();
  readonly #graphFaults: ("before" | "after")[] = [];
  #brain: Brain;
  #mortal: ReturnType<typeof mortalKv>;
  #dashboard = new TestDashboard();
  #socket: TestSocket | null = null;
  readonly faults: string[] = [];
  readonly acknowledged: { message: WireMessage; receivedAt: number }[] = [];
  #lastDelta: { payload: NewRawMessagePayload; message: WireMessage } | null =
    null;
  #version = PIPELINE_VERSION;
  #events = 0;
  #snapshots = 0;
  /** A first snapshot arrived whole, so that the account is live. */
  isLive = false;

  constructor(kv: Deno.Kv) {
    this.#kv = kv;
    this.#mortal = mortalKv(kv, Infinity);
    this.#brain = this.#newBrain();
  }

  #newBrain(): Brain {
    return new Brain({
      kv: this.#mortal.kv,
      clock: this.#clock,
      random: () => 0,
      pipelineVersion: this.#version,
      onError: () => {},
      graphServer: {
        target: this.#graphServer.client(async (run) => {
          if (this.#mortal.isDead()) throw new Error("the process is dead");
          return await failing(this.#graphFaults.shift(), run);
        }),
        everyMs: 0,
      },
    });
  }

  async run(one: typeof action extends fc.Arbitrary<infer A> ? A : never) {
    this.#clock.advance(1);
    await this.#act(one);
    await this.#checkVersions();
  }

  async #act(one: typeof action extends fc.Arbitrary<infer A> ? A : never) {
    switch (one.kind) {
      case "delta":
        return await this.#delta(one.message);
      case "topics":
        return await this.#decide(one.decision);
      case "zone":
        return await this.#untilDone(() =>
          this.#brain.changeTimeZone(ACCOUNT, one.timeZone)
        );
      case "upgrade":
        this.#version++;
        return await this.#restart(Infinity);
      case "resend":
        return await this.#resend();
      case "snapshot":
        return await this.#snapshot(one);
      case "settle":
        return await this.settle();
      case "reconnect":
        return await this.connect();
      case "crash":
        return await this.#restart(one.commits);
      case "graph_fails":
        this.#graphFaults.push(...one.requests);
        return;
      case "graph_lost":
        this.#graphServer.lose();
    }
  }

  /** A new process on the same database; the old one answers no more. */
  async #restart(commits: number): Promise<void> {
    this.#collectFaults();
    this.#mortal.kill();
    await this.#brain.ingest.stop();
    this.#socket?.close();
    this.#socket = null;
    this.#mortal = mortalKv(this.#kv, commits);
    this.#brain = this.#newBrain();
    await this.#brain.start().catch(() => {});
  }

  /** Whatever fails because the process died is sent again to the next. */
  async #untilDone<R>(send: () => Promise<R>): Promise<R> {
    for (;;) {
      try {
        return await this.#withTime(send());
      } catch (error) {
        if (!this.#mortal.isDead()) throw error;
        await this.#restart(Infinity);
      }
    }
  }

  /** Lets time go by while `promised` waits for something, like a lease. */
  async #withTime<R>(promised: Promise<R>): Promise<R> {
    let isSettled = false;
    promised.finally(() => isSettled = true).catch(() => {});
    for (let turn = 0; !isSettled; turn++) {
      await new Promise((resolve) => setTimeout(resolve));
      if (this.#mortal.isDead()) throw new Error("dead");
      if (turn > 10) this.#clock.advance(250);
    }
    return await promised;
  }

  async #delta(message: WireMessage): Promise<void> {
    const payload = NewRawMessagePayload.parse({
      message,
      event_id: `e${this.#events++}`,
    });
    await this.#untilDone(() => this.#brain.ingest.addDelta(ACCOUNT, payload));
    this.#lastDelta = { payload, message };
    this.#acknowledge([message]);
  }

  /** Changes a topic; what is refused, like a circle, changes nothing. */
  async #decide(
    { id, change }: { id: string; change: TopicChange },
  ): Promise<void> {
    await this.#untilDone(() =>
      this.#brain.changeTopics(
        ACCOUNT,
        (settings) => changeTopic(settings, id, change),
      )
    );
  }

  /** What is visible was found by one pipeline, at any moment. */
  async #checkVersions(): Promise<void> {
    const store = new Store({ kv: this.#kv });
    const head = async () =>
      (await store.get<{ generation: number; basis: EnrichmentBasis }>(
        keys.head(ACCOUNT),
      ))?.value;
    const before = await head();
    if (before === undefined || before.generation === 0) return;
    const { generation, basis } = before;
    const prefix = keys.messages({ account: ACCOUNT, generation });
    const versions = new Set<number>();
    for await (const { enrichment } of listMessages(store, { prefix })) {
      versions.add(enrichment.version);
    }
    versions.delete(NOT_ENRICHED);
    versions.delete(basis.version);
    // It may have been replaced, and be on its way out, while it was read.
    if (versions.size > 0 && (await head())?.generation === generation) {
      this.faults.push(`versions ${[...versions]} beside ${basis.version}`);
    }
  }

  /** How messages are to be enriched and counted in the end. */
  async basis(): Promise<EnrichmentBasis> {
    const { revision } = await this.#brain.topics.settings(ACCOUNT);
    const zone = await this.#brain.insightBook.timeZone(ACCOUNT);
    return { version: this.#version, topics: revision, zone };
  }

  /** What the creator decided about topics. */
  topicSettings() {
    return this.#untilDone(() => this.#brain.topics.settings(ACCOUNT));
  }

  async #resend(): Promise<void> {
    const last = this.#lastDelta;
    if (last === null) return;
    await this.#untilDone(() =>
      this.#brain.ingest.addDelta(ACCOUNT, last.payload)
    );
  }

  async #snapshot(
    { messages, parts, sent }: {
      messages: WireMessage[];
      parts: number;
      sent: number;
    },
  ): Promise<void> {
    const snapshot_id = `s${this.#snapshots++}`;
    const size = Math.ceil(messages.length / parts);
    for (let index = 0; index < Math.min(parts, sent); index++) {
      const some = messages.slice(index * size, (index + 1) * size);
      const payload = CacheUpdateEnvelope.parse({
        chats: [],
        messages: some,
        snapshot_id,
        part: { index, total: parts },
      });
      await this.#untilDone(() =>
        this.#brain.ingest.addSnapshot(ACCOUNT, payload)
      );
      this.#acknowledge(some);
      this.#clock.advance(1);
    }
    if (sent >= parts) this.isLive = true;
    else await this.#untilDone(() => this.#brain.ingest.agentGone(ACCOUNT));
  }

  #acknowledge(messages: WireMessage[]): void {
    const receivedAt = this.#clock.now();
    for (const message of messages) {
      this.acknowledged.push({ message, receivedAt });
    }
  }

  /** Connects a dashboard that has what the one before it had. */
  async connect(): Promise<void> {
    this.#socket?.close();
    const socket = new TestSocket();
    const since = this.#dashboard.revision;
    this.#dashboard.faults.length = 0;
    socket.onFrame = (frame) => this.#dashboard.receive(frame);
    this.#socket = socket;
    this.#brain.hub.connectBridge(
      socket.asSocket,
      ACCOUNT,
      { session: "s", ...(since === null ? {} : { since }) },
    );
    await Promise.resolve();
  }

  #collectFaults(): void {
    this.faults.push(...this.#dashboard.faults.splice(0));
  }

  /** Runs until nothing is due and the dashboard has everything. */
  async settle(): Promise<void> {
    await this.#untilDone(async () => {
      for (let turn = 0; !await this.#isQuiet(); turn++) {
        if (turn > 30_000) throw new Error(`stuck: ${await this.#describe()}`);
        if (this.#mortal.isDead()) throw new Error("dead");
        this.#clock.advance(1_000);
        await new Promise((resolve) => setTimeout(resolve));
      }
    });
    this.#collectFaults();
  }

  async #describe(): Promise<string> {
    const head = await this.#brain.ingest.head(ACCOUNT);
    const frames = this.#socket?.frames.map(({ type }) => type);
    return JSON.stringify({
      head,
      frames,
      dashboard: this.#dashboard.revision,
    });
  }

  /** {@linkcode settle}, with a dashboard that sees the end of it. */
  async settleWithDashboard(): Promise<void> {
    do {
      await this.connect();
      await this.settle();
    } while (this.#socket === null);
  }

  async #isQuiet(): Promise<boolean> {
    // The queue first: what leaves it later is to be seen in the head.
    const queued = await this.#kv.list({ prefix: keys.queueOf(ACCOUNT) }, {
      limit: 1,
    }).next();
    const head = await this.#brain.ingest.head(ACCOUNT);
    if (head.build !== null || head.catchingUp || head.analyticsDue) {
      return false;
    }
    const mayRebuild = head.snapshot === null || head.snapshot.paused;
    if (mayRebuild && isOutdated(head, await this.basis())) return false;
    const waits = head.generation > 0 && head.snapshot?.paused !== false &&
      !queued.done;
    if (waits || !await isCopied(this.#kv, ACCOUNT, head)) return false;
    return this.#socket === null || head.generation === 0 ||
      this.#dashboard.revision === head.revision;
  }

  /** What the database holds in the end. */
  async stored(): Promise<
    { rows: StoredMessage[]; days: Map<number, Figures> }
  > {
    const store = new Store({ kv: this.#kv });
    const { generation } = await this.#brain.ingest.head(ACCOUNT);
    const dataset = { account: ACCOUNT, generation };
    const rows: StoredMessage[] = [];
    for await (
      const row of listMessages(store, { prefix: keys.messages(dataset) })
    ) {
      rows.push(row);
    }
    const days = new Map<number, Figures>();
    for await (const { day, figures } of listDays(store, dataset)) {
      days.set(day, figures);
    }
    return { rows, days };
  }

  /** The graph as it is embedded, on the server, and drawn from all that is stored. */
  async graphs() {
    const head = await this.#brain.ingest.head(ACCOUNT);
    return await allGraphs(this.#kv, this.#graphServer, {
      account: ACCOUNT,
      head,
    });
  }

  /** What a page shows in the end, whoever answers by then. */
  views() {
    return this.#untilDone(async () => {
      const { chats, views } = this.#brain;
      const { conversations } = await chats.getChats(ACCOUNT, { limit: 100 });
      return {
        conversations,
        analytics: await views.analytics(ACCOUNT),
      };
    });
  }

  get dashboard(): TestDashboard {
    return this.#dashboard;
  }

  async end(): Promise<void> {
    this.#socket?.close();
    this.#brain.hub.close();
    await this.#brain.ingest.stop();
  }
}
