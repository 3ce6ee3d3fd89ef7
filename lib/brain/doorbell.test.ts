import { expect, it } from "vitest";
import { Brain } from "@/lib/brain.ts";
import { readLog } from "@/lib/ingest/mod.ts";
import {
  AccountId,
  CacheUpdateEnvelope,
  NewRawMessagePayload,
} from "@/lib/models/mod.ts";
import { ManualClock, Store } from "@/lib/store/mod.ts";
import { withKv } from "@/lib/store/testing.ts";
import { eventually } from "@/tests/conditions.ts";

const ACCOUNT = AccountId.parse("u_1");

const delta = (id: number) =>
  NewRawMessagePayload.parse({
    message: { id, chat_id: 7, is_inbound: true, text: `message ${id}` },
    event_id: `e${id}`,
  });

/** Two instances that no bus connects, the first of which has the Agent. */
async function twoInstances(
  kv: Deno.Kv,
  { bell }: { bell: boolean },
): Promise<{ holder: Brain; other: Brain; clock: ManualClock }> {
  const clock = new ManualClock(Date.UTC(2026, 10, 21));
  const onError = (what: string, error: unknown) => {
    throw new Error(what, { cause: error });
  };
  const [holder, other] = [1, 2].map(() =>
    new Brain({ kv, clock, bell, onError })
  ) as [Brain, Brain];
  await holder.start();
  holder.ingest.agentHere(ACCOUNT);
  await holder.ingest.addSnapshot(
    ACCOUNT,
    CacheUpdateEnvelope.parse({ chats: [], messages: [] }),
  );
  await holder.ingest.idle();
  expect(await holder.ingest.addDelta(ACCOUNT, delta(1)))
    .toEqual({ status: "committed" });
  await other.start();
  return { holder, other, clock };
}

async function end(...brains: Brain[]): Promise<void> {
  for (const brain of brains) {
    await brain.hub.close();
    await brain.ingest.stop();
  }
}

const stored = async (brain: Brain) =>
  (await brain.chats.getChats(ACCOUNT, { limit: 1 })).conversations[0]
    ?.messageCount;

it("rings the instance that writes, while time stands still", () =>
  withKv(async (kv) => {
    const { holder, other } = await twoInstances(kv, { bell: true });
    await other.ingest.addDelta(ACCOUNT, delta(2));
    await eventually("the delta", async () => await stored(holder) === 2);
    await end(holder, other);
  }));

it("is not needed: the instance that writes looks for work", () =>
  withKv(async (kv) => {
    const { holder, other, clock } = await twoInstances(kv, { bell: false });
    await other.ingest.addDelta(ACCOUNT, delta(2));
    expect(await stored(holder)).toBe(1);
    await eventually("the delta", async () => {
      clock.advance(1_000);
      return await stored(holder) === 2;
    });
    await end(holder, other);
  }));

it("is not what order depends on: who comes later is told later", () =>
  withKv(async (kv) => {
    const { holder, other, clock } = await twoInstances(kv, { bell: false });
    await other.ingest.addDelta(ACCOUNT, delta(3));
    // Nobody has told the holder of it, and time stands still.
    await holder.ingest.addDelta(ACCOUNT, delta(2));
    await eventually("both deltas", async () => await stored(holder) === 3);
    const { logFrom, revision } = await holder.ingest.head(ACCOUNT);
    const told: string[] = [];
    const log = readLog(new Store({ kv, clock }), ACCOUNT, {
      since: logFrom - 1,
      until: revision,
    });
    for await (const frame of log) {
      if (frame.type === "append_message") told.push(frame.message);
    }
    expect(told).toEqual(["1", "3", "2"]);
    await end(holder, other);
  }));
