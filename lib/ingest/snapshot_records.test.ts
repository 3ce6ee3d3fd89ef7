import { describe, expect, it } from "vitest";
import { checkRecords, MAX_RECORD_BYTES } from "./snapshot_records.ts";

const message = (id: number, fields: object = {}) => ({
  id,
  chat_id: 7,
  is_inbound: true,
  text: `message ${id}`,
  createdAt: "2026-11-21T12:00:00Z",
  ...fields,
});

function check(records: { chats?: unknown[]; messages?: unknown[] }) {
  const { chats, messages, bad } = checkRecords({
    chats: [],
    messages: [],
    ...records,
  });
  return {
    chats: [...chats.keys()],
    messages: [...messages.values()].map(({ message, chat }) => [
      message.id,
      chat,
      message.text,
    ]),
    bad: bad.map(({ code, reason }) => `${code}: ${reason}`),
  };
}

describe("a snapshot's records", () => {
  it("are good or bad one by one", () => {
    expect(check({
      chats: [{ id: 7 }, { withUser: { id: 8 } }],
      messages: [message(1), { text: "no id" }, message(2, { createdAt: "?" })],
    })).toEqual({
      chats: ["7"],
      messages: [["1", "7", "message 1"]],
      bad: [
        expect.stringContaining("invalid_record: id"),
        expect.stringContaining("invalid_record: id"),
        expect.stringContaining("invalid_record: createdAt"),
      ],
    });
  });

  it("inside a chat belong to it, and a bad one spoils no other", () => {
    expect(check({
      chats: [{
        id: 7,
        messages: [message(1, { chat_id: undefined }), { id: null }],
        last_message: message(2, { chat_id: undefined }),
      }],
    })).toMatchObject({
      chats: ["7"],
      messages: [["1", "7", "message 1"], ["2", "7", "message 2"]],
      bad: [expect.stringContaining("invalid_record")],
    });
  });

  it("that are too large, or have no place, are set aside", () => {
    const large = message(1, { text: "x".repeat(MAX_RECORD_BYTES) });
    const homeless = message(2, { chat_id: undefined });
    expect(check({ messages: [large, homeless] }).bad).toEqual([
      expect.stringContaining("record_too_large"),
      expect.stringContaining("no_chat"),
    ]);
  });

  it("that are nested absurdly deep are set aside", () => {
    let deep: unknown = 1;
    for (let i = 0; i < 3_000; i++) deep = [deep];
    expect(check({ messages: [message(1, { extra: deep }), message(2)] }))
      .toMatchObject({
        messages: [["2", "7", "message 2"]],
        bad: [expect.stringContaining("nested deeper")],
      });
  });

  it("of one message come down to the newest", () => {
    const later = { changedAt: "2026-11-21T13:00:00Z" };
    expect(
      check({
        messages: [
          message(1, { text: "new", ...later }),
          message(1, { text: "old" }),
          message(2, { text: "first" }),
          message(2, { text: "second" }),
        ],
      }).messages,
    ).toEqual([["1", "7", "new"], ["2", "7", "second"]]);
  });
});
