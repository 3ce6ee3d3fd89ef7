import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { OutgoingWssMessage } from "@/lib/models/mod.ts";
import { ManualClock, Store } from "@/lib/store/mod.ts";
import { LocalBus } from "./bus/mod.ts";
import { Hub } from "./hub.ts";
import type { Receipt } from "./source.ts";
import { ACCOUNT, FakeAccount, NOW } from "./testing.ts";

let clock: ManualClock;
let store: Store;
let account: FakeAccount;
let hub: Hub;
let server: Deno.HttpServer<Deno.NetAddr>;
const clients: Client[] = [];

beforeEach(async () => {
  clock = new ManualClock(NOW);
  store = new Store({ kv: await Deno.openKv(":memory:"), clock });
  account = new FakeAccount(store);
  hub = new Hub({
    store,
    bus: new LocalBus(),
    source: account.source("1"),
    onError: () => {},
  });
  server = Deno.serve({ port: 0, onListen: () => {} }, (request) => {
    const { pathname, searchParams } = new URL(request.url);
    const { socket, response } = Deno.upgradeWebSocket(request);
    const since = searchParams.get("since");
    if (pathname === "/agent") hub.connectAgent(socket, ACCOUNT);
    else {hub.connectBridge(
        socket,
        ACCOUNT,
        since === null
          ? { session: "s_1" }
          : { session: "s_1", since: Number(since) },
      );}
    return response;
  });
});

afterEach(async () => {
  for (const client of clients.splice(0)) client.socket.close();
  hub.close();
  await server.shutdown();
  store.kv.close();
});

/** The other end of a real WebSocket. */
class Client {
  readonly socket: WebSocket;
  readonly frames: OutgoingWssMessage[] = [];
  closed: { code: number; reason: string } | null = null;

  constructor(path: string) {
    this.socket = new WebSocket(`ws://localhost:${server.addr.port}${path}`);
    this.socket.onmessage = ({ data }) => this.frames.push(JSON.parse(data));
    this.socket.onclose = ({ code, reason }) => this.closed = { code, reason };
    clients.push(this);
  }

  send(frame: unknown): void {
    this.socket.send(typeof frame === "string" ? frame : JSON.stringify(frame));
  }

  /** The frames' types, each with its revision where it has one. */
  get story(): string[] {
    return this.frames.map(({ type, payload }) =>
      "revision" in payload ? `${type} ${payload.revision}` : type
    );
  }

  get errors(): string[] {
    return this.frames.flatMap((frame) =>
      frame.type === "system_error" ? [frame.payload.code] : []
    );
  }
}

