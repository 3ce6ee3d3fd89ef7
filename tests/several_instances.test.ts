import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { AgentClient } from "@/lib/agent/client.ts";
import { connectAgent } from "./account.ts";
import { readStored } from "./cluster/stored.ts";
import { eventually, within } from "./conditions.ts";
import type { LiveDashboard } from "./live_dashboard.ts";
import { isOfType, type Peer } from "./peer.ts";
import { chat, deltaFrame, message, snapshotFrame } from "./records.ts";
import { redisMissing, testThatRedisIsThere } from "./redis.ts";
import { TwoInstances } from "./two_instances.ts";

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
  let two: TwoInstances;

  beforeEach(async () => {
    two = await TwoInstances.start();
  }, PATIENCE_MS);

  afterEach(async () => {
    const { codes, errors } = await two.end();
    expect(codes).toEqual([0, 0]);
    expect(errors.filter((error) => !error.includes("Redis"))).toEqual([]);
  }, PATIENCE_MS);

  it("show live what an Agent sends to one of them", async () => {
    const { near, far } = two;
    const agent = two.agent(near);
    await agent.sendSnapshot(() => snapshot);
    await two.untilStatus("REALTIME");
    const [slow, fast] = [range(1_001, ONE_BY_ONE), range(1_101, 300)];
    await sendOneByOne(agent, slow, [far.dashboard]);
    await sendAll(agent, fast);
    await expectOnce(two, [...slow, ...fast]);
  }, PATIENCE_MS);

  it("let a newer connection of the Agent take over", async () => {
    const { near, far } = two;
    const first = await connectAgent(near.pairing);
    first.send(snapshotFrame(snapshot.chats, snapshot.messages));
    await two.untilStatus("REALTIME");
    const [early, late] = [range(1_001, 100), range(1_101, 400)];
    const newer = range(2_001, 300);
    sendFrames(first, early);
    await untilAcknowledged(first, early);
    // Some of these may come in before the other connection does.
    sendFrames(first, late);
    await using second = await connectAgent(far.pairing);
    sendFrames(second, newer);
    expect((await first.closing()).code).toBe(4409);
    await untilAcknowledged(second, newer);

    await two.settled();
    const ids = told(far.dashboard);
    expect(ids.slice(0, early.length)).toEqual(early);
    expect(ids.filter((id) => id >= 2_001)).toEqual(newer);
    const ofFirst = ids.filter((id) => id < 2_001);
    expect(ofFirst).toEqual(range(1_001, ofFirst.length));
    expect(ofFirst).toEqual(expect.arrayContaining(acknowledgedBy(first)));
    await expectOnce(two, ids);
  }, PATIENCE_MS);

  it(
    "go on by themselves without Redis, and together when it is back",
    async () => {
      const { cluster, near, far } = two;
      const agent = two.agent(near);
      await agent.sendSnapshot(() => snapshot);
      await two.untilStatus("REALTIME");
      await cluster.killRedis();
      await two.untilStatus("DEGRADED");
      const alone = range(1_001, ONE_BY_ONE);
      await sendOneByOne(agent, alone, [near.dashboard]);
      // Nobody tells the other instance: it looks.
      await eventually(
        "the other instance to find out",
        () => told(far.dashboard).length === alone.length,
      );

      const meanwhile = range(1_101, 200);
      const sent = sendAll(agent, meanwhile);
      await cluster.restartRedis();
      await two.untilStatus("REALTIME");
      await sent;
      const together = range(1_401, ONE_BY_ONE);
      await sendOneByOne(agent, together, two.dashboards);
      await expectOnce(two, [...alone, ...meanwhile, ...together]);
    },
    PATIENCE_MS,
  );

  it("know who is online, whichever of them was told", async () => {
    const { near, far } = two;
    await using agent = await connectAgent(near.pairing);
    agent.send(snapshotFrame(snapshot.chats, snapshot.messages));
    await two.untilStatus("REALTIME");
    const timestamp = new Date().toISOString();
    const payload = { user_ids: ["21", "23"], timestamp };
    agent.send({ type: "online_users_update", payload });
    // Both were told: whoever comes later is not told by the Agent's message.
    await eventually(
      "presence on both dashboards",
      () =>
        two.dashboards.every(({ store }) =>
          store.state.presence.value?.users.size === 2
        ),
    );

    await using late = far.owner.dashboard();
    const presence = await late.next("online_users_update");
    const { expires_at, ...observed } = presence;
    expect(observed).toEqual(payload);
    expect(Date.parse(expires_at ?? "")).toBeGreaterThan(Date.parse(timestamp));
  }, PATIENCE_MS);

  it("have everything once if the Agent's own is killed amid it", async () => {
    const { cluster, near, far } = two;
    const enough = Promise.withResolvers<void>();
    let acknowledged = 0;
    const first = two.agent(near, ({ type }) => {
      if (type === "delta_acknowledged" && ++acknowledged === 120) {
        enough.resolve();
      }
    });
    await first.sendSnapshot(() => snapshot);
    await two.untilStatus("REALTIME");
    const ids = range(1_001, 400);
    const left = new Set(ids);
    const send = (agent: AgentClient, id: number) =>
      agent.send(inSomeChat(id), `event-${id}`).then(() => left.delete(id));
    // What this one does not get rid of is sent by the other.
    for (const id of ids) send(first, id).catch(() => {});
    await within("acknowledgements", enough.promise);
    await near.instance.end("SIGKILL");
    await first.close(AbortSignal.abort());
    expect(left.size).toBeGreaterThan(0);
    expect(left.size).toBeLessThan(ids.length);

    const second = two.agent(far);
    const rest = [...left].map((id) => send(second, id));
    await within("the rest to be acknowledged", Promise.all(rest));
    await eventually(
      "the rest to be shown",
      () => told(far.dashboard).length >= ids.length,
    );
    await near.instance.start();
    await expectOnce(two, ids);
    expect(near.dashboard.connections).toBeGreaterThan(1);
    const { kept, recomputed, logged, logFrom, revision } = await readStored(
      cluster.kvPath,
      far.owner.id,
    );
    expect(kept).toEqual(recomputed);
    expect(logged).toEqual(range(logFrom, revision - logFrom + 1));
  }, PATIENCE_MS);
});

