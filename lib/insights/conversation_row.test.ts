import fc from "fast-check";
import { expect, it } from "vitest";
import { ChatId } from "@/lib/models/mod.ts";
import { conversationPacking, detailsPacking } from "./conversation_row.ts";
import { conversationOf } from "./testing.ts";

it("gives back every conversation that was packed, also from JSON", () => {
  fc.assert(
    fc.property(conversationOf(ChatId.parse("7")), (record) => {
      const { withUser, outcomes, ...figures } = record;
      const details = { withUser, outcomes };
      const copy = structuredClone(record);
      const rows = JSON.parse(JSON.stringify([
        conversationPacking.pack(figures),
        detailsPacking.pack(details),
      ]));
      expect(record).toEqual(copy);
      expect(conversationPacking.unpack(rows[0])).toEqual(figures);
      expect(detailsPacking.unpack(rows[1])).toEqual(details);
    }),
    { numRuns: 500, seed: 20_261_121 },
  );
});
