/**
 * For tests: two instances that serve one account, whatever its Agents send to
 * either of them, in any order of their steps.
 * @module
 */
import fc from "fast-check";
import { Brain } from "@/lib/brain.ts";
import { PIPELINE_VERSION } from "@/lib/enrichment/mod.ts";
import { TestGraphServer } from "@/lib/graph/copy/testing.ts";
import { type Head, isOutdated, readLog } from "@/lib/ingest/mod.ts";
import { type Figures, InsightBook, listDays } from "@/lib/insights/mod.ts";
import {
  AccountId,
  CacheUpdateEnvelope,
  type EnrichmentBasis,
  NewRawMessagePayload,
  type StoredMessage,
} from "@/lib/models/mod.ts";
import { keys, listMessages, ManualClock, Store } from "@/lib/store/mod.ts";
import { changeTopic, TopicBook } from "@/lib/topics/mod.ts";
import { decision, timeZone } from "./decisions.ts";
import { allGraphs, failing, isCopied } from "./graph_copies.ts";
import { Scheduler, SlowBus, SteppedKv } from "./interleaving.ts";
import { TestDashboard, TestSocket } from "./testing.ts";

const ACCOUNT = AccountId.parse("u_1");
const NOW = Date.UTC(2026, 10, 21, 12);
const HOUR = 3_600_000;
/** Time that goes by between steps, in ms. */
const TICK_MS = 100;
/** Ticks after which a history counts as stuck. */
const MAX_TICKS = 10_000;

/** A version of one of a few messages; equal versions are equal in all. */
const message = fc.record({
  id: fc.integer({ min: 1, max: 8 }),
  version: fc.integer({ min: 0, max: 5 }),
}).map(wireMessage);
type WireMessage = ReturnType<typeof wireMessage>;

function wireMessage({ id, version }: { id: number; version: number }) {
  return {
    id,
    chat_id: 100 + id % 2,
    fromUser: { id: id % 2 === 0 ? 100 : 9 },
    text: `I love version ${version} of ${id}, a recipe from my last trip`,
    // The time of a message may be corrected, so that it moves.
    createdAt: new Date(NOW - (id * 7 + version % 3) * HOUR).toISOString(),
    changedAt: new Date(NOW + version * HOUR).toISOString(),
  };
}

/** What arrives last. */
const LAST_MESSAGES: Record<0 | 1, WireMessage> = {
  0: wireMessage({ id: 20, version: 0 }),
  1: wireMessage({ id: 21, version: 0 }),
};

const instance = fc.constantFrom(0 as const, 1 as const);

/** What may happen next; nobody waits for what came before. */
export const event = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant("news" as const), instance }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant("delta" as const),
      instance,
      message,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("snapshot" as const),
      instance,
      messages: fc.array(message, { maxLength: 6 }),
      parts: fc.integer({ min: 1, max: 3 }),
      /** Parts that are sent before it is begun anew, with another id. */
      sent: fc.integer({ min: 1, max: 3 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom("connect" as const, "leave" as const),
      instance,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("pause" as const),
      instance,
      /** Often longer than its lease lasts. */
      ms: fc.integer({ min: 500, max: 6_000 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constantFrom("crash" as const, "upgrade" as const),
      instance,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("topics" as const),
      instance,
      decision,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("zone" as const),
      instance,
      timeZone,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("time" as const),
      ticks: fc.integer({ min: 1, max: 50 }),
    }),
  },
);
export type Event = typeof event extends fc.Arbitrary<infer E> ? E : never;

const EMPTY_SNAPSHOT: Event = {
  kind: "snapshot",
  instance: 0,
  messages: [],
  parts: 1,
  sent: 1,
};

interface Member {
  version: number;
  stepped: SteppedKv;
  brain: Brain;
  bus: SlowBus;
  socket: TestSocket;
  dashboard: TestDashboard;
}

