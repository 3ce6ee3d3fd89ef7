import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { CommandDraft } from "@/lib/models/mod.ts";
import type { AccountDatabase } from "../store/mod.ts";
import {
  contentOf,
  forgetDatabases,
  message,
  openStore,
  seen,
} from "../store/testing.ts";
import type { JournalEntry, MessageRecord } from "../types.ts";
import {
  deliver,
  Life,
  Line,
  randomOf,
  Service,
  tearDown,
  until,
} from "./testing.ts";

beforeEach(forgetDatabases);
afterEach(tearDown);

/** Messages of a few chats, by the fan and the creator in turn. */
function messages(from: number, count: number): MessageRecord[] {
  return Array.from({ length: count }, (_, i) => {
    const id = from + i;
    const chat = String(101 + id % 3);
    return message(chat, id, {
      fromUser: { id: id % 2 === 0 ? Number(chat) : 9001 },
    });
  });
}

const take = (store: AccountDatabase, records: MessageRecord[]) =>
  store.take(seen({ messages: records }));

const allDelivered = (store: AccountDatabase) =>
  until(async () =>
    expect(await store.counts()).toMatchObject({ waiting: 0, snapshot: null })
  );

/** A Brain that has a first snapshot, and a delivery that is connected to it. */
async function begun(count = 5) {
  const service = await Service.start();
  const store = await openStore();
  await take(store, messages(1, count));
  const lines: Line[] = [];
  const sent: string[] = [];
  const delivered = deliver({
    store,
    pairing: service.pairing,
    openSocket: (url, protocols) => {
      const line = new Line(url, protocols, (text) => sent.push(text));
      lines.push(line);
      return line;
    },
  });
  await allDelivered(store);
  await until(async () => expect(await service.messages()).toHaveLength(count));
  return { service, store, lines, sent, ...delivered };
}

/** The Brain shows these, by id and text, whatever else it is told of them. */
async function hasAll(
  service: Service,
  expected: readonly MessageRecord[],
): Promise<void> {
  const briefly = (all: readonly { id: string; text?: unknown }[]) =>
    all.map(({ id, text }) => `${id} ${text}`).sort();
  // What it has committed, it may apply a little later.
  await until(async () =>
    expect(briefly(await service.messages())).toEqual(briefly(expected))
  );
}

const parts = (sent: readonly string[]) =>
  sent.filter((text) => text.includes('"cache_update"')).length;

