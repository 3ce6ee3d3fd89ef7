import { describe, expect, it } from "vitest";
import { ChatId, Message } from "@/lib/models/mod.ts";
import { placeMessage, sideOf } from "./place.ts";

const place = (fields: object, chat: string | null = null) =>
  placeMessage(
    Message.parse({ id: 1, ...fields }),
    chat === null ? null : ChatId.parse(chat),
  );

describe("a message's place", () => {
  it.each<[string, object, object]>([
    ["the creator wrote", { chat_id: 7, is_creator: true }, {
      chat: "7",
      side: "outbound",
    }],
    ["the fan wrote", { chat_id: 7, is_creator: false }, {
      chat: "7",
      side: "inbound",
    }],
    ["it came in", { chat_id: 7, is_inbound: true }, {
      chat: "7",
      side: "inbound",
    }],
    ["it went out", { chat_id: 7, is_inbound: false }, {
      chat: "7",
      side: "outbound",
    }],
    ["only the author is known", { chat_id: 7, fromUser: { id: 9 } }, {
      chat: "7",
      side: null,
    }],
    [
      "an inbound one names its fan",
      { fromUser: { id: 7 }, is_inbound: true },
      { chat: "7", side: "inbound" },
    ],
    ["an outbound one names its fan", { toUser: { id: 7 }, is_creator: true }, {
      chat: "7",
      side: "outbound",
    }],
  ])("is known where %s", (_, fields, expected) => {
    expect(place(fields)).toEqual({ ok: true, ...expected });
  });

  it("is the chat that it was listed in", () => {
    expect(place({ is_creator: true }, "7")).toMatchObject({ chat: "7" });
    expect(place({ chat_id: 8, is_creator: true }, "7")).toMatchObject({
      chat: "8",
    });
  });

  it.each<[string, object, string]>([
    ["names no chat", { is_creator: true }, "no_chat"],
    ["names an author only", { fromUser: { id: 7 } }, "no_chat"],
    ["does not say who wrote it", { chat_id: 7 }, "no_author"],
  ])("cannot be told where it %s", (_, fields, code) => {
    expect(place(fields)).toMatchObject({ ok: false, code });
  });
});

describe("the side that wrote", () => {
  const from = (id: number) => Message.parse({ id: 1, fromUser: { id } });
  const chat = ChatId.parse(7);

  it("is the fan's where the author is the chat's fan", () => {
    expect(sideOf(from(7), chat, null)).toBe("inbound");
    expect(sideOf(from(70), chat, "70")).toBe("inbound");
    expect(sideOf(from(9), chat, "70")).toBe("outbound");
  });
});
