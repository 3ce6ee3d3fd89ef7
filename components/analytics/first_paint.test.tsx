import { renderToString } from "preact-render-to-string";
import { describe, expect, it } from "vitest";
import { DEFAULT_RANGE } from "@/components/insights/range.ts";
import { pageSeed } from "@/components/live/examples.ts";
import { againstPolicy } from "@/components/live/page_policy.ts";
import LiveAnalytics from "@/islands/LiveAnalytics.tsx";
import { ChatId, CreatorId, UserRef } from "@/lib/models/mod.ts";
import type { InsightBodies } from "@/components/insights/answers.ts";
import {
  type AnalyticsFigures,
  analyticsPaths,
  type FigureName,
} from "./questions.ts";

type FigureBodies = Pick<InsightBodies, FigureName>;

const range = {
  start_date: "2025-10-10T00:00:00.000Z",
  end_date: "2025-11-09T00:00:00.000Z",
  time_zone: "UTC",
};
const compared = { value: 120, previous: 100, change: 20 };
const keyFigures = {
  messages: compared,
  inbound: compared,
  conversations: compared,
  sentiment: { value: 0.25, previous: null, change: null },
  average_handling_time_minutes: compared,
  median_minutes: compared,
  revenue: compared,
  spenders: compared,
};
const tips = [{ source: "tip" as const, payments: 4, amount: 120 }];

/** Figures in which everything is shown, of a topic of any name. */
function bodies(topic = "travel"): FigureBodies {
  return {
    topics: {
      range,
      topics: [
        { topic, volume: 1_031, percentage_of_total: 100, trend: null },
      ],
    },
    daily: {
      range,
      days: [
        {
          date: "2025-11-07",
          inbound: 4,
          outbound: 3,
          sentiment_score: 0.31,
          revenue: 0,
        },
        {
          date: "2025-11-08",
          inbound: 4,
          outbound: 3,
          sentiment_score: -0.2,
          revenue: 0,
        },
      ],
      topics: [{ topic, volumes: [1_000, 31] }],
    },
    responseTime: {
      range,
      average_handling_time_minutes: 74,
      median_minutes: 6,
      p90_minutes: 33,
      silence_percentage: 38.5,
      turns: 6.1,
      answered: 12,
      distribution: [{ up_to_minutes: 1, answered: 12 }],
      by_hour: [{ hour: 9, answered: 12, average_minutes: 14.2 }],
      by_operator: [{ operator_id: topic, answered: 12, average_minutes: 9 }],
    },
    outcomes: {
      range,
      outcomes: [{ kind: "tip", outcomes: 4, amount: 120 }],
      topics: [{ kind: "tip", topic, outcomes: 2 }],
    },
    funnel: {
      range,
      stages: [
        {
          stage: "session",
          sessions: 40,
          percentage_of_previous: null,
          percentage_of_first: 100,
        },
        {
          stage: "greeting",
          sessions: 10,
          percentage_of_previous: 25,
          percentage_of_first: 25,
        },
      ],
    },
    comparison: {
      range,
      previous_range: range,
      figures: keyFigures,
      by_creator: [],
    },
    revenue: {
      range,
      amount: 120,
      payments: 4,
      by_source: tips,
      by_day: [
        { date: "2025-11-01", amount: 120, payments: 4, by_source: tips },
      ],
      spenders: 3,
      average_per_spender: 40,
      previous_amount: 90,
    },
    spenders: {
      range,
      total: 1,
      spenders: [{
        conversation_id: ChatId.parse("1001"),
        withUser: UserRef.parse({ id: 1001, name: topic }),
        amount: 120,
        payments: 4,
        last_date: "2025-11-01",
      }],
    },
  };
}

const EMPTY: FigureBodies = {
  ...bodies(),
  topics: { range, topics: [] },
  daily: { range, days: [], topics: [] },
  responseTime: {
    ...bodies().responseTime,
    average_handling_time_minutes: null,
    median_minutes: null,
    p90_minutes: null,
    turns: null,
    answered: 0,
    distribution: [],
    by_hour: [],
    by_operator: [],
  },
  outcomes: { range, outcomes: [], topics: [] },
  funnel: { range, stages: [] },
  comparison: {
    ...bodies().comparison,
    figures: {
      ...keyFigures,
      messages: { value: 0, previous: 0, change: null },
    },
  },
  revenue: { ...bodies().revenue, payments: 0, amount: 0, by_day: [] },
  spenders: { range, total: 0, spenders: [] },
};

