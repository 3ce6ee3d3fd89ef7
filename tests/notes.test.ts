import { beforeAll, describe, expect, it } from "vitest";
import { MAX_NOTES, Note, NoteList, Problem } from "@/lib/models/mod.ts";
import { Account } from "./account.ts";
import { chat, message, snapshotFrame } from "./records.ts";
import { databaseWith, startService } from "./service.ts";

const CHAT = 1001;
const FULL = 1002;

let robin: Account;
let sam: Account;

beforeAll(async () => {
  const kvPath = await databaseWith("Robin", "Sam");
  const service = await startService({ kvPath });
  robin = await withChats(await Account.signIn(service, "Robin"));
  sam = await withChats(await Account.signIn(service, "Sam"));
});

async function withChats(account: Account): Promise<Account> {
  await using agent = await account.agent();
  agent.send(snapshotFrame([chat(CHAT), chat(FULL)], [message(1, CHAT)]));
  await account.settled(1);
  return account;
}

const pathOf = (chat: number | string, note?: string) =>
  `/api/v1/conversations/${chat}/notes${note === undefined ? "" : `/${note}`}`;

function send(
  method: string,
  path: string,
  body?: unknown,
  account = robin,
): Promise<Response> {
  return account.ask(path, {
    method,
    ...body === undefined ? {} : {
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    },
  });
}

async function list(chat = CHAT, account = robin): Promise<Note[]> {
  const response = await account.ask(pathOf(chat));
  expect(response.status).toBe(200);
  return NoteList.parse(await response.json()).notes;
}

async function add(text: string, account = robin, to = CHAT): Promise<Note> {
  const response = await send("POST", pathOf(to), { text }, account);
  expect(response.status).toBe(201);
  const note = Note.parse(await response.json());
  expect(response.headers.get("location")).toBe(pathOf(to, note.id));
  return note;
}

async function expectProblem(
  asked: Promise<Response>,
  status: number,
  detail: RegExp,
): Promise<void> {
  const response = await asked;
  const body = await response.json();
  expect(response.status, JSON.stringify(body)).toBe(status);
  expect(Problem.parse(body).detail).toMatch(detail);
}

describe("notes", () => {
  it("are written, changed and deleted, and stay after a snapshot", async () => {
    const first = await add("  Birthday in May ");
    expect(first).toMatchObject({
      text: "Birthday in May",
      created_by: "Robin",
      changed_at: null,
    });
    const second = await add("<b>Never</b> call her \u202Ebabe 😅");
    expect(await list()).toEqual([second, first]);

    const changed = await send("PATCH", pathOf(CHAT, first.id), {
      text: "Birthday in June",
    });
    expect(changed.status).toBe(200);
    const note = Note.parse(await changed.json());
    expect(note).toEqual({
      ...first,
      text: "Birthday in June",
      changed_at: expect.any(String),
    });

    await using agent = await robin.agent();
    agent.send(snapshotFrame([chat(CHAT), chat(FULL)], [message(1, CHAT)]));
    await agent.next("system_status", ({ status }) => status === "REALTIME");
    expect(await list()).toEqual([second, note]);

    const deleted = await send("DELETE", pathOf(CHAT, second.id));
    expect([deleted.status, await deleted.text()]).toEqual([204, ""]);
    await expectProblem(
      send("DELETE", pathOf(CHAT, second.id)),
      404,
      /no such note/,
    );
    expect(await list()).toEqual([note]);
  });

  it("are those of one account", async () => {
    const before = await list();
    const own = await add("Sam's own", sam);
    expect(await list(CHAT, sam)).toEqual([own]);
    expect(own.created_by).toBe("Sam");
    for (const { id } of before) {
      const path = pathOf(CHAT, id);
      if (id !== own.id) {
        await expectProblem(send("DELETE", path, undefined, sam), 404, /note/);
      }
    }
    await send("PATCH", pathOf(CHAT, own.id), { text: "changed" }, sam);
    await send("DELETE", pathOf(CHAT, own.id), undefined, sam);
    expect(await list()).toEqual(before);
  });

  it("need a conversation, a text and a note that there are", async () => {
    const body = { text: "x" };
    for (
      const [method, path] of [
        ["GET", pathOf(9)],
        ["POST", pathOf(9)],
        ["PATCH", pathOf(9, "n_1")],
        ["DELETE", pathOf(9, "n_1")],
      ] as const
    ) {
      const isRead = method === "GET" || method === "DELETE";
      const asked = send(method, path, isRead ? undefined : body);
      await expectProblem(asked, 404, /no such conversation/);
    }
    await expectProblem(
      send("PATCH", pathOf(CHAT, "n_999"), body),
      404,
      /no such note/,
    );
    await expectProblem(
      send("PATCH", pathOf(CHAT, "x".repeat(65)), body),
      400,
      /^note /,
    );
    for (const text of ["", " \n ", "x".repeat(2_001), 7, null]) {
      await expectProblem(
        send("POST", pathOf(CHAT), { text }),
        400,
        /^text: .*/,
      );
    }
    await expectProblem(
      send("POST", pathOf(CHAT), { text: "x", created_by: "Sam" }),
      400,
      /created_by/,
    );
    await expectProblem(send("POST", pathOf(CHAT)), 400, /not JSON/);
  });

  it("are at most so many of one conversation", async () => {
    for (let n = 0; n < MAX_NOTES; n++) await add(`note ${n}`, robin, FULL);
    await expectProblem(
      send("POST", pathOf(FULL), { text: "one more" }),
      409,
      /^There are 200 notes .* delete one first\.$/,
    );
    const [latest] = await list(FULL);
    expect(latest?.text).toBe(`note ${MAX_NOTES - 1}`);
    await send("DELETE", pathOf(FULL, latest?.id));
    await add("one more", robin, FULL);
    await add("elsewhere");
  });
});
