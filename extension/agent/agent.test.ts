import { beforeEach, describe, expect, it } from "vitest";
import type { AgentStatus, PanelAnswer, Relayed } from "../messages.ts";
import { Agent } from "./agent.ts";
import type { Sender } from "./senders.ts";
import {
  FakeWorld,
  forgetDatabases,
  inTab,
  liveMessage,
  NOON,
  pairing,
  POPUP,
  rawMessage,
  relay,
  relayed,
  settled,
  signIn,
} from "./testing.ts";

const DASHBOARD: Sender = { origin: "https://rapport.example" };

let world: FakeWorld;
let agent: Agent;

beforeEach(() => {
  forgetDatabases();
  world = new FakeWorld();
  agent = new Agent(world);
});

/** What the popup sees after a request. */
async function ask(request: unknown): Promise<AgentStatus> {
  const answer = await agent.hear(request, POPUP) as PanelAnswer;
  if (!answer.ok) throw new Error(answer.error);
  return answer.status;
}

async function pair(
  creator: string | null,
  userId = "u1",
): Promise<AgentStatus> {
  world.exchanged = () => Promise.resolve(pairing(userId));
  const { origin } = pairing(userId);
  return await ask({ type: "pair", origin, code: "c", name: "Desk", creator });
}

async function hear(page: string, tab: number, ...records: Relayed[]) {
  return await agent.hear(relay(page, ...records), inTab(tab));
}

function creatorIn({ creators }: AgentStatus, id: string) {
  const found = creators.find(({ creator }) => creator.id === id);
  if (found === undefined) throw new Error(`${id} is not known`);
  return found;
}

describe("messages", () => {
  it("are heard from relays and own pages only", async () => {
    const message = relay("p1", signIn(9001), liveMessage(1, 1001));
    const relayInTab = inTab(1);
    const strangers: Sender[] = [
      { ...relayInTab, id: "other" },
      { ...relayInTab, url: "https://evil.example/" },
      { ...relayInTab, url: "https://onlyfans.com.evil.example/" },
      { ...relayInTab, url: undefined },
      { ...relayInTab, tab: undefined },
      { id: "extension", url: "chrome-extension://extension.evil/popup.html" },
      {},
    ];
    for (const stranger of strangers) {
      expect(agent.hear(message, stranger)).toBeNull();
    }
    for (const stranger of [relayInTab, ...strangers]) {
      expect(agent.hear({ type: "status" }, stranger)).toBeNull();
    }
    expect(world.accounts.size).toBe(0);
    expect(await agent.hear(message, relayInTab))
      .toEqual({ stored: true, paused: false });
    expect([...world.content("9001").messages.keys()]).toEqual(["1"]);
  });

  it("of a relay that are not what they should be are passed over", async () => {
    expect(agent.hear({ type: "relay", page: 1, records: [] }, inTab(1)))
      .toBeNull();
    const odd = [
      null,
      { kind: "seen" },
      { kind: "seen", event: "fetch", data: { url: 1 } },
      { kind: "seen", event: "other", data: {} },
      { kind: "result", result: null },
      { kind: "seen", event: "fetch", data: { ...begun(), epoch: -1 } },
      signIn(9001),
      { kind: "seen", event: "fetch", data: { ...begun(), begins: "2" } },
    ];
    const message = { type: "relay", page: "p1", records: odd };
    expect(await agent.hear(message, inTab(1))).toMatchObject({ stored: true });
    expect((await ask({ type: "status" })).current).toBe("9001");
  });

  it("are not answered as stored where they could not be", async () => {
    const { open } = world.stores;
    world.stores.open = () => Promise.reject(new Error("no room"));
    const message = relay("p1", signIn(9001), liveMessage(1, 1001));
    await expect(agent.hear(message, inTab(1))).rejects.toThrow("no room");
    world.stores.open = open;
    expect(await agent.hear(message, inTab(1))).toMatchObject({ stored: true });
  });
});

