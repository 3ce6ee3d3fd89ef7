import { describe, expect, it } from "vitest";
import { Message } from "@/lib/models/mod.ts";
import { attachedTo, moneyOf, repliedTo } from "./attachments.ts";

const message = (change: object) => Message.parse({ id: "1", ...change });

describe("what a message carries", () => {
  it.each([
    [{}, null],
    [{ media: [{ type: "photo" }] }, { text: "1 photo", isLocked: false }],
    [
      {
        media: [{ type: "photo" }, { type: "video", canView: false }, {
          type: "photo",
        }],
      },
      { text: "2 photos, 1 video", isLocked: true },
    ],
    [{ mediaCount: 3 }, { text: "3 files", isLocked: false }],
    [
      { mediaCount: 2, media: [{ type: "audio" }] },
      { text: "1 audio recording, 1 file", isLocked: false },
    ],
    [{ giphyId: "x" }, { text: "1 GIF", isLocked: false }],
  ])("%j is %j", (change, attached) => {
    expect(attachedTo(message(change))).toEqual(attached);
  });

  it.each([
    [{}, null],
    [{ price: 0 }, null],
    [{ isTip: true, tipAmount: 20 }, "Tip of $20"],
    [{ isTip: true }, "Tip"],
    [{ price: 9.5, isOpened: true, canPurchase: false }, "Bought for $9.50"],
    [{ price: 9.5, canPurchase: true }, "For sale at $9.50, not bought"],
    [{ price: 9.5 }, "Price $9.50"],
  ])("of money: %j says %j", (change, text) => {
    expect(moneyOf(message(change))?.text ?? null).toBe(text);
  });

  it("names what it replies to, if that is a text", () => {
    expect(repliedTo(message({ replyToMessage: { text: "hi" } })))
      .toEqual({ text: "hi" });
    for (const odd of [null, 1, "x", {}, { text: 1 }, { text: "" }]) {
      expect(repliedTo(message({ replyToMessage: odd }))).toBeNull();
    }
  });
});