/** Waits for a condition; the hub's own timers run meanwhile. */
async function until(what: string, isTrue: () => boolean): Promise<void> {
  for (let turn = 0; turn < 5_000; turn++) {
    if (isTrue()) return;
    clock.advance(1);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  throw new Error(`It never came true: ${what}`);
}

async function dashboard(path = "/"): Promise<Client> {
  const client = new Client(path);
  await until(
    "connected",
    () => client.frames.some(({ type }) => type === "system_status"),
  );
  return client;
}

const SYNC = ["full_sync_response 0", "full_sync_response 0"];

describe("a dashboard", () => {
  it("gets a greeting, the status, and everything", async () => {
    const client = await dashboard();
    await until("synced", () => client.frames.length === 4);
    expect(client.story).toEqual(["connection_ack", "system_status", ...SYNC]);
  });

  it("waits for the first snapshot without a sync", async () => {
    account.ready = false;
    const client = await dashboard();
    account.ready = true;
    account.revision = 1;
    hub.publishReplaced(ACCOUNT, 1);
    await until("synced", () => client.frames.length === 4);
    expect(client.story.slice(2)).toEqual([
      "full_sync_response 1",
      "full_sync_response 1",
    ]);
  });

  it("sees every revision once, although announcements are lost or repeated", async () => {
    const client = await dashboard();
    await until("synced", () => client.frames.length === 4);
    const first = await account.commit(2);
    await account.commit(3);
    const last = await account.commit(1);
    hub.publishFrames(ACCOUNT, first.from, first.frames);
    hub.publishFrames(ACCOUNT, last.from, last.frames);
    hub.publishFrames(ACCOUNT, first.from, first.frames);
    await until("caught up", () => client.frames.length === 10);
    expect(client.story.slice(4)).toEqual(
      [1, 2, 3, 4, 5, 6].map((revision) => `analytics_update ${revision}`),
    );
  });

  it("resumes after the revision it has, by address or by frame", async () => {
    await account.commit(5);
    const byAddress = await dashboard("/?since=3");
    await until("replayed", () => byAddress.frames.length === 4);
    expect(byAddress.story.slice(2)).toEqual([
      "analytics_update 4",
      "analytics_update 5",
    ]);

    const byFrame = await dashboard();
    byFrame.send({ type: "resume", payload: { since: 4 } });
    await until("replayed", () => byFrame.story.includes("analytics_update 5"));
    expect(byFrame.story).not.toContain("analytics_update 4");
  });

  it("gets everything if the log does not reach back, or it is ahead", async () => {
    await account.commit(5);
    account.logFrom = 4;
    for (const since of [1, 9]) {
      const client = await dashboard(`/?since=${since}`);
      await until("synced", () => client.frames.length === 4);
      expect(client.story.slice(2)).toEqual([
        "full_sync_response 5",
        "full_sync_response 5",
      ]);
    }
  });

  it("learns who is online, and an older observation changes nothing", async () => {
    const agent = new Client("/agent");
    await until("greeted", () => agent.frames.length > 0);
    const client = await dashboard();
    const online = (user: number, secondsAgo: number) =>
      agent.send({
        type: "online_users_update",
        payload: {
          user_ids: [user],
          timestamp: new Date(clock.now() - secondsAgo * 1000).toISOString(),
        },
      });
    online(1, 5);
    online(2, 60);
    online(3, 1);
    const seen = () =>
      client.frames.flatMap((frame) =>
        frame.type === "online_users_update" ? [frame.payload.user_ids] : []
      );
    await until("both seen", () => seen().length === 2);
    expect(seen()).toEqual([["1"], ["3"]]);
    const late = await dashboard();
    await until(
      "told",
      () => late.frames.some(({ type }) => type === "online_users_update"),
    );
  });
});

describe("an Agent", () => {
  it("is greeted, and asked for a snapshot if there is none", async () => {
    account.ready = false;
    const agent = new Client("/agent");
    await until("greeted", () => agent.frames.length === 3);
    expect(agent.story).toEqual([
      "connection_ack",
      "system_status",
      "sync_required",
    ]);
  });

  it("gets an acknowledgement only after the commit", async () => {
    const committed = Promise.withResolvers<Receipt>();
    account.receipt = () => committed.promise;
    const agent = new Client("/agent");
    await until("greeted", () => agent.frames.length === 2);
    const message = { id: 5, chat_id: 7, is_inbound: true };
    agent.send({
      type: "new_raw_message",
      payload: { message, event_id: "e1", seq: 1 },
    });
    await until("received", () => account.received.length === 1);
    expect(agent.story).not.toContain("ingest_ack");
    committed.resolve({ status: "committed" });
    await until("acknowledged", () => agent.frames.length === 3);
    expect(agent.frames[2]).toEqual({
      type: "ingest_ack",
      payload: { event_id: "e1", seq: 1, status: "committed" },
    });
  });

  it("is told what could not be stored", async () => {
    account.receipt = () => Promise.reject(new Error("disk full"));
    const agent = new Client("/agent");
    await until("greeted", () => agent.frames.length === 2);
    const message = { id: 5, chat_id: 7, is_inbound: true };
    agent.send({ type: "new_raw_message", payload: { message } });
    await until("told", () => agent.errors.length === 1);
    expect(agent.errors).toEqual(["not_committed"]);
  });

  it("gives way to a newer one", async () => {
    const older = new Client("/agent");
    await until("greeted", () => older.frames.length > 0);
    const newer = new Client("/agent");
    await until("replaced", () => older.closed !== null);
    expect(older.closed?.code).toBe(4409);
    expect(newer.closed).toBeNull();
  });
});

describe("limits", () => {
  it("bad frames are answered, and twenty within a minute end it", async () => {
    const agent = new Client("/agent");
    await until("greeted", () => agent.frames.length === 2);
    agent.send("{");
    agent.send({ type: "nonsense", payload: {} });
    agent.send({ type: "new_raw_message", payload: { message: {} } });
    await until("answered", () => agent.errors.length === 3);
    expect(agent.errors).toEqual([
      "invalid_json",
      "validation_error",
      "validation_error",
    ]);
    const last = agent.frames.at(-1);
    expect(last?.type === "system_error" && last.payload.detail).toContain(
      "payload.message.id",
    );
    clock.advance(60_000 - 1_000);
    for (let i = 0; i < 16; i++) agent.send("{");
    await until("answered", () => agent.errors.length === 19);
    expect(agent.closed).toBeNull();
    agent.send("{");
    await until("closed", () => agent.closed !== null);
    expect(agent.closed?.code).toBe(4400);
    expect(account.received).toEqual([]);
  });

  it("silence for a minute ends it, a keepalive prevents that", async () => {
    await account.commit(1);
    const silent = await dashboard();
    const lively = await dashboard();
    clock.advance(50_000);
    lively.send({ type: "keepalive", payload: {} });
    lively.send({ type: "resume", payload: { since: 0 } });
    await until("heard", () => lively.story.includes("analytics_update 1"));
    clock.advance(15_000);
    await until("closed", () => silent.closed !== null);
    expect(silent.closed?.code).toBe(4408);
    expect(lively.closed).toBeNull();
  });

  it("a dashboard that talks too much is closed", async () => {
    const client = await dashboard();
    for (let i = 0; i < 500; i++) {
      client.send({ type: "keepalive", payload: {} });
    }
    await until("closed", () => client.closed !== null);
    expect(client.closed?.code).toBe(4429);
  });

  it("a frame that is too large is refused with the way out", async () => {
    const agent = new Client("/agent");
    await until("greeted", () => agent.frames.length > 0);
    agent.send(" ".repeat(32 * 1024 * 1024 + 1));
    await until("closed", () => agent.closed !== null);
    expect(agent.closed).toEqual({
      code: 4413,
      reason: expect.stringContaining("parts"),
    });
  });

  it("a session that ends takes its dashboards with it", async () => {
    const client = await dashboard();
    hub.closeSession(ACCOUNT, "s_2");
    expect(client.closed).toBeNull();
    hub.closeSession(ACCOUNT, "s_1");
    await until("closed", () => client.closed !== null);
    expect(client.closed?.code).toBe(4401);
  });

  it("at shutdown everybody is asked to reconnect", async () => {
    const client = await dashboard();
    hub.close();
    await until("closed", () => client.closed !== null);
    expect(client.closed?.code).toBe(1012);
  });
});