describe("a delivery to a Brain", () => {
  it("sends a snapshot, and then deltas in order, each once", async () => {
    const { service, store, delivery, sent } = await begun(50);
    expect(delivery.status)
      .toEqual({ state: "connected", detail: null, lastError: null });
    const told = await service.watch();
    for (let i = 51; i <= 350; i += 25) await take(store, messages(i, 25));
    await allDelivered(store);
    await until(() => expect(told).toHaveLength(300));
    expect(told.map(({ id }) => id))
      .toEqual(messages(51, 300).map(({ id }) => id));
    await hasAll(service, messages(1, 350));
    expect(sent).toHaveLength(parts(sent) + 300);
    const { outbox, parts: rows } = await contentOf();
    expect([...outbox, ...rows]).toEqual([]);
  });

  it("tells profiles, those that come in later as well", async () => {
    const service = await Service.start();
    const store = await openStore();
    await take(store, messages(1, 9));
    await store.take(seen({ users: [{ id: "101", name: "Sam" }] }));
    deliver({ store, pairing: service.pairing });
    const names = async () => {
      const { conversations } = await service.brain.chats.getChats(
        service.account,
        { limit: 10 },
      );
      return conversations.map(({ withUser }) => withUser?.name ?? null);
    };
    await until(async () => expect(await names()).toContain("Sam"));
    await allDelivered(store);
    await store.take(seen({ users: [{ id: "102", name: "Kim" }] }));
    await until(async () =>
      expect((await names()).sort()).toEqual(["Kim", "Sam", null])
    );
  });

  it("goes on without a snapshot on the next connection", async () => {
    const { service, store, lines, sent, delivery } = await begun();
    const before = parts(sent);
    lines[0]?.break();
    await take(store, messages(6, 3));
    await allDelivered(store);
    expect(lines).toHaveLength(2);
    expect(parts(sent)).toBe(before);
    expect(delivery.status.lastError?.message).toBe("the connection broke");
    await hasAll(service, messages(1, 8));
  });

  it("takes up again after the Brain was shut down", async () => {
    const { store, service, states } = await begun();
    await service.restart();
    await take(store, messages(6, 3));
    await allDelivered(store);
    await hasAll(service, messages(1, 8));
    expect(states.map(({ state }) => state)).toContain("waiting");
  });

  it.each([1, 2, 3, 4, 5, 6])(
    "loses and doubles nothing where lines break and workers die (%i)",
    async (seed) => {
      const random = randomOf(seed);
      const service = await Service.start();
      const store = await openStore();
      await take(store, messages(1, 200));
      let lives = 0;
      let left = 3;
      const begin = () => {
        const life = new Life();
        lives++;
        const onSend = (_: string, line: Line) => {
          if (--left > 0) return;
          left = 1 + Math.floor(random() * 60);
          if (random() < 0.5) return line.break();
          life.end();
          setTimeout(begin);
        };
        deliver({
          store: life.store(store),
          pairing: service.pairing,
          openSocket: life.socket((url, protocols) =>
            new Line(url, protocols, onSend)
          ),
          random,
          pace: { partBytes: 4_096, deltaWindow: 16, partWindow: 3 },
        });
      };
      const told = await service.watch();
      begin();
      let next = 201;
      while (next <= 600) {
        const count = 1 + Math.floor(random() * 20);
        await take(store, messages(next, count));
        next += count;
        // Some of before have changed.
        const [one] = messages(1 + Math.floor(random() * (next - 1)), 1);
        await take(store, [{ ...one!, isLiked: true }]);
        await until(async () => {
          const { snapshot, waiting } = await store.counts();
          if (snapshot === null) expect(waiting).toBeLessThan(60);
        });
      }
      await allDelivered(store);
      left = Infinity;
      const expected = messages(1, next - 1);
      await until(async () =>
        expect(await service.messages()).toHaveLength(expected.length)
      );
      await hasAll(service, expected);
      expect(lives).toBeGreaterThan(3);
      const idsOfLiked = (all: readonly { id: string; isLiked?: unknown }[]) =>
        all.filter(({ isLiked }) => isLiked).map(({ id }) => id).sort();
      const liked = idsOfLiked(
        (await Promise.all(
          ["101", "102", "103"].map((chat) => store.messages(chat)),
        )).flat(),
      );
      await until(async () =>
        expect(idsOfLiked(await service.messages())).toEqual(liked)
      );
      // Whatever was told one by one came in order, and nothing came twice.
      const news = [...new Set(told.map(({ id }) => id))]
        .filter((id) => Number(id) > 200 && !liked.includes(id)).map(Number);
      expect(news.length).toBeGreaterThan(100);
      expect(news).toEqual([...news].sort((a, b) => a - b));
      const versions = told.map(({ id, isLiked }) => `${id} ${isLiked}`);
      expect(new Set(versions).size).toBe(versions.length);
    },
  );

  it("sends everything again to a Brain that has lost it", async () => {
    const { service, store, lines, sent } = await begun();
    const before = parts(sent);
    await service.brain.eraseCreator(service.account, service.account);
    expect(await service.messages()).toEqual([]);
    lines[0]?.break();
    await take(store, messages(6, 3));
    await hasAll(service, messages(1, 8));
    await allDelivered(store);
    expect(parts(sent)).toBeGreaterThan(before);
    expect(await store.counts()).toMatchObject({ messages: 8, delivered: 8 });
  });

  it("starts over where the Brain lost what it had of a snapshot", async () => {
    const service = await Service.start();
    const store = await openStore();
    await take(store, messages(1, 100));
    const sent: string[] = [];
    let isFirst = true;
    deliver({
      store,
      pairing: service.pairing,
      pace: { partBytes: 2_048, partWindow: 1 },
      openSocket: (url, protocols) =>
        new Line(url, protocols, async (text, line) => {
          sent.push(text);
          if (parts(sent) < 4 || !isFirst) return;
          isFirst = false;
          line.cut();
          await service.brain.eraseCreator(service.account, service.account);
          line.fail();
        }),
    });
    await allDelivered(store);
    await hasAll(service, messages(1, 100));
    const ids = sent.flatMap((text) =>
      JSON.parse(text).payload.snapshot_id ?? []
    );
    expect(new Set(ids).size).toBe(2);
  });

  it("goes on with a snapshot of which some was acknowledged", async () => {
    const service = await Service.start();
    const store = await openStore();
    await take(store, messages(1, 100));
    const sent: string[] = [];
    let isFirst = true;
    deliver({
      store,
      pairing: service.pairing,
      pace: { partBytes: 2_048, partWindow: 1 },
      openSocket: (url, protocols) =>
        new Line(url, protocols, (text, line) => {
          sent.push(text);
          if (!isFirst || parts(sent) < 4) return;
          isFirst = false;
          line.break();
        }),
    });
    await allDelivered(store);
    const payloads = sent.map((text) => JSON.parse(text).payload);
    expect(new Set(payloads.map(({ snapshot_id }) => snapshot_id)).size).toBe(
      1,
    );
    const indexes = payloads.map(({ part }) => part.index);
    expect(indexes.slice(0, 5)).toEqual([0, 1, 2, 3, 3]);
    expect(new Set(indexes).size).toBe(indexes.length - 1);
  });

  it("counts what the service sets aside, and goes on", async () => {
    const { service, store, sent } = await begun();
    const nobody = message("101", 6, { fromUser: undefined });
    const large = message("101", 7, { text: "x".repeat(300 * 1024) });
    await take(store, [nobody, large, ...messages(8, 2)]);
    await allDelivered(store);
    expect(await store.counts())
      .toMatchObject({ refused: 2, delivered: 9, waiting: 0 });
    const { total, records } = await service.brain.quarantine(
      service.account,
      10,
    );
    expect(total).toBe(2);
    expect(records.map(({ code }) => code).sort())
      .toEqual(["no_author", "record_too_large"]);
    const count = sent.length;
    await take(store, messages(10, 1));
    await allDelivered(store);
    expect(sent).toHaveLength(count + 1);
  });

  it("counts what it sets aside of a snapshot", async () => {
    const service = await Service.start();
    const store = await openStore();
    const nobody = message("101", 6, { fromUser: undefined });
    await take(store, [...messages(1, 5), nobody]);
    deliver({ store, pairing: service.pairing });
    await allDelivered(store);
    expect(await store.counts()).toMatchObject({ refused: 1, delivered: 6 });
  });

  it("finds the messages that the service cannot read", async () => {
    const { service, store, lines, delivery } = await begun();
    const all = messages(6, 60);
    const unreadable = new Set(["7", "30", "31", "65"]);
    // As a page that is not as it should be may have it.
    const wrong = { price: "5.00" } as unknown as Partial<MessageRecord>;
    await take(
      store,
      all.map((one) => unreadable.has(one.id) ? { ...one, ...wrong } : one),
    );
    await allDelivered(store);
    await hasAll(service, [
      ...messages(1, 5),
      ...all.filter(({ id }) => !unreadable.has(id)),
    ]);
    expect(await store.counts())
      .toMatchObject({ refused: 4, messages: 65, delivered: 61 });
    expect(delivery.status.lastError?.message).toContain("price");
    expect(lines.length).toBeLessThan(4);
    expect(delivery.sendPresence(["101"], 0)).toBe(true);
    await take(store, [{ ...all.find(({ id }) => id === "30")!, price: 5 }]);
    await allDelivered(store);
    await until(async () =>
      expect((await service.messages()).map(({ id }) => id)).toContain("30")
    );
  });

  it("sends who is online", async () => {
    const { service, delivery } = await begun();
    expect(delivery.sendPresence(["101", "102"], Date.now())).toBe(true);
    const frames = await service.frames();
    await until(() =>
      expect(frames).toContainEqual(
        expect.objectContaining({
          type: "online_users_update",
          payload: expect.objectContaining({ user_ids: ["101", "102"] }),
        }),
      )
    );
    delivery.stop();
    expect(delivery.sendPresence(["101"], Date.now())).toBe(false);
    expect(delivery.status.state).toBe("stopped");
  });
});

