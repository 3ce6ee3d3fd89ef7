import { expect, it } from "vitest";
import { Brain } from "@/lib/brain.ts";
import { AccountId, CacheUpdateEnvelope } from "@/lib/models/mod.ts";

const ACCOUNT = AccountId.parse("u_1");

it("finds the names that another process has left, without an Agent", async () => {
  const kv = await Deno.openKv(":memory:");
  try {
    const before = new Brain({ kv });
    const staged = before.ingest.addSnapshot(
      ACCOUNT,
      CacheUpdateEnvelope.parse({
        chats: [],
        messages: [{
          id: 1,
          chat_id: 7,
          is_inbound: true,
          text: "I'm going to Lisbon with Maria next week",
        }],
      }),
    );
    await staged;
    await before.ingest.stop();

    const after = new Brain({ kv, calmMs: 0 });
    await after.start();
    let names: string[] = [];
    while (names.length === 0) {
      await new Promise((resolve) => setTimeout(resolve));
      const entities = await after.views.entities(ACCOUNT, { limit: 10 });
      names = entities.map(({ id }) => id);
    }
    expect(names).toEqual(["person:maria", "place:lisbon"]);
    await after.ingest.stop();
  } finally {
    kv.close();
  }
});
