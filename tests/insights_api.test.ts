import { beforeAll, describe, expect, it } from "vitest";
import {
  AnalyticsUpdate,
  ComparisonInsights,
  CreatorList,
  DailyInsights,
  DAY_MS,
  Evidence,
  EvidenceMetric,
  FunnelInsights,
  HourInsights,
  OutcomeInsights,
  Priority,
  ResponseTimeInsights,
  RevenueInsights,
  SentimentInsights,
  SpenderInsights,
  TopicInsights,
  UnansweredInsights,
} from "@/lib/models/mod.ts";
import Papa from "papaparse";
import type { z } from "zod";
import type { Account } from "./account.ts";
import { eventually } from "./conditions.ts";
import { kim, robin, sam, service, start } from "./graph_api/accounts.ts";
import { deltaFrame, message } from "./records.ts";

const PATH = "/api/v1/insights";
const JSON_TYPE = "application/json";

type Asked = Record<string, string | number | undefined>;

/** Every answer about days, with its schema and its table's rows. */
const ANSWERS: {
  path: string;
  schema: z.ZodType<object>;
  /** The answer's rows; `null`: it is no table. */
  rows: ((json: never) => unknown[]) | null;
}[] = [
  {
    path: "/topics",
    schema: TopicInsights,
    rows: ({ topics }: TopicInsights) => topics,
  },
  {
    path: "/sentiment-trend",
    schema: SentimentInsights,
    rows: ({ trend }: SentimentInsights) => trend,
  },
  {
    path: "/response-time",
    schema: ResponseTimeInsights,
    rows: ({ by_hour }: ResponseTimeInsights) => by_hour,
  },
  { path: "/full", schema: AnalyticsUpdate, rows: null },
  {
    path: "/comparison",
    schema: ComparisonInsights,
    rows: ({ figures, by_creator }: ComparisonInsights) =>
      [figures, ...by_creator.map(({ figures }) => figures)]
        .flatMap(Object.values),
  },
  {
    path: "/revenue",
    schema: RevenueInsights,
    rows: ({ by_day }: RevenueInsights) => by_day,
  },
  {
    path: "/spenders",
    schema: SpenderInsights,
    rows: ({ spenders }: SpenderInsights) => spenders,
  },
  {
    path: "/hours",
    schema: HourInsights,
    rows: ({ hours }: HourInsights) => hours,
  },
  {
    path: "/daily",
    schema: DailyInsights,
    rows: ({ days }: DailyInsights) => days,
  },
  {
    path: "/unanswered",
    schema: UnansweredInsights,
    rows: ({ conversations }: UnansweredInsights) => conversations,
  },
  {
    path: "/outcomes",
    schema: OutcomeInsights,
    rows: ({ outcomes }: OutcomeInsights) => outcomes,
  },
  {
    path: "/funnel",
    schema: FunnelInsights,
    rows: ({ stages }: FunnelInsights) => stages,
  },
  {
    path: "/messages/evidence",
    schema: Evidence,
    rows: ({ evidence }: Evidence) =>
      evidence.flatMap(({ messages }) => messages),
  },
];

/** An account's answers to the tests' questions. */
const TABLES = ANSWERS.filter(({ rows }) => rows !== null);

beforeAll(start);

/** A path below the figures', with a query. */
function address(path: string, parameters: Asked = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined) query.set(name, String(value));
  }
  return `${PATH}${path}?${query}`;
}

/** The answer, which must be of its schema. */
async function get<T>(
  account: Account,
  path: string,
  schema: z.ZodType<T>,
  parameters?: Asked,
): Promise<T> {
  const response = await account.ask(address(path, parameters));
  const body = await response.json();
  expect(response.status, JSON.stringify(body)).toBe(200);
  return schema.parse(body);
}

function priorityPath(id: string): string {
  return `/api/v1/conversations/${encodeURIComponent(id)}/priority`;
}

async function priorityOf(account: Account, id: string): Promise<Priority> {
  const response = await account.ask(priorityPath(id));
  return Priority.parse(await response.json());
}

/** The rows of a table, by its columns. */
async function table(
  account: Account,
  path: string,
): Promise<{ response: Response; rows: Record<string, string>[] }> {
  const response = await account.ask(path, { headers: { accept: "text/csv" } });
  const text = await response.text();
  expect(response.status, text).toBe(200);
  const { data, errors } = Papa.parse<Record<string, string>>(text, {
    header: true,
    skipEmptyLines: true,
  });
  expect(errors).toEqual([]);
  return { response, rows: data };
}

