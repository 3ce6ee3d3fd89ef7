import { beforeEach, describe, expect, it } from "vitest";
import type { Relayed } from "../../messages.ts";
import { type MetaStore, openMetaStore } from "../meta/meta_store.ts";
import {
  FakeWorld,
  forgetDatabases,
  liveMessage,
  NOON,
  pairing,
  rawMessage,
  relay,
  relayed,
  signIn,
  SITE,
} from "../testing.ts";
import { takeIn } from "./intake.ts";

let world: FakeWorld;
let meta: MetaStore;

beforeEach(async () => {
  forgetDatabases();
  world = new FakeWorld();
  meta = await openMetaStore();
});

function take(page: string, ...records: Relayed[]) {
  return takeIn(relay(page, ...records), { tab: 1, document: null }, {
    site: SITE,
    meta,
    store: (creator) => world.stores.open(creator),
    now: () => NOON,
  });
}

function messagesOf(creator: string): string[] {
  return [...world.accounts.get(creator)?.messages.keys() ?? []];
}

describe("captures", () => {
  it("go to the account of their epoch, not to the one of by then", async () => {
    await take("p1", signIn(9001, 1), signIn(9002, 2));
    const taken = await take(
      "p1",
      liveMessage(1, 1001, { epoch: 1 }),
      liveMessage(2, 1001, { epoch: 2 }),
      liveMessage(3, 1001, { epoch: 1 }),
    );
    expect(messagesOf("9001")).toEqual(["1", "3"]);
    expect(messagesOf("9002")).toEqual(["2"]);
    expect(taken.current).toBe("9002");
    expect(taken.shown).toEqual(["9001", "9002"]);
  });

  it("are held until their account is named, also over many messages", async () => {
    await take("p1", liveMessage(1, 1001, { epoch: 0 }));
    await take("p2", liveMessage(9, 1001, { epoch: 0 }));
    expect(world.accounts.size).toBe(0);
    expect((await meta.heldTotals()).count).toBe(2);
    await take(
      "p1",
      liveMessage(2, 1001, { epoch: 0 }),
      signIn(9001, 1),
      liveMessage(3, 1001, { epoch: 1 }),
    );
    expect(messagesOf("9001")).toEqual(["1", "2", "3"]);
    expect((await meta.heldTotals()).count).toBe(1);
  });

  it("of nobody's session are the next account's", async () => {
    const end = relayed("fetch", "/users/logout", "", { epoch: 1, begins: 2 });
    await take("p1", signIn(9001, 1), end);
    await take("p1", liveMessage(1, 1001, { epoch: 2 }));
    expect(messagesOf("9001")).toEqual([]);
    await take("p1", signIn(9002, 3));
    expect(messagesOf("9002")).toEqual(["1"]);
  });

  it("of which the page got no account stay held", async () => {
    await take("p1", signIn(9001, 1), liveMessage(1, 1001, { epoch: 2 }));
    await take("p1", signIn(9002, 3));
    expect(messagesOf("9001")).toEqual([]);
    expect(messagesOf("9002")).toEqual([]);
    expect((await meta.heldTotals()).count).toBe(1);
  });

  it("come again without being doubled", async () => {
    const records = [liveMessage(1, 1001, { epoch: 0 }), signIn(9001, 1)];
    await take("p1", records[0]!);
    await take("p1", ...records);
    await take("p1", ...records, liveMessage(2, 1001));
    expect(messagesOf("9001")).toEqual(["1", "2"]);
    expect([...world.content("9001").added.values()]).toEqual([1, 1]);
    expect((await meta.heldTotals()).count).toBe(0);
  });

  it("with a message twice are stored in their order", async () => {
    const edited = (text: string) =>
      relayed("fetch", "/chats/1001/messages", [rawMessage(1, 1001, { text })]);
    await take("p1", signIn(9001), edited("first"), edited("second"));
    expect(world.content("9001").messages.get("1")?.text).toBe("second");
  });

  it("leave no trace of an unknown page behind where nothing is in them", async () => {
    const frame = relayed("websocket", "", { typing: 1 }, { epoch: 0 });
    const online = relayed("websocket", "", { online: [1] }, { epoch: 0 });
    await take("p1", frame, online);
    expect((await meta.heldTotals()).count).toBe(0);
  });

  it("that are not stored are not noted as released", async () => {
    await take("p1", liveMessage(1, 1001, { epoch: 0 }));
    const broken = takeIn(
      relay("p1", signIn(9001)),
      { tab: 1, document: null },
      {
        site: SITE,
        meta,
        store: () => Promise.reject(new Error("no room")),
        now: () => NOON,
      },
    );
    await expect(broken).rejects.toThrow("no room");
    expect((await meta.heldTotals()).count).toBe(1);
    await take("p1", signIn(9001));
    expect(messagesOf("9001")).toEqual(["1"]);
  });
});

describe("a pause", () => {
  it("keeps nothing, but goes on knowing whom the page shows", async () => {
    await meta.setPaused(true);
    const taken = await take(
      "p1",
      liveMessage(1, 1001, { epoch: 0 }),
      signIn(9001, 1),
      liveMessage(2, 1001, { epoch: 1 }),
    );
    expect(taken).toMatchObject({ paused: true, current: "9001", live: [] });
    expect(world.accounts.size).toBe(0);
    expect((await meta.heldTotals()).count).toBe(0);
    await meta.setPaused(false);
    await take("p1", liveMessage(3, 1001, { epoch: 1 }));
    expect(messagesOf("9001")).toEqual(["3"]);
  });

  it("lets results of commands through", async () => {
    await meta.setPaused(true);
    const result = { command_id: "c1", status: "succeeded" as const };
    const { results } = await take("p1", { kind: "result", result });
    expect(results).toEqual([result]);
  });
});

it("names the account for a pairing that waits", async () => {
  await meta.setPairing(null, pairing("u1"));
  await take("p1", signIn(9001));
  expect((await meta.pairings()).of.get("9001")?.userId).toBe("u1");
});

it("counts what cannot be of the account", async () => {
  const list = relayed("fetch", "/chats/1001/messages", [rawMessage(1, 1002)]);
  await take("p1", signIn(9001), list);
  expect(await meta.creators()).toMatchObject([{ id: "9001", misplaced: 1 }]);
  expect(messagesOf("9001")).toEqual([]);
});

it("tells what live sockets told, of known accounts", async () => {
  const online = relayed("websocket", "", { online: [1001] });
  const { live } = await take("p1", signIn(9001), online, liveMessage(1, 1001));
  expect(live).toEqual([
    { creator: "9001", at: NOON, online: ["1001"] },
    { creator: "9001", at: NOON, online: null },
  ]);
});
