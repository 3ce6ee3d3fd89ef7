import { expect, it } from "vitest";
import { Brain } from "@/lib/brain.ts";
import { LocalBus } from "@/lib/hub/mod.ts";
import { requestAnalytics } from "@/lib/ingest/analytics_request.ts";
import {
  AccountId,
  CacheUpdateEnvelope,
  NewRawMessagePayload,
} from "@/lib/models/mod.ts";
import { keys, ManualClock, Store } from "@/lib/store/mod.ts";
import { withKv } from "@/lib/store/testing.ts";
import { eventually } from "@/tests/conditions.ts";
import { mortalKv, TestDashboard, TestSocket } from "./testing.ts";

const ACCOUNT = AccountId.parse("u_1");

const delta = (id: number) =>
  NewRawMessagePayload.parse({
    message: { id, chat_id: 7, is_inbound: true, text: `message ${id}` },
    event_id: `e${id}`,
  });

/** Instances on one database, the first of which holds the account's lease. */
class Instances {
  readonly clock = new ManualClock(Date.UTC(2026, 10, 21));
  readonly brains: Brain[] = [];
  readonly #kv: Deno.Kv;
  readonly #bus: LocalBus | null;

  constructor(kv: Deno.Kv, { connected = true } = {}) {
    this.#kv = kv;
    this.#bus = connected ? new LocalBus() : null;
  }

  /** One more; `kv` is its own way to the database. */
  async open(kv = this.#kv): Promise<Brain> {
    const brain = new Brain({
      kv,
      clock: this.clock,
      ...this.#bus === null ? {} : { bus: this.#bus },
      instance: `i${this.brains.length}`,
      onError: () => {},
    });
    this.brains.push(brain);
    await brain.start();
    return brain;
  }

  /** The first one, with a snapshot and a delta. */
  async openFirst(kv = this.#kv): Promise<Brain> {
    const brain = await this.open(kv);
    await brain.ingest.addSnapshot(
      ACCOUNT,
      CacheUpdateEnvelope.parse({ chats: [], messages: [] }),
    );
    await brain.ingest.idle();
    await brain.ingest.addDelta(ACCOUNT, delta(1));
    // What is owed of that is told before anybody asks for more.
    this.clock.advance(1_000);
    await brain.ingest.idle();
    return brain;
  }

  /** Waits for something that may take time to pass. */
  async until(
    what: string,
    isSo: () => Promise<boolean> | boolean,
  ): Promise<void> {
    await eventually(what, async () => {
      if (await isSo()) return true;
      this.clock.advance(250);
      return false;
    });
  }

  /** A dashboard that is connected and up to date. */
  async watch(brain: Brain) {
    const socket = new TestSocket();
    const dashboard = new TestDashboard();
    let told = 0;
    socket.onFrame = (frame) => {
      dashboard.receive(frame);
      if (frame.type === "analytics_update") told++;
    };
    brain.hub.connectBridge(socket.asSocket, ACCOUNT, { session: "s" });
    const { revision } = await brain.ingest.head(ACCOUNT);
    await this.until("a full sync", () => dashboard.revision === revision);
    return { dashboard, told: () => told };
  }

  /** Who holds the lease. */
  async holder(): Promise<unknown> {
    const { value } = await this.#kv.get<Uint8Array | string>(
      keys.lease(ACCOUNT),
    );
    return JSON.parse(
      value instanceof Uint8Array
        ? new TextDecoder().decode(value)
        : `${value}`,
    ).holder;
  }

  /** Whether a request is noted that nobody took up. */
  async isAsked(): Promise<boolean> {
    const { value } = await this.#kv.get(keys.analyticsRequest(ACCOUNT));
    return value !== null;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const brain of this.brains) {
      await brain.hub.close();
      await brain.ingest.stop().catch(() => {});
    }
  }
}

it("reaches dashboards at all instances, once, from whoever writes", () =>
  withKv(async (kv) => {
    await using instances = new Instances(kv);
    const first = await instances.openFirst();
    first.ingest.agentHere(ACCOUNT);
    const second = await instances.open();
    const here = await instances.watch(first);
    const there = await instances.watch(second);
    const { revision } = await first.ingest.head(ACCOUNT);

    await second.broadcastAnalyticsUpdate(ACCOUNT);
    await eventually("the figures", () => here.told() + there.told() === 2);
    for (const { dashboard } of [here, there]) {
      expect(dashboard.revision).toBe(revision + 1);
      expect(dashboard.faults).toEqual([]);
      expect(dashboard.analytics?.totals?.messages).toBe(1);
    }
    expect(await instances.holder()).toBe("i0");
    expect(await instances.isAsked()).toBe(false);
  }));

it("is told once a second, however often it is asked for", () =>
  withKv(async (kv) => {
    await using instances = new Instances(kv);
    const first = await instances.openFirst();
    const second = await instances.open();
    const { dashboard, told } = await instances.watch(second);
    await first.broadcastAnalyticsUpdate(ACCOUNT);
    await eventually("the figures", () => told() === 1);

    const { revision } = await first.ingest.head(ACCOUNT);
    for (let round = 0; round < 20; round++) {
      await Promise.all(
        [first, second].map((brain) => brain.broadcastAnalyticsUpdate(ACCOUNT)),
      );
    }
    await eventually(
      "the request's taking up",
      async () => !await instances.isAsked(),
    );
    await first.ingest.idle();
    expect((await first.ingest.head(ACCOUNT)).revision).toBe(revision);
    instances.clock.advance(1_000);
    await eventually("the figures", () => told() === 2);
    instances.clock.advance(5_000);
    await first.ingest.idle();
    expect((await first.ingest.head(ACCOUNT)).revision).toBe(revision + 1);
    expect(dashboard.faults).toEqual([]);
  }));

