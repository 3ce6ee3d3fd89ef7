import { renderToString } from "preact-render-to-string";
import { describe, expect, it } from "vitest";
import LiveDashboard from "@/islands/LiveDashboard.tsx";
import { analytics, pageSeed } from "@/components/live/examples.ts";
import { againstPolicy } from "@/components/live/page_policy.ts";
import type { LiveSeed } from "@/components/live/state.ts";
import { CreatorId, UserRef } from "@/lib/models/mod.ts";
import type { InsightView } from "@/components/insights/answers.ts";
import type { FirstAnswers } from "./answers.ts";
import type { DashboardSeed } from "./Dashboard.tsx";
import {
  COMPARISON,
  firstAnswers,
  OUTCOMES,
  RESPONSE_TIME,
  REVENUE,
  SPENDERS,
  TOPICS,
  UNANSWERED,
} from "./examples.ts";

const RANGE = { kind: "last", days: 7 } as const;
const seed = pageSeed();
const asked: InsightView = { ...seed, range: RANGE };
const totals = { conversations: 40, messages: 3_000, unanswered: 2 };

/** A page of an account with conversations. */
function render(
  change: Partial<FirstAnswers> = {},
  page: Partial<typeof seed> = {},
): string {
  const answers = firstAnswers({ ...asked, ...page }, change);
  return renderToString(
    <LiveDashboard
      seed={{
        ...pageSeed({
          status: { status: "REALTIME" },
          analytics: analytics({ totals }),
          sync: "figures",
        }),
        ...page,
      }}
      dashboard={{ range: RANGE, answers, agents: [] }}
    />,
  );
}

/** A page of an account without any. */
function renderFirst(
  change: Partial<LiveSeed>,
  agents: DashboardSeed["agents"] = [],
): string {
  return renderToString(
    <LiveDashboard
      seed={pageSeed(change)}
      dashboard={{ range: RANGE, answers: null, agents }}
    />,
  );
}

const none = <T,>(body: T) => ({ path: "/api/v1/insights/x", body });

describe("the first paint", () => {
  it("is complete before any script runs", () => {
    const html = render();
    for (
      const text of [
        "Last 7 days",
        "Compared with the 7 days before.",
        "from 100 in the 7 days before",
        "Most messages on Thu 6 Nov (71)",
        "Messages about Travel",
        "9 answers in 1 min to 5 min",
        "Sat 8 Nov: $85 in 3 payments",
        "Monday 21:00: 40 messages from fans, answered in 4 min, $35",
        "/inbox?chat=1001",
        "All 2 in the Inbox",
        "Fans who came back",
      ]
    ) expect(html).toContain(text);
    expect(html).not.toContain("Not counted yet");
  });

  it("has no place for revenue that was never captured", () => {
    const zero = { value: 0, previous: 0, change: null };
    const figures = { ...COMPARISON.figures, revenue: zero, spenders: zero };
    const html = render({
      comparison: none({ ...COMPARISON, figures }),
      revenue: none({
        ...REVENUE,
        amount: 0,
        payments: 0,
        by_day: [],
        by_source: [],
        previous_amount: 0,
      }),
      daily: null,
    });
    expect(html).not.toContain("revenue-title");
    expect(html).not.toContain("Spenders");
    expect(html).toContain("hours-title");
  });

  it("shows a dash and the reason for what is not known", () => {
    const nothing = { value: null, previous: null, change: null };
    const figures = {
      ...COMPARISON.figures,
      sentiment: nothing,
      median_minutes: nothing,
      average_handling_time_minutes: nothing,
    };
    const html = render({ comparison: none({ ...COMPARISON, figures }) });
    expect(html).toContain("No fan turn of these days was answered yet.");
    expect(html).toContain("No message of these days is scored.");
  });

  it("says of each panel when there is nothing in it", () => {
    const html = render({
      topics: none({ ...TOPICS, topics: [] }),
      responseTime: none({ ...RESPONSE_TIME, answered: 0 }),
      outcomes: none({ ...OUTCOMES, outcomes: [] }),
      unanswered: none({ total: 0, conversations: [], next_cursor: null }),
    });
    expect(html).toContain("No topic was mentioned in these days.");
    expect(html).toContain("No fan was answered in these days yet.");
    expect(html).toContain("No tip, purchase, renewal or return");
    expect(html).toContain("Nobody waits");
  });

  it("waits for what the server did not know", () => {
    const html = render({ topics: null, hours: null, unanswered: null });
    expect(html.match(/Counting…/g)?.length).toBeGreaterThanOrEqual(3);
  });

  it("is of the creator that is chosen", () => {
    const creator = CreatorId.parse("9001");
    const html = render({}, {
      creator,
      creators: [{ id: creator, name: "Robin" }, {
        id: CreatorId.parse("9002"),
        name: null,
      }],
    });
    expect(html).toMatch(/Last 7 days of <bdi>Robin<\/bdi>/);
    expect(html).toContain("?creator=9001&amp;range=90");
    expect(html).toContain("order=waiting&amp;creator=9001");
  });

  it("never lets a captured text become markup", () => {
    const attack = `<img src=x onerror=alert(1)>"'><script>alert(2)</script>`;
    const withUser = UserRef.parse({ id: 1, name: attack });
    const html = render({
      topics: none({
        ...TOPICS,
        topics: [{
          topic: attack,
          volume: 1,
          percentage_of_total: 100,
          trend: null,
        }],
      }),
      spenders: none({
        ...SPENDERS,
        spenders: SPENDERS.spenders.map((one) => ({ ...one, withUser })),
      }),
      unanswered: none({
        ...UNANSWERED,
        conversations: UNANSWERED.conversations
          .map((one) => ({ ...one, withUser })),
      }),
    });
    expect(html).toContain("alert(1)");
    expect(html).not.toMatch(/<(img|script|b)\b/);
  });

  it("keeps to a policy without inline styles and handlers", () => {
    expect(againstPolicy(render())).toEqual([]);
  });
});

describe("the first run", () => {
  it("leads an empty account to its first chat", () => {
    const html = renderFirst({});
    expect(html).toContain("Three steps to your first chat");
    expect(html).toContain('href="/settings#pair"');
    expect(html).toMatch(/data-state="next" aria-current="step"><h3>Pair/);
  });

  it("knows an Agent that is paired", () => {
    const html = renderFirst({}, [{ name: "My laptop", last_seen_at: null }]);
    expect(html).toContain("My laptop is paired, and has not connected yet.");
    expect(html).not.toContain('href="/settings#pair"');
  });

  it("shows how far a first snapshot has come", () => {
    const html = renderFirst({
      status: {
        status: "PROCESSING_SNAPSHOT",
        progress: { done: 1_200, total: 3_000 },
      },
    });
    expect(html).toContain("1,200 of 3,000 records");
  });
});
