import { beforeAll, describe, expect, it } from "vitest";
import { TopicView } from "@/lib/models/mod.ts";
import { z } from "zod";
import { Account } from "./account.ts";
import { eventually } from "./conditions.ts";
import { chat, message, snapshotFrame } from "./records.ts";
import { databaseWith, type Service, startService } from "./service.ts";

const PATH = "/api/v1/topics";
const CHAT = "1001";
const TEXTS = [
  "My sourdough starter finally works",
  "How was your trip to Rome?",
  "Bread again? With a sourdough starter?",
  "The hotel in Rome was lovely",
  "Good night!",
];

const List = z.strictObject({
  topics: z.array(TopicView),
  edition: z.int(),
  progress: z.strictObject({ done: z.int(), total: z.int() }).nullable(),
});

let service: Service;
let robin: Account;
let sam: Account;

beforeAll(async () => {
  const kvPath = await databaseWith("Robin", "Sam");
  service = await startService({ kvPath });
  robin = await withChats("Robin");
  sam = await withChats("Sam");
});

/** An account with the chats above, which are sorted into topics. */
async function withChats(name: string): Promise<Account> {
  const account = await Account.signIn(service, name);
  await using agent = await account.agent();
  agent.send(snapshotFrame(
    [chat(Number(CHAT))],
    TEXTS.map((text, i) => message(i + 1, Number(CHAT), text)),
  ));
  await account.settled(TEXTS.length);
  return account;
}

async function list(account: Account): Promise<z.output<typeof List>> {
  return List.parse(await (await account.ask(PATH)).json());
}

/** What was decided, however far messages are sorted so. */
async function decided(account: Account) {
  const { progress: _, ...decided } = await list(account);
  return decided;
}

async function topic(account: Account, id: string) {
  return (await list(account)).topics.find((topic) => topic.id === id);
}

function send(
  account: Account,
  method: string,
  path: string,
  body?: unknown,
): Promise<Response> {
  return account.ask(path, {
    method,
    ...body === undefined ? {} : {
      headers: { "content-type": "application/json" },
      body: typeof body === "string" ? body : JSON.stringify(body),
    },
  });
}

async function change(id: string, change: unknown): Promise<TopicView> {
  const response = await send(robin, "PATCH", `${PATH}/${id}`, change);
  expect(response.status).toBe(200);
  return TopicView.parse(await response.json());
}

/** The topics of each message, when all are sorted as decided. */
async function sorted(account: Account): Promise<string[][]> {
  await eventually(
    "messages that are read anew",
    async () => (await list(account)).progress === null,
  );
  const messages = await account.messages(CHAT);
  return messages.map(({ topics }) => topics ?? []);
}

/** Numbers of the messages that are sorted into a topic. */
async function about(id: string): Promise<number[]> {
  const topics = await sorted(robin);
  return [...topics.keys()].filter((at) => topics[at]?.includes(id));
}

async function expectProblem(
  response: Response,
  status: number,
  detail: RegExp,
): Promise<{ errors?: { pointer: string; detail: string }[] }> {
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  const problem = await response.json();
  expect(problem).toMatchObject({
    status,
    detail: expect.stringMatching(detail),
  });
  expect(response.status).toBe(status);
  return problem;
}