it("needs no bus, and no Agent", () =>
  withKv(async (kv) => {
    await using instances = new Instances(kv, { connected: false });
    await instances.openFirst();
    const second = await instances.open();
    const { told } = await instances.watch(second);
    await second.broadcastAnalyticsUpdate(ACCOUNT);
    expect(told()).toBe(0);
    await instances.until("the figures", () => told() === 1);
    expect(await instances.holder()).toBe("i0");
  }));

it("is told by whoever is asked where nobody writes", () =>
  withKv(async (kv) => {
    await using instances = new Instances(kv);
    const first = await instances.openFirst();
    await first.ingest.stop();
    const second = await instances.open();
    const { told } = await instances.watch(second);
    await second.broadcastAnalyticsUpdate(ACCOUNT);
    await eventually("the figures", () => told() === 1);
    expect(await instances.holder()).toBe("i1");
    await second.ingest.idle();
    expect(await instances.isAsked()).toBe(false);
  }));

it("is not lost with the instance that writes", () =>
  withKv(async (kv) => {
    await using instances = new Instances(kv);
    const mortal = mortalKv(kv, Infinity);
    await instances.openFirst(mortal.kv);
    const second = await instances.open();
    const { told } = await instances.watch(second);
    mortal.kill();
    await second.broadcastAnalyticsUpdate(ACCOUNT);
    expect(await instances.isAsked()).toBe(true);
    await instances.until("the figures", () => told() === 1);
    expect(await instances.holder()).toBe("i1");
    expect(await instances.isAsked()).toBe(false);
  }));

it.each([0, 1, 2, 3])(
  "is not lost when who writes dies %i commits later",
  (commits) =>
    withKv(async (kv) => {
      await using instances = new Instances(kv);
      let mortal = mortalKv(kv, Infinity);
      // The first one's way to the database ends when the test says so.
      const way = new Proxy(kv, {
        get: (_, name) => {
          const member: unknown = Reflect.get(mortal.kv, name);
          return typeof member === "function" ? member.bind(mortal.kv) : member;
        },
      });
      await instances.openFirst(way);
      const second = await instances.open();
      const { dashboard, told } = await instances.watch(second);
      mortal = mortalKv(kv, commits);
      await second.broadcastAnalyticsUpdate(ACCOUNT);
      await instances.until("the figures", () => told() >= 1);
      await instances.until(
        "the request's taking up",
        async () => !await instances.isAsked(),
      );
      expect(dashboard.faults).toEqual([]);
    }),
);

it("is not lost with the instance that was asked", () =>
  withKv(async (kv) => {
    await using instances = new Instances(kv);
    const first = await instances.openFirst();
    const { told } = await instances.watch(first);
    // It dies before it tells anybody.
    await requestAnalytics(new Store({ kv, clock: instances.clock }), ACCOUNT);
    await first.ingest.idle();
    expect(told()).toBe(0);
    await first.ingest.stop();

    const { revision } = await first.ingest.head(ACCOUNT);
    const second = await instances.open();
    await eventually(
      "the figures",
      async () => (await second.ingest.head(ACCOUNT)).revision > revision,
    );
    expect(await instances.isAsked()).toBe(false);
  }));

it("is not lost where a lease was lost unawares", () =>
  withKv(async (kv) => {
    await using instances = new Instances(kv, { connected: false });
    const first = await instances.openFirst();
    const second = await instances.open();
    await kv.delete(keys.instance("i0"));
    second.ingest.agentHere(ACCOUNT);
    await second.ingest.idle();
    expect(await instances.holder()).toBe("i1");

    const { told } = await instances.watch(second);
    await first.broadcastAnalyticsUpdate(ACCOUNT);
    await instances.until("the figures", () => told() === 1);
    expect(await instances.holder()).toBe("i1");
  }));

it("waits while a snapshot comes in, and tells of what it has brought", () =>
  withKv(async (kv) => {
    await using instances = new Instances(kv);
    const first = await instances.openFirst();
    first.ingest.agentHere(ACCOUNT);
    const { dashboard, told } = await instances.watch(first);
    const part = (index: number) =>
      CacheUpdateEnvelope.parse({
        chats: [],
        messages: [10, 11].map((id) => ({
          ...delta(10 * index + id).message,
          id: 10 * index + id,
        })),
        snapshot_id: "s",
        part: { index, total: 2 },
      });
    await first.ingest.addSnapshot(ACCOUNT, part(0));
    await first.broadcastAnalyticsUpdate(ACCOUNT);
    await first.ingest.idle();
    expect(told()).toBe(0);
    expect(await instances.isAsked()).toBe(true);
    await first.ingest.addSnapshot(ACCOUNT, part(1));
    await instances.until("the figures", () => told() === 1);
    expect(dashboard.analytics?.totals?.messages).toBe(5);
    expect(await instances.isAsked()).toBe(false);
  }));

it("says nothing before the first snapshot", () =>
  withKv(async (kv) => {
    await using instances = new Instances(kv);
    const brain = await instances.open();
    await brain.broadcastAnalyticsUpdate(ACCOUNT);
    await brain.ingest.idle();
    expect(await instances.isAsked()).toBe(false);
    expect((await brain.ingest.head(ACCOUNT)).revision).toBe(0);
  }));