describe("commands", () => {
  const entryOf = (
    command: JournalEntry["command"],
    status: "succeeded" | "failed",
  ): JournalEntry => ({
    command,
    state: "done",
    page: null,
    receivedAt: 1,
    forwardedAt: null,
    result: { command_id: command.command_id, status },
    acknowledged: false,
  });

  it("come in, and their results are sent until they are known", async () => {
    const { service, store, commands, lines, sent } = await begun();
    const { account, brain } = service;
    const draft = CommandDraft.parse({
      chat_id: "101",
      text: "Thanks!",
      command_id: "c1",
    });
    expect(await brain.commands.create(account, draft, "Robin"))
      .toMatchObject({ ok: true });
    await until(() => expect(commands).toHaveLength(1));
    expect(commands[0]).toMatchObject({
      chat_id: "101",
      text: "Thanks!",
      media_url: null,
      command_id: "c1",
    });
    const command = { ...commands[0]!, command_id: "c1" };
    lines[0]?.cut();
    await store.commands.begin(entryOf(command, "succeeded"));
    expect(await store.commands.unacknowledged())
      .toEqual([{ command_id: "c1", status: "succeeded" }]);
    lines[0]?.fail();
    await until(async () =>
      expect(await store.commands.unacknowledged()).toEqual([])
    );
    const list = await brain.commands.list(account, { limit: 10 });
    expect(list?.commands.map(({ status }) => status)).toEqual(["succeeded"]);
    const results = sent.filter((text) => text.includes("command_result"));
    expect(results).toHaveLength(1);
  });

  it("that the service does not know are nobody's", async () => {
    const { store, delivery } = await begun();
    const command = { chat_id: "101", text: "?", command_id: "who knows" };
    await store.commands.begin(entryOf(command, "failed"));
    await until(async () =>
      expect(await store.commands.unacknowledged()).toEqual([])
    );
    expect(delivery.status.state).toBe("connected");
  });
});

