import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Brain } from "@/lib/brain.ts";
import { AccountId, CacheUpdateEnvelope } from "@/lib/models/mod.ts";

const ACCOUNT = AccountId.parse("u_1");
const OTHER = AccountId.parse("u_2");
const KOLKATA = "Asia/Kolkata";

describe("an account's settings", () => {
  let kv: Deno.Kv;
  let brain: Brain;

  beforeEach(async () => {
    kv = await Deno.openKv(":memory:");
    brain = new Brain({ kv, calmMs: 0 });
  });
  afterEach(async () => {
    await brain.hub.close();
    await brain.ingest.stop();
    kv.close();
  });

  const addMessages = async () => {
    const messages = [1, 2, 3].map((id) => ({
      id,
      chat_id: 100,
      fromUser: { id: 100 },
      text: "I love this recipe",
      createdAt: "2026-11-21T23:30:00Z",
    }));
    await brain.ingest.addSnapshot(
      ACCOUNT,
      CacheUpdateEnvelope.parse({ chats: [], messages }),
    );
    await brain.ingest.idle();
  };

  it("hold at once while nothing is stored", async () => {
    await brain.changeTimeZone(ACCOUNT, "asia/calcutta");
    expect(await brain.settings(ACCOUNT))
      .toEqual({ time_zone: KOLKATA, progress: null });
    expect(await brain.figuresZone(ACCOUNT)).toBe(KOLKATA);
    expect(await brain.settings(OTHER))
      .toEqual({ time_zone: "UTC", progress: null });
    await addMessages();
    expect(await brain.figuresZone(ACCOUNT)).toBe(KOLKATA);
  });

  it("say that figures are not counted so yet", async () => {
    await addMessages();
    await brain.insightBook.setTimeZone(ACCOUNT, KOLKATA);
    expect(await brain.settings(ACCOUNT))
      .toEqual({ time_zone: KOLKATA, progress: { done: 0, total: 3 } });
    expect(await brain.figuresZone(ACCOUNT)).toBe("UTC");
    await brain.ingest.review(ACCOUNT);
    await brain.ingest.idle();
    expect(await brain.settings(ACCOUNT))
      .toEqual({ time_zone: KOLKATA, progress: null });
    expect(await brain.figuresZone(ACCOUNT)).toBe(KOLKATA);
  });

  it("know no zone that there is not", async () => {
    await expect(brain.changeTimeZone(ACCOUNT, "Europe/Atlantis")).rejects
      .toThrow(RangeError);
    expect(await brain.settings(ACCOUNT))
      .toEqual({ time_zone: "UTC", progress: null });
  });
});
