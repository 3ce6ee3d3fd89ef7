import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FakeBrain } from "@/lib/agent/testing/fake_brain.ts";
import { ManualClock } from "@/lib/store/clock.ts";
import type { AccountDatabase } from "../store/mod.ts";
import {
  contentOf,
  forgetDatabases,
  message,
  openStore,
  seen,
} from "../store/testing.ts";
import type { Pairing } from "../types.ts";
import { closingOf } from "./closing.ts";
import { readFrame } from "./frames.ts";
import { atEnd, deliver, Line, Service, tearDown, until } from "./testing.ts";

beforeEach(forgetDatabases);
afterEach(tearDown);

const MINUTE = 60_000;

/** How often an address was connected to. */
function counting() {
  const lines: Line[] = [];
  const openSocket = (url: string, protocols: string[]) => {
    const line = new Line(url, protocols);
    lines.push(line);
    return line;
  };
  return { lines, openSocket };
}

async function storeWith(count: number, creator?: string) {
  const store = await openStore(creator);
  await take(store, 1, count);
  return store;
}

async function take(store: AccountDatabase, from: number, count: number) {
  const messages = Array.from(
    { length: count },
    (_, i) => message("101", from + i),
  );
  await store.take(seen({ messages }));
}

const allDelivered = (store: AccountDatabase) =>
  until(async () =>
    expect(await store.counts()).toMatchObject({ waiting: 0, snapshot: null })
  );

function fakeBrain(options: ConstructorParameters<typeof FakeBrain>[0] = {}) {
  const brain = new FakeBrain(options);
  atEnd(() => brain.stop());
  const pairing: Pairing = {
    origin: "http://127.0.0.1",
    userId: "u_test",
    token: "secret",
    wsUrl: brain.url,
    name: "Test",
    pairedAt: 1,
  };
  return { brain, pairing };
}

describe("an Agent that is refused", () => {
  it("stops when it is revoked, until somebody pairs again", async () => {
    const service = await Service.start();
    const { pairing, account, brain } = service;
    const store = await storeWith(3);
    const { lines, openSocket } = counting();
    const first = deliver({ store, pairing, openSocket });
    await allDelivered(store);
    const [agent] = await brain.accounts.listAgents(account);
    await brain.revokeAgent(account, agent!.id);
    await until(() => expect(first.delivery.status.state).toBe("stopped"));
    expect(first.delivery.status.detail).toContain("Pair again");
    expect(first.delivery.status.lastError?.message).toContain("Pair again");
    await take(store, 4, 2);
    first.delivery.ensureConnected();
    expect(lines).toHaveLength(1);
    // The next worker does not even try.
    await until(async () =>
      expect((await store.deliveryState()).halt).not.toBeNull()
    );
    const second = deliver({ store, pairing, openSocket });
    await until(() => expect(second.delivery.status.state).toBe("stopped"));
    expect(second.delivery.status.detail)
      .toBe(first.delivery.status.detail);
    expect(lines).toHaveLength(1);
    // A person may ask; it is refused again.
    second.delivery.ensureConnected({ byPerson: true });
    await until(() => expect(lines).toHaveLength(2));
    await until(() => expect(second.delivery.status.state).toBe("stopped"));
    const token = await brain.accounts.createAgent(account, "Again");
    const third = deliver({
      store,
      pairing: { ...pairing, token, pairedAt: 2 },
      openSocket,
    });
    await allDelivered(store);
    expect(third.delivery.status.state).toBe("connected");
    expect(await service.messages()).toHaveLength(5);
  });

  it("stops where the pairing is of another account", async () => {
    const service = await Service.start();
    const store = await storeWith(1);
    const pairing = {
      ...service.pairing,
      wsUrl: service.pairing.wsUrl.replace(service.account, "u_other"),
    };
    const { delivery } = deliver({ store, pairing });
    await until(() => expect(delivery.status.state).toBe("stopped"));
    expect(delivery.status.detail).toContain("not of this account");
    const other = deliver({
      store,
      pairing: { ...service.pairing, userId: "u_other", pairedAt: 2 },
    });
    await until(() => expect(other.delivery.status.state).toBe("stopped"));
    expect(other.delivery.status.detail).toContain("not u_other");
    expect(await service.messages()).toEqual([]);
  });

  it("says that a pairing cannot be used at all", async () => {
    const store = await storeWith(1);
    const { pairing } = fakeBrain();
    const { delivery } = deliver({
      store,
      pairing: { ...pairing, token: "not a token" },
    });
    await until(() => expect(delivery.status.state).toBe("stopped"));
    expect(delivery.status.detail).toContain("Pair again");
  });
});

