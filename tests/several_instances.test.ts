import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { AgentClient } from "@/lib/agent/client.ts";
import type { AgentEvent } from "@/lib/agent/events.ts";
import { Random } from "@/lib/demo/random.ts";
import { Account, connectAgent, type Pairing } from "./account.ts";
import { Cluster } from "./cluster/cluster.ts";
import { countComplaints, shownBy, viewOf } from "./cluster/outcome.ts";
import { lookInto, readStored } from "./cluster/stored.ts";
import { eventually, within } from "./conditions.ts";
import { LiveDashboard } from "./live_dashboard.ts";
import { isOfType, type Peer } from "./peer.ts";
import { chat, deltaFrame, message, snapshotFrame } from "./records.ts";
import { redisMissing, testThatRedisIsThere } from "./redis.ts";

const SEED = 3_141;
const CHATS = [21, 22, 23, 24, 25];
const LISTED = 60;
/** Longer than all waits of a test that goes well on a busy machine. */
const PATIENCE_MS = 90_000;
/**
 * Messages of which each is sent when the one before is shown: too many for an
 * instance that is told of nothing and looks at the database every few seconds.
 */
const ONE_BY_ONE = 15;

const inSomeChat = (id: number) => message(id, CHATS[id % CHATS.length] ?? 0);
const range = (from: number, count: number) =>
  Array.from({ length: count }, (_, i) => from + i);
const snapshot = {
  chats: CHATS.map(chat),
  messages: range(1, LISTED).map(inSomeChat),
};

testThatRedisIsThere();

