import { describe, expect, it } from "vitest";
import { ACCOUNT, range, withCluster } from "./testing.ts";

describe("a message that was lost", () => {
  it("is made up for within seconds, status and all", () =>
    withCluster(async (cluster) => {
      const [first, second] = [cluster.instance(), cluster.instance()];
      const far = second.dashboard();
      await cluster.synced(far);
      first.bus.passes = () => false;
      await first.commit(2);
      first.report("PROCESSING_SNAPSHOT");
      await cluster.pass(5_000);
      expect(far.revisions).toEqual([1, 2]);
      expect(far.story).toContain("PROCESSING_SNAPSHOT");

      // Nothing else happens: no revision shows that this one is lost too.
      first.report("REALTIME");
      await cluster.pass(5_000);
      expect(far.story.at(-1)).toBe("REALTIME");
    }));

  it("costs one reading for all dashboards of an account", () =>
    withCluster(async (cluster) => {
      const instance = cluster.instance();
      for (let i = 0; i < 20; i++) {
        await cluster.synced(instance.dashboard());
      }
      cluster.account.reads = 0;
      await cluster.pass(60_000);
      expect(cluster.account.reads).toBeGreaterThanOrEqual(15);
      expect(cluster.account.reads).toBeLessThanOrEqual(21);
    }));

  it("shows as a gap at the next one, and is read from the log", () =>
    withCluster(async (cluster) => {
      const [first, second] = [cluster.instance(), cluster.instance()];
      const far = second.dashboard();
      await cluster.synced(far);
      first.bus.passes = () => false;
      await first.commit(150);
      first.bus.passes = () => true;
      await first.commit(2);
      await cluster.until(
        "caught up",
        () => far.revisions.length >= 152,
        { step: 0 },
      );
      expect(far.revisions).toEqual(range(1, 152));
      expect(far.syncs).toEqual([0]);
    }));

  it("a replacement that was lost shows in the log", () =>
    withCluster(async (cluster) => {
      const [first, second] = [cluster.instance(), cluster.instance()];
      const far = second.dashboard();
      await first.commit(2);
      await cluster.synced(far);
      cluster.account.replace();
      await first.commit(1);
      await cluster.until("synced", () => far.syncs.length === 2, { step: 0 });
      expect(far.syncs.at(-1)).toBe(4);
      await first.commit(1);
      expect(far.revisions.at(-1)).toBe(5);
    }));

  it("a replacement in the middle of a replay leads to a full sync", () =>
    withCluster(async (cluster) => {
      const { account } = cluster;
      const instance = cluster.instance();
      await instance.commit(3);
      account.beforeFrame = (revision) => {
        if (revision < 3) return Promise.resolve();
        account.replace();
        return Promise.reject(new Error("gone"));
      };
      const dashboard = instance.dashboard({ since: 1 });
      await cluster.synced(dashboard);
      expect(dashboard.story.slice(2)).toEqual([
        "analytics_update 2",
        "full_sync_response 4",
        "full_sync_response 4",
      ]);
      expect(instance.errors).toEqual([]);
    }));

  it("but a log that cannot be read ends the connection", () =>
    withCluster(async (cluster) => {
      const instance = cluster.instance();
      await instance.commit(3);
      const error = new Error("broken");
      cluster.account.beforeFrame = () => Promise.reject(error);
      const dashboard = instance.dashboard({ since: 1 });
      await cluster.until("closed", () => dashboard.closed !== null);
      expect(dashboard.closed?.code).toBe(1012);
      expect(instance.errors).toEqual([error]);
    }));

  it("of a snapshot's progress does not take its figures away", () =>
    withCluster(async (cluster) => {
      const [first, second] = [cluster.instance(), cluster.instance()];
      const far = second.dashboard();
      await cluster.synced(far);
      cluster.account.status = { status: "PROCESSING_SNAPSHOT" };
      const progress = { done: 1, total: 2 };
      first.hub.publishStatus(ACCOUNT, {
        status: "PROCESSING_SNAPSHOT",
        progress,
      });
      const frames = far.frames.length;
      await cluster.pass(10_000);
      expect(far.frames.slice(frames)).toEqual([]);
    }));
});