describe("two Agents of one account", () => {
  it("do not fight for ever", async () => {
    const { pairing } = await Service.start();
    const clock = new ManualClock(1_000_000);
    const one = await storeWith(3, "9001");
    const other = await storeWith(3, "9002");
    const { lines, openSocket } = counting();
    // Time goes faster here than anything is acknowledged.
    const pace = { ackTimeoutMs: Infinity };
    const options = { pairing, clock, pace, random: () => 0 };
    const first = deliver({ ...options, store: one, openSocket });
    await allDelivered(one);
    const second = deliver({ ...options, store: other });
    await allDelivered(other);
    await until(() => expect(first.delivery.status.state).toBe("stopped"));
    expect(first.delivery.status.detail).toContain("Another Agent");
    await take(one, 4, 1);
    first.delivery.ensureConnected();
    clock.advance(4_000);
    first.delivery.ensureConnected();
    expect(lines).toHaveLength(1);
    // A new worker knows of it, and waits for the rest of the time.
    first.delivery.stop();
    await until(async () =>
      expect((await one.deliveryState()).halt?.times).toBe(1)
    );
    const again = deliver({ ...options, store: one, openSocket });
    await until(() => expect(again.delivery.status.state).toBe("stopped"));
    expect(lines).toHaveLength(1);
    clock.advance(1_000);
    await allDelivered(one);
    expect(again.delivery.status.state).toBe("connected");
    await until(() => expect(second.delivery.status.state).toBe("stopped"));
    // Replaced again soon, it stays away for minutes.
    second.delivery.ensureConnected({ byPerson: true });
    await until(() => expect(again.delivery.status.state).toBe("stopped"));
    expect((await one.deliveryState()).halt)
      .toMatchObject({
        code: 4409,
        times: 2,
        until: clock.now() + 5 * MINUTE,
      });
    await until(() => expect(second.delivery.status.state).toBe("connected"));
    await take(one, 5, 1);
    again.delivery.ensureConnected({ byPerson: true });
    await allDelivered(one);
    expect((await one.deliveryState()).halt).toBeNull();
  });

  it("begins anew after an hour of peace", async () => {
    const { pairing } = await Service.start();
    const clock = new ManualClock(1_000_000);
    const store = await storeWith(1);
    const { lines, openSocket } = counting();
    const { delivery } = deliver({
      store,
      pairing,
      clock,
      openSocket,
      pace: { ackTimeoutMs: Infinity },
      random: () => 0,
    });
    for (const times of [1, 2, 3]) {
      await until(() => expect(delivery.status.state).toBe("connected"));
      lines.at(-1)?.break(4409);
      await until(async () =>
        expect((await store.deliveryState()).halt?.times).toBe(times)
      );
      clock.advance(times === 1 ? 5_000 : 5 * MINUTE * 2 ** (times - 2));
    }
    await until(() => expect(delivery.status.state).toBe("connected"));
    clock.advance(61 * MINUTE);
    await until(() => expect(delivery.status.state).toBe("connected"));
    lines.at(-1)?.break(4409);
    await until(async () =>
      expect((await store.deliveryState()).halt?.times).toBe(1)
    );
  });
});

describe("something too large", () => {
  /** A line on which nothing goes through that is larger. */
  const narrow = (limit: number, code: number, sizes: number[]) =>
  (
    url: string,
    protocols: string[],
  ) =>
    new Line(url, protocols, (text, line) => {
      sizes.push(text.length);
      if (text.length > limit) line.break(code, "too big");
    });

  it.each([4413, 1009])(
    "is set aside, and the rest goes on (%i)",
    async (code) => {
      const service = await Service.start();
      const store = await storeWith(30);
      await store.take(seen({
        messages: [message("101", 31, { text: "x".repeat(20_000) })],
      }));
      const sizes: number[] = [];
      const openSocket = narrow(10_000, code, sizes);
      const { delivery } = deliver({
        store,
        pairing: service.pairing,
        openSocket,
      });
      await allDelivered(store);
      expect(await store.counts()).toMatchObject({ refused: 1, delivered: 30 });
      expect(delivery.status.lastError?.message).toContain(
        "20 KiB was set aside",
      );
      await store.take(seen({
        messages: [
          message("101", 32, { text: "x".repeat(20_000) }),
          message("101", 33),
        ],
      }));
      await allDelivered(store);
      expect(await store.counts()).toMatchObject({ refused: 2, delivered: 31 });
      await until(async () =>
        expect((await service.messages()).map(({ id }) => id)).toContain("33")
      );
      const { messages } = await contentOf();
      expect(messages.filter(({ refused }) => refused).map(({ id }) => id))
        .toEqual(["31", "32"]);
    },
  );

  it("makes parts smaller where none of this size goes through", async () => {
    const service = await Service.start();
    const store = await storeWith(300);
    const sizes: number[] = [];
    deliver({
      store,
      pairing: service.pairing,
      openSocket: narrow(8_000, 4413, sizes),
    });
    await allDelivered(store);
    await until(async () => expect(await service.messages()).toHaveLength(300));
    expect(await store.counts()).toMatchObject({ refused: 0, delivered: 300 });
    const { partBytes } = await store.deliveryState();
    expect(partBytes).toBeLessThan(16_000);
    expect(partBytes).toBeGreaterThan(2_000);
  });

  it("is not blamed on messages if it was who is online", async () => {
    const service = await Service.start();
    const store = await storeWith(3);
    const { delivery } = deliver({
      store,
      pairing: service.pairing,
      openSocket: narrow(2_000, 1009, []),
    });
    await allDelivered(store);
    const users = Array.from({ length: 500 }, (_, i) => String(1_000 + i));
    await until(() =>
      expect(delivery.sendPresence(users, Date.now())).toBe(true)
    );
    await take(store, 4, 3);
    await allDelivered(store);
    expect(await store.counts()).toMatchObject({ refused: 0, delivered: 6 });
    await until(() => expect(delivery.status.state).toBe("connected"));
    expect(delivery.sendPresence(users, Date.now())).toBe(false);
    expect(delivery.sendPresence(["1"], Date.now())).toBe(true);
  });
});

