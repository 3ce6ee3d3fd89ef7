import { describe, expect, it } from "vitest";
import { keys } from "@/lib/store/mod.ts";
import { replaceIn } from "@/lib/store/testing.ts";
import type { BusMessage } from "./bus/mod.ts";
import { ACCOUNT, NOW, withCluster } from "./testing.ts";
import type { FakeSocket } from "./testing_socket.ts";

/** An Agent sees one user online, `at` ms after the tests' beginning. */
function see(agent: FakeSocket, user: number, at: number): void {
  agent.receive({
    type: "online_users_update",
    payload: {
      user_ids: [user],
      timestamp: new Date(NOW + at).toISOString(),
    },
  });
}

/** What keys of presence begin with. */
const [PRESENCE] = keys.presence(ACCOUNT);
/** Longer than an account's presence may take to change again, in ms. */
const LATER = 500;

describe("presence", () => {
  it("reaches dashboards of all instances, with the time when it expires", () =>
    withCluster(async (cluster) => {
      const [first, second] = [cluster.instance(), cluster.instance()];
      const agent = first.agent();
      const near = first.dashboard();
      const far = second.dashboard();
      await cluster.synced(far);
      see(agent, 7, -1_000);
      await cluster.until("told", () => far.online.length > 0);
      expect(near.online).toEqual(["7"]);
      expect(far.frames.at(-1)).toEqual({
        type: "online_users_update",
        payload: {
          user_ids: ["7"],
          timestamp: new Date(NOW - 1_000).toISOString(),
          expires_at: new Date(NOW + 119_000).toISOString(),
        },
      });
    }));

  it("greets who connects elsewhere or after a restart, until it expires", () =>
    withCluster(async (cluster) => {
      see(cluster.instance().agent(), 7, 0);
      await cluster.pass(LATER);
      const late = cluster.instance().dashboard();
      await cluster.synced(late);
      expect(late.online).toEqual(["7"]);

      cluster.clock.advance(120_000);
      const tooLate = cluster.instance().dashboard();
      await cluster.synced(tooLate);
      expect(tooLate.online).toEqual([]);
    }));

  it("is not changed by what is older, as old, or expired, at any instance", () =>
    withCluster(async (cluster) => {
      const [first, second] = [cluster.instance(), cluster.instance()];
      const agent = first.agent();
      const dashboard = second.dashboard();
      await cluster.synced(dashboard);
      see(agent, 1, -121_000);
      await cluster.pass(LATER);
      see(agent, 2, -5_000);
      await cluster.pass(LATER);
      cluster.clock.advance(1);
      const other = second.agent();
      see(other, 3, -6_000);
      await cluster.pass(LATER);
      see(other, 4, -5_000);
      await cluster.pass(LATER);
      const late = first.dashboard();
      await cluster.synced(late);
      expect(late.online).toEqual(["2"]);
      see(other, 5, -4_999);
      await cluster.pass(LATER);
      expect(dashboard.online).toEqual(["2", "5"]);
      expect([...first.errors, ...second.errors]).toEqual([]);
    }));

  it("does not go back when two Agents see something at the same time", () => {
    // Both instances have read what is stored before either of them writes.
    const bothHaveRead = Promise.withResolvers<void>();
    let reads = 0;
    return withCluster(async (cluster) => {
      const [first, second] = [cluster.instance(), cluster.instance()];
      first.bus.turn(false);
      second.bus.turn(false);
      see(first.agent(), 2, -1);
      see(second.agent(), 1, -2);
      await cluster.pass(LATER);
      expect(reads).toBeGreaterThan(1);
      const dashboard = cluster.instance().dashboard();
      await cluster.synced(dashboard);
      expect(dashboard.online).toEqual(["2"]);
    }, (kv) => {
      const getMany: typeof kv.getMany = async (watched, options) => {
        const entries = await kv.getMany(watched, options);
        if (watched.some((key) => key[0] === PRESENCE)) {
          if (++reads === 2) bothHaveRead.resolve();
          await bothHaveRead.promise;
        }
        return entries;
      };
      return replaceIn(kv, { getMany });
    });
  });

  it("a clock that is far ahead does not block it", () =>
    withCluster(async (cluster) => {
      const instance = cluster.instance();
      const agent = instance.agent();
      const dashboard = instance.dashboard();
      await cluster.synced(dashboard);
      const at = cluster.clock.now() - NOW;
      see(agent, 1, at + 3_600_000);
      await cluster.until("told", () => dashboard.online.length === 1);
      const last = dashboard.frames.at(-1);
      const until = last?.type === "online_users_update" &&
        Date.parse(last.payload.expires_at ?? "");
      expect(until).toBeLessThanOrEqual(cluster.clock.now() + 120_000);
      await cluster.pass(1_000);
      see(agent, 2, cluster.clock.now() - NOW);
      await cluster.pass(LATER);
      expect(dashboard.online).toEqual(["1", "2"]);
    }));

  it("that the bus brings late does not replace a newer one", () =>
    withCluster(async (cluster) => {
      const [first, second] = [cluster.instance(), cluster.instance()];
      const held: BusMessage[] = [];
      const dashboard = second.dashboard();
      await cluster.synced(dashboard);
      const agent = first.agent();
      first.bus.passes = (message) => {
        if (message.kind === "passing") held.push(message);
        return message.kind !== "passing";
      };
      see(agent, 1, -2_000);
      await cluster.pass(LATER);
      see(agent, 2, -1_000);
      await cluster.pass(LATER);
      expect(held).toHaveLength(2);
      first.bus.passes = () => true;
      for (const message of held.reverse()) {
        first.bus.publish(`frontend_user_${ACCOUNT}`, message);
      }
      expect(dashboard.online).toEqual(["2"]);
    }));

  it("of a flood of observations only the newest counts", () =>
    withCluster(async (cluster) => {
      const instance = cluster.instance();
      const agent = instance.agent();
      const dashboard = instance.dashboard();
      await cluster.synced(dashboard);
      for (let i = 1; i <= 1_000; i++) {
        see(agent, i, i - 2_000);
        if (i % 25 === 0) await cluster.pass(25);
      }
      await cluster.pass(LATER);
      expect(dashboard.online.at(-1)).toBe("1000");
      expect(dashboard.online.length).toBeLessThanOrEqual(6);
    }));

  it("larger than can be kept is refused, and says so", () =>
    withCluster(async (cluster) => {
      const agent = cluster.instance().agent();
      agent.receive({
        type: "online_users_update",
        payload: {
          user_ids: Array.from({ length: 60_000 }, (_, i) => 100_000_000 + i),
          timestamp: new Date(NOW).toISOString(),
        },
      });
      await cluster.pass(LATER);
      const errors = agent.frames.flatMap((frame) =>
        frame.type === "system_error" ? [frame.payload.code] : []
      );
      expect(errors).toEqual(["presence_too_large"]);
      expect(await cluster.store.get(keys.presence(ACCOUNT))).toBeNull();
    }));
});
