import { beforeAll, describe, expect, it } from "vitest";
import { Problem, SearchResults } from "@/lib/models/mod.ts";
import { Account } from "./account.ts";
import { ODD } from "./graph_api/accounts.ts";
import { CREATOR, message, snapshotFrame } from "./records.ts";
import { databaseWith, startService } from "./service.ts";

const PATH = "/api/v1/search";
const EACH = 30;

let robin: Account;
let sam: Account;

beforeAll(async () => {
  const kvPath = await databaseWith("Robin", "Sam");
  const service = await startService({ kvPath });
  robin = await Account.signIn(service, "Robin");
  sam = await Account.signIn(service, "Sam");
  await using agent = await robin.agent();
  agent.send(snapshot());
  await robin.settled(EACH * ODD.length);
});

/** Messages of chats with odd ids; one of three tells of a trip. */
function snapshot() {
  const texts = ["<p>A <b>trip</b> to Málaga 😍</p>", "Good night", "Hello?"];
  return snapshotFrame(
    ODD.map((id) => ({ id, withUser: { id, name: `Fan ${id}` } })),
    Array.from({ length: EACH * ODD.length }, (_, i) => ({
      ...message(i + 1, 1, texts[i % texts.length]),
      chat_id: ODD[i % ODD.length],
      fromUser: { id: i % 2 === 0 ? ODD[i % ODD.length] : CREATOR },
    })),
  );
}

type Asked = Record<string, string | null>;

function ask(asked: Asked, account = robin): Promise<Response> {
  const given = Object.entries(asked).flatMap(([name, value]) =>
    value === null ? [] : [[name, value]]
  );
  return account.ask(`${PATH}?${new URLSearchParams(given)}`);
}

async function find(asked: Asked, account = robin): Promise<SearchResults> {
  const response = await ask(asked, account);
  const body = await response.json();
  expect(response.status, JSON.stringify(body)).toBe(200);
  return SearchResults.parse(body);
}

async function expectProblem(
  asked: Asked,
  status: number,
  detail: RegExp,
): Promise<void> {
  const response = await ask(asked);
  expect(response.status, JSON.stringify(asked)).toBe(status);
  expect(Problem.parse(await response.json())).toMatchObject({
    status,
    detail: expect.stringMatching(detail),
  });
}

describe("a search", () => {
  it("finds all there is, page by page, the latest first", async () => {
    const found: SearchResults["hits"] = [];
    let cursor: string | null = null;
    do {
      const page = await find({ q: "MALAGA tri", limit: "7", cursor });
      expect(page.total).toBe(EACH * ODD.length);
      found.push(...page.hits);
      cursor = page.next_cursor;
    } while (cursor !== null);
    // One chat after the other, each with its latest message first.
    const expected: number[] = [];
    for (let last = 0; last < ODD.length; last++) {
      for (let i = EACH * ODD.length - 1 - last; i >= 0; i -= ODD.length) {
        if (i % 3 === 0) expected.push(i + 1);
      }
    }
    expect(found.map(({ message }) => Number(message.id))).toEqual(expected);
    for (const { conversation_id: chat, withUser, message } of found) {
      expect(withUser).toMatchObject({ id: chat, name: `Fan ${chat}` });
      expect(message.chat_id).toBe(chat);
    }
  });

  it.each(ODD)("finds what is in one conversation: %s", async (chat) => {
    const first = await find({ q: "trip", conversation_id: chat, limit: "6" });
    expect(first.hits).toHaveLength(6);
    expect(first).toMatchObject({ total: EACH });
    const { hits, searched, next_cursor } = await find({
      q: "trip",
      conversation_id: chat,
      cursor: first.next_cursor,
    });
    expect(hits).toHaveLength(EACH / 3 - 6);
    expect({ searched, next_cursor }).toEqual({
      searched: EACH,
      next_cursor: null,
    });
    for (const { conversation_id } of [...first.hits, ...hits]) {
      expect(conversation_id).toBe(chat);
    }
  });

  it("finds nothing of another account", async () => {
    expect(await find({ q: "trip" }, sam))
      .toMatchObject({ hits: [], total: 0 });
    const chat = ODD[0] ?? "";
    const { next_cursor } = await find({ q: "trip", limit: "1" });
    for (
      const [status, asked] of [
        [404, { q: "trip", conversation_id: chat }],
        [409, { q: "trip", cursor: next_cursor }],
      ] as const
    ) {
      const response = await ask(asked, sam);
      expect(response.status).toBe(status);
      expect(await response.text()).not.toContain("Málaga");
    }
  });

  it("says what is wrong", async () => {
    await expectProblem({}, 400, /^q is 2 to 100 characters/);
    await expectProblem({ q: "  a " }, 400, /^q is 2 to 100 characters/);
    await expectProblem({ q: "x".repeat(101) }, 400, /^q is 2 to 100/);
    await expectProblem({ q: "?!" }, 400, /^q has a letter, a digit or a sign/);
    await expectProblem({ q: "trip", limit: "101" }, 400, /^limit is .* 100/);
    const cursor = /^cursor is the next_cursor of a page before/;
    await expectProblem({ q: "trip", cursor: "x" }, 400, cursor);
    const { next_cursor } = await find({ q: "trip", limit: "1" });
    await expectProblem(
      { q: "trip", cursor: next_cursor, conversation_id: ODD[0] ?? "" },
      400,
      cursor,
    );
    await expectProblem(
      { q: "trip", conversation_id: "nobody" },
      404,
      /no such conversation/,
    );
  });

  it.each([
    "<script>alert(1)</script>",
    "' OR 1=1 --",
    "\0\u2028\u202E",
    "(a+)+$",
    "[^",
    "\\u0000",
    "%zz",
    "__proto__ constructor",
    "💬".repeat(100),
    "\u0301".repeat(100),
    "q ".repeat(50),
  ])("takes %j for what it says", async (q) => {
    const response = await ask({ q });
    const body = await response.json();
    if (response.status === 400) expect(body.detail).toMatch(/^q /);
    else expect(body).toMatchObject({ hits: [], next_cursor: null });
  });

  it("begins anew after a snapshot", async () => {
    const { next_cursor: cursor } = await find({ q: "trip", limit: "1" });
    await using agent = await robin.agent();
    agent.send(snapshot());
    await agent.next(
      "system_status",
      ({ status }) => status === "REALTIME",
    );
    await expectProblem({ q: "trip", cursor }, 409, /stored anew .* again/);
    expect((await find({ q: "trip" })).hits).toHaveLength(20);
  });
});
