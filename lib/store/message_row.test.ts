import fc from "fast-check";
import { expect, it } from "vitest";
import {
  ChatId,
  CreatorId,
  Message,
  MessageId,
  type StoredMessage,
} from "@/lib/models/mod.ts";
import { packMessage, unpackMessage } from "./message_row.ts";

const time = fc.integer({ min: 0, max: 4_000_000_000_000 });
const side = fc.constantFrom("inbound" as const, "outbound" as const);

const stored: fc.Arbitrary<StoredMessage> = fc.record({
  chat: fc.constantFrom("7", "8").map((id) => ChatId.parse(id)),
  named: fc.constantFrom("7", null, undefined),
  isMass: fc.boolean(),
  creator: fc.constant(CreatorId.parse("u_1")),
  at: time,
  side,
  version: time,
  receivedAt: time,
  text: fc.string(),
  enrichment: fc.record({
    version: fc.nat(),
    sentiment: fc.option(fc.integer({ min: -1, max: 1 })),
    topics: fc.array(fc.string()),
    actions: fc.array(fc.constantFrom("tip" as const, "thanks" as const)),
    outcomes: fc.array(fc.constant({ kind: "tip" as const, amount: 5 })),
    entities: fc.option(
      fc.array(fc.record({ id: fc.string(), name: fc.string() })),
    ),
  }, {
    requiredKeys: ["version", "sentiment", "topics", "actions", "outcomes"],
  }),
  sequence: fc.record({
    side,
    lastAt: time,
    lastInboundAt: fc.option(time),
    waitingSince: fc.option(time),
    waiting: fc.array(
      fc.record({ hour: fc.nat(), turns: fc.nat(), offsetMs: fc.nat() }),
    ),
    session: fc.record({
      day: fc.nat(),
      stage: fc.nat({ max: 3 }),
      topics: fc.array(fc.string(), { maxLength: 3 }),
    }),
  }),
}).map(({ named, text, ...rest }) => ({
  ...rest,
  id: MessageId.parse("m"),
  message: Message.parse({
    id: "m",
    text,
    isFromQueue: rest.isMass,
    ...(named === undefined ? {} : { chat_id: named }),
  }),
}));

it("gives back every message that was packed, also from JSON", () => {
  fc.assert(fc.property(stored, (message) => {
    const row = JSON.parse(JSON.stringify(packMessage(message)));
    expect(unpackMessage(row)).toEqual(message);
  }));
});
