import { renderToString } from "preact-render-to-string";
import { describe, expect, it } from "vitest";
import LiveInbox from "@/islands/LiveInbox.tsx";
import {
  analytics,
  conversation,
  pageSeed,
} from "@/components/live/examples.ts";
import { Message, UserRef } from "@/lib/models/mod.ts";
import { againstPolicy } from "@/components/live/page_policy.ts";
import { proposed } from "@/components/suggestions/examples.ts";
import type { InboxSeed } from "./seed.ts";

const NOTHING: InboxSeed = { chat: null, message: null, open: null };

function render(
  nodes: ReturnType<typeof conversation>[],
  change: Partial<InboxSeed> = {},
  conversations = nodes.length,
): string {
  const seed = pageSeed({
    status: { status: "REALTIME" },
    conversations: nodes,
    analytics: analytics({
      totals: { conversations, messages: 3_000, unanswered: 1 },
    }),
  });
  const html = renderToString(
    <LiveInbox seed={seed} inbox={{ ...NOTHING, ...change }} />,
  );
  expect(againstPolicy(html)).toEqual([]);
  return html;
}

/** Names of the list, in order. */
function names(html: string): string[] {
  return [...html.matchAll(/class="row-name">([^<]*)</g)]
    .map(([, name = ""]) => name);
}

describe("the first paint of the Inbox", () => {
  it("lists what is known of a conversation", () => {
    const html = render([
      conversation("1", {
        priorityScore: 71,
        unreadCount: 3,
        spent: 120.5,
        topics: ["gym-selfies"],
        waitingSince: "2025-11-08T10:34:56.000Z",
        lastMessage: Message.parse({
          id: 1,
          text: "See you",
          is_creator: true,
        }),
      }),
    ]);
    for (
      const text of [
        "Fan 1",
        "You: ",
        "See you",
        "waits 2h",
        "$121",
        "Gym selfies",
        "3 unread messages",
        ">71<",
        'aria-posinset="1"',
        'href="/inbox?chat=1"',
        "1 conversation<",
      ]
    ) expect(html).toContain(text);
  });

  it("orders and filters as its address says", () => {
    const nodes = [
      conversation("1", { unreadCount: 1, spent: 5, priorityScore: 50 }),
      conversation("2", { unreadCount: 0, spent: 9, priorityScore: 40 }),
      conversation("3", { unreadCount: 1, spent: 8, priorityScore: 30 }),
    ];
    expect(names(render(nodes))).toEqual(["Fan 1", "Fan 2", "Fan 3"]);
    const html = render(nodes, { query: "?f=unread&order=spend" });
    expect(names(html)).toEqual(["Fan 3", "Fan 1"]);
    expect(html).toContain("2 of 3");
    const none = render(nodes, { query: "?spend=200" });
    expect(none).toContain("No conversation meets this filter.");
    expect(none).toContain("Clear the filter");
  });

  it("marks and counts conversations with suggestions, and filters by them", () => {
    const nodes = [conversation("1001"), conversation("1002")];
    const commands = ["a", "b"].map((id) =>
      proposed(id, { expires_at: "2025-11-08T13:00:00.000Z" })
    );
    const suggestions = { commands, next_cursor: null };
    const html = render(nodes, { suggestions });
    expect(html).toContain(">2 suggestions<");
    expect(html).toMatch(/Suggestions<span class="filter-count">\u00a02</);
    expect(html).toContain("Review 2 suggestions");
    expect(names(render(nodes, { suggestions, query: "?f=suggested" })))
      .toEqual(["Fan 1001"]);
    expect(render(nodes)).not.toContain("filter-count");
  });

  it("has a screen's rows of a long list, and says what is on its way", () => {
    const nodes = Array.from(
      { length: 60 },
      (_, i) => conversation(String(i + 1)),
    );
    const html = render(nodes, {}, 50_000);
    expect(names(html)).toHaveLength(20);
    expect(html).toContain("Loading 60 of 50,000");
    expect(html).toContain('aria-setsize="60"');
  });

  it("offers the most pressing conversation where none is open", () => {
    const html = render([
      conversation("1"),
      conversation("2", {
        priorityScore: 90,
      }),
    ]);
    expect(html).toContain("No conversation is open");
    expect(html).toMatch(/class="inbox-first" href="\/inbox\?chat=2"/);
  });

  it("shows the conversation that the address names", () => {
    const node = conversation("2");
    const html = render([conversation("1")], {
      chat: "2",
      open: {
        node,
        messages: { messages: [], next_before: null },
        profile: null,
        notes: null,
        commands: null,
      },
    });
    expect(html).toContain('data-open="true"');
    expect(html).not.toContain("There is no such conversation");
    expect(html).not.toContain("No conversation is open");
  });

  it("marks the open conversation in the list", () => {
    const node = conversation("2");
    const html = render([conversation("1"), node], {
      chat: "2",
      open: {
        node,
        messages: { messages: [], next_before: null },
        profile: null,
        notes: null,
        commands: null,
      },
    });
    expect(html.match(/<a[^>]*aria-current="true"[^>]*>/)?.[0])
      .toContain('href="/inbox?chat=2"');
  });

  it("says so where there is no such conversation", () => {
    const html = render([conversation("1")], { chat: "404" });
    expect(html).toContain("There is no such conversation");
  });

  it("leads an empty account to its first chat", () => {
    expect(render([])).toContain("Three steps to your first chat");
  });

  it("never lets a captured text become markup", () => {
    const attack = `<img src=x onerror=alert(1)>"'><script>alert(2)</script>`;
    const html = renderToString(
      <LiveInbox
        seed={pageSeed({
          conversations: [conversation("1", {
            withUser: UserRef.parse({ id: 1, name: attack }),
            topics: [attack],
            lastMessage: Message.parse({ id: 1, text: `&lt;b&gt;${attack}` }),
          })],
        })}
        inbox={{ ...NOTHING, query: `?topic=${encodeURIComponent(attack)}` }}
      />,
    );
    expect(html).not.toMatch(/<(img|script|b)\b/);
  });
});
