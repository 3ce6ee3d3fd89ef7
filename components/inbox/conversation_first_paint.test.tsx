import { renderToString } from "preact-render-to-string";
import { describe, expect, it } from "vitest";
import { signal } from "@preact/signals";
import { conversation, pageSeed } from "@/components/live/examples.ts";
import { LivePage } from "@/components/live/LivePage.tsx";
import {
  ChatId,
  type Command,
  CommandList,
  FanProfile,
  Message,
  MessageId,
  UserRef,
} from "@/lib/models/mod.ts";
import { NOON, proposed } from "@/components/suggestions/examples.ts";
import { Reviewer } from "@/components/suggestions/reviewer.ts";
import { Suggestions } from "@/components/suggestions/suggestions.ts";
import { FanPanel } from "./fan/FanPanel.tsx";
import { InboxContext } from "./inbox.ts";
import type { InboxSeed } from "./seed.ts";
import { Stream } from "./stream/Stream.tsx";

const CHAT = "1001";
const ATTACK = `<img src=x onerror=alert(1)>"'><script>alert(2)</script>`;

/** Noon of the day of the examples. */
const CLOCK = signal(NOON);

function render(
  initial: InboxSeed["open"],
  ...suggested: Command[]
): string {
  const suggestions = new Suggestions({
    initial: { commands: suggested, next_cursor: null },
    clock: CLOCK,
  });
  return renderToString(
    <LivePage seed={pageSeed({}, { now: NOON })} current="Inbox">
      <InboxContext.Provider
        value={{
          open() {},
          openChat: signal(CHAT),
          message: signal(null),
          query: signal(""),
          suggestions,
          reviewer: new Reviewer(suggestions, { chat: () => CHAT, open() {} }),
        }}
      >
        <Stream chat={CHAT} message={null} initial={initial} />
        <FanPanel chat={CHAT} initial={initial} />
      </InboxContext.Provider>
    </LivePage>,
  );
}

const message = (id: number, change: object) =>
  Message.parse({
    id,
    chat_id: CHAT,
    createdAt: "2025-11-08T12:34:56.000Z",
    is_creator: false,
    is_inbound: true,
    ...change,
  });

function opened(
  messages: Message[],
  change: Parameters<typeof conversation>[1] = {},
): InboxSeed["open"] {
  const withUser = UserRef.parse({ id: CHAT, name: ATTACK, username: ATTACK });
  return {
    node: conversation(CHAT, { withUser, ...change }),
    messages: { messages, next_before: null },
    profile: FanProfile.parse({
      conversation_id: CHAT,
      creator_id: "9001",
      withUser,
      first_message_at: null,
      last_message_at: null,
      last_seen_at: null,
      inbound: 3,
      outbound: 0,
      unread: 0,
      waiting_since: null,
      spent: 120,
      average_response_minutes: null,
      sentiment: 0.31,
      sentiment_trend: [{ date: "2025-11-08", sentiment_score: 0.31 }],
      topics: [{ topic: ATTACK, messages: 2 }],
      actions: [{ action: "question", messages: 2 }],
      outcomes: [{
        kind: "drop_off",
        date: "2025-11-08T12:34:56.000Z",
        observed: false,
        evidence: ATTACK,
      }],
    }),
    notes: {
      notes: [{
        id: "n_1",
        text: ATTACK,
        created_at: "2025-11-08T12:34:56.000Z",
        created_by: ATTACK,
        changed_at: null,
      }],
    },
    commands: CommandList.parse({
      commands: [{
        command_id: "c1",
        chat_id: CHAT,
        text: ATTACK,
        media_url: null,
        status: "failed",
        created_at: "2025-11-08T12:45:00.000Z",
        expires_at: "2025-11-08T13:00:00.000Z",
        changed_at: "2025-11-08T12:45:01.000Z",
        created_by: ATTACK,
        approved_by: ATTACK,
        suggestion: { rule: "tip", reason: ATTACK, message_id: null },
        detail: ATTACK,
        message_id: null,
      }],
      next_cursor: null,
    }),
  };
}