function begun() {
  const record = signIn(9002, 2);
  return record.kind === "seen" ? record.data : null;
}

describe("pairing", () => {
  it("waits for the first account, and connects it", async () => {
    const { pending, creators } = await pair(null);
    expect(pending).toEqual({
      origin: "https://rapport.example",
      userId: "u1",
      name: "Desk",
      pairedAt: NOON,
    });
    expect(creators).toEqual([]);
    await hear("p1", 1, signIn(9001));
    expect(world.deliveries).toHaveLength(1);
    expect(world.delivery.parts.pairing.userId).toBe("u1");
    const status = await ask({ type: "status" });
    expect(status.pending).toBeNull();
    expect(creatorIn(status, "9001").connection.state).toBe("connected");
  });

  it("goes to the account of the page, if it has none", async () => {
    await hear("p1", 1, signIn(9001));
    expect(creatorIn(await pair(null), "9001").pairing?.userId).toBe("u1");
    expect(world.delivery.asked).toBe(1);
  });

  it("in the place of another ends that one at its service", async () => {
    await pair("9001", "u1");
    const first = world.delivery;
    await pair("9001", "u2");
    expect(first.stopped).toBe(true);
    expect(world.revoked.map(({ userId }) => userId)).toEqual(["u1"]);
    expect(world.delivery.parts.pairing.userId).toBe("u2");
  });

  it("with one account of the service is for one creator", async () => {
    await pair("9001", "u1");
    await expect(pair("9002", "u1")).rejects.toThrow("Unpair that one first");
    await expect(pair(null, "u1")).rejects.toThrow("Unpair that one first");
    expect(world.revoked).toHaveLength(2);
    expect(world.deliveries).toHaveLength(1);
  });

  it("that fails says why, and changes nothing", async () => {
    world.exchanged = () => Promise.reject(new Error("The code was used."));
    const request = { type: "pair", origin: "o", code: "c", name: "n" };
    expect(await agent.hear(request, POPUP))
      .toEqual({ ok: false, error: "The code was used." });
    expect((await ask({ type: "status" })).pending).toBeNull();
  });

  it("that has given up tries again where somebody asks for it", async () => {
    await pair("9001");
    world.delivery.become("stopped", "Another Agent took over.");
    await agent.wake();
    expect(world.delivery.askedByPerson).toBe(0);
    const status = await ask({ type: "connect", creator: "9001" });
    expect(world.delivery.askedByPerson).toBe(1);
    expect(creatorIn(status, "9001").connection.state).toBe("connected");
    await ask({ type: "pause", paused: true });
    await expect(ask({ type: "connect", creator: "9001" })).rejects
      .toThrow("It is paused.");
    await expect(ask({ type: "connect", creator: "9002" })).rejects
      .toThrow("It is not paired.");
  });

  it("ends also where the service cannot be told", async () => {
    await pair("9001");
    world.revoke = () => Promise.reject(new Error("offline"));
    const status = await ask({ type: "unpair", creator: "9001" });
    expect(creatorIn(status, "9001")).toMatchObject({
      pairing: null,
      connection: { state: "not_paired" },
    });
    expect(world.delivery.stopped).toBe(true);
    expect(world.errors).toHaveLength(1);
    await expect(ask({ type: "unpair", creator: "9001" })).rejects
      .toThrow("It is not paired.");
  });

  it("tells nobody the token", async () => {
    await hear("p1", 1, signIn(9001));
    await pair("9001");
    const told = [
      await ask({ type: "status" }),
      await agent.hearExternal({ type: "get_agent_status" }, DASHBOARD),
      world.badge,
      world.sent,
    ];
    expect(JSON.stringify(told)).not.toMatch(/token|wss:/);
  });
});

