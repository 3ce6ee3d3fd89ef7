import { describe, expect, it } from "vitest";
import { keys, Transaction } from "@/lib/store/mod.ts";
import {
  ACCOUNT,
  type Cluster,
  type Instance,
  range,
  withCluster,
} from "./testing.ts";

describe("the database's doorbell", () => {
  /** Instances without a bus between them, of which the second watches. */
  function apart(cluster: Cluster): [Instance, Instance] {
    const instances: [Instance, Instance] = [
      cluster.instance(),
      cluster.instance({ watch: true }),
    ];
    for (const { bus } of instances) bus.passes = () => false;
    return instances;
  }

  it("brings what another instance commits, without bus and without polling", () =>
    withCluster(async (cluster) => {
      const [first, second] = apart(cluster);
      const far = second.dashboard();
      await cluster.synced(far);
      for (const last of [2, 4, 6]) {
        await first.commit(2);
        await cluster.until(
          "told",
          () => far.revisions.length === last,
          { step: 0 },
        );
      }
      expect(far.revisions).toEqual(range(1, 6));
    }));

  it("brings status and presence too", () =>
    withCluster(async (cluster) => {
      const [first, second] = apart(cluster);
      const far = second.dashboard();
      await cluster.synced(far);
      const agent = first.agent();
      agent.receive({
        type: "online_users_update",
        payload: {
          user_ids: [7],
          timestamp: new Date(cluster.clock.now()).toISOString(),
        },
      });
      await cluster.until("online", () => far.online.length > 0, { step: 0 });

      first.report("PROCESSING_SNAPSHOT");
      const tx = new Transaction(cluster.store);
      tx.set(keys.head(ACCOUNT), { anything: "else" });
      await tx.commit();
      await cluster.until(
        "told",
        () => far.story.includes("PROCESSING_SNAPSHOT"),
        { step: 0 },
      );
    }));

  it("is hung up when the last dashboard is gone, and again for the next", () =>
    withCluster(async (cluster) => {
      const [first, second] = apart(cluster);
      const gone = second.dashboard();
      await cluster.synced(gone);
      gone.close();
      cluster.account.reads = 0;
      await first.commit(1);
      await cluster.pass(0);
      expect(cluster.account.reads).toBe(0);

      const next = second.dashboard();
      await cluster.synced(next);
      await first.commit(1);
      await cluster.until("told", () => next.revisions.length === 1, {
        step: 0,
      });
    }));
});