describe("a message that comes late or twice", () => {
  it("of a replacement that is known starts no second full sync", () =>
    withCluster(async (cluster) => {
      const instance = cluster.instance();
      const dashboard = instance.dashboard();
      await cluster.synced(dashboard);
      const revision = cluster.account.replace();
      instance.hub.publishReplaced(ACCOUNT, revision);
      instance.hub.publishReplaced(ACCOUNT, revision);
      await cluster.synced(dashboard);
      await instance.commit(2);
      instance.hub.publishReplaced(ACCOUNT, revision);
      await instance.commit(1);
      await cluster.pass(5_000);
      expect(dashboard.syncs).toEqual([0, 1]);
      expect(dashboard.revisions).toEqual([2, 3, 4]);
    }));

  it("nor one in the middle of the sync that leads to it", () =>
    withCluster(async (cluster) => {
      const { account } = cluster;
      const instance = cluster.instance();
      const dashboard = instance.dashboard();
      await cluster.synced(dashboard);
      const hold = Promise.withResolvers<void>();
      let parts = 0;
      account.beforePart = () =>
        ++parts === 2 ? hold.promise : Promise.resolve();
      const revision = account.replace();
      instance.hub.publishReplaced(ACCOUNT, revision);
      await cluster.pass(100);
      instance.hub.publishReplaced(ACCOUNT, revision);
      hold.resolve();
      await cluster.pass(1_000);
      const received = dashboard.story.filter((word) =>
        word === `full_sync_response ${revision}`
      );
      expect(received).toHaveLength(2);
    }));

  it("but a newer one ends a sync that is outdated", () =>
    withCluster(async (cluster) => {
      const { account } = cluster;
      const instance = cluster.instance();
      const dashboard = instance.dashboard();
      await cluster.synced(dashboard);
      let parts = 0;
      account.parts = 3;
      account.beforePart = () => {
        if (++parts === 2) {
          instance.hub.publishReplaced(ACCOUNT, account.replace());
        }
        return Promise.resolve();
      };
      instance.hub.publishReplaced(ACCOUNT, account.replace());
      await cluster.synced(dashboard);
      expect(dashboard.story.slice(4)).toEqual([
        "full_sync_response 1",
        "full_sync_response 2",
        "full_sync_response 2",
        "full_sync_response 2",
      ]);
    }));

  it("of frames changes nothing, whatever the order", () =>
    withCluster(async (cluster) => {
      const { account } = cluster;
      const instance = cluster.instance();
      const dashboard = instance.dashboard();
      await cluster.synced(dashboard);
      const commits = [
        await account.commit(2),
        await account.commit(1),
        await account.commit(3),
      ];
      for (const i of [1, 0, 2, 0, 1, 2]) {
        const one = commits[i]!;
        instance.hub.publishFrames(ACCOUNT, one.from, one.frames);
      }
      await cluster.pass(5_000);
      expect(dashboard.revisions).toEqual(range(1, 6));
    }));
});

describe("how much a full sync holds", () => {
  it("is as the dashboard said, whenever it has to start anew", () =>
    withCluster(async (cluster) => {
      const { account } = cluster;
      const [first, second] = [cluster.instance(), cluster.instance()];
      await first.commit(3);
      const dashboard = second.dashboard({ sync: "list", since: 1 });
      await cluster.synced(dashboard);
      expect(account.modes).toEqual([]);
      expect(dashboard.revisions).toEqual([2, 3]);

      first.hub.publishReplaced(ACCOUNT, account.replace());
      await cluster.synced(dashboard);
      first.bus.passes = () => false;
      await first.commit(2);
      account.logFrom = account.revision + 1;
      await cluster.pass(5_000);
      expect(account.modes).toEqual(["list", "list"]);
      expect(dashboard.syncs).toEqual([4, 6]);

      first.bus.passes = () => true;
      await first.commit(1);
      expect(dashboard.revisions).toEqual([2, 3, 7]);
    }));

  it("is each dashboard's own; everything, unless it says otherwise", () =>
    withCluster(async (cluster) => {
      const instance = cluster.instance();
      await cluster.synced(instance.dashboard());
      await cluster.synced(instance.dashboard({ sync: "figures" }));
      expect(cluster.account.modes).toEqual(["full", "figures"]);
    }));
});

describe("a status", () => {
  it("that is heard while an earlier one is still being read stays", () =>
    withCluster(async (cluster) => {
      const read = Promise.withResolvers<{ status: "REALTIME" }>();
      const source = cluster.account.source("1");
      const instance = cluster.instance({
        source: { ...source, status: () => read.promise },
      });
      const dashboard = instance.dashboard();
      instance.report("PROCESSING_SNAPSHOT");
      read.resolve({ status: "REALTIME" });
      await cluster.until("synced", () => dashboard.syncs.length > 0);
      expect(dashboard.story).not.toContain("REALTIME");
    }));
});
