import { describe, expect, it } from "vitest";
import { agentChannel } from "./bus/mod.ts";
import { ACCOUNT, type Cluster, NOW, withCluster } from "./testing.ts";
import { FakeSocket } from "./testing_socket.ts";

/** Connection ids in the order in which they are to be given. */
function ids(...names: string[]): { newConnectionId: () => string } {
  return { newConnectionId: () => names.shift() ?? "last" };
}

/** Lets closes and what follows from them happen. */
function settle(cluster: Cluster): Promise<void> {
  return cluster.pass(100);
}

describe("Agents of one account at several instances", () => {
  it("the newer connection stays, wherever it is", () =>
    withCluster(async (cluster) => {
      const [first, second] = [cluster.instance(), cluster.instance()];
      const older = first.agent();
      cluster.clock.advance(1_000);
      const newer = second.agent();
      await settle(cluster);
      expect(older.closed).toEqual({
        code: 4409,
        reason: "Another Agent of this account has connected.",
      });
      expect(newer.closed).toBeNull();

      cluster.clock.advance(1_000);
      const newest = first.agent();
      await settle(cluster);
      expect(newer.closed?.code).toBe(4409);
      expect(newest.closed).toBeNull();
    }));

  it.each([["a", "b"], ["b", "a"]])(
    "of two that connect at the same time exactly one stays (%s, %s)",
    (one, other) =>
      withCluster(async (cluster) => {
        const sockets = [
          cluster.instance(ids(one)).agent(),
          cluster.instance(ids(other)).agent(),
        ];
        await settle(cluster);
        const codes = sockets.map(({ closed }) => closed?.code ?? "stays");
        expect(codes).toEqual(one > other ? ["stays", 4409] : [4409, "stays"]);
      }),
  );

  it("within one instance the later stays, even in the same millisecond", () =>
    withCluster(async (cluster) => {
      const instance = cluster.instance(ids("b", "a"));
      const older = instance.agent();
      const newer = instance.agent();
      // What the older one announced may still be on its way.
      instance.bus.publish(agentChannel(ACCOUNT), {
        kind: "agent",
        connection: "b",
        at: NOW,
      });
      await settle(cluster);
      expect(older.closed?.code).toBe(4409);
      expect(newer.closed).toBeNull();
    }));

  it.each(["the older's", "the newer's"])(
    "a takeover that was missed happens when the bus is back, %s first",
    (whose) =>
      withCluster(async (cluster) => {
        const [first, second] = [cluster.instance(), cluster.instance()];
        const older = first.agent();
        first.bus.turn(false);
        second.bus.turn(false);
        cluster.clock.advance(1_000);
        const newer = second.agent();
        await settle(cluster);
        expect(older.closed).toBeNull();

        const order = [first.bus, second.bus];
        if (whose === "the newer's") order.reverse();
        for (const bus of order) bus.turn(true);
        await settle(cluster);
        expect(older.closed?.code).toBe(4409);
        expect(newer.closed).toBeNull();
      }),
  );

  it("one that gives way claims nothing any more", () =>
    withCluster(async (cluster) => {
      const [first, second] = [cluster.instance(), cluster.instance()];
      const mute = new FakeSocket();
      mute.isMute = true;
      first.agent(mute);
      cluster.clock.advance(1);
      second.agent();
      await cluster.pass(20);
      expect(mute.closed?.code).toBe(4409);

      const claims: number[] = [];
      second.bus.subscribe(agentChannel(ACCOUNT), (message) => {
        if (message.kind === "agent") claims.push(message.at);
      });
      first.bus.turn(false);
      first.bus.turn(true);
      second.bus.publish(agentChannel(ACCOUNT), {
        kind: "agent",
        connection: "older than both",
        at: NOW - 1,
      });
      expect(claims.sort()).toEqual([NOW - 1, NOW + 1]);
    }));

  it("an instance is told when an Agent comes, and when none is left", () =>
    withCluster(async (cluster) => {
      const [first, second] = [cluster.instance(), cluster.instance()];
      const { agents } = cluster.account;
      first.agent();
      cluster.clock.advance(1);
      const other = first.agent();
      await settle(cluster);
      expect(agents).toEqual(["1 here", "1 here"]);
      cluster.clock.advance(1);
      second.agent().close();
      await settle(cluster);
      expect(other.closed?.code).toBe(4409);
      expect(agents.slice(2).sort()).toEqual(["1 gone", "2 gone", "2 here"]);
    }));
});

describe("an Agent that does not keep to its limits", () => {
  const delta = (text = "") => ({
    type: "new_raw_message",
    payload: { message: { id: 5, chat_id: 7, is_inbound: true, text } },
  });

  it("that never reads is closed before its acknowledgements pile up", () =>
    withCluster(async (cluster) => {
      const socket = new FakeSocket();
      socket.room = 0;
      cluster.instance().agent(socket);
      const event_id = "e".repeat(100);
      const frame = delta();
      const named = { ...frame, payload: { ...frame.payload, event_id } };
      for (let sent = 0; sent < 80_000 && !socket.closed; sent += 2_500) {
        for (let i = 0; i < 2_500; i++) socket.receive(named);
        await cluster.pass(500);
      }
      expect(socket.closed).toEqual({
        code: 4429,
        reason: expect.stringContaining("acknowledgements"),
      });
      expect(socket.bufferedAmount).toBeLessThan(9 * 1024 * 1024);
    }));

  it("that sends faster than the Brain commits is closed at a bound", () =>
    withCluster(async (cluster) => {
      const { account } = cluster;
      account.receipt = () => new Promise(() => {});
      const socket = cluster.instance().agent();
      for (let sent = 0; sent < 25_000; sent += 2_500) {
        for (let i = 0; i < 2_500; i++) socket.receive(delta());
        await cluster.pass(500);
      }
      expect(socket.closed).toEqual({
        code: 4429,
        reason: expect.stringContaining("wait for acknowledgements"),
      });
      expect(account.received).toHaveLength(20_000);
    }));

  it("is bound by size too, over its connections, until records are settled", () =>
    withCluster(async (cluster) => {
      const { account } = cluster;
      const commit = Promise.withResolvers<{ status: "committed" }>();
      account.receipt = () => commit.promise;
      const instance = cluster.instance();
      const large = delta("x".repeat(30 * 1024 * 1024));
      const first = instance.agent();
      first.receive(large);
      first.receive(large);
      first.close();
      const second = instance.agent();
      second.receive(large);
      await settle(cluster);
      expect(second.closed?.code).toBe(4429);

      commit.resolve({ status: "committed" });
      await settle(cluster);
      const third = instance.agent();
      third.receive(large);
      await settle(cluster);
      expect(third.closed).toBeNull();
      expect(account.received).toHaveLength(3);
    }));
});
