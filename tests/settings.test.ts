import { beforeAll, describe, expect, it } from "vitest";
import {
  AccountSettings,
  GraphSentiment,
  GraphTopicOutcomes,
} from "@/lib/models/mod.ts";
import type { z } from "zod";
import { Account } from "./account.ts";
import { eventually } from "./conditions.ts";
import { chat, CREATOR, snapshotFrame } from "./records.ts";
import { databaseWith, type Service, startService } from "./service.ts";

const PATH = "/api/v1/settings";
const CHAT = 1001;
const DAY_MS = 86_400_000;
/** The date of a day so many days ago, in UTC. */
const dateBefore = (days: number) =>
  new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);
/** What was written late on the 9th day before this one, by UTC. */
const LATE = `${dateBefore(9)}T23:30:00.000Z`;
const NOON = `${dateBefore(6)}T12:00:00.000Z`;

let service: Service;
let robin: Account;
let sam: Account;

beforeAll(async () => {
  const kvPath = await databaseWith("Robin", "Sam", "Kim");
  service = await startService({ kvPath });
  robin = await withMessages("Robin");
  sam = await withMessages("Sam");
});

/** An account with a message and a tip late in the evening, and one at noon. */
async function withMessages(name: string): Promise<Account> {
  const account = await Account.signIn(service, name);
  await using agent = await account.agent();
  const from = (id: number, createdAt: string, more: object = {}) => ({
    id,
    chat_id: CHAT,
    createdAt,
    fromUser: { id: CHAT, name: "Fan" },
    is_inbound: true,
    ...more,
  });
  agent.send(snapshotFrame([chat(CHAT)], [
    from(1, LATE, {
      text: "I love this recipe, it is wonderful!",
      isTip: true,
      price: 5,
    }),
    from(2, NOON, { text: "How was your trip? I love Rome" }),
    {
      id: 3,
      chat_id: CHAT,
      text: "Good!",
      createdAt: NOON,
      fromUser: { id: CREATOR, name },
      is_inbound: false,
    },
  ]));
  await account.settled(3);
  return account;
}

async function settings(account: Account): Promise<AccountSettings> {
  const response = await account.ask(PATH);
  expect(response.status).toBe(200);
  return AccountSettings.strict().parse(await response.json());
}