/** These are stored once, and were shown once, in this order, without a gap. */
async function expectOnce(
  two: TwoInstances,
  ids: readonly number[],
): Promise<void> {
  const { messages, view, shown } = await two.settled();
  const stored = messages.map(({ id }) => Number(id)).sort((a, b) => a - b);
  const sorted = ids.toSorted((a, b) => a - b);
  expect(stored).toEqual([...range(1, LISTED), ...sorted]);
  for (const dashboard of two.dashboards) {
    expect(dashboard.faults).toEqual([]);
    expect(dashboard.syncs).toBe(1);
    expect(told(dashboard)).toEqual(ids);
  }
  expect(shown).toEqual([view, view]);
}

/** Messages that a dashboard was told of one by one, in order. */
function told({ appended }: LiveDashboard): number[] {
  return appended.map(({ id }) => Number(id));
}

async function sendAll(
  agent: AgentClient,
  ids: readonly number[],
): Promise<void> {
  const sent = ids.map((id) => agent.send(inSomeChat(id), `event-${id}`));
  await within("acknowledgements", Promise.all(sent));
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

/** Sends without waiting for anything. */
function sendFrames(agent: Peer, ids: readonly number[]): void {
  for (const id of ids) {
    agent.send(deltaFrame(inSomeChat(id), { event_id: `event-${id}` }));
  }
}

async function untilAcknowledged(
  agent: Peer,
  ids: readonly number[],
): Promise<void> {
  await eventually(
    "all acknowledgements",
    () => acknowledgedBy(agent).length >= ids.length,
  );
  expect(acknowledgedBy(agent)).toEqual(ids);
}

/** Deltas of which a connection was told that they are stored, as they came. */
function acknowledgedBy({ frames }: Peer): number[] {
  return frames.flatMap((frame) => {
    if (!isOfType(frame, "ingest_ack")) return [];
    const { event_id, status } = frame.payload;
    return event_id !== undefined && status === "committed"
      ? [Number(event_id.replace("event-", ""))]
      : [];
  });
}