/** Two instances and what was acknowledged by either of them. */
export class Cluster {
  readonly #kv: Deno.Kv;
  readonly #scheduler: Scheduler;
  readonly #clock = new ManualClock(NOW);
  readonly #graphServer = new TestGraphServer();
  readonly #choices: Iterator<number>;
  readonly #isLost: () => boolean;
  readonly #members: [Member, Member];
  readonly #sending: Promise<unknown>[] = [];
  readonly faults: string[] = [];
  readonly acknowledged: WireMessage[] = [];
  /** Everything that was sent, acknowledged or not. */
  readonly sent: WireMessage[] = [];
  /** Unique messages, with the moments between which they arrived. */
  readonly news: { id: string; sentAt: number; acknowledgedAt: number }[] = [];
  /** The pipeline's latest version. */
  #version = PIPELINE_VERSION;
  #names = 0;
  #moments = 0;

  /**
   * `choices` say which step comes next; `isLost` tells of each message of the
   * bus whether it gets lost.
   */
  constructor(
    kv: Deno.Kv,
    choices: Iterator<number>,
    isLost: () => boolean,
  ) {
    this.#kv = kv;
    this.#choices = choices;
    this.#scheduler = new Scheduler(
      choices,
      () => this.#clock.advance(TICK_MS),
    );
    this.#isLost = isLost;
    this.#members = [this.#newMember("A"), this.#newMember("B")];
    this.#joinBuses();
  }

  /**
   * Lets events happen, and everything come to rest. `isLive`: from the start,
   * with an Agent at the first instance.
   */
  async run(events: readonly Event[], isLive: boolean): Promise<void> {
    const happening = isLive
      ? this.#goLive().then(() => this.#live(events))
      : this.#live(events);
    await this.#scheduler.until(happening);
  }

  /** What a page of either instance shows. */
  async views(of: 0 | 1) {
    const { chats, views } = this.#members[of].brain;
    return await this.#scheduler.until(Promise.all([
      chats.getChats(ACCOUNT, { limit: 100 })
        .then(({ conversations }) => conversations),
      views.analytics(ACCOUNT),
    ]));
  }

  /** The graph as it is embedded, on the server, and drawn from all that is stored. */
  async graphs() {
    const store = new Store({ kv: this.#kv });
    const head = (await store.get<Head>(keys.head(ACCOUNT)))?.value;
    return head === undefined
      ? { embedded: [], copied: [], drawn: [] }
      : await allGraphs(this.#kv, this.#graphServer, {
        account: ACCOUNT,
        head,
      });
  }

  dashboard(of: 0 | 1): TestDashboard {
    return this.#members[of].dashboard;
  }

  /** What the database holds. */
  async stored(): Promise<
    {
      rows: StoredMessage[];
      days: Map<number, Figures>;
      queued: number;
      /** Messages in the order in which dashboards were told of them. */
      told: string[];
    }
  > {
    const store = new Store({ kv: this.#kv });
    const head = await store.get<Head>(keys.head(ACCOUNT));
    const dataset = {
      account: ACCOUNT,
      generation: head?.value.generation ?? 0,
    };
    const rows: StoredMessage[] = [];
    const list = listMessages(store, { prefix: keys.messages(dataset) });
    for await (const row of list) rows.push(row);
    const days = new Map<number, Figures>();
    for await (const { day, figures } of listDays(store, dataset)) {
      days.set(day, figures);
    }
    const queue = store.listKeys({ prefix: keys.queueOf(ACCOUNT) });
    const queued = (await Array.fromAsync(queue)).length;
    const { logFrom = 1, revision = 0 } = head?.value ?? {};
    const range = { since: logFrom - 1, until: revision };
    const told = new Set<string>();
    for await (const frame of readLog(store, ACCOUNT, range)) {
      if (frame.type === "append_message") told.add(frame.message);
    }
    return { rows, days, queued, told: [...told] };
  }

  /** How messages are to be enriched and counted in the end. */
  async basis(): Promise<EnrichmentBasis> {
    const { revision } = await this.topicSettings();
    const book = new InsightBook(new Store({ kv: this.#kv }));
    const zone = await book.timeZone(ACCOUNT);
    return { version: this.#version, topics: revision, zone };
  }

  /** What the creator decided about topics. */
  topicSettings() {
    return new TopicBook(new Store({ kv: this.#kv })).settings(ACCOUNT);
  }

  async end(): Promise<void> {
    const stopped = Promise.all(this.#members.map(async ({ brain, socket }) => {
      socket.close();
      await brain.hub.close();
      await brain.ingest.stop();
    }));
    await this.#scheduler.until(stopped);
  }

  async #goLive(): Promise<void> {
    this.#happen({ kind: "connect", instance: 0 });
    this.#happen(EMPTY_SNAPSHOT);
    await Promise.all(this.#sending);
    await this.#members[0].brain.ingest.idle();
  }

  async #live(events: readonly Event[]): Promise<void> {
    for (const one of events) {
      await this.#scheduler.step(() => this.#happen(one));
    }
    for (const { stepped } of this.#members) stepped.thaw();
    await Promise.all(this.#sending);
    // A new version is everywhere in the end.
    for (const instance of [0, 1] as const) {
      if (this.#members[instance].version < this.#version) {
        this.#restart(instance);
      }
    }
    // A last complete snapshot: without one, deltas rightly wait.
    this.#happen(EMPTY_SNAPSHOT);
    await Promise.all(this.#sending);
    // News at both instances, and nothing after it that would stir them.
    for (const instance of [0, 1] as const) {
      const message = LAST_MESSAGES[instance];
      this.#happen({ kind: "delta", instance, message });
    }
    await Promise.all(this.#sending);
    for (const { brain } of this.#members) {
      await brain.ingest.agentGone(ACCOUNT);
    }
    for (let i = 0; !await this.#isQuiet(); i++) {
      if (i > MAX_TICKS) throw new Error(await this.#describe());
      await this.#scheduler.step(() => {});
    }
    for (const { dashboard } of this.#members) {
      this.faults.push(...dashboard.faults);
    }
  }

  #happen(one: Event): void {
    switch (one.kind) {
      case "time":
        this.#clock.advance(one.ticks * TICK_MS);
        return;
      case "delta": {
        const payload = NewRawMessagePayload.parse({
          message: one.message,
          event_id: `e${this.#names++}`,
        });
        this.#send(
          one.instance,
          [one.message],
          ({ ingest }) => ingest.addDelta(ACCOUNT, payload),
        );
        return;
      }
      case "news":
        return this.#sendNews(one.instance);
      case "snapshot":
        return this.#sendSnapshot(one);
      case "connect":
        return this.#members[one.instance].brain.ingest.agentHere(ACCOUNT);
      case "leave": {
        const { brain, stepped } = this.#members[one.instance];
        const left = brain.ingest.agentGone(ACCOUNT);
        this.#sending.push(left.catch((error) => {
          if (!stepped.isDead) throw error;
        }));
        return;
      }
      case "pause": {
        const { stepped } = this.#members[one.instance];
        stepped.freeze();
        this.#clock.after(one.ms, () => stepped.thaw());
        return;
      }
      case "topics": {
        const { id, change } = one.decision;
        this.#send(
          one.instance,
          [],
          (brain) =>
            brain.changeTopics(
              ACCOUNT,
              (settings) => changeTopic(settings, id, change),
            ),
        );
        return;
      }
      case "zone":
        this.#send(
          one.instance,
          [],
          (brain) => brain.changeTimeZone(ACCOUNT, one.timeZone),
        );
        return;
      case "upgrade":
        this.#version++;
        return this.#restart(one.instance);
      case "crash":
        this.#restart(one.instance);
    }
  }

  /** A message that is like no other, so that its place can be told. */
  #sendNews(instance: 0 | 1): void {
    const message = wireMessage({ id: 1_000 + this.#names++, version: 0 });
    const payload = NewRawMessagePayload.parse({
      message,
      event_id: `e${message.id}`,
    });
    const news = {
      id: String(message.id),
      sentAt: this.#moments++,
      acknowledgedAt: Infinity,
    };
    this.news.push(news);
    const delivered = this.#send(
      instance,
      [message],
      ({ ingest }) => ingest.addDelta(ACCOUNT, payload),
    );
    delivered.then(() => news.acknowledgedAt = this.#moments++);
  }

  #sendSnapshot(
    { instance, messages, parts, sent }: {
      instance: 0 | 1;
      messages: WireMessage[];
      parts: number;
      sent: number;
    },
  ): void {
    const snapshot_id = `s${this.#names++}`;
    const size = Math.ceil(messages.length / parts);
    for (let index = 0; index < Math.min(parts, sent); index++) {
      const some = messages.slice(index * size, (index + 1) * size);
      const payload = CacheUpdateEnvelope.parse({
        chats: [],
        messages: some,
        snapshot_id,
        part: { index, total: parts },
      });
      this.#send(
        instance,
        some,
        ({ ingest }) => ingest.addSnapshot(ACCOUNT, payload),
      );
    }
  }

  /** Sends to an instance, and to the one after it if it dies meanwhile. */
  #send(
    to: 0 | 1,
    messages: WireMessage[],
    send: (brain: Brain) => Promise<unknown>,
  ): Promise<void> {
    this.sent.push(...messages);
    const deliver = async () => {
      for (let attempt = 0; attempt < 50; attempt++) {
        const { brain, stepped } = this.#members[to];
        try {
          const died = this.#untilDead(stepped);
          await Promise.race([send(brain), died]);
          this.acknowledged.push(...messages);
          return;
        } catch {
          await this.#scheduler.step(() => {});
        }
      }
      throw new Error("Nobody took it in");
    };
    const delivered = deliver();
    this.#sending.push(delivered);
    return delivered;
  }

  async #untilDead(stepped: SteppedKv): Promise<never> {
    await stepped.death;
    throw new Error("dead");
  }

  #restart(which: 0 | 1): void {
    const old = this.#members[which];
    this.faults.push(...old.dashboard.faults);
    old.stepped.kill();
    old.socket.close();
    old.brain.ingest.stop().catch(() => {});
    old.brain.hub.close();
    const name = `${which === 0 ? "A" : "B"}${this.#names++}`;
    this.#members[which] = this.#newMember(name);
    this.#joinBuses();
  }

  #newMember(name: string): Member {
    const stepped = new SteppedKv(this.#kv, this.#scheduler);
    const bus = new SlowBus(this.#scheduler, this.#isLost);
    const brain = new Brain({
      kv: stepped.kv,
      clock: this.#clock,
      random: () => 0,
      instance: name,
      bus,
      pipelineVersion: this.#version,
      onError: () => {},
      graphServer: {
        target: this.#graphServer.client((run) =>
          stepped.step(() => failing(this.#graphFault(), run))
        ),
        everyMs: TICK_MS,
      },
    });
    brain.start().catch(() => {});
    const dashboard = new TestDashboard();
    const socket = new TestSocket();
    socket.onFrame = (frame) => dashboard.receive(frame);
    brain.hub.connectBridge(socket.asSocket, ACCOUNT, { session: "s" });
    const version = this.#version;
    return { version, stepped, brain, bus, socket, dashboard };
  }

  /** One of sixteen requests to the graph server fails. */
  #graphFault(): "before" | "after" | undefined {
    const choice = Number(this.#choices.next().value) % 32;
    return choice === 0 ? "before" : choice === 1 ? "after" : undefined;
  }

  #joinBuses(): void {
    SlowBus.join(this.#members.map(({ bus }) => bus));
  }

  async #isQuiet(): Promise<boolean> {
    // The queue first: what leaves it later is to be seen in the head.
    const queued = await this.#kv.list({ prefix: keys.queueOf(ACCOUNT) }, {
      limit: 1,
    }).next();
    const { value: head } = await this.#kv.get<Uint8Array>(keys.head(ACCOUNT));
    if (head === null || !queued.done) return false;
    const stored: Head = JSON.parse(new TextDecoder().decode(head));
    const { revision, build, catchingUp, analyticsDue, garbage } = stored;
    if (isOutdated(stored, await this.basis())) return false;
    return build === null && stored.rebuild === null && !catchingUp &&
      !analyticsDue &&
      garbage.length === 0 &&
      await isCopied(this.#kv, ACCOUNT, stored) &&
      this.#members.every(({ dashboard }) => dashboard.revision === revision);
  }

  async #describe(): Promise<string> {
    const { value: head } = await this.#kv.get<Uint8Array>(keys.head(ACCOUNT));
    const shown = this.#members.map(({ dashboard, socket }) => ({
      revision: dashboard.revision,
      frames: socket.frames.map(({ type }) => type).slice(-5),
    }));
    return `stuck: ${new TextDecoder().decode(head ?? undefined)} ${
      JSON.stringify(shown)
    }`;
  }
}