describe("a creator's topics", () => {
  it("are at first those that come with Rapport", async () => {
    const { topics, edition, progress } = await list(robin);
    expect({ edition, progress }).toEqual({ edition: 0, progress: null });
    expect(new Set(topics.map(({ kind }) => kind)))
      .toEqual(new Set(["everyday", "trade"]));
    expect(topics).toContainEqual({
      id: "travel",
      title: "Travel",
      kind: "everyday",
      hidden: false,
      merged_into: null,
      keywords: [],
    });
    expect(await about("travel")).toEqual([1, 3]);
  });

  it("are added, merged, hidden and deleted, and messages sorted so", async () => {
    const before = await sorted(robin);
    await using dashboard = robin.dashboard();
    await dashboard.next("full_sync_response");

    const keywords = ["sourdough starter"];
    const added = await send(robin, "POST", PATH, { title: "Loaf", keywords });
    expect(added.status).toBe(201);
    expect(added.headers.get("location")).toBe(`${PATH}/loaf`);
    const view = TopicView.parse(await added.json());
    expect(view).toEqual({
      id: "loaf",
      title: "Loaf",
      kind: "added",
      hidden: false,
      merged_into: null,
      keywords,
    });
    expect(await topic(robin, "loaf")).toEqual(view);
    expect(await about("loaf")).toEqual([0, 2]);
    const { analytics } = await dashboard.next("full_sync_response");
    expect(analytics.topics).toContainEqual(
      expect.objectContaining({ topic: "loaf", volume: 2 }),
    );

    const merged = await change("travel", { merged_into: "loaf" });
    expect(merged.merged_into).toBe("loaf");
    expect(await about("loaf")).toEqual([0, 1, 2, 3]);
    expect(await about("travel")).toEqual([]);

    await change("loaf", { hidden: true });
    expect(await about("loaf")).toEqual([]);

    const path = `${PATH}/loaf`;
    await expectProblem(
      await send(robin, "DELETE", path),
      409,
      /^Travel is merged into it/,
    );
    await change("travel", { merged_into: null });
    const deleted = await send(robin, "DELETE", path);
    expect(deleted.status).toBe(204);
    expect(await topic(robin, "loaf")).toBeUndefined();
    expect(await sorted(robin)).toEqual(before);
  });

  it("are renamed without reading anything anew", async () => {
    const { edition } = await list(robin);
    const { title } = await change("travel", { title: " Trips " });
    expect(title).toBe("Trips");
    expect(await list(robin)).toMatchObject({
      edition: edition + 1,
      progress: null,
    });
    const page = await (await robin.ask("/")).text();
    expect(page).toContain("Trips");
    expect((await change("travel", { title: null })).title).toBe("Travel");
  });

  it("are nobody else's", async () => {
    const before = await sorted(sam);
    const keywords = ["good night"];
    await send(robin, "POST", PATH, { title: "Robin's own", keywords });
    expect(await about("robin-s-own")).toEqual([4]);
    expect(await list(sam)).toMatchObject({ edition: 0, progress: null });
    expect(await sorted(sam)).toEqual(before);
    expect(await topic(sam, "robin-s-own")).toBeUndefined();
    const path = `${PATH}/robin-s-own`;
    for (const [method, body] of [["PATCH", { hidden: true }], ["DELETE"]]) {
      const answer = await send(sam, String(method), path, body);
      await expectProblem(answer, 404, /There is no topic robin-s-own/);
    }
    for (const page of ["/", "/settings"]) {
      const text = await (await sam.ask(page)).text();
      expect(text).not.toMatch(/Robin.{1,6}s own/);
    }
    expect((await send(robin, "DELETE", path)).status).toBe(204);
  });

  it("have ids that lead to them, whatever their title", async () => {
    const titles = [
      "!!!",
      "㍿".repeat(60),
      "𠮷".repeat(30),
      "Über: Öl",
      "Constructor",
    ];
    for (const title of titles) {
      const added = await send(robin, "POST", PATH, {
        title,
        keywords: ["öl"],
      });
      expect(added.status).toBe(201);
      await added.body?.cancel();
      const location = added.headers.get("location") ?? "";
      const hidden = await send(robin, "PATCH", location, { hidden: true });
      expect(await hidden.json()).toMatchObject({ title, hidden: true });
      const page = await (await robin.ask("/settings")).text();
      expect(page).not.toContain("native code");
      expect((await send(robin, "DELETE", location)).status).toBe(204);
    }
  });
});

