import { describe, expect, it } from "vitest";
import type { BusMessage } from "./bus/mod.ts";
import { ACCOUNT, withCluster } from "./testing.ts";

describe("while other instances cannot be reached", () => {
  it("dashboards are told so, and that it is over; Agents are not", () =>
    withCluster(async (cluster) => {
      const instance = cluster.instance();
      const agent = instance.agent();
      const dashboard = instance.dashboard();
      await cluster.synced(dashboard);
      instance.bus.turn(false);
      expect(dashboard.frames.at(-1)).toEqual({
        type: "system_status",
        payload: {
          status: "DEGRADED",
          detail: expect.stringContaining("Other instances"),
        },
      });
      const late = instance.dashboard();
      await cluster.synced(late);
      expect(late.story[1]).toBe("DEGRADED");

      instance.bus.turn(true);
      await cluster.pass(500);
      for (const { story } of [dashboard, late]) {
        expect(story.filter((word) => /^[A-Z]/.test(word)).at(-1)).toBe(
          "REALTIME",
        );
      }
      expect(agent.story).not.toContain("DEGRADED");
    }));

  it("what matters more is told instead", () =>
    withCluster(async (cluster) => {
      const instance = cluster.instance();
      const dashboard = instance.dashboard();
      await cluster.synced(dashboard);
      instance.report("PROCESSING_SNAPSHOT");
      instance.bus.turn(false);
      instance.report("ERROR");
      instance.report("REALTIME");
      const told = dashboard.story.filter((word) => /^[A-Z]/.test(word));
      expect(told).toEqual([
        "REALTIME",
        "PROCESSING_SNAPSHOT",
        "ERROR",
        "DEGRADED",
      ]);
    }));

  it("local dashboards go on, and the others catch up at once afterwards", () =>
    withCluster(async (cluster) => {
      const [first, second] = [cluster.instance(), cluster.instance()];
      const near = first.dashboard();
      const far = [second.dashboard(), second.dashboard()];
      await cluster.synced(near);
      for (const one of far) await cluster.synced(one);
      for (const { bus } of [first, second]) bus.turn(false);
      await first.commit(3);
      expect(near.revisions).toEqual([1, 2, 3]);
      first.report("PROCESSING_SNAPSHOT");
      await cluster.pass(0);
      expect(far.map(({ revisions }) => revisions)).toEqual([[], []]);

      for (const { bus } of [first, second]) bus.turn(true);
      await cluster.until(
        "caught up",
        () => far.every(({ revisions }) => revisions.length === 3),
        { step: 0 },
      );
      await cluster.until(
        "told",
        () => far.every(({ story }) => story.includes("PROCESSING_SNAPSHOT")),
        { step: 0 },
      );
      for (const one of far) expect(one.revisions).toEqual([1, 2, 3]);
    }));

  it("catching up is tried again if the database fails just then", () =>
    withCluster(async (cluster) => {
      const source = cluster.account.source("1");
      let failures = 0;
      const instance = cluster.instance({
        source: {
          ...source,
          positions: (accounts) =>
            failures-- > 0
              ? Promise.reject(new Error("locked"))
              : source.positions(accounts),
        },
      });
      const dashboard = instance.dashboard();
      await cluster.synced(dashboard);
      instance.bus.turn(false);
      cluster.account.status = { status: "PROCESSING_SNAPSHOT" };
      failures = 1;
      instance.bus.turn(true);
      await cluster.pass(1_000);
      expect(instance.errors).toEqual([new Error("locked")]);
      expect(dashboard.story).toContain("PROCESSING_SNAPSHOT");
    }));
});

describe("a session that ends", () => {
  it("takes its dashboards with it at every instance, and no others", () =>
    withCluster(async (cluster) => {
      const [first, second] = [cluster.instance(), cluster.instance()];
      const ended = [
        first.dashboard({ session: "s_1" }),
        second.dashboard({ session: "s_1" }),
      ];
      const other = second.dashboard({ session: "s_2" });
      first.hub.closeSession(ACCOUNT, "s_1");
      await cluster.pass(100);
      expect(ended.map(({ closed }) => closed?.code)).toEqual([4401, 4401]);
      expect(other.closed).toBeNull();
    }));
});

describe("an Agent that is revoked", () => {
  const pairing = (id: string) => ({
    id,
    isValid: () => Promise.resolve(true),
  });

  it("is cut off, at whatever instance, and no other", () =>
    withCluster(async (cluster) => {
      const [first, second] = [cluster.instance(), cluster.instance()];
      const agent = second.agent(undefined, pairing("a_1"));
      await cluster.pass(100);
      first.hub.closeAgent(ACCOUNT, "a_2");
      await cluster.pass(100);
      expect(agent.closed).toBeNull();
      first.hub.closeAgent(ACCOUNT, "a_1");
      await cluster.pass(100);
      expect(agent.closed?.code).toBe(4401);
    }));

  it("is cut off if that happens while it connects", () =>
    withCluster(async (cluster) => {
      const instance = cluster.instance();
      const agent = instance.agent(undefined, {
        id: "a_1",
        isValid: () => Promise.resolve(false),
      });
      await cluster.until("closed", () => agent.closed !== null);
      expect(agent.closed?.code).toBe(4401);
    }));

  it("is cut off once the other instances can be reached again", () =>
    withCluster(async (cluster) => {
      const [first, second] = [cluster.instance(), cluster.instance()];
      let isValid = true;
      const agent = second.agent(undefined, {
        id: "a_1",
        isValid: () => Promise.resolve(isValid),
      });
      await cluster.pass(100);
      for (const { bus } of [first, second]) bus.turn(false);
      isValid = false;
      first.hub.closeAgent(ACCOUNT, "a_1");
      await cluster.pass(100);
      expect(agent.closed).toBeNull();
      for (const { bus } of [first, second]) bus.turn(true);
      await cluster.until("closed", () => agent.closed !== null);
      expect(agent.closed?.code).toBe(4401);
    }));
});

// A message that nobody expects must not disturb anybody.
describe("other messages", () => {
  it("mean nothing to dashboards and Agents", () =>
    withCluster(async (cluster) => {
      const instance = cluster.instance();
      const agent = instance.agent();
      const dashboard = instance.dashboard();
      await cluster.synced(dashboard);
      const before = [agent.frames.length, dashboard.frames.length];
      const messages: BusMessage[] = [
        { kind: "work" },
        { kind: "lease_wanted", by: "i_2" },
        { kind: "lease_free" },
      ];
      for (const message of messages) {
        instance.bus.publish(`frontend_user_${ACCOUNT}`, message);
        instance.bus.publish(`agent_user_${ACCOUNT}`, message);
      }
      await cluster.pass(100);
      expect([agent.frames.length, dashboard.frames.length]).toEqual(before);
      expect([agent.closed, dashboard.closed]).toEqual([null, null]);
    }));
});