it("sends 20,000 messages as a snapshot, a few parts at a time", async () => {
  const service = await Service.start();
  const store = await openStore();
  const text = `<p>${"So nice to hear from you! ".repeat(20)}</p>`;
  const all = messages(1, 20_000).map((one) => ({
    ...one,
    text,
    chat_id: String(101 + Number(one.id) % 50),
    fromUser: { id: 9001 },
  }));
  for (let i = 0; i < all.length; i += 2_000) {
    await take(store, all.slice(i, i + 2_000));
  }
  let open = 0;
  let mostOpen = 0;
  let mostBytes = 0;
  let parts = 0;
  deliver({
    store,
    pairing: service.pairing,
    openSocket: (url, protocols) =>
      new Line(url, protocols, (text) => {
        if (!text.includes('"cache_update"')) return;
        parts++;
        mostBytes = Math.max(mostBytes, new TextEncoder().encode(text).length);
        mostOpen = Math.max(mostOpen, ++open);
      }, (text) => {
        if (text.includes('"ingest_ack"')) open--;
      }),
  });
  await allDelivered(store);
  await until(async () =>
    expect(await service.messages()).toHaveLength(20_000)
  );
  expect(mostBytes).toBeLessThanOrEqual(512 * 1024);
  expect(mostBytes).toBeGreaterThan(400 * 1024);
  expect(parts).toBeGreaterThan(20);
  expect(mostOpen).toBe(4);
  const counts = await store.counts();
  expect(counts).toMatchObject({ delivered: 20_000, refused: 0 });
}, 60_000);