describe("a connection", () => {
  it("says that it is there every 20 seconds", async () => {
    const { brain, pairing } = fakeBrain();
    const clock = new ManualClock();
    const store = await storeWith(1);
    deliver({ store, pairing, clock });
    await allDelivered(store);
    for (const count of [1, 2, 3]) {
      clock.advance(20_000);
      await until(() => expect(brain.others).toHaveLength(count));
    }
    expect(brain.others[0]).toEqual({ type: "keepalive", payload: {} });
    expect(brain.connections).toBe(1);
    expect(brain.invalid).toEqual([]);
  });

  it("is given up where nothing is acknowledged for a minute", async () => {
    const { brain, pairing } = fakeBrain();
    const clock = new ManualClock();
    const store = await storeWith(1);
    const { states } = deliver({ store, pairing, clock, random: () => 0 });
    await allDelivered(store);
    clock.advance(10 * MINUTE);
    brain.acknowledges = false;
    await take(store, 2, 1);
    await until(() => expect(brain.held).toBe(1));
    clock.advance(40_000);
    expect(states.at(-1)?.state).toBe("connected");
    brain.acknowledges = true;
    clock.advance(60_000);
    expect(states.at(-1)?.lastError?.message)
      .toMatch(/^nothing acknowledged for (60|80) s$/);
    clock.advance(0);
    await allDelivered(store);
    expect(brain.connections).toBe(2);
    expect(brain.deltas.map(({ messageId }) => messageId)).toEqual(["2", "2"]);
    expect(new Set(brain.deltas.map(({ eventId }) => eventId)).size).toBe(1);
  });

  it("is given up where the service does not greet", async () => {
    const { brain, pairing } = fakeBrain({ confirms: false });
    const clock = new ManualClock();
    const store = await storeWith(1);
    const { delivery } = deliver({
      store,
      pairing,
      clock,
      random: () => 0.5,
      backoff: { minMs: 1_000, maxMs: 8_000 },
    });
    await until(() => expect(brain.connections).toBe(1));
    const waits = [500, 1_000, 2_000, 4_000, 4_000];
    for (const [i, wait] of waits.entries()) {
      clock.advance(15_000);
      expect(delivery.status).toMatchObject({
        state: "waiting",
        detail: "the service did not answer for 15 s",
      });
      delivery.ensureConnected();
      clock.advance(wait - 1);
      expect(delivery.status.state).toBe("waiting");
      clock.advance(1);
      await until(() => expect(brain.connections).toBe(i + 2));
    }
    clock.advance(15_000);
    delivery.ensureConnected({ byPerson: true });
    await until(() => expect(brain.connections).toBe(waits.length + 2));
  });

  it("sends again what could not be committed, in its order", async () => {
    let isFirst = true;
    const { brain, pairing } = fakeBrain({
      onDelta(brain, { messageId, eventId }) {
        if (messageId !== "3" || !isFirst) return;
        isFirst = false;
        brain.acknowledges = false;
        brain.send("system_error", {
          code: "not_committed",
          errorMessage: "The record could not be stored: send it again.",
          detail: eventId,
        });
        brain.acknowledges = true;
      },
      judge: ({ messageId }) => ({
        status: messageId === "3" && isFirst ? "committed" : "duplicate",
      }),
    });
    const store = await storeWith(1);
    deliver({ store, pairing });
    await allDelivered(store);
    await take(store, 2, 4);
    await allDelivered(store);
    expect(brain.connections).toBe(2);
    const last = brain.deltas.filter(({ connection }) => connection === 2)
      .map(({ messageId }) => messageId);
    expect(last).toEqual([...last].sort());
    expect(new Set(brain.deltas.map(({ messageId }) => messageId)))
      .toEqual(new Set(["2", "3", "4", "5"]));
  });

  it("sends again what changed while it was under way", async () => {
    const { brain, pairing } = fakeBrain();
    const store = await storeWith(1);
    deliver({ store, pairing, clock: new ManualClock() });
    await allDelivered(store);
    brain.acknowledges = false;
    await take(store, 2, 1);
    await until(() => expect(brain.held).toBe(1));
    await store.take(seen({ messages: [message("101", 2, { text: "new" })] }));
    // It goes out behind this one, and not before it is heard of.
    await take(store, 3, 1);
    await until(() => expect(brain.held).toBe(2));
    brain.acknowledges = true;
    brain.release();
    await allDelivered(store);
    expect(brain.deltas.map(({ messageId }) => messageId))
      .toEqual(["2", "3", "2"]);
    expect(new Set(brain.deltas.map(({ eventId }) => eventId)).size).toBe(3);
  });

  it("is asked for often, and made once", async () => {
    const { brain, pairing } = fakeBrain();
    const store = await storeWith(1);
    const { delivery } = deliver({ store, pairing });
    for (let i = 0; i < 10; i++) delivery.ensureConnected();
    await allDelivered(store);
    for (let i = 0; i < 10; i++) delivery.ensureConnected();
    await take(store, 2, 1);
    await allDelivered(store);
    expect(brain.connections).toBe(1);
    expect(brain.protocols).toBe("rapport.v1, bearer.secret");
    delivery.stop();
    await take(store, 3, 1);
    delivery.ensureConnected();
    await allDelivered(store);
    expect(brain.connections).toBe(2);
    expect(brain.parts).toHaveLength(2);
  });

  it("begins with a snapshot where the service is another one", async () => {
    const first = fakeBrain();
    const store = await storeWith(3);
    deliver({ store, pairing: first.pairing }).delivery;
    await allDelivered(store);
    const second = fakeBrain();
    const pairing = {
      ...second.pairing,
      origin: "https://other.example",
      pairedAt: 2,
    };
    deliver({ store, pairing });
    await until(() => expect(second.brain.parts).toHaveLength(2));
    expect(second.brain.parts[1]?.messages).toHaveLength(3);
    await allDelivered(store);
  });
});