function patch(account: Account, body: unknown): Promise<Response> {
  return account.ask(PATH, {
    method: "PATCH",
    headers: { "content-type": "application/json" },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
}

/** Until all figures are counted as decided. */
async function counted(account: Account): Promise<AccountSettings> {
  return await eventually("figures that are counted anew", async () => {
    const now = await settings(account);
    return now.progress === null && now;
  });
}

async function change(account: Account, zone: string): Promise<void> {
  const response = await patch(account, { time_zone: zone });
  expect(response.status).toBe(200);
  AccountSettings.strict().parse(await response.json());
  await counted(account);
}

/** Dates of the days that have a mean sentiment, as the dashboard is told. */
async function dates(account: Account): Promise<string[]> {
  const { analytics } = await account.fullSync();
  return analytics.sentiment_trend.trend.map(({ date }) => date);
}

async function graph<T>(
  account: Account,
  path: string,
  schema: z.ZodType<T>,
  query: Record<string, string> = {},
): Promise<T> {
  const search = new URLSearchParams(query);
  const response = await account.ask(
    `/api/v1/graph/insights/${path}?${search}`,
  );
  expect(response.status).toBe(200);
  return schema.parse(await response.json());
}

describe("the time zone of an account", () => {
  it("is UTC at first", async () => {
    const kim = await Account.signIn(service, "Kim");
    for (const account of [robin, kim]) {
      expect(await settings(account))
        .toEqual({ time_zone: "UTC", progress: null });
    }
    expect(await dates(robin)).toEqual([dateBefore(9), dateBefore(6)]);
  });

  it("decides on which day a message counts, and others' stays", async () => {
    await using dashboard = robin.dashboard();
    await dashboard.next("full_sync_response");
    const answer = await patch(robin, { time_zone: "asia/kolkata" });
    expect(await answer.json()).toMatchObject({ time_zone: "Asia/Kolkata" });
    const { analytics } = await dashboard.next("full_sync_response");
    expect(analytics.sentiment_trend.trend.map(({ date }) => date))
      .toEqual([dateBefore(8), dateBefore(6)]);
    expect(analytics.range?.start_date).toMatch(/T18:30:00\.000Z$/);
    expect(analytics.range?.end_date).toMatch(/T18:30:00\.000Z$/);
    expect(await counted(robin))
      .toEqual({ time_zone: "Asia/Kolkata", progress: null });

    expect(await settings(sam)).toEqual({ time_zone: "UTC", progress: null });
    expect(await dates(sam)).toEqual([dateBefore(9), dateBefore(6)]);
  });

  it("decides what days of the graph are", async () => {
    await change(robin, "Asia/Kolkata");
    const days = { start_date: dateBefore(8), end_date: dateBefore(7) };
    const outcomes = { ...days, kind: "tip" };
    const { range, trend } = await graph(
      robin,
      "sentiment",
      GraphSentiment,
      days,
    );
    expect(range).toEqual({
      start_date: `${dateBefore(9)}T18:30:00.000Z`,
      end_date: `${dateBefore(8)}T18:30:00.000Z`,
    });
    expect(trend.map(({ date }) => date)).toEqual([dateBefore(8)]);
    const tips = (account: Account, query: Record<string, string>) =>
      graph(account, "outcomes", GraphTopicOutcomes, query);
    expect((await tips(robin, outcomes)).topics).not.toEqual([]);
    expect((await tips(sam, outcomes)).topics).toEqual([]);
    const before = { start_date: dateBefore(9), end_date: dateBefore(8) };
    expect((await tips(robin, { ...before, kind: "tip" })).topics).toEqual([]);
    expect((await tips(sam, { ...before, kind: "tip" })).topics)
      .not.toEqual([]);
    // A time stands for its day there.
    const at = { start_date: LATE, end_date: LATE.replace("23:30", "23:45") };
    expect((await graph(robin, "sentiment", GraphSentiment, at)).range)
      .toEqual(range);
  });

  it("changes while others change it, and one of them wins", async () => {
    const zones = [
      "America/Sao_Paulo",
      "Pacific/Apia",
      "Europe/Berlin",
      "Asia/Kolkata",
    ];
    const answers = await Promise.all(
      zones.map((time_zone) => patch(robin, { time_zone })),
    );
    for (const answer of answers) {
      expect(answer.status).toBe(200);
      await answer.body?.cancel();
    }
    const { time_zone } = await counted(robin);
    expect(zones).toContain(time_zone);
    const isNextDay = ["Pacific/Apia", "Europe/Berlin", "Asia/Kolkata"]
      .includes(time_zone);
    expect((await dates(robin))[0]).toBe(dateBefore(isNextDay ? 8 : 9));
  });

  it("can be changed back, and everything is as before", async () => {
    await change(robin, "Asia/Kolkata");
    await change(robin, "utc");
    expect(await settings(robin)).toEqual({ time_zone: "UTC", progress: null });
    const [own, other] = await Promise.all([robin, sam].map(dates));
    expect(own).toEqual(other);
  });

  const detail = expect.stringContaining("name of a time zone");
  const refused: [body: unknown, errors: unknown][] = [
    [{ time_zone: "Europe/Atlantis" }, [{ pointer: "#/time_zone", detail }]],
    [{ time_zone: "+05:30" }, [{ pointer: "#/time_zone", detail }]],
    [{ time_zone: "" }, [{ pointer: "#/time_zone", detail }]],
    [{ time_zone: "x".repeat(1_000) }, [
      { pointer: "#/time_zone", detail },
      { pointer: "#/time_zone", detail },
    ]],
    [{ time_zone: null }, [{ pointer: "#/time_zone", detail }]],
    [{}, [{ pointer: "#/time_zone", detail }]],
    [{ time_zone: "UTC", zone: "UTC" }, [
      { pointer: "#", detail: expect.stringContaining("zone") },
    ]],
    [[], [{ pointer: "#", detail: expect.stringContaining("object") }]],
    ["{", undefined],
  ];

  it.each(refused)("%j is refused", async (body, errors) => {
    const before = await settings(robin);
    const response = await patch(robin, body);
    expect(response.status).toBe(400);
    expect(response.headers.get("content-type"))
      .toBe("application/problem+json");
    const problem = await response.json();
    expect(problem).toMatchObject({ status: 400 });
    expect(problem.errors).toEqual(errors);
    expect(await settings(robin)).toEqual(before);
  });

  it("cannot be changed from another site's page", async () => {
    const before = await settings(robin);
    const forged = await robin.ask(PATH, {
      method: "PATCH",
      headers: { origin: "https://evil.example" },
      body: JSON.stringify({ time_zone: "Asia/Kolkata" }),
    });
    await forged.body?.cancel();
    expect(forged.status).toBe(403);
    expect(await settings(robin)).toEqual(before);
  });

  it("is told and changed to nobody who is not signed in", async () => {
    for (const method of ["GET", "PATCH"]) {
      const response = await fetch(service.origin + PATH, {
        method,
        ...(method === "PATCH" ? { body: '{"time_zone":"Asia/Tokyo"}' } : {}),
      });
      expect(response.status).toBe(401);
      expect(await response.text()).not.toContain("time_zone");
    }
    expect((await settings(robin)).time_zone).not.toBe("Asia/Tokyo");
  });
});

describe("the form of Settings, without a script,", () => {
  const post = (time_zone: string) =>
    sam.ask("/settings", {
      method: "POST",
      body: new URLSearchParams({ time_zone }),
    });

  it("changes the zone, and shows which it is", async () => {
    const response = await post("America/Argentina/Buenos_Aires");
    await response.body?.cancel();
    expect(response.status).toBe(303);
    expect(response.headers.get("location")).toBe("/settings#time-zone");
    expect((await counted(sam)).time_zone)
      .toBe("America/Argentina/Buenos_Aires");
    const html = await (await sam.ask("/settings")).text();
    const option = /<option[^>]* selected[^>]*>([^<]*)<\/option>/.exec(html);
    expect(option?.[1]).toBe("Buenos Aires (Argentina)");
  });

  it("says what is wrong", async () => {
    const refused = await post("Europe/Atlantis");
    expect(refused.status).toBe(400);
    expect(await refused.text()).toContain("There is no such time zone.");
    expect((await settings(sam)).time_zone).not.toContain("Atlantis");
  });
});