const CREATORS = ["9001", "9002"].map((id) => ({
  id: CreatorId.parse(id),
  name: `Creator ${id} by name`,
}));

function render(body: FigureBodies | null): string {
  const seed = pageSeed(
    { status: { status: "REALTIME" } },
    { creators: CREATORS },
  );
  const paths = analyticsPaths({ ...seed, range: DEFAULT_RANGE });
  const loaded = <K extends FigureName>(name: K) =>
    body === null ? null : { path: paths[name], body: body[name] };
  const figures: AnalyticsFigures = {
    topics: loaded("topics"),
    daily: loaded("daily"),
    responseTime: loaded("responseTime"),
    outcomes: loaded("outcomes"),
    funnel: loaded("funnel"),
    comparison: loaded("comparison"),
    revenue: loaded("revenue"),
    spenders: loaded("spenders"),
  };
  return renderToString(
    <LiveAnalytics seed={seed} analytics={{ range: DEFAULT_RANGE, figures }} />,
  );
}

describe("the first paint of the Analytics", () => {
  it("shows every part before any script runs", () => {
    const html = render(bodies());
    for (
      const shown of [
        "1,031",
        "Travel",
        "+0.31",
        "1 h 14 min",
        "up to 1 min",
        "Tips",
        "Greeting",
        "$120",
        "1 Nov 2025",
        "10 Oct 2025 to 8 Nov 2025",
      ]
    ) expect(html, shown).toContain(shown);
    expect(html).not.toContain("Loading");
    expect(html).not.toMatch(/NaN|Infinity|undefined|Invalid/);
  });

  it("leads to each part, and to the Inbox", () => {
    const html = render(bodies());
    const anchors = [
      ...html.matchAll(/href="#([a-z-]+)" class="section-link"/g),
    ]
      .map(([, id]) => id);
    expect(anchors.length).toBe(7);
    for (const id of anchors) expect(html).toContain(`id="${id}"`);
    expect(html).toContain('href="/inbox?topic=travel"');
    expect(html).toContain('href="/inbox?chat=1001"');
  });

  it("has a column for each of several creators, by name", () => {
    const comparison = {
      ...bodies().comparison,
      by_creator: CREATORS.map(({ id }) => ({
        creator_id: id,
        figures: keyFigures,
      })),
    };
    const html = render({ ...bodies(), comparison });
    for (const { name } of CREATORS) {
      expect(html).toContain(`<bdi>${name}</bdi></th>`);
    }
    expect(render(bodies())).not.toContain("by name</bdi></th>");
  });

  it("tells how sentiment moved as a difference, what is counted in percent", () => {
    const html = render({
      ...bodies(),
      comparison: {
        ...bodies().comparison,
        figures: {
          ...keyFigures,
          sentiment: { value: -0.1, previous: 0.25, change: -140 },
        },
      },
    });
    expect(html).toContain("Down 0.35 from +0.25 in the 30 days before");
    expect(html).not.toContain("140");
    expect(html).toContain("20\u202f%");
  });

  it("says of each part that there is nothing, rather than zeros", () => {
    const html = render(EMPTY);
    for (
      const said of [
        "No topic was mentioned",
        "No message of these days has a sentiment",
        "No message of these days was answered",
        "led to no outcome",
        "No session began",
        "No message is of these days",
        "No payment of these days",
      ]
    ) expect(html, said).toContain(said);
    expect(html).not.toMatch(/NaN|Infinity|undefined|Invalid/);
  });

  it("says that it loads where nothing is known yet", () => {
    const html = render(null);
    expect(html.match(/Loading [a-z ]+…/g)).toHaveLength(7);
    expect(html).not.toContain("CSV");
  });

  it("never lets a captured text become markup", () => {
    const attack = `<img src=x onerror=alert(1)>"'><script>alert(2)</script>`;
    expect(render(bodies(attack))).not.toMatch(/<(img|script)\b/);
  });

  it("keeps to a policy without inline styles and handlers", () => {
    expect(againstPolicy(render(bodies()))).toEqual([]);
  });
});
