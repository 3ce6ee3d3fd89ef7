import { describe, expect, it } from "vitest";
import { AgentClient } from "@/lib/agent/client.ts";
import type { AgentEvent } from "@/lib/agent/events.ts";
import { cutSnapshot } from "@/lib/agent/parts.ts";
import { keys, Store } from "@/lib/store/mod.ts";
import { Account, connectAgent, type Pairing } from "./account.ts";
import { eventually, within } from "./conditions.ts";
import { DeafDashboard } from "./deaf_dashboard.ts";
import { LiveDashboard } from "./live_dashboard.ts";
import { Peer } from "./peer.ts";
import { chat, message } from "./records.ts";
import {
  databaseWith,
  FIRST_ACCOUNT,
  freePort,
  type Service,
  startService,
} from "./service.ts";

type Signal = "SIGINT" | "SIGTERM";

const CHATS = [31, 32, 33, 34, 35, 36];
/** Enough for a build that takes longer than the signal. */
const LISTED = 1_500;
const DELTAS = 600;
/** Longer than all waits of a test that goes well on a busy machine. */
const PATIENCE_MS = 90_000;
const PART_BYTES = 32 * 1024;
const RESTARTING = 1012;
/** Deno's client forgets the code where it fails to send just then. */
const LOST = 0;
/** What a client says of a connection that ends without a word (RFC 6455). */
const BROKEN = 1006;

const range = (from: number, count: number) =>
  Array.from({ length: count }, (_, i) => from + i);
const inSomeChat = (id: number) => message(id, CHATS[id % CHATS.length] ?? 0);
const snapshot = {
  chats: CHATS.map(chat),
  messages: range(1, LISTED).map(inSomeChat),
};
const PARTS = [...cutSnapshot(snapshot, PART_BYTES)].length;
const deltas = range(LISTED + 1, DELTAS);

/** With which acknowledgement, counted from 1, the signal is sent. */
interface Moment {
  of: "part_acknowledged" | "delta_acknowledged";
  count: number;
}

const moments: [string, Signal, Moment][] = [
  ["amid deltas", "SIGTERM", { of: "delta_acknowledged", count: 150 }],
  ["amid deltas", "SIGINT", { of: "delta_acknowledged", count: 150 }],
  ["amid a snapshot's parts", "SIGTERM", { of: "part_acknowledged", count: 3 }],
  ["as a snapshot is complete", "SIGTERM", {
    of: "part_acknowledged",
    count: PARTS,
  }],
];

describe.each(moments)("asked to end %s, by %s", (_, signal, moment) => {
  it("ends in order, and the next one goes on where it ended", async () => {
    const { kvPath, port, service, owner } = await start();
    const peer = owner.dashboard();
    using dashboard = new LiveDashboard(owner);
    const agent = new SendingAgent(
      await owner.pair(),
      moment,
      () => eventually("a snapshot to be shown", () => dashboard.syncs > 0),
    );

    await agent.untilMoment();
    await expectEnd(service, signal);
    expect((await peer.closing()).code).toBe(RESTARTING);
    await eventually("the Agent's close", () => agent.closings.length > 0);
    expect([RESTARTING, LOST]).toContain(agent.closings[0]);
    expect(agent.acknowledged.length).toBeLessThan(DELTAS);
    expect(await heldLeases(kvPath)).toEqual([]);

    const next = await startService({ kvPath, port });
    await agent.finish();
    expect(agent.acknowledged).toEqual(deltas);
    const { messages } = await owner.settled(LISTED + DELTAS);
    expect(idsOf(Object.values(messages).flat()).sort((a, b) => a - b))
      .toEqual(range(1, LISTED + DELTAS));
    await eventually(
      "the dashboard to be told of everything",
      () => dashboard.appended.length >= DELTAS,
    );
    expect(idsOf(dashboard.appended)).toEqual(deltas);
    expect(dashboard.faults).toEqual([]);
    expect(dashboard.syncs).toBe(1);
    await eventually(
      "REALTIME",
      () => dashboard.store.state.status.value.status === "REALTIME",
    );
    await expectEnd(next, signal);
  }, PATIENCE_MS);
});