describe("what cannot be done", () => {
  const long = "x".repeat(61);
  const bad: [method: string, id: string, body: unknown, errors: unknown][] = [
    ["POST", "", {}, [
      { pointer: "#/title", detail: expect.any(String) },
      { pointer: "#/keywords", detail: expect.any(String) },
    ]],
    ["POST", "", { title: " ", keywords: ["ok"] }, [
      { pointer: "#/title", detail: "must not be empty" },
    ]],
    ["POST", "", { title: long, keywords: ["ok"] }, [
      { pointer: "#/title", detail: "must have at most 60 characters" },
    ]],
    ["POST", "", { title: "A", keywords: [] }, [
      { pointer: "#/keywords", detail: "must be at least one" },
    ]],
    ["POST", "", { title: "A", keywords: ["ok", "b", "--"] }, [
      { pointer: "#/keywords/1", detail: "must have at least 2 characters" },
      { pointer: "#/keywords/2", detail: "must hold a letter or a digit" },
    ]],
    ["POST", "", { title: "A", keywords: Array(51).fill("ok") }, [
      { pointer: "#/keywords", detail: "must be at most 50" },
    ]],
    ["POST", "", { title: "A", keywords: ["ok"], hidden: true }, [
      { pointer: "#", detail: expect.stringContaining("hidden") },
    ]],
    ["PATCH", "/travel", {}, [
      { pointer: "#", detail: expect.stringContaining("title, hidden") },
    ]],
    ["PATCH", "/travel", { hidden: "yes" }, [
      { pointer: "#/hidden", detail: expect.stringContaining("boolean") },
    ]],
    ["PATCH", "/travel", { merged_into: "Not an id" }, [
      { pointer: "#/merged_into", detail: expect.stringContaining("hyphens") },
    ]],
    ["PATCH", "/travel", [], [
      { pointer: "#", detail: expect.stringContaining("object") },
    ]],
    ["PATCH", "/travel", "{", undefined],
  ];

  it.each(bad)(
    "%s %s %j is answered with 400",
    async (method, id, body, errors) => {
      const before = await decided(robin);
      const answer = await send(robin, method, PATH + id, body);
      const problem = await expectProblem(answer, 400, /./);
      expect(problem.errors).toEqual(errors);
      expect(await decided(robin)).toEqual(before);
    },
  );

  const refused: [
    method: string,
    id: string,
    body: unknown,
    status: number,
    detail: RegExp,
    pointer?: string,
  ][] = [
    ["PATCH", "nothing", { hidden: true }, 404, /no topic nothing/],
    ["PATCH", "constructor", { hidden: true }, 404, /no topic constructor/],
    ["DELETE", "constructor", undefined, 404, /no topic constructor/],
    ["DELETE", "nothing", undefined, 404, /no topic nothing/],
    ["DELETE", "travel", undefined, 409, /hide it instead/],
    [
      "PATCH",
      "travel",
      { merged_into: "constructor" },
      404,
      /no topic constructor/,
      "#/merged_into",
    ],
    [
      "PATCH",
      "travel",
      { merged_into: "travel" },
      409,
      /merged into itself/,
      "#/merged_into",
    ],
    ["PATCH", "travel", { title: "MUSIC" }, 409, /called Music/, "#/title"],
  ];

  it.each(refused)(
    "%s %s %j is refused with %i",
    async (method, id, body, status, detail, pointer) => {
      const before = await decided(robin);
      const answer = await send(robin, method, `${PATH}/${id}`, body);
      const { errors } = await expectProblem(answer, status, detail);
      expect(errors?.[0]?.pointer).toBe(pointer);
      expect(await decided(robin)).toEqual(before);
    },
  );

  it("cannot be done from another site's page either", async () => {
    const before = await decided(robin);
    const forged = await robin.ask(`${PATH}/travel`, {
      method: "PATCH",
      headers: { origin: "https://evil.example" },
      body: JSON.stringify({ hidden: true }),
    });
    await forged.body?.cancel();
    expect(forged.status).toBe(403);
    expect(await decided(robin)).toEqual(before);
  });
});

describe("the forms of Settings, without a script,", () => {
  const post = (fields: Record<string, string>) =>
    robin.ask("/settings", {
      method: "POST",
      body: new URLSearchParams(fields),
    });

  async function expectDone(fields: Record<string, string>): Promise<void> {
    const response = await post(fields);
    await response.body?.cancel();
    expect(response.status).toBe(303);
    expect(response.headers.get("location")).toBe("/settings#topics");
  }

  it("add, change, hide and delete", async () => {
    await expectDone({
      topic: "+",
      action: "add",
      title: "Evenings",
      keywords: "good night, nighty night",
    });
    expect((await topic(robin, "evenings"))?.keywords)
      .toEqual(["good night", "nighty night"]);
    await expectDone({
      topic: "evenings",
      action: "change",
      title: "Late evenings",
      keywords: "good night",
      merged_into: "travel",
    });
    await expectDone({ hide: "evenings" });
    expect(await topic(robin, "evenings")).toEqual({
      id: "evenings",
      title: "Late evenings",
      kind: "added",
      hidden: true,
      merged_into: "travel",
      keywords: ["good night"],
    });
    await expectDone({ show: "evenings" });
    expect((await topic(robin, "evenings"))?.hidden).toBe(false);
    await expectDone({ topic: "evenings", action: "delete" });
    expect(await topic(robin, "evenings")).toBeUndefined();
  });

  it("say what is wrong, and keep what was typed", async () => {
    const refused = await post({
      topic: "+",
      action: "add",
      title: "travel",
      keywords: "my own words",
    });
    expect(refused.status).toBe(409);
    const html = await refused.text();
    expect(html).toContain("There is a topic called Travel already.");
    expect(html).toMatch(/<input[^>]* value="travel"/);
    expect(html).toMatch(/<textarea[^>]*>my own words</);
  });

  it("open with their topic, and find what is looked for", async () => {
    const open = await (await robin.ask("/settings?topic=travel")).text();
    expect(open).toMatch(/<input[^>]* value="Travel"/);
    const found = await (await robin.ask("/settings?topics=birth")).text();
    expect(found).toContain('value="celebrations"');
    expect(found).not.toMatch(/<button[^>]* value="music"/);
  });
});
