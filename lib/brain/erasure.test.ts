import { describe, expect, it } from "vitest";
import { Brain } from "@/lib/brain.ts";
import { TestGraphServer } from "@/lib/graph/copy/testing.ts";
import { LocalBus } from "@/lib/hub/mod.ts";
import type { Head } from "@/lib/ingest/mod.ts";
import {
  AccountId,
  CacheUpdateEnvelope,
  ChatId,
  CommandDraft,
  CreatorId,
  NewRawMessagePayload,
} from "@/lib/models/mod.ts";
import { keys, ManualClock, Store, Transaction } from "@/lib/store/mod.ts";
import { withKv } from "@/lib/store/testing.ts";
import { changeTopic } from "@/lib/topics/mod.ts";
import { eventually } from "@/tests/conditions.ts";
import { mortalKv, TestDashboard, TestSocket } from "./testing.ts";

const ACCOUNT = AccountId.parse("u_1");
const OTHER = AccountId.parse("u_2");
const NOW = Date.UTC(2026, 10, 21, 12);
const FIRST_CHAT = 770_001;
const CHATS = [FIRST_CHAT, FIRST_CHAT + 1, FIRST_CHAT + 2];
const MESSAGES = 12;
/** Is in every text and every name of the account that is erased. */
const MARK = "quokka";
/** What tells the account's people in keys and values of the database. */
const TRACES = /quokka|77000\d|88000\d/;

/** A message that holds a mark in everything that anybody wrote. */
function message(n: number, mark = MARK) {
  const chat = CHATS[n % CHATS.length];
  return {
    id: 880_000 + n,
    chat_id: chat,
    fromUser: { id: chat, name: `Fan ${mark} ${chat}` },
    is_inbound: n % 2 === 0,
    isTip: n === 4,
    ...n === 4 ? { price: 20 } : {},
    // One is larger than a value of the database may be.
    text: `I loved Lisbon with Maria, ${mark} ${n}${
      n === 5 ? ` ${mark}`.repeat(12_000) : ""
    }`,
    createdAt: new Date(NOW - (MESSAGES - n) * 3_600_000).toISOString(),
  };
}

function snapshot(mark = MARK, part?: { index: number; total: number }) {
  return CacheUpdateEnvelope.parse({
    chats: CHATS.map((id) => ({
      id,
      withUser: { id, name: `Fan ${mark} ${id}` },
      unread_count: 1,
    })),
    messages: [
      ...Array.from({ length: MESSAGES }, (_, n) => message(n, mark)),
      { id: 880_099, text: `Without a chat, ${mark}` },
    ],
    ...part === undefined ? {} : { snapshot_id: "begun", part },
  });
}

function delta(n: number, mark = MARK) {
  return NewRawMessagePayload.parse({
    message: message(n, mark),
    event_id: `e${n}`,
  });
}

function command(mark = MARK) {
  const text = `Thank you, ${mark}`;
  return CommandDraft.parse({ chat_id: String(FIRST_CHAT + 2), text });
}

/** Every key and value of the database, a line each. */
async function everything(kv: Deno.Kv): Promise<string[]> {
  const lines: string[] = [];
  const decoder = new TextDecoder();
  for await (const { key, value } of kv.list({ prefix: [] })) {
    const text = value instanceof Uint8Array
      ? decoder.decode(value)
      : JSON.stringify(value);
    lines.push(`${JSON.stringify(key)} ${text}`);
  }
  return lines;
}

/** What is left of the account's people in the database. */
async function traces(kv: Deno.Kv): Promise<string[]> {
  return (await everything(kv)).filter((line) => TRACES.test(line))
    .map((line) => line.slice(0, 200));
}

/** Instances on one database and bus, with a graph server. */
class Setting {
  readonly clock = new ManualClock(NOW);
  readonly server = new TestGraphServer();
  readonly brains: Brain[] = [];
  readonly #kv: Deno.Kv;
  readonly #bus = new LocalBus();

  constructor(kv: Deno.Kv) {
    this.#kv = kv;
  }