describe("asked to end", () => {
  it("leaves the rest to the next one, which needs no Agent", async () => {
    const { kvPath, port, service, owner } = await start();
    // They wait in the queue while the snapshot is built.
    const moment: Moment = { of: "delta_acknowledged", count: 10 };
    const agent = new SendingAgent(await owner.pair(), moment);
    await agent.untilMoment();
    await expectEnd(service, "SIGTERM");
    await agent.giveUp();

    const next = await startService({ kvPath, port });
    await using dashboard = owner.dashboard();
    await dashboard.next(
      "system_status",
      ({ status }) => status === "REALTIME",
    );
    const { messages } = await owner.dump();
    const ids = idsOf(Object.values(messages).flat()).sort((a, b) => a - b);
    expect(ids).toEqual(range(1, ids.length));
    expect(ids).toEqual(expect.arrayContaining(agent.acknowledged));
    await dashboard.close();
    await expectEnd(next, "SIGTERM");
  }, PATIENCE_MS);

  it("takes nobody in any more, and waits for no deaf one", async () => {
    const { service, owner } = await start();
    const pairing = await owner.pair();
    const agent = await connectAgent(pairing);
    const dashboard = owner.dashboard();
    await dashboard.next("system_status");
    using deaf = await DeafDashboard.connect(owner);

    const ended = expectEnd(service, "SIGTERM");
    for (const one of [agent, dashboard]) {
      expect((await one.closing()).code).toBe(RESTARTING);
    }
    // Until the deaf one is given up, or the process is gone.
    const late = [
      owner.dashboard(),
      Peer.agent(pairing.ws_url, pairing.token),
    ];
    for (const one of late) {
      expect([RESTARTING, BROKEN]).toContain((await one.closing()).code);
      expect(one.frames).toEqual([]);
    }
    await ended;
    expect(await deaf.closing()).toBe(RESTARTING);
  }, PATIENCE_MS);
});

interface Started {
  kvPath: string;
  port: number;
  service: Service;
  owner: Account;
}

async function start(): Promise<Started> {
  const kvPath = await databaseWith(FIRST_ACCOUNT);
  const port = freePort();
  const service = await startService({ kvPath, port });
  return { kvPath, port, service, owner: await Account.signIn(service) };
}

/**
 * Asks a service to end, and waits for it. It gives itself less than the five
 * seconds that it has, and fails if they are not enough.
 */
async function expectEnd({ child }: Service, signal: Signal): Promise<void> {
  const { code, signal: killedBy } = await child.end(signal);
  expect({ code, killedBy }).toEqual({ code: 0, killedBy: null });
}

/** Leases that are not let go. */
async function heldLeases(kvPath: string): Promise<unknown[]> {
  using kv = await Deno.openKv(kvPath);
  const leases = new Store({ kv }).list({ prefix: keys.leases() });
  return await Array.fromAsync(leases);
}

function idsOf(messages: readonly { id: string }[]): number[] {
  return messages.map(({ id }) => Number(id));
}

/** Sends the snapshot and then all deltas, as long as it takes. */
class SendingAgent {
  /** Deltas, in the order of their acknowledgements. */
  readonly acknowledged: number[] = [];
  /** Codes with which its connections were closed. */
  readonly closings: number[] = [];
  readonly #client: AgentClient;
  readonly #moment = Promise.withResolvers<void>();
  readonly #sent: Promise<unknown>;

  /** Before the deltas it waits for what `snapshotSent` does. */
  constructor(
    { ws_url: url, token }: Pairing,
    moment: Moment,
    snapshotSent: () => Promise<unknown> = () => Promise.resolve(),
  ) {
    let count = 0;
    const onEvent = (event: AgentEvent) => {
      if (event.type === "disconnected") this.closings.push(event.code);
      if (event.type === "delta_acknowledged") {
        this.acknowledged.push(Number(event.eventId));
      }
      if (event.type === moment.of && ++count === moment.count) {
        this.#moment.resolve();
      }
    };
    const backoff = { minMs: 20, maxMs: 200 };
    this.#client = new AgentClient({
      url,
      token,
      onEvent,
      backoff,
      maxPartBytes: PART_BYTES,
      partWindow: 2,
      deltaWindow: 50,
    });
    this.#client.connect();
    this.#sent = this.#send(snapshotSent);
    // Whoever gives up does not wait for it.
    this.#sent.catch(() => {});
  }

  /** Resolves at the moment that a test wants to know of. */
  async untilMoment(): Promise<void> {
    await within("the moment to end", this.#moment.promise);
  }

  /** Resolves when everything is acknowledged. */
  async finish(): Promise<void> {
    await within("all acknowledgements", this.#sent);
    await this.giveUp();
  }

  /** Sends nothing more. */
  async giveUp(): Promise<void> {
    await this.#client.close(AbortSignal.abort());
  }

  async #send(snapshotSent: () => Promise<unknown>): Promise<void> {
    const client = this.#client;
    await client.sendSnapshot(() => snapshot);
    await snapshotSent();
    await Promise.all(
      deltas.map((id) => client.send(inSomeChat(id), String(id))),
    );
  }
}