describe.skipIf(redisMissing !== null)("two instances over Redis", () => {
  let cluster: Cluster;
  /** The owner at the instance where the Agent is first, and at the other. */
  let near: Account;
  let far: Account;
  let pairing: Pairing;
  let nearby: LiveDashboard;
  let faraway: LiveDashboard;
  const clients: AgentClient[] = [];

  beforeEach(async () => {
    cluster = await Cluster.start(2, new Random(SEED));
    const { cookie, id } = cluster.owner;
    const [first, second] = cluster.instances.map(({ port }) =>
      new Account(`http://127.0.0.1:${port}`, cookie, id)
    );
    [near, far] = [first!, second!];
    pairing = await near.pair();
    [nearby, faraway] = [new LiveDashboard(near), new LiveDashboard(far)];
  }, PATIENCE_MS);

  afterEach(async () => {
    const ended = Promise.all(
      clients.splice(0).map((one) => one.close(AbortSignal.abort())),
    );
    for (const one of [nearby, faraway]) one[Symbol.dispose]();
    await ended;
    await cluster.end();
  }, PATIENCE_MS);

  /** An Agent with a snapshot that both dashboards show. */
  async function startAgent(
    onEvent: (event: AgentEvent) => void = () => {},
  ): Promise<AgentClient> {
    const agent = connect(pairing, onEvent);
    await agent.sendSnapshot(() => snapshot);
    await untilStatus("REALTIME");
    return agent;
  }

  function connect(
    { ws_url: url, token }: Pairing,
    onEvent: (event: AgentEvent) => void = () => {},
  ): AgentClient {
    const backoff = { minMs: 20, maxMs: 200 };
    const agent = new AgentClient({ url, token, onEvent, backoff });
    clients.push(agent);
    agent.connect();
    return agent;
  }

  /** The same Agent's way to another instance. */
  function at({ origin, id }: Account): Pairing {
    const { host } = new URL(origin);
    return { ...pairing, ws_url: `ws://${host}/ws/extension/${id}` };
  }

  async function untilStatus(status: string): Promise<void> {
    await eventually(
      `${status} at both`,
      () =>
        [nearby, faraway].every(({ store, syncs }) =>
          syncs > 0 && store.state.status.value.status === status
        ),
    );
  }

  /** Both dashboards have everything, saw no gap, and show what is stored. */
  async function expectAllIsShown(ids: readonly number[]): Promise<void> {
    // Figures follow messages within a second, with a revision of their own.
    await eventually("everything applied and shown", async () => {
      const { head, queued } = await lookInto(cluster.kvPath, far.id);
      return queued === 0 && head?.analyticsDue === false &&
        [nearby, faraway].every(({ store }) =>
          store.revision.value === head.revision
        );
    });
    const dump = await far.dump();
    const stored = Object.values(dump.messages).flat().map(({ id }) => id);
    expect(stored.map(Number).sort((a, b) => a - b))
      .toEqual([...range(1, LISTED), ...ids.toSorted((a, b) => a - b)]);
    const view = await viewOf(far, dump);
    for (const dashboard of [nearby, faraway]) {
      expect(dashboard.faults).toEqual([]);
      expect([dashboard.syncs, dashboard.connections]).toEqual([1, 1]);
      expect(told(dashboard)).toEqual(ids);
      expect(shownBy(dashboard)).toEqual(view);
    }
  }

  /** What the instances reported but for outages of Redis; ends them. */
  async function endInOrder(): Promise<void> {
    const reports = cluster.instances.map(({ complaints }) => complaints);
    expect(await cluster.end()).toEqual([0, 0]);
    const heads = Object.keys(countComplaints(reports.join("")));
    expect(heads.filter((head) => !head.includes("Redis"))).toEqual([]);
  }

  it("show live what an Agent sends to one of them", async () => {
    const agent = await startAgent();
    const [slow, fast] = [range(1_001, ONE_BY_ONE), range(1_101, 300)];
    await sendOneByOne(agent, slow, [faraway]);
    await sendAll(agent, fast);
    await expectAllIsShown([...slow, ...fast]);
    await endInOrder();
  }, PATIENCE_MS);

  it(
    "let a new Agent's connection take over, wherever it comes in",
    async () => {
      const second = at(far);
      const first = await connectAgent(pairing);
      first.send(snapshotFrame(snapshot.chats, snapshot.messages));
      await untilStatus("REALTIME");
      sendFrames(first, range(1_001, 500));
      await using newer = await connectAgent(second);
      const theirs = range(2_001, 300);
      sendFrames(newer, theirs);
      for (const id of theirs) {
        const { event_id } = await newer.next(
          "ingest_ack",
          ({ status }) => status === "committed",
        );
        expect(event_id).toBe(`event-${id}`);
      }
      expect((await first.closing()).code).toBe(4409);

      const [seen] = [nearby, faraway].map(told);
      await eventually(
        "the last one everywhere",
        () =>
          [nearby, faraway].every((one) => told(one).includes(theirs.at(-1)!)),
      );
      expect(seen).toBeDefined();
      const ids = told(faraway);
      expect(ids.filter((id) => id >= 2_001)).toEqual(theirs);
      const before = ids.filter((id) => id < 2_001);
      expect(before).toEqual(range(1_001, before.length));
      expect(before).toEqual(expect.arrayContaining(acknowledgedIds(first)));
      await expectAllIsShown(ids);
      await endInOrder();
    },
    PATIENCE_MS,
  );

  it(
    "go on by themselves without Redis, and together when it is back",
    async () => {
      const agent = await startAgent();
      await cluster.killRedis();
      await untilStatus("DEGRADED");
      const alone = range(1_001, ONE_BY_ONE);
      await sendOneByOne(agent, alone, [nearby]);
      // Nobody tells the other instance: it looks.
      await eventually(
        "the other instance to find out",
        () => told(faraway).length === alone.length,
      );

      const meanwhile = range(1_101, 200);
      const sent = sendAll(agent, meanwhile);
      await cluster.restartRedis();
      await untilStatus("REALTIME");
      await sent;
      const together = range(1_401, ONE_BY_ONE);
      await sendOneByOne(agent, together, [nearby, faraway]);
      await expectAllIsShown([...alone, ...meanwhile, ...together]);
      await endInOrder();
    },
    PATIENCE_MS,
  );

  it("know who is online, whichever was told", async () => {
    const agent = await connectAgent(pairing);
    agent.send(snapshotFrame(snapshot.chats, snapshot.messages));
    await untilStatus("REALTIME");
    const timestamp = new Date().toISOString();
    const payload = { user_ids: ["21", "23"], timestamp };
    agent.send({ type: "online_users_update", payload });
    await eventually(
      "presence at both",
      () =>
        [nearby, faraway].every(({ store }) =>
          store.state.presence.value?.users.size === 2
        ),
    );

    await using late = far.dashboard();
    const { user_ids, timestamp: at, expires_at } = await late.next(
      "online_users_update",
    );
    expect({ user_ids, timestamp: at }).toEqual(payload);
    expect(Date.parse(expires_at ?? "")).toBeGreaterThan(Date.parse(timestamp));
    await agent.close();
    await late.close();
    await endInOrder();
  }, PATIENCE_MS);

  it(
    "have everything once when the Agent's one is killed amid it",
    async () => {
      const enough = Promise.withResolvers<void>();
      let heard = 0;
      const first = await startAgent(({ type }) => {
        if (type === "delta_acknowledged" && ++heard === 120) enough.resolve();
      });
      const ids = range(1_001, 400);
      const open = new Set(ids);
      const send = (agent: AgentClient, id: number) =>
        agent.send(inSomeChat(id), `event-${id}`).then(() => open.delete(id));
      for (const id of ids) send(first, id).catch(() => {});
      await within("acknowledgements", enough.promise);
      await cluster.instances[0]!.end("SIGKILL");
      await first.close(AbortSignal.abort());
      expect(open.size).toBeGreaterThan(0);
      expect(open.size).toBeLessThan(ids.length);

      const second = connect(at(far));
      await within(
        "the rest to be acknowledged",
        Promise.all([...open].map((id) => send(second, id))),
      );
      await cluster.instances[0]!.start();
      // The dashboard of the one that died connects again, and goes on there.
      await eventually(
        "the other dashboard",
        () => told(nearby).length >= ids.length,
      );
      expect(nearby.connections).toBeGreaterThan(1);
      nearby.connections = 1;
      await expectAllIsShown(ids);
      const { kept, recomputed, queued, logged, logFrom, revision } =
        await readStored(cluster.kvPath, far.id);
      expect(kept).toEqual(recomputed);
      expect(queued).toBe(0);
      expect(logged).toEqual(range(logFrom, revision - logFrom + 1));
      await endInOrder();
    },
    PATIENCE_MS,
  );
});