describe("connections", () => {
  it("are one for each account, and carry its own data only", async () => {
    await hear("p1", 1, signIn(9001), liveMessage(1, 1001));
    await pair("9001", "u1");
    await hear("p2", 2, signIn(9002), liveMessage(2, 1001));
    await pair("9002", "u2");
    await hear("p1", 1, liveMessage(3, 1001));
    await agent.wake();
    expect(
      world.deliveries.map(({ parts: { store, pairing } }) => [
        store.creator,
        pairing.userId,
      ]),
    ).toEqual([["9001", "u1"], ["9002", "u2"]]);
    expect([...world.content("9001").messages.keys()]).toEqual(["1", "3"]);
    expect([...world.content("9002").messages.keys()]).toEqual(["2"]);
  });

  it("come back after a death where data waits, and no page is open", async () => {
    await hear("p1", 1, signIn(9001), liveMessage(1, 1001));
    await pair("9001");
    await pair("9002", "u2");
    await agent.tabClosed(1);
    agent = new Agent(world);
    world.deliveries.length = 0;
    await agent.wake();
    expect(world.deliveries.map(({ parts }) => parts.store.creator))
      .toEqual(["9001"]);
  });

  it("end with a pause, which keeps nothing, and come back after it", async () => {
    await hear("p1", 1, signIn(9001));
    await pair("9001");
    const status = await ask({ type: "pause", paused: true });
    expect(status.paused).toBe(true);
    expect(creatorIn(status, "9001").connection.state).toBe("paused");
    expect(world.delivery.stopped).toBe(true);
    expect(await hear("p1", 1, liveMessage(1, 1001)))
      .toEqual({ stored: true, paused: true });
    await agent.wake();
    expect(world.deliveries).toHaveLength(1);
    await ask({ type: "pause", paused: false });
    expect(world.deliveries).toHaveLength(2);
    await hear("p1", 1, liveMessage(2, 1001));
    expect([...world.content("9001").messages.keys()]).toEqual(["2"]);
  });
});

describe("wiping", () => {
  it("removes one account's data; its pairing stays", async () => {
    await hear("p1", 1, signIn(9001), liveMessage(1, 1001));
    await hear("p2", 2, signIn(9002), liveMessage(2, 1001));
    await pair("9001");
    const first = world.delivery;
    const status = await ask({ type: "wipe", creator: "9001" });
    expect(first.stopped).toBe(true);
    expect(creatorIn(status, "9001")).toMatchObject({
      messages: 0,
      pairing: { userId: "u1" },
      connection: { state: "connected" },
    });
    expect(creatorIn(status, "9002").messages).toBe(1);
    await hear("p1", 1, liveMessage(3, 1001));
    expect([...world.content("9001").messages.keys()]).toEqual(["3"]);
  });

  it("of everything removes what is held as well", async () => {
    await hear("p1", 1, signIn(9001), liveMessage(1, 1001));
    await hear("p2", 2, liveMessage(2, 1001, { epoch: 0 }));
    await agent.tabClosed(1);
    const status = await ask({ type: "wipe", creator: null });
    expect(status).toMatchObject({ held: 0, creators: [] });
  });

  it("does not have a command executed again", async () => {
    await hear("p1", 1, signIn(9001));
    await pair("9001");
    const command = { command_id: "c1", chat_id: 1001, text: "Hi" };
    const other = { ...command, command_id: "c2" };
    await world.delivery.parts.onCommand(command);
    await world.delivery.parts.onCommand(other);
    await settled();
    const result = { command_id: "c2", status: "succeeded" as const };
    await hear("p1", 1, { kind: "result", result });
    await ask({ type: "wipe", creator: "9001" });
    await world.delivery.parts.onCommand(command);
    await world.delivery.parts.onCommand(other);
    await settled();
    const pages = world.sent.map(({ message }) => [
      message.page,
      message.command.command_id,
    ]);
    expect(pages).toEqual([["p1", "c1"], ["p1", "c2"]]);
    expect(world.content("9001").journal.get("c1")?.page).toBe("p1");
    expect(world.content("9001").journal.get("c2")?.result).toEqual(result);
  });
});