async function expectProblem(
  path: string,
  { status, detail, account = robin, headers }: {
    status: number;
    detail: RegExp;
    account?: Account;
    headers?: Record<string, string>;
  },
): Promise<void> {
  const response = await account.ask(path, { headers });
  const body = await response.json();
  expect(response.status, path).toBe(status);
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  expect(response.headers.get("etag")).toBeNull();
  expect(body).toMatchObject({
    status,
    detail: expect.stringMatching(detail),
  });
}

describe.each(ANSWERS)("$path", ({ path, schema, rows }) => {
  it("answers with its schema, also where nothing is stored yet", async () => {
    for (const account of [robin, sam, kim]) {
      const json = await get(account, path, schema);
      if (account === robin && rows !== null) {
        expect(rows(json as never).length).toBeGreaterThan(0);
      }
    }
  });

  it("gives the same ETag for the same answer, and nothing for it", async () => {
    const ask = async (headers?: Record<string, string>) => {
      const response = await robin.ask(address(path), { headers });
      return { response, text: await response.text() };
    };
    const { response: { headers } } = await ask();
    const etag = headers.get("etag") ?? "";
    expect(etag).toMatch(/^(W\/)?"[\w-]{43}"$/);
    expect(headers.get("cache-control")).toBe("private, no-cache");
    expect(headers.get("vary")).toContain("Accept");
    for (const held of [etag, `"other", ${etag}`, "*"]) {
      const { response, text } = await ask({ "if-none-match": held });
      expect(response.status).toBe(304);
      expect(text).toBe("");
      expect(response.headers.get("etag")).not.toBeNull();
      expect(response.headers.get("cache-control")).toBe("private, no-cache");
      expect(response.headers.get("vary")).toContain("Accept");
    }
    const { response } = await ask({ "if-none-match": '"other"' });
    expect(response.status).toBe(200);
  });

  it("answers HEAD like GET, without the body", async () => {
    const { headers, status } = await robin.ask(address(path), {
      method: "HEAD",
    });
    expect(status).toBe(200);
    expect(headers.get("etag")).not.toBeNull();
  });

  it("refuses a form that there is not", async () => {
    await expectProblem(address(path), {
      status: 406,
      detail: rows === null
        ? /^There is application\/json\.$/
        : /^There is application\/json and text\/csv\.$/,
      headers: { accept: "image/png" },
    });
  });

  it("refuses parameters that there are not, or that come twice", async () => {
    await expectProblem(address(path, { strat_date: "2025-11-01" }), {
      status: 400,
      detail: /^There is no parameter "strat_date"; there is creator_id, /,
    });
    const twice = `${address(path)}creator_id=1&creator_id=2`;
    await expectProblem(twice, {
      status: 400,
      detail: /^creator_id is given more than once/,
    });
    await expectProblem(address(path, { creator_id: "nobody" }), {
      status: 400,
      detail: /^creator_id is the id of one of the account's creators/,
    });
  });
});

describe.each(TABLES)("the table of $path", ({ path, schema, rows }) => {
  it("has the rows of the JSON", async () => {
    const json = await get(robin, path, schema);
    const { response: { headers }, rows: lines } = await table(
      robin,
      address(path),
    );
    expect(headers.get("content-type"))
      .toBe("text/csv; charset=utf-8; header=present");
    expect(headers.get("content-disposition"))
      .toMatch(/^attachment; filename="[a-z-]+\.csv"$/);
    expect(headers.get("vary")).toContain("Accept");
    expect(lines).toHaveLength(rows?.(json as never).length ?? -1);
  });

  it("has an ETag of its own, and a header where there is nothing", async () => {
    const csv = await kim.ask(address(path), {
      headers: { accept: "text/csv" },
    });
    expect(await csv.text()).toMatch(/^[a-z_]+(,[a-z_]+)+\r\n/);
    const json = await kim.ask(address(path));
    await json.body?.cancel();
    const etag = csv.headers.get("etag") ?? "";
    expect(etag).not.toBe("");
    expect(json.headers.get("etag")).not.toBe(etag);
    const again = await kim.ask(address(path), {
      headers: { accept: "text/csv", "if-none-match": etag },
    });
    await again.body?.cancel();
    expect(again.status).toBe(304);
  });
});