/** Messages that a dashboard was told of one by one, in order. */
function told({ appended }: LiveDashboard): number[] {
  return appended.map(({ id }) => Number(id));
}

/** What an Agent was told is stored. */
function acknowledgedIds({ frames }: Peer): number[] {
  return frames.flatMap((frame) => {
    if (!isOfType(frame, "ingest_ack")) return [];
    const id = frame.payload.event_id?.replace("event-", "");
    return id === undefined ? [] : [Number(id)];
  });
}

async function sendAll(
  agent: AgentClient,
  ids: readonly number[],
): Promise<void> {
  const sent = ids.map((id) => agent.send(inSomeChat(id), `event-${id}`));
  await within("acknowledgements", Promise.all(sent));
}

function sendFrames(agent: Peer, ids: readonly number[]): void {
  for (const id of ids) {
    agent.send(deltaFrame(inSomeChat(id), { event_id: `event-${id}` }));
  }
}

/** Sends each message when the one before is shown: live, or much too slow. */
async function sendOneByOne(
  agent: AgentClient,
  ids: readonly number[],
  dashboards: readonly LiveDashboard[],
): Promise<void> {
  const send = async () => {
    for (const id of ids) {
      await agent.send(inSomeChat(id), `event-${id}`);
      await eventually(
        `message ${id}`,
        () => dashboards.every((one) => told(one).includes(id)),
      );
    }
  };
  await within("messages to show one by one", send());
}