  async open(kv = this.#kv): Promise<Brain> {
    const brain = new Brain({
      kv,
      clock: this.clock,
      bus: this.#bus,
      calmMs: 0,
      instance: `i${this.brains.length}`,
      graphServer: { target: this.server.client(), everyMs: 0 },
      suggestions: { writer: null },
      onError: () => {},
    });
    this.brains.push(brain);
    await brain.start();
    return brain;
  }

  /** An instance with messages of the account. */
  async openFull(kv = this.#kv, account = ACCOUNT, mark = MARK) {
    const brain = await this.open(kv);
    await brain.ingest.addSnapshot(account, snapshot(mark));
    await this.settle(brain);
    await brain.ingest.addDelta(account, delta(MESSAGES, mark));
    await this.settle(brain);
    await brain.commands.create(account, command(mark), `Kim ${mark}`);
    const chat = ChatId.parse(FIRST_CHAT);
    await brain.notes.add(account, chat, { text: `Of ${mark}`, by: "Kim" });
    // Two fans wait: to one of them the rule writes by itself.
    await brain.suggestions.changeRule(account, "unanswered", {
      change: {
        templates: [`${mark}, {name}`],
        threshold: 0.01,
        automatic: true,
        per_day: 1,
      },
      by: mark,
    });
    this.clock.advance(5_000);
    await this.settle(brain);
    return brain;
  }

  /** Waits until a brain has nothing to do, while time goes by. */
  async settle(brain: Brain): Promise<void> {
    let isIdle = false;
    const idle = brain.ingest.idle().finally(() => isIdle = true);
    await eventually("idle", () => {
      this.clock.advance(250);
      return isIdle;
    });
    await idle;
  }

  /** What comes of something while time goes by. */
  async meanwhile<R>(promise: Promise<R>): Promise<R> {
    let isOver = false;
    promise.catch(() => {}).finally(() => isOver = true);
    await eventually("an answer", () => {
      this.clock.advance(250);
      return isOver;
    });
    return await promise;
  }

  /** A dashboard that has everything. */
  async watch(brain: Brain): Promise<TestDashboard> {
    const socket = new TestSocket();
    const dashboard = new TestDashboard();
    socket.onFrame = (frame) => dashboard.receive(frame);
    brain.hub.connectBridge(socket.asSocket, ACCOUNT, { session: "s" });
    const { revision } = await brain.ingest.head(ACCOUNT);
    await eventually("a full sync", () => {
      this.clock.advance(250);
      return dashboard.revision === revision;
    });
    return dashboard;
  }

  graph() {
    const dataset = { account: ACCOUNT, generation: 1 };
    const creator = CreatorId.parse(ACCOUNT);
    return this.server.graphOf({ dataset, creator }).vertices;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const brain of this.brains) {
      await brain.hub.close();
      await brain.ingest.stop().catch(() => {});
    }
  }
}

/** What the account shows: nothing but that it waits for a snapshot. */
async function expectNothing(brain: Brain): Promise<void> {
  expect(await brain.ingest.status(ACCOUNT))
    .toEqual({ status: "AWAITING_SNAPSHOT" });
  expect(await brain.chats.getChats(ACCOUNT, { limit: 10 }))
    .toEqual({ conversations: [], next_cursor: null });
  expect(await brain.quarantine(ACCOUNT, 10))
    .toEqual({ total: 0, records: [] });
  expect(await brain.views.entities(ACCOUNT, { limit: 10 }))
    .toEqual([]);
  const { conversations, analytics } = await brain.dashboardView(ACCOUNT, {
    conversations: 50,
  });
  expect([conversations, analytics]).toEqual([[], null]);
  const { counts } = await brain.graph.state(ACCOUNT);
  expect(counts).toEqual({ vertices: {}, edges: {} });
}

