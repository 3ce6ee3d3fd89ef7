import { expect, it } from "vitest";
import { AccountId } from "@/lib/models/mod.ts";
import { keys } from "@/lib/store/mod.ts";
import { withStore } from "@/lib/store/testing.ts";
import { DeltaQueue } from "./delta_queue.ts";
import { Leases } from "./leases.ts";

const ACCOUNT = AccountId.parse("u_1");

it("keeps its mark for the next holder where the lease is lost", () =>
  withStore(async (store) => {
    const isMarked = async () => await store.get(keys.due(ACCOUNT)) !== null;
    const leases = new Leases(store, "A");
    const lost = (await leases.acquire(ACCOUNT))!;
    const queue = new DeltaQueue(store, ACCOUNT);
    await queue.mark(null);
    await leases.release(lost);
    await queue.unmark(lost);
    expect(await isMarked()).toBe(true);
    const lease = (await leases.acquire(ACCOUNT))!;
    await queue.unmark(lease);
    expect(await isMarked()).toBe(false);
    await leases.stop();
  }));
