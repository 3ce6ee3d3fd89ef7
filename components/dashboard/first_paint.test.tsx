import { renderToString } from "preact-render-to-string";
import { describe, expect, it } from "vitest";
import LiveDashboard from "@/islands/LiveDashboard.tsx";
import {
  analytics,
  conversation,
  pageSeed,
} from "@/components/live/examples.ts";
import type { LiveSeed } from "@/components/live/state.ts";
import { Message, UserRef } from "@/lib/models/mod.ts";

function render(change: Partial<LiveSeed>): string {
  return renderToString(<LiveDashboard seed={pageSeed(change)} />);
}

const totals = { conversations: 1, messages: 3_000, unanswered: 1 };

describe("the first paint", () => {
  it("shows figures and conversations before any script runs", () => {
    const html = render({
      status: { status: "REALTIME" },
      conversations: [conversation("1", { priorityScore: 71 })],
      analytics: analytics({ totals }),
    });
    expect(html).toContain("3,000");
    expect(html).toContain("Fan 1");
    expect(html).toContain("Priority 71 of 100");
  });

  it("leads an empty account to its first chat", () => {
    const html = render({});
    expect(html).toContain("Three steps to your first chat");
    expect(html).toContain('href="/settings#pair"');
  });

  it("shows how far a first snapshot has come", () => {
    const html = render({
      status: {
        status: "PROCESSING_SNAPSHOT",
        progress: { done: 1_200, total: 3_000 },
      },
    });
    expect(html).toContain("1,200 of 3,000 records");
  });

  it("shows a dash and the reason for what is not known", () => {
    const html = render({
      conversations: [conversation("1")],
      analytics: analytics({ totals }),
    });
    expect(html).toContain("No fan turn of the last 30 days was answered yet.");
    expect(html).toContain("No message is scored yet");
  });

  it("never lets a captured text become markup", () => {
    const attack = `<img src=x onerror=alert(1)>"'><script>alert(2)</script>`;
    const html = render({
      conversations: [conversation("1", {
        withUser: UserRef.parse({ id: 1, name: attack }),
        topics: [attack],
        lastMessage: Message.parse({ id: 1, text: `&lt;b&gt;${attack}` }),
      })],
      analytics: analytics({
        totals,
        topics: [{
          topic: attack,
          volume: 1,
          percentage_of_total: 100,
          trend: null,
        }],
      }),
    });
    expect(html).not.toMatch(/<(img|script|b)\b/);
  });

  it("keeps to a policy without inline styles and handlers", () => {
    const html = render({
      conversations: [conversation("1", { sentiment: 0.4, unreadCount: 2 })],
      analytics: analytics({ totals }),
    });
    expect(html).not.toMatch(/\s(style|on[a-z]+)=/);
  });
});