describe("a creator who is erased", () => {
  it("leaves no trace in the database, and others as they are", () =>
    withKv(async (kv) => {
      await using setting = new Setting(kv);
      const brain = await setting.openFull();
      await brain.ingest.addSnapshot(OTHER, snapshot("wombat"));
      await setting.settle(brain);
      const ofOther = (lines: string[]) =>
        lines.filter((line) => line.includes(OTHER) && /wombat/.test(line));
      const others = ofOther(await everything(kv));
      expect(others.length).toBeGreaterThan(20);
      const ownTraces = async () =>
        (await traces(kv)).filter((line) => !line.includes(`"${OTHER}"`));
      const before = await ownTraces();
      // In messages, places, figures, the graph, the log and what was set aside.
      for (
        const kind of [
          "msg",
          "msg+",
          "msg_at",
          "conv",
          "log",
          "quarantine",
          "command",
          "open_suggestion",
          "occasion",
          "automatic_send",
          "suggestion_state",
        ]
      ) {
        expect(before.some((line) => line.startsWith(`["${kind}"`)), kind)
          .toBe(true);
      }

      const erased = await brain.eraseCreator(ACCOUNT, ACCOUNT);
      expect(erased).toEqual({
        ok: true,
        totals: { messages: MESSAGES + 1, conversations: CHATS.length },
      });
      await expectNothing(brain);
      await setting.settle(brain);
      expect(await ownTraces()).toEqual([]);
      expect(ofOther(await everything(kv))).toEqual(others);
      const { garbage, erasing } = await brain.ingest.head(ACCOUNT);
      expect([garbage, erasing]).toEqual([[], null]);
    }));

  it("is gone from dashboards at once, and from the graph server", () =>
    withKv(async (kv) => {
      await using setting = new Setting(kv);
      const brain = await setting.openFull();
      const dashboard = await setting.watch(brain);
      expect(dashboard.conversations.size).toBe(CHATS.length);
      expect(setting.graph().size).toBeGreaterThan(CHATS.length);
      await brain.eraseCreator(ACCOUNT, ACCOUNT);
      const { revision } = await brain.ingest.head(ACCOUNT);
      await eventually("a full sync of nothing", () => {
        setting.clock.advance(250);
        return dashboard.revision === revision;
      });
      expect(dashboard.conversations.size).toBe(0);
      expect(dashboard.analytics?.totals)
        .toMatchObject({ messages: 0, conversations: 0 });
      expect(dashboard.status).toBe("AWAITING_SNAPSHOT");
      const late = await setting.watch(brain);
      expect(late.conversations.size).toBe(0);
      await setting.settle(brain);
      expect(setting.graph().size).toBe(0);
      expect([...dashboard.faults, ...late.faults]).toEqual([]);
    }));

  it("may come back, with what was sent since and nothing else", () =>
    withKv(async (kv) => {
      await using setting = new Setting(kv);
      const brain = await setting.openFull();
      const dashboard = await setting.watch(brain);
      await brain.eraseCreator(ACCOUNT, ACCOUNT);
      await brain.ingest.addDelta(ACCOUNT, delta(40, "numbat"));
      await expectNothing(brain);
      await brain.ingest.addSnapshot(
        ACCOUNT,
        CacheUpdateEnvelope.parse({ chats: [], messages: [] }),
      );
      await setting.settle(brain);
      const { conversations } = await brain.chats
        .getChats(ACCOUNT, { limit: 10 });
      expect(conversations.map(({ messageCount }) => messageCount))
        .toEqual([1]);
      expect(conversations[0]?.lastMessage?.text).toContain("numbat");
      const lines = await everything(kv);
      expect(lines.filter((line) => line.includes(MARK))).toEqual([]);
      const { revision } = await brain.ingest.head(ACCOUNT);
      await eventually("the dashboard", () => dashboard.revision === revision);
      expect(dashboard.faults).toEqual([]);
      expect(dashboard.conversations.size).toBe(1);
    }));

  it("takes along what waits: parts, deltas, and messages being read anew", () =>
    withKv(async (kv) => {
      await using setting = new Setting(kv);
      const brain = await setting.openFull();
      await brain.changeTopics(
        ACCOUNT,
        (settings) => changeTopic(settings, "travel", { hidden: true }),
      );
      await brain.ingest.addSnapshot(
        ACCOUNT,
        snapshot(MARK, { index: 0, total: 3 }),
      );
      // It waits for the rest of the snapshot.
      await brain.ingest.addDelta(ACCOUNT, delta(30));
      const before = await traces(kv);
      for (const kind of ["queue", "staged_chat"]) {
        expect(before.some((line) => line.startsWith(`["${kind}"`)), kind)
          .toBe(true);
      }
      await setting.meanwhile(brain.eraseCreator(ACCOUNT, ACCOUNT));
      await expectNothing(brain);
      // The Agent does not know, and goes on.
      for (const index of [1, 2]) {
        const part = { index, total: 3 };
        expect(await brain.ingest.addSnapshot(ACCOUNT, snapshot(MARK, part)))
          .toEqual({ status: "duplicate" });
      }
      await setting.settle(brain);
      await expectNothing(brain);
      expect(await traces(kv)).toEqual([]);
    }));

  it("is erased at whatever instance that is asked for", () =>
    withKv(async (kv) => {
      await using setting = new Setting(kv);
      const holder = await setting.openFull();
      holder.ingest.agentHere(ACCOUNT);
      const dashboard = await setting.watch(holder);
      const other = await setting.open();
      const erased = await setting.meanwhile(
        other.eraseCreator(ACCOUNT, ACCOUNT),
      );
      expect(erased).toMatchObject({ ok: true });
      for (const brain of [holder, other]) await expectNothing(brain);
      await eventually("the dashboard's end", () => {
        setting.clock.advance(250);
        return dashboard.conversations.size === 0;
      });
      await eventually("no trace", async () => {
        setting.clock.advance(250);
        return (await traces(kv)).length === 0;
      });
      // The Agent's instance has the lease again, and goes on.
      await setting.meanwhile(
        holder.ingest.addSnapshot(ACCOUNT, snapshot("wombat")),
      );
      await setting.settle(holder);
      const { conversations } = await other.chats
        .getChats(ACCOUNT, { limit: 10 });
      expect(conversations).toHaveLength(CHATS.length);
    }));

  it("is erased wholly or not at all, whenever the process dies", async () => {
    const outcomes = new Set<string>();
    for (let commits = 0; commits < 12; commits++) {
      await withKv(async (kv) => {
        await using setting = new Setting(kv);
        const full = await setting.openFull();
        await full.hub.close();
        await full.ingest.stop();
        const mortal = mortalKv(kv, commits);
        const dying = await setting.open(mortal.kv);
        const answer = await Promise.race([
          dying.eraseCreator(ACCOUNT, ACCOUNT).then(() => "answered")
            .catch(() => "failed"),
          eventually("its death or answer", () => {
            setting.clock.advance(250);
            return mortal.isDead() && "dead";
          }),
        ]);
        mortal.kill();
        setting.clock.advance(10_000);
        const next = await setting.open();
        await eventually("the end of its work", async () => {
          setting.clock.advance(1_000);
          const { generation, erasing, garbage } = await next.ingest
            .head(ACCOUNT);
          return generation > 0 || (erasing === null && garbage.length === 0);
        });
        const { generation } = await next.ingest.head(ACCOUNT);
        if (generation === 0) {
          await eventually("no trace", async () => {
            setting.clock.advance(1_000);
            return (await traces(kv)).length === 0;
          });
          await expectNothing(next);
        } else {
          expect(answer).not.toBe("answered");
          const { conversations } = await next.chats
            .getChats(ACCOUNT, { limit: 10 });
          expect(conversations).toHaveLength(CHATS.length);
        }
        outcomes.add(generation === 0 ? "erased" : "kept");
      });
    }
    expect(outcomes).toEqual(new Set(["erased", "kept"]));
  }, 60_000);

  it("has to be the account's, and the only one", () =>
    withKv(async (kv) => {
      await using setting = new Setting(kv);
      const brain = await setting.openFull();
      expect(await brain.eraseCreator(ACCOUNT, "somebody"))
        .toMatchObject({ ok: false, code: "unknown_creator" });
      await brain.ingest.stop();
      const store = new Store({ kv });
      const head = (await store.get<Head>(keys.head(ACCOUNT)))?.value;
      const tx = new Transaction(store);
      tx.set(keys.head(ACCOUNT), { ...head, creators: [ACCOUNT, "second"] });
      await tx.commit();
      const other = await setting.open();
      expect(await other.eraseCreator(ACCOUNT, "second"))
        .toMatchObject({ ok: false, code: "several_creators" });
      const { conversations } = await other.chats
        .getChats(ACCOUNT, { limit: 10 });
      expect(conversations).toHaveLength(CHATS.length);
    }));
});