describe("figures", () => {
  it("are those of the dashboard for the same days", async () => {
    const { analytics } = await robin.fullSync();
    const full = await get(robin, "/full", AnalyticsUpdate);
    const { priorityScores: _, unreadCounts: __, ...shown } = analytics;
    expect(full).toMatchObject(shown);
    const range = analytics.range ?? {};
    const { topics } = await get(robin, "/topics", TopicInsights, range);
    expect(topics).toEqual(analytics.topics);
    const { trend } = await get(
      robin,
      "/sentiment-trend",
      SentimentInsights,
      range,
    );
    expect(trend).toEqual(analytics.sentiment_trend.trend);
    const times = await get(
      robin,
      "/response-time",
      ResponseTimeInsights,
      range,
    );
    expect(times).toMatchObject(analytics.response_time_metrics);
  });

  it("hold a conversation's priority, part by part", async () => {
    const [one] = await robin.conversations();
    const priority = await priorityOf(robin, one?.conversationId ?? "");
    const sum = priority.parts.reduce((n, { points }) => n + points, 0);
    expect(sum).toBeCloseTo(priority.priority_score, 1);
    expect(priority.priority_score).toBeCloseTo(one?.priorityScore ?? NaN, 1);
  });

  it("are of conversations with odd ids too", async () => {
    for (const { conversationId } of await sam.conversations()) {
      const found = await priorityOf(sam, conversationId);
      expect(found.conversation_id).toBe(conversationId);
    }
  });

  it("change, and their ETag with them", async () => {
    const agent = await sam.agent();
    const ask = async () => {
      const response = await sam.ask(address("/full"));
      const { totals } = AnalyticsUpdate.parse(await response.json());
      return { etag: response.headers.get("etag"), totals };
    };
    const before = await ask();
    expect(await ask()).toEqual(before);
    agent.send(deltaFrame({ ...message(501, 1), chat_id: "~~" }));
    await agent.next("ingest_ack");
    const after = await ask();
    expect(after.totals?.messages).toBe((before.totals?.messages ?? 0) + 1);
    expect(after.etag).not.toBe(before.etag);
    await agent.close();
  });

  it("day by day add up to those of the range", async () => {
    const range = { start_date: today(-40), end_date: today(1) };
    const asked = { ...range, topics: 3 };
    const daily = await get(robin, "/daily", DailyInsights, asked);
    const { topics } = await get(robin, "/topics", TopicInsights, range);
    const revenue = await get(robin, "/revenue", RevenueInsights, range);
    const { trend } = await get(
      robin,
      "/sentiment-trend",
      SentimentInsights,
      range,
    );
    const { figures } = await get(
      robin,
      "/comparison",
      ComparisonInsights,
      range,
    );
    const sum = (list: readonly number[]) => list.reduce((a, b) => a + b, 0);
    const { days } = daily;
    expect(daily.range).toEqual(revenue.range);
    expect(days.map(({ date }) => date))
      .toEqual(Array.from({ length: 41 }, (_, i) => today(i - 40)));
    const inbound = sum(days.map((day) => day.inbound));
    const outbound = sum(days.map((day) => day.outbound));
    expect(inbound).toBe(figures.inbound.value);
    expect(inbound + outbound).toBe(figures.messages.value);
    expect(inbound).toBeGreaterThan(0);
    expect(sum(days.map((day) => day.revenue))).toBeCloseTo(revenue.amount, 6);
    expect(days.filter((day) => day.revenue > 0).map(({ date }) => date))
      .toEqual(revenue.by_day.map(({ date }) => date));
    expect(
      days.filter((day) => day.sentiment_score !== null)
        .map(({ date, sentiment_score }) => ({ date, sentiment_score })),
    ).toEqual(trend);
    expect(
      daily.topics.map(({ topic, volumes }) => [topic, sum(volumes)]),
    ).toEqual(
      topics.slice(0, 3).map(({ topic, volume }) => [topic, volume]),
    );
    const { rows } = await table(robin, address("/daily", asked));
    expect(rows.map((row) => Number(row[`topic_${topics[0]?.topic}`])))
      .toEqual(daily.topics[0]?.volumes);
  });

  it("of one creator are asked for by id, as the creators are listed", async () => {
    const listed = await (await robin.ask("/api/v1/creators")).json();
    const { creators } = CreatorList.parse(listed);
    const overview = await (await robin.ask("/api/v1/graph")).json();
    expect(creators.map(({ id }) => id)).toEqual(overview.creators);
    const [creator_id] = overview.creators;
    const of = (parameters: Asked) =>
      get(robin, "/comparison", ComparisonInsights, parameters);
    expect((await of({ creator_id })).figures).toEqual((await of({})).figures);
  });
});

