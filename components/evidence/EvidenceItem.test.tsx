import { signal } from "@preact/signals";
import { renderToString } from "preact-render-to-string";
import { describe, expect, it } from "vitest";
import { conversation, seed } from "@/components/live/examples.ts";
import { FanNames } from "@/components/live/fan_names.ts";
import { LivePageContext } from "@/components/live/page.ts";
import { LiveStore } from "@/components/live/store.ts";
import { Toasts } from "@/components/shell/toasts.ts";
import { ChatId, Message } from "@/lib/models/mod.ts";
import { EvidenceItem } from "./EvidenceItem.tsx";

function render(chat: string, message: object): string {
  const store = new LiveStore(seed({ conversations: [conversation("7")] }));
  const names = new FanNames();
  names.learn("8", "Asked For");
  const page = {
    store,
    names,
    now: signal(0),
    zone: "UTC",
    creators: [],
    creator: null,
    toasts: new Toasts(),
  };
  const item = {
    conversation_id: ChatId.parse(chat),
    date: "2025-11-08",
    contribution: 20,
    messages: [Message.parse({ id: "1", ...message })],
  };
  return renderToString(
    <LivePageContext.Provider value={page}>
      <EvidenceItem item={item} unit="dollars" />
    </LivePageContext.Provider>,
  );
}

describe("a message behind a number", () => {
  const creators = { is_inbound: false, text: "Hi" };

  it("names the fan as the page knows, as they wrote, or as was asked", () => {
    expect(render("7", creators)).toContain("Fan 7</bdi>");
    const wrote = { is_inbound: true, fromUser: { id: "9", name: "Own Name" } };
    expect(render("9", wrote)).toContain("Own Name</bdi>");
    expect(render("8", creators)).toContain("Asked For</bdi>");
    // Who wrote is told, but not how they are called.
    const nameless = { is_inbound: true, fromUser: { id: "8" } };
    expect(render("8", nameless)).toContain("Asked For</bdi>");
    expect(render("10", creators)).toContain("Fan 10</bdi>");
  });

  it("tells tips, purchases and files beside the text", () => {
    const tip = render("7", { is_inbound: true, isTip: true, tipAmount: 20 });
    expect(tip.match(/Tip of \$20/g)).toHaveLength(1);
    expect(tip).toContain("$20</span>");
    const bought = render("7", {
      ...creators,
      price: 9.5,
      isOpened: true,
      canPurchase: false,
      media: [{ id: 1, type: "photo" }],
    });
    for (const text of ["Hi</bdi>", "Bought for $9.50", "1 photo"]) {
      expect(bought).toContain(text);
    }
  });
});
