import fc from "fast-check";
import { expect, it } from "vitest";
import { ChatId } from "@/lib/models/mod.ts";
import { conversationNode, priorityFacts } from "./conversation.ts";
import { priorityParts } from "./priority.ts";
import { conversationOf } from "./testing.ts";

const NOW = 4_000_000_000_000;
const CONCLUSIONS = { infer: () => [], rankTopics: () => [] };

it("says whose chat it is, what was spent, and since when the fan waits", () => {
  fc.assert(
    fc.property(conversationOf(ChatId.parse("1001")), (record) => {
      const node = conversationNode(record, NOW, CONCLUSIONS);
      const { creatorId, spent, waitingSince } = node;
      expect(creatorId).toBe(record.creator);
      expect(Math.round((spent ?? NaN) * 100)).toBe(record.spentCents);
      const since = record.sequence?.waitingSince ?? null;
      expect(waitingSince && Date.parse(waitingSince)).toBe(since);
      // Its priority has points for waiting only if it says that it waits.
      const { waiting } = priorityParts(priorityFacts(record, []), NOW);
      if (waitingSince === null) expect(waiting).toBe(0);
      else expect(waiting > 0).toBe(since !== null && since < NOW);
    }),
    { seed: 20_261_122 },
  );
});