describe("commands", () => {
  const command = { command_id: "c1", chat_id: 1001, text: "Hi" };

  it("go to a page of their account, and their result to the service", async () => {
    await hear("p1", 1, signIn(9001));
    await hear("p2", 2, signIn(9002));
    await pair("9001");
    await world.delivery.parts.onCommand(command);
    await settled();
    expect(world.sent).toMatchObject([
      { tab: 1, message: { type: "page_command", page: "p1" } },
    ]);
    const { asked } = world.delivery;
    const result = { command_id: "c1", status: "succeeded" as const };
    await hear("p2", 2, { kind: "result", result });
    expect(world.content("9001").journal.get("c1")?.state).toBe("forwarded");
    await hear("p1", 1, { kind: "result", result });
    await settled();
    expect(world.content("9001").journal.get("c1")?.result).toEqual(result);
    expect(world.delivery.asked).toBeGreaterThan(asked);
  });

  it("wait for a page of their account to come", async () => {
    await pair("9001");
    await world.delivery.parts.onCommand(command);
    await hear("p2", 2, signIn(9002));
    await settled();
    expect(world.sent).toEqual([]);
    await hear("p1", 1, signIn(9001));
    await settled();
    expect(world.sent).toHaveLength(1);
  });

  it("have a result when their page's tab is closed", async () => {
    await hear("p1", 1, signIn(9001));
    await pair("9001");
    await world.delivery.parts.onCommand(command);
    await settled();
    await agent.tabClosed(1);
    expect(world.content("9001").journal.get("c1")?.result?.status)
      .toBe("failed");
  });

  it("go to no page of before the browser's start", async () => {
    await hear("p1", 1, signIn(9001));
    await pair("9001");
    world.clock.advance(1);
    agent = new Agent(world);
    await agent.restart();
    await world.delivery.parts.onCommand(command);
    await settled();
    expect(world.sent).toEqual([]);
  });
});

describe("a dashboard", () => {
  beforeEach(async () => {
    const chats = relayed("fetch", "/chats", [{
      withUser: { id: 1001, name: "Sam" },
      lastMessage: rawMessage(1, 1001),
    }]);
    await hear("p1", 1, signIn(9001), chats);
    await pair("9001");
  });

  it("gets what is stored of its account", async () => {
    expect(
      await agent.hearExternal(
        { type: "get_all_chats_from_db", payload: null },
        DASHBOARD,
      ),
    ).toMatchObject({ ok: true, chats: [{ id: "1001" }] });
    expect(
      await agent.hearExternal({
        type: "get_all_messages_from_db",
        payload: { chatId: 1001 },
      }, DASHBOARD),
    ).toMatchObject({ ok: true, messages: [{ id: "1", chat_id: "1001" }] });
    expect(await agent.hearExternal({ type: "get_agent_status" }, DASHBOARD))
      .toMatchObject({
        ok: true,
        version: "1.2.3",
        creators: [{ creator: { id: "9001" }, pairing: { userId: "u1" } }],
      });
  });

  it("of another origin gets nothing, whatever it asks for", async () => {
    for (const origin of ["https://other.example", undefined, "null"]) {
      for (
        const request of [
          { type: "get_agent_status" },
          { type: "get_all_chats_from_db" },
          { type: "execute_agent_command", payload: { chat_id: 1, text: "a" } },
          "nonsense",
        ]
      ) {
        expect(await agent.hearExternal(request, { origin })).toEqual({
          ok: false,
          error: "This Agent is not paired with this service.",
        });
      }
    }
    expect(world.sent).toEqual([]);
  });

  it("has a command executed, once with the service's", async () => {
    const command = { command_id: "c1", chat_id: 1001, text: "Hi" };
    const asked = agent.hearExternal(
      { type: "execute_agent_command", payload: command },
      DASHBOARD,
    );
    await world.delivery.parts.onCommand(command);
    await settled();
    expect(world.sent).toHaveLength(1);
    const result = { command_id: "c1", status: "succeeded" as const };
    await hear("p1", 1, { kind: "result", result });
    expect(await asked).toEqual({ ok: true, result });
  });

  it("is answered after a minute where there is no result", async () => {
    const asked = agent.hearExternal({
      type: "execute_agent_command",
      payload: { chat_id: 1001, text: "Hi" },
    }, DASHBOARD);
    await settled();
    world.clock.advance(60_000);
    expect(await asked).toMatchObject({
      ok: false,
      error: expect.stringContaining("no result yet"),
    });
  });

  it("has nothing executed during a pause", async () => {
    await ask({ type: "pause", paused: true });
    expect(
      await agent.hearExternal({
        type: "execute_agent_command",
        payload: { chat_id: 1001, text: "Hi" },
      }, DASHBOARD),
    ).toEqual({ ok: false, error: "The Agent is paused." });
  });

  it("does not get more than one answer can hold", async () => {
    const text = "x".repeat(150_000);
    const many = Array.from(
      { length: 150 },
      (_, i) => rawMessage(100 + i, 1001, { text }),
    );
    await hear("p1", 1, relayed("fetch", "/chats/1001/messages", many));
    expect(
      await agent.hearExternal({
        type: "get_all_messages_from_db",
        payload: { chatId: "1001" },
      }, DASHBOARD),
    ).toMatchObject({
      ok: false,
      error: expect.stringContaining("more messages than one answer"),
    });
  });
});