describe("the first paint of a conversation", () => {
  it("shows messages, whom they are with, and what is new", () => {
    const html = render(opened(
      [message(1, { text: "<p>one<br>two</p>" }), message(2, { text: "new" })],
      { unreadCount: 1, withUser: UserRef.parse({ id: CHAT, name: "Sam" }) },
    ));
    expect(html).toContain("one\ntwo");
    expect(html.indexOf("New messages")).toBeGreaterThan(html.indexOf("one"));
    expect(html.indexOf("New messages")).toBeLessThan(html.indexOf(">new<"));
    expect(html).toContain('aria-label="Conversation with Sam"');
    expect(html).toContain("12:34");
    expect(html).toContain("$120");
  });

  it("marks what a message carries and costs", () => {
    const html = render(opened([
      message(1, { isTip: true, tipAmount: 20 }),
      message(2, { price: 9, canPurchase: true, media: [{ type: "photo" }] }),
      message(3, { isFromQueue: true, text: "to all" }),
      message(4, { replyToMessage: { text: "before" }, text: "after" }),
      message(5, {}),
    ]));
    for (
      const words of [
        "Tip of $20",
        "For sale at $9, not bought",
        "1 photo",
        "Mass message",
        "before",
        "No text",
      ]
    ) expect(html).toContain(words);
  });

  it("shows the beginning of a very long text", () => {
    const html = render(opened([message(1, { text: "x".repeat(100_000) })]));
    expect(html).toContain("Show all 100,000 characters");
    expect(html.length).toBeLessThan(40_000);
  });

  it("draws no more than a page of a long conversation", () => {
    const messages = Array.from(
      { length: 200 },
      (_, i) => message(1_000 + i, { text: `Number ${i}` }),
    );
    const html = render(opened(messages));
    expect(html).toContain("Number 199<");
    expect(html).not.toContain("Number 100<");
  });

  it("never lets a captured text become markup", () => {
    const html = render(
      opened([
        message(1, { text: `&lt;b&gt;${ATTACK}` }),
        message(2, { text: "hi", replyToMessage: { text: ATTACK } }),
      ]),
      proposed("s1", {
        text: ATTACK,
        suggestion: { rule: "tip", reason: ATTACK, message_id: null },
      }),
    );
    expect(html).not.toMatch(/<(img|script|b)\b/);
    expect(html).toContain("Failed");
    expect(html).toContain("approved by &lt;img");
  });

  it("shows what is proposed: why, what it says, and what can be done", () => {
    const html = render(
      opened([message(1, { text: "hi" })]),
      proposed("s1", {
        text: "Thank you, Sam!",
        suggestion: {
          rule: "tip",
          reason: "Sam tipped $20.00",
          message_id: MessageId.parse("1"),
        },
      }),
      proposed("s2", { chat_id: ChatId.parse("1002") }),
    );
    for (
      const words of [
        "Thanks for a tip",
        "Sam tipped $20.00",
        "Show the message",
        "Thank you, Sam!",
        "30 min left",
        "1 of 2",
        "Approve as it is",
        "Suggested: Thanks for a tip, 30 min left",
      ]
    ) expect(html).toContain(words);
    expect(html.match(/data-suggestion/g)).toHaveLength(1);
    // Nothing can be decided before the page is connected.
    expect(html).toMatch(/<button[^>]* disabled[^>]*>Approve as it is</);
  });

  it("shows that nobody approved it in time", () => {
    const html = render(
      opened([message(1, { text: "hi" })]),
      proposed("s1", { expires_at: new Date(NOON).toISOString() }),
    );
    expect(html).toContain("Nobody approved it in time: it was not sent.");
    expect(html).toContain("Expired at 12:00");
    expect(html).not.toContain("Approve as it is");
    expect(html).toContain("Nothing waits to be sent.");
  });

  it("keeps to a policy without inline styles and handlers", () => {
    const html = render(
      opened([message(1, { text: "hi" })]),
      proposed("s1"),
    );
    expect(html).not.toMatch(/<[^>]*\s(style|on[a-z]+)=/);
  });

  it("says that it reads where nothing is known yet", () => {
    const html = render(null);
    expect(html).toContain("Reading messages…");
    expect(html).toContain("Reading the profile…");
    expect(html).toContain("Reading notes…");
  });
});
