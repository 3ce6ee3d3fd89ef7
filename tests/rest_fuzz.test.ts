import { beforeAll, describe, expect, it } from "vitest";
import { Random } from "@/lib/demo/random.ts";
import {
  DAY_MS,
  EvidenceMetric,
  FunnelStage,
  OutcomeKind,
  VertexLabel,
} from "@/lib/models/mod.ts";
import type { Account } from "./account.ts";
import { kim, robin, SEED, start } from "./graph_api/accounts.ts";
import { listRoutes, type Route } from "./routes.ts";

/** Requests of the test that asks, and of the one that changes things. */
const QUESTIONS = 10_000;
const CHANGES = 1_500;
/** Requests that are under way at a time. */
const AT_ONCE = 8;

const KIB = 1_024;

/**
 * The largest answer of each route, in bytes, of accounts like the one that is
 * asked: messages of a few hundred bytes, and at most 200 records a page.
 */
const LARGEST: [route: RegExp, bytes: number][] = [
  // Conversations with a profile and two messages each.
  [/^\/api\/v1\/conversations$/, 512 * KIB],
  [/^\/api\/v1\/conversations\/\[id\]$/, 160 * KIB],
  // 200 messages.
  [/^\/api\/v1\/conversations\/\[id\]\/messages$/, 160 * KIB],
  [/^\/api\/v1\/conversations\/.*enrichment$/, 16 * KIB],
  // 100 messages, each with its fan's profile.
  [/^\/api\/v1\/search$/, 256 * KIB],
  // 200 times two messages.
  [/^\/api\/v1\/insights\/\[metric\]\/evidence$/, 320 * KIB],
  // 1,096 days of a few dozen bytes, or of a few sources each.
  [/^\/api\/v1\/insights\/(full|sentiment-trend)$/, 128 * KIB],
  [/^\/api\/v1\/insights\/revenue$/, 512 * KIB],
  // 1,096 days, and 50 topics on each of them.
  [/^\/api\/v1\/insights\/daily$/, 384 * KIB],
  // 168 hours, 200 fans with their profiles, or the topics there are.
  [/^\/api\/v1\/insights\/(spenders|unanswered)$/, 256 * KIB],
  [/^\/api\/v1\/insights\//, 64 * KIB],
  // Vectors of 200 vertices, where they are asked for.
  [/^\/api\/v1\/graph/, 1_024 * KIB],
  [/^\/api\/v1\/schemas\/wss$/, 64 * KIB],
  [/^\/api\/v1\/openapi\.json$/, 512 * KIB],
  // Everything there is.
  [/^\/api\/v1\/export$/, 1_024 * KIB],
  [/./, 64 * KIB],
];

const routes = listRoutes().filter(({ kind }) => kind === "api");

/** Names of parameters that some route knows, and of none. */
const NAMES = [
  "limit",
  "offset",
  "cursor",
  "before",
  "creator_id",
  "start_date",
  "end_date",
  "broadcast",
  "kind",
  "stage",
  "topic",
  "topics",
  "weekday",
  "hour",
  "conversation_id",
  "label",
  "by",
  "q",
  "from",
  "to",
  "max_length",
  "direction",
  "edge",
  "embedding",
  "metric",
  "id",
  "__proto__",
  "constructor",
  "toString",
  "strat_date",
  "",
  "💬",
];

const RANGE = ["start_date", "end_date"];

/** What no parameter should be given. */
const ODD = [
  "",
  " ",
  "0",
  "-1",
  "1.5",
  "1e3",
  "1e400",
  "NaN",
  "Infinity",
  "-0",
  "0x10",
  "9007199254740993",
  "9".repeat(400),
  "null",
  "undefined",
  "[object Object]",
  "__proto__",
  "constructor",
  "hasOwnProperty",
  "%",
  "%zz",
  "%00",
  "\0",
  "\u2028",
  "ü ñ\u0301",
  "💬".repeat(50),
  "語".repeat(300),
  "x".repeat(4_000),
  "../../etc/passwd",
  "<script>alert(1)</script>",
  "' OR 1=1 --",
  "1969-12-31",
  "2025-02-30",
  "2025-13-01",
  "0001-01-01",
  "9999-12-31T23:59:59Z",
  "+275760-09-13",
  "1e13",
  "{}",
  "in:",
  "0~",
  "-9999999999999999~x",
  "9999999999999999~\uFFFF",
  "e30",
  "WyIiLDFd",
];

/** What requests want; the first says nothing. */
const ACCEPTS = [
  "",
  "*/*",
  "application/json",
  "text/csv",
  "text/csv;q=0.2, application/json;q=0.1",
  "text/html",
  "text/html, */*;q=0.1",
  "*/*;q=0",
  ";;;,=",
  "text/csv;q=NaN",
  "a/b,".repeat(500),
];

let chats: string[];

beforeAll(async () => {
  await start();
  const conversations = await robin.conversations();
  chats = conversations.map(({ conversationId }) => conversationId);
});

/** A value that a parameter of that name may have, or nearly. */
function goodValue(random: Random, name: string): string {
  switch (name) {
    case "limit":
      return String(random.int(1, 210));
    case "offset":
      return String(random.int(0, 20));
    case "start_date":
    case "end_date": {
      const days = name === "end_date"
        ? random.int(-60, 3)
        : random.int(-120, -45);
      const ms = Date.now() + days * DAY_MS;
      const time = new Date(ms).toISOString();
      return random.chance(0.7) ? time.slice(0, 10) : time;
    }
    case "broadcast":
    case "embedding":
      return random.pick(["true", "false"]);
    case "kind":
      return random.pick([...OutcomeKind.options, "person", "place"]);
    case "stage":
      return random.pick(FunnelStage.options);
    case "topics":
      return String(random.int(0, 51));
    case "weekday":
    case "max_length":
      return String(random.int(1, 8));
    case "hour":
      return String(random.int(0, 24));
    case "label":
      return random.pick([...VertexLabel.options, "DISCUSS_TOPIC"]);
    case "topic":
      return random.pick(["travel", "food", "nothing"]);
    case "from":
    case "to":
    case "q":
      return random.pick(["topic:travel", "action:question", "t", "good mor"]);
    case "conversation_id":
      return random.pick(chats);
    case "direction":
      return random.pick(["in", "out", "incoming"]);
    default:
      return random.pick(ODD);
  }
}

/** Parameters that routes know, and those that they need. */
const KNOWN: [route: RegExp, known: string[], needed: string[]][] = [
  [/insights\/\[metric\]/, [...RANGE, "limit"], ["topic", "stage"]],
  [/insights\/(spenders)/, [...RANGE, "limit"], []],
  [/insights\/unanswered/, ["limit"], []],
  [/insights\/daily/, [...RANGE, "topics"], []],
  [/graph\/insights\/outcomes/, RANGE, ["kind"]],
  [/insights\/outcomes/, [...RANGE, "kind"], []],
  [/insights\/(topics|full)/, [...RANGE, "broadcast"], []],
  [/insights\/conversations/, [], []],
  [/insights\//, RANGE, []],
  [/graph\/paths/, ["limit", "embedding"], ["from", "to"]],
  [/graph\/(top|edges)/, ["limit"], ["label"]],
  [/v1\/search$/, ["limit", "conversation_id"], ["q"]],
  [/./, ["limit"], []],
];

/** A query, half of the time of what the route knows. */
function queryOf({ pattern }: Route, random: Random): string {
  const [, known = [], needed = []] =
    KNOWN.find(([route]) => route.test(pattern)) ?? [];
  const isCareful = known.length > 0 && random.chance(0.6);
  const parameters = isCareful
    ? needed.map((name) =>
      `${name}=${encodeURIComponent(goodValue(random, name))}`
    )
    : [];
  const count = random.weighted([3, 4, 3, 2, 1, 1]);
  for (let i = 0; i < count; i++) {
    const name = random.pick(isCareful ? known : NAMES);
    const value = random.chance(isCareful ? 0.95 : 0.5)
      ? goodValue(random, name)
      : random.pick(ODD);
    // Some are not encoded as they should be.
    const encode = random.chance(0.95) ? encodeURIComponent : loosely;
    parameters.push(`${encode(name)}=${encode(value)}`);
    if (random.chance(0.03)) parameters.push(`${encode(name)}=1`);
  }
  return parameters.join("&");
}

/** A text as it is, without what would end the query, or the request. */
function loosely(text: string): string {
  return text.replaceAll(/[#\s\0]/g, "");
}

/** A path of the route, with something in each of its places. */
function pathOf({ pattern }: Route, random: Random): string {
  return pattern.replaceAll(/\[([^\]]+)\]/g, (_, name) => {
    const good = name === "metric"
      ? random.pick(EvidenceMetric.options)
      : pattern.includes("/vertices/")
      ? "topic:travel"
      : random.pick(chats);
    const text = random.chance(0.7) ? good : random.pick(ODD);
    if (text === "" || text === "%00") return "%00";
    return random.chance(0.97) ? encodeURIComponent(text) : "%zz";
  });
}

interface Request {
  route: Route;
  path: string;
  init: RequestInit;
}

/** What an answer was. */
interface Outcome {
  route: Route;
  status: number;
  bytes: number;
}

/** Asks one after the other, a few at a time; checks every answer. */
async function askAll(
  account: Account,
  requests: readonly Request[],
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  let next = 0;
  const work = async () => {
    for (;;) {
      const request = requests[next++];
      if (request === undefined) return;
      outcomes.push(await check(account, request));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return outcomes;
}

async function check(
  account: Account,
  { route, path, init }: Request,
): Promise<Outcome> {
  const response = await account.ask(path, init);
  const bytes = await response.bytes();
  const { status, headers } = response;
  const about = `${init.method ?? "GET"} ${path} ${status}`;
  expect(status, about).toBeLessThan(500);
  const type = headers.get("content-type") ?? "";
  const text = new TextDecoder().decode(bytes);
  if (status >= 400) {
    expect(type, about).toBe("application/problem+json");
    expect(bytes.length, about).toBeLessThan(16 * KIB);
    const said = JSON.parse(text);
    expect(said.status, about).toBe(status);
    expect(said.detail, about).toEqual(expect.stringMatching(/\S/));
  } else if (type === "application/x-ndjson") {
    const lines = text.trimEnd().split("\n");
    expect(() => lines.map((line) => JSON.parse(line)), about).not.toThrow();
  } else if (/json/.test(type)) {
    expect(() => JSON.parse(text), about).not.toThrow();
  } else if (bytes.length > 0) {
    expect(type, about).toMatch(/^text\/csv/);
  }
  const [, limit = 0] = LARGEST.find(([one]) => one.test(route.pattern)) ?? [];
  expect(bytes.length, about).toBeLessThanOrEqual(limit);
  return { route, status, bytes: bytes.length };
}

/** How many answers had each status. */
function countStatuses(outcomes: readonly Outcome[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const { status } of outcomes) {
    counts.set(status, (counts.get(status) ?? 0) + 1);
  }
  return counts;
}

/** What an account holds, as far as nothing of it depends on the moment. */
async function standing(account: Account) {
  const range = "start_date=2025-01-01&end_date=2025-01-31";
  const figures = await account.ask(`/api/v1/insights/topics?${range}`);
  return { dump: await account.dump(), figures: await figures.json() };
}

describe("questions at random", () => {
  it(
    "have an answer that says what is wrong, and is no larger than it may be",
    async () => {
      const before = await standing(robin);
      const random = new Random(SEED);
      const requests = Array.from({ length: QUESTIONS }, (_, i): Request => {
        const route = routes[i % routes.length];
        if (route === undefined) throw new Error("there are no routes");
        const accept = random.pick(ACCEPTS);
        return {
          route,
          path: `${pathOf(route, random)}?${queryOf(route, random)}`,
          init: { headers: accept === "" ? {} : { accept } },
        };
      });
      const outcomes = await askAll(robin, requests);
      const statuses = countStatuses(outcomes);
      for (const status of [200, 400, 404, 405, 406]) {
        expect(statuses.get(status), `status ${status}`).toBeGreaterThan(50);
      }
      expect(await standing(robin)).toEqual(before);
    },
    120_000,
  );
});

describe("changes at random", () => {
  const BODIES = [
    "",
    "null",
    "true",
    "[]",
    "{}",
    "{",
    '"',
    "\0",
    '{"__proto__":{"a":1}}',
    '{"title":1}',
    '{"title":"","keywords":[]}',
    '{"keywords":["x"],"threshold":9}',
    '{"code":"AAAA2222","name":"x"}',
    `{"code":"${"A".repeat(10_000)}","name":"x"}`,
    `{"title":"${"x".repeat(50_000)}","keywords":["a"]}`,
    JSON.stringify({ keywords: Array(5_000).fill("x") }),
    "[".repeat(20_000),
    '{"title":null,"hidden":"yes"}',
    '{"merged_into":"constructor"}',
    '{"text":"A note <script>"}',
    '{"text":" "}',
    `{"text":"${"x".repeat(2_001)}"}`,
  ];
  const METHODS = ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

  it("do no harm, and are refused with what is wrong", async () => {
    const random = new Random(SEED + 1);
    const others = routes.filter(({ pattern }) => !/logout$/.test(pattern));
    const before = await standing(robin);
    const requests = Array.from({ length: CHANGES }, (): Request => {
      const route = random.pick(others);
      const method = random.pick(METHODS);
      return {
        route,
        path: pathOf(route, random),
        init: { method, body: random.pick(BODIES) },
      };
    });
    const outcomes = await askAll(kim, requests);
    const statuses = countStatuses(outcomes);
    for (const status of [400, 404, 405]) {
      expect(statuses.get(status), `status ${status}`).toBeGreaterThan(5);
    }
    expect((await kim.ask("/api/v1/auth/me")).status).toBe(200);
    expect(await standing(robin)).toEqual(before);
  }, 60_000);
});