describe("what cannot be asked", () => {
  const days: [parameters: Asked, detail: RegExp][] = [
    [{ start_date: "soon" }, /^start_date is an ISO 8601 date/],
    [{ start_date: "1969-12-31" }, /^start_date/],
    [{ end_date: "2025-02-30" }, /^end_date is an ISO/],
    [{ end_date: "9".repeat(5_000) }, /^end_date is an ISO/],
    [
      { start_date: "2025-11-08", end_date: "2025-11-08" },
      /^end_date is after start_date, by at most 1096 days; without one/,
    ],
    [
      { start_date: "2020-01-01", end_date: "2025-01-01" },
      /^end_date is after start_date/,
    ],
    [{ start_date: "9999-01-01" }, /^end_date is after start_date/],
  ];
  const bad: [path: string, parameters: Asked, detail: RegExp][] = [
    ...[
      "/topics",
      "/full",
      "/hours",
      "/revenue",
      "/daily",
      "/messages/evidence",
    ]
      .flatMap((path) =>
        days.map(([parameters, detail]): [string, Asked, RegExp] => [
          path,
          parameters,
          detail,
        ])
      ),
    ["/topics", { broadcast: "yes" }, /^broadcast is true or false/],
    ["/hours", { broadcast: "true" }, /^There is no parameter "broadcast"/],
    ["/spenders", { limit: 201 }, /^limit is a whole number from 1 to 200/],
    ["/spenders", { limit: "" }, /^limit is a whole number/],
    ["/daily", { topics: 51 }, /^topics is a whole number from 0 to 50/],
    ["/daily", { limit: 1 }, /^There is no parameter "limit"; there is c/],
    ["/unanswered", { limit: 0 }, /^limit is a whole number/],
    ["/unanswered", { start_date: "2025-11-01" }, /^There is no parameter/],
    ["/unanswered", { cursor: "here" }, /^cursor is the next_cursor of a page/],
    ["/unanswered", { cursor: "" }, /^cursor is the next_cursor/],
    ["/outcomes", { kind: "joy" }, /^kind is one of tip, purchase/],
    ["/topics/evidence", {}, /^topic is needed for topics/],
    ["/funnel/evidence", {}, /^stage is needed for funnel/],
    ["/funnel/evidence", { stage: "end" }, /^stage is one of session/],
    ["/hours/evidence", { weekday: 8 }, /^weekday is a whole number from 1 t/],
    ["/messages/evidence", { cursor: "x" }, /^cursor is the next_cursor/],
    ["/messages/evidence", { metric: "turns" }, /^There is no parameter "met/],
    ["/topics", { ["x".repeat(500)]: 1 }, /^There is no parameter "x{40}"; /],
    ["/topics", { __proto__x: 1 }, /^There is no parameter "__proto__x"/],
  ];

  it.each(bad)("%s %j is a mistake", async (path, parameters, detail) => {
    await expectProblem(address(path, parameters), { status: 400, detail });
  });

  it("is evidence of what is no metric", async () => {
    for (
      const metric of ["nothing", "constructor", "__proto__", "%zz", "Topics"]
    ) {
      await expectProblem(`${PATH}/${metric}/evidence`, {
        status: 404,
        detail: new RegExp(
          `^There is evidence of ${EvidenceMetric.options.join(", ")}\\.$`,
        ),
      });
    }
  });

  it("is the priority of a conversation that there is not", async () => {
    const [one] = await robin.conversations();
    const own = priorityPath(one?.conversationId ?? "");
    const detail = /^The account has no such conversation\.$/;
    await expectProblem(own, { status: 404, detail, account: sam });
    await expectProblem(priorityPath("0"), { status: 404, detail });
    for (const id of ["%zz", "x".repeat(999)]) {
      await expectProblem(`/api/v1/conversations/${id}/priority`, {
        status: 400,
        detail: /^id is the id of a conversation\.$/,
      });
    }
    await expectProblem(`${own}?limit=1`, {
      status: 400,
      detail: /^There is no .*there is none/,
    });
  });

  it("is anything, without a session", async () => {
    for (const { path } of ANSWERS) {
      const answer = await fetch(service.origin + address(path));
      expect(answer.status).toBe(401);
      await answer.body?.cancel();
    }
  });
});

describe("pages", () => {
  /** All pages, by what the answers link to. */
  async function follow(
    account: Account,
    path: string,
    accept: string,
  ): Promise<string[]> {
    const all: string[] = [];
    let next: string | undefined = path;
    while (next !== undefined) {
      const response: Response = await account.ask(next, {
        headers: { accept },
      });
      expect(response.status).toBe(200);
      all.push(await response.text());
      const link: string = response.headers.get("link") ?? "";
      next = /^<(\/api\/[^>]*)>; rel="next"$/.exec(link)?.[1];
      expect(next === undefined).toBe(link === "");
      expect(all.length).toBeLessThan(1_000);
    }
    return all;
  }

  const linesOf = (pages: string[]) =>
    pages.flatMap((page) =>
      Papa.parse<string[]>(page, { skipEmptyLines: true }).data.slice(1)
    );

  it.each([
    ["/api/v1/insights/unanswered?", 1],
    ["/api/v1/insights/topics/evidence?topic=travel&", 1],
    ["/api/v1/insights/messages/evidence?", 40],
    ["/api/v1/conversations?", 4],
  ])("of %s lead on, as JSON and as tables", async (path, limit) => {
    const whole = linesOf(
      await follow(robin, `${path}limit=200`, "text/csv"),
    );
    expect(whole.length).toBeGreaterThan(limit);
    const small = `${path}limit=${limit}`;
    const pages = await follow(robin, small, "text/csv");
    expect(pages.length).toBeGreaterThan(1);
    const ids = (lines: string[][]) => lines.map(([id, , fan]) => [id, fan]);
    expect(ids(linesOf(pages))).toEqual(ids(whole));
    const json = await follow(robin, small, JSON_TYPE);
    expect(json).toHaveLength(pages.length);
  });

  it("of messages lead on", async () => {
    const [one] = (await robin.conversations())
      .toSorted((a, b) => b.messageCount - a.messageCount);
    const path = `/api/v1/conversations/${one?.conversationId}/messages`;
    const pages = await follow(robin, `${path}?limit=7`, "text/csv");
    expect(linesOf(pages)).toHaveLength(one?.messageCount ?? -1);
  });
});

describe("a table", () => {
  it("holds no formula of a fan's id", async () => {
    const { rows } = await table(sam, "/api/v1/conversations?limit=200");
    const ids = rows.map(({ conversation_id }) => conversation_id);
    expect(ids).toContain("'+&=;,$");
    expect(ids).toContain("a|b~c");
  });
});

describe("broadcasts", () => {
  it.each(["/topics", "/full"])(
    "%s tells all dashboards, though no Agent is connected",
    async (path) => {
      await using first = robin.dashboard();
      await using second = robin.dashboard();
      const { revision = NaN } = await first.next("full_sync_response");
      await second.next("full_sync_response");
      const query = { broadcast: "true", start_date: today(-3) };
      await get(robin, path, AnalyticsUpdate.partial(), query);
      for (const dashboard of [first, second]) {
        const told = await dashboard.next("analytics_update");
        expect(told.revision).toBe(revision + 1);
        // What dashboards show is of the default range.
        const { start_date = "", end_date = "" } = told.range ?? {};
        expect(Date.parse(end_date) - Date.parse(start_date)).toBe(30 * DAY_MS);
      }
    },
  );

  it("are not told for a question that is a mistake", async () => {
    const position = async () => (await robin.fullSync()).revision;
    const before = await position();
    const asked = [
      { broadcast: "true", start_date: "soon" },
      { broadcast: "true", creator_id: "nobody" },
      { broadcast: "false" },
    ];
    for (const query of asked) {
      await (await robin.ask(address("/full", query))).body?.cancel();
    }
    await get(robin, "/full", AnalyticsUpdate, { broadcast: "true" });
    const after = await eventually("the figures", async () => {
      const now = await position();
      return now !== before && now;
    });
    expect(after).toBe((before ?? NaN) + 1);
  });
});

/** A date so many days from now. */
function today(days: number): string {
  return new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);
}