describe("the badge", () => {
  it("says what somebody has to do, in words", async () => {
    await agent.wake();
    expect(world.badge).toMatchObject({
      text: "!",
      title: expect.stringContaining("Not paired"),
    });
    await hear("p1", 1, signIn(9001));
    await pair("9001");
    await settled();
    expect(world.badge).toEqual({ text: "", title: "Rapport" });
    world.delivery.become("stopped", "Pair again.");
    await settled();
    expect(world.badge).toEqual({
      text: "!",
      title: "Rapport: Creator 9001: Pair again.",
    });
    await ask({ type: "pause", paused: true });
    await settled();
    expect(world.badge).toEqual({ text: "", title: "Rapport: paused" });
  });
});

describe("room", () => {
  it("is made above four fifths of the quota", async () => {
    await hear("p1", 1, signIn(9001), liveMessage(1, 1001));
    world.room = { usage: 800, quota: 1_000 };
    await agent.wake();
    expect(world.evicted.size).toBe(0);
    world.room = { usage: 900, quota: 1_000 };
    await agent.wake();
    expect([...world.evicted.keys()]).toEqual(["9001"]);
    expect(world.evicted.get("9001")).toBeCloseTo(200);
    expect((await ask({ type: "status" })).storage).toEqual(world.room);
  });
});

describe("presence", () => {
  it("goes to the account's service, of fans with a chat", async () => {
    await pair("9001");
    const online = relayed("websocket", "", { online: [1001, 1002] });
    await hear("p1", 1, signIn(9001), liveMessage(1, 1001), online);
    world.clock.advance(0);
    await settled();
    expect(world.delivery.presence).toEqual([{ ids: ["1001"], at: NOON }]);
    const more = relayed("websocket", "", { online: [1002] });
    await hear("p1", 1, liveMessage(2, 1002), more);
    world.clock.advance(10_000);
    await settled();
    expect(world.delivery.presence.at(-1)?.ids).toEqual(["1001", "1002"]);
  });
});

it("counts pages and captures that are held in its status", async () => {
  await hear("p1", 1, liveMessage(1, 1001, { epoch: 0 }));
  await hear("p2", 2);
  const message = { ...relay("p3"), lost: 2 };
  await agent.hear(message, inTab(3));
  expect(await ask({ type: "status" })).toMatchObject({
    pages: 3,
    held: 1,
    dropped: 2,
    current: null,
    site: "OnlyFans",
    version: "1.2.3",
  });
});

it("answers a request that it does not know", async () => {
  expect(await agent.hear({ type: "reveal" }, POPUP))
    .toEqual({ ok: false, error: "The Agent does not know this request." });
});
