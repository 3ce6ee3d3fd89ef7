import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  byConversation,
  cutSnapshot,
  jsonBytes,
  MAX_PART_BYTES,
} from "./parts.ts";
import { PartQueue } from "./part_queue.ts";

/** Sizes of the frames that a queue of these parts sends. */
function frames(parts: { chats: unknown[]; messages: unknown[] }[]) {
  const queue = new PartQueue(crypto.randomUUID(), parts, Infinity);
  return parts.map(() =>
    new TextEncoder().encode(queue.next()?.text ?? "").length
  );
}

describe("cutSnapshot", () => {
  it("leaves a small snapshot whole", () => {
    const snapshot = { chats: [{ id: 1 }], messages: [{ id: 2 }] };
    expect([...cutSnapshot(snapshot)]).toEqual([snapshot]);
  });

  it("makes one empty part of an empty snapshot", () => {
    const empty = { chats: [], messages: [] };
    expect([...cutSnapshot(empty)]).toEqual([empty]);
  });

  it("puts a record that is too large alone in a part", () => {
    const big = { id: 2, text: "x".repeat(MAX_PART_BYTES) };
    const messages = [{ id: 1 }, big, { id: 3 }];
    const parts = [...cutSnapshot({ chats: [], messages })];
    expect(parts.map((part) => part.messages)).toEqual([
      [{ id: 1 }],
      [big],
      [{ id: 3 }],
    ]);
  });

  it("loses nothing, keeps the order and the bound", () => {
    const record = fc.oneof(
      fc.record({ id: fc.nat(), text: fc.string({ unit: "grapheme" }) }),
      fc.jsonValue(),
    );
    fc.assert(fc.property(
      fc.array(record, { maxLength: 60 }),
      fc.array(record, { maxLength: 60 }),
      fc.integer({ min: 600, max: 3000 }),
      (chats, messages, maxBytes) => {
        const parts = [...cutSnapshot({ chats, messages }, maxBytes)];
        expect(parts.flatMap((part) => part.chats)).toEqual(chats);
        expect(parts.flatMap((part) => part.messages)).toEqual(messages);
        const sizes = frames(parts);
        for (const [index, part] of parts.entries()) {
          const records = [...part.chats, ...part.messages];
          if (records.length !== 1) {
            expect(sizes[index]).toBeLessThanOrEqual(maxBytes);
          }
          if (parts.length > 1) expect(records.length).toBeGreaterThan(0);
        }
      },
    ));
  });

  it("measures UTF-8, not characters", () => {
    expect(jsonBytes("é")).toBe(4);
    expect(jsonBytes("😊")).toBe(6);
  });
});

describe("byConversation", () => {
  it("puts messages into the order in which they are stored", () => {
    const messages = [
      { id: 1, chat_id: 7, createdAt: "2025-01-02T00:00:00Z" },
      { id: 2, chat_id: "5", createdAt: "2025-01-03T00:00:00Z" },
      { id: 3, chat_id: 7, created_at: "2025-01-01T00:00:00Z" },
      { id: 4, chat_id: 5, createdAt: "2025-01-03T00:00:00Z" },
    ];
    expect(
      byConversation(messages).map((one) => Reflect.get(Object(one), "id")),
    )
      .toEqual([2, 4, 3, 1]);
  });

  it("loses nothing, whatever the records are", () => {
    fc.assert(fc.property(fc.array(fc.jsonValue()), (messages) => {
      const ordered = byConversation(messages);
      expect(ordered.map((one) => JSON.stringify(one)).sort())
        .toEqual(messages.map((one) => JSON.stringify(one)).sort());
    }));
  });
});
