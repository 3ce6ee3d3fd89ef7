import { describe, expect, it } from "vitest";
import {
  ACCOUNT,
  type Cluster,
  type Instance,
  range,
  withCluster,
} from "./testing.ts";
import { FakeSocket } from "./testing_socket.ts";

const MIB = 1024 * 1024;
/** A frame's text, so that a few of them fill a socket. */
const PADDING = "x".repeat(40_000);

/** A dashboard that has everything and now reads nothing any more. */
async function stalled(
  cluster: Cluster,
  instance: Instance,
): Promise<FakeSocket> {
  const socket = instance.dashboard();
  await cluster.synced(socket);
  socket.room = 0;
  return socket;
}

describe("a dashboard that does not keep up", () => {
  it("has a bounded buffer, slows nobody, and catches up from the log", () =>
    withCluster(async (cluster) => {
      const instance = cluster.instance();
      const slow = await stalled(cluster, instance);
      const fast = instance.dashboard();
      await cluster.synced(fast);
      await instance.commit(100, PADDING);
      expect(fast.revisions).toEqual(range(1, 100));
      await cluster.pass(1_000);
      expect(slow.bufferedAmount).toBeLessThan(1.1 * MIB);
      slow.read();
      await cluster.synced(slow);
      expect(slow.revisions).toEqual(range(1, 100));
      expect(slow.syncs).toEqual([0]);
    }));

  it("need not read the log for what a commit had too much of", () =>
    withCluster(async (cluster) => {
      const instance = cluster.instance();
      const slow = await stalled(cluster, instance);
      await instance.commit(60, PADDING);
      await cluster.pass(200);
      cluster.account.logFrom = 61;
      slow.read();
      await cluster.synced(slow);
      expect(slow.revisions).toEqual(range(1, 60));
      expect(slow.syncs).toEqual([0]);
    }));

  it("reads on and off, and misses nothing", () =>
    withCluster(async (cluster) => {
      const instance = cluster.instance();
      const slow = await stalled(cluster, instance);
      for (let i = 0; i < 30; i++) {
        await instance.commit(5, PADDING);
        slow.read((i % 4) * 60_000);
        await cluster.pass(60);
        expect(slow.bufferedAmount).toBeLessThan(1.1 * MIB);
      }
      slow.read();
      await cluster.synced(slow);
      expect(slow.revisions).toEqual(range(1, 150));
    }));

  it("gets everything anew if the log no longer reaches back", () =>
    withCluster(async (cluster) => {
      const instance = cluster.instance();
      const slow = await stalled(cluster, instance);
      await instance.commit(120, PADDING);
      await cluster.pass(200);
      cluster.account.logFrom = 110;
      slow.read();
      await cluster.synced(slow);
      expect(slow.syncs).toEqual([0, 120]);
      expect(slow.revisions).toEqual(range(1, slow.revisions.length));
      expect(slow.revisions.length).toBeLessThan(109);
    }));

  it("gets of status and presence only the newest, when drained", () =>
    withCluster(async (cluster) => {
      const instance = cluster.instance();
      const agent = instance.agent();
      const slow = await stalled(cluster, instance);
      await instance.commit(60, PADDING);
      const buffered = slow.bufferedAmount;
      for (let done = 1; done <= 50; done++) {
        instance.hub.publishStatus(ACCOUNT, {
          status: "PROCESSING_SNAPSHOT",
          progress: { done, total: 50 },
        });
        agent.receive({
          type: "online_users_update",
          payload: {
            user_ids: [done],
            timestamp: new Date(cluster.clock.now()).toISOString(),
          },
        });
        await cluster.pass(300);
      }
      expect(slow.bufferedAmount).toBe(buffered);
      cluster.account.status = { status: "PROCESSING_SNAPSHOT" };
      slow.read();
      await cluster.synced(slow);
      const told = slow.frames.flatMap((frame) =>
        frame.type === "system_status" ? [frame.payload.progress?.done] : []
      );
      expect(told).toEqual([undefined, 50]);
      expect(slow.online).toEqual(["50"]);
    }));

  it("waits in a full sync too", () =>
    withCluster(async (cluster) => {
      const { account } = cluster;
      const instance = cluster.instance();
      account.parts = 20_000;
      const socket = new FakeSocket();
      socket.room = 0;
      instance.dashboard({}, socket);
      await cluster.until("full", () => socket.bufferedAmount > MIB);
      await cluster.pass(500);
      expect(socket.bufferedAmount).toBeLessThan(1.1 * MIB);
      socket.read();
      await cluster.synced(socket);
      expect(socket.syncs).toEqual([0]);
    }));

  it("and reads nothing for a minute is closed, though it says something", () =>
    withCluster(async (cluster) => {
      const instance = cluster.instance();
      const slow = await stalled(cluster, instance);
      slow.isMute = true;
      await instance.commit(60, PADDING);
      for (let second = 0; second < 55; second += 5) {
        slow.receive({ type: "keepalive", payload: {} });
        await cluster.pass(5_000);
      }
      expect(slow.closed).toBeNull();
      slow.receive({ type: "keepalive", payload: {} });
      await cluster.pass(16_000);
      expect(slow.closed).toEqual({
        code: 4408,
        reason: expect.stringContaining("read"),
      });
      // It is forgotten, although its socket never says that it is closed.
      cluster.account.reads = 0;
      await cluster.pass(10_000);
      expect(cluster.account.reads).toBe(0);
    }));

  it("but reads a little now and then is kept", () =>
    withCluster(async (cluster) => {
      const instance = cluster.instance();
      const slow = await stalled(cluster, instance);
      await instance.commit(60, PADDING);
      for (let minute = 0; minute < 3; minute++) {
        for (let i = 0; i < 4; i++) {
          slow.receive({ type: "keepalive", payload: {} });
          await cluster.pass(14_000);
        }
        slow.read(80_000);
        await cluster.pass(100);
      }
      expect(slow.closed).toBeNull();
    }));
});

describe("closing", () => {
  it("resolves when all sockets have closed", () =>
    withCluster(async (cluster) => {
      const instance = cluster.instance();
      const sockets = [instance.agent(), instance.dashboard()];
      await instance.hub.close();
      expect(sockets.map(({ closed }) => closed?.code)).toEqual([1012, 1012]);
    }));

  it("waits no longer than two seconds for one that does not answer", () =>
    withCluster(async (cluster) => {
      const instance = cluster.instance();
      const mute = new FakeSocket();
      mute.isMute = true;
      instance.dashboard({}, mute);
      let isDone = false;
      instance.hub.close().then(() => isDone = true);
      await cluster.pass(1_900);
      expect(mute.closed?.code).toBe(1012);
      expect(isDone).toBe(false);
      await cluster.pass(200);
      expect(isDone).toBe(true);
    }));

  it("leaves no timer behind, and serves nobody any more", () =>
    withCluster(async (cluster) => {
      const instance = cluster.instance({ watch: true });
      instance.agent();
      await cluster.synced(instance.dashboard());
      await instance.hub.close();
      await cluster.pass(0);
      expect(cluster.clock.pending).toEqual([]);
      expect(instance.dashboard().closed?.code).toBe(1012);
      expect(instance.agent().closed?.code).toBe(1012);
    }));
});