describe("readFrame", () => {
  it.each([
    "",
    "null",
    "[]",
    '{"type":1}',
    '{"type":"ingest_ack"}',
    '{"type":"ingest_ack","payload":{"status":"maybe"}}',
    '{"type":"command_to_execute","payload":{"chat_id":{},"text":"x"}}',
    '{"type":"command_to_execute","payload":{"chat_id":7}}',
    '{"type":"append_message","payload":{}}',
    new Uint8Array(),
  ])("passes over %j", (data) => {
    expect(readFrame(data)).toBeNull();
  });

  it("takes what is there", () => {
    const read = (type: string, payload: unknown) =>
      readFrame(JSON.stringify({ type, payload, more: 1 }));
    expect(read("connection_ack", { userId: 5 }))
      .toEqual({ type: "connection_ack", userId: "5" });
    expect(read("sync_required", null))
      .toEqual({ type: "sync_required", reason: "" });
    expect(read("command_to_execute", { chat_id: 7, text: "Hi", status: "x" }))
      .toEqual({
        type: "command_to_execute",
        command: { chat_id: "7", text: "Hi", media_url: null },
      });
    expect(read("ingest_ack", { status: "committed", part: { index: 2 } }))
      .toMatchObject({ ack: { part: 2, snapshotId: null, eventId: null } });
  });
});

describe("closingOf", () => {
  it.each([
    [4401, "refused"],
    [4403, "refused"],
    [4409, "replaced"],
    [4413, "too_large"],
    [1009, "too_large"],
    [1012, "broken"],
    [4400, "broken"],
    [4408, "broken"],
    [4429, "broken"],
    [1006, "broken"],
    [0, "broken"],
  ])("%i is %s", (code, kind) => {
    const closing = closingOf(code, "because");
    expect(closing.kind).toBe(kind);
    expect(closing.detail).not.toBe("");
  });
});
