import { beforeAll, describe, expect, it } from "vitest";
import { Erased, ExportRecord } from "@/lib/models/mod.ts";
import { Account } from "./account.ts";
import { eventually } from "./conditions.ts";
import { Child, taskArguments, temporaryFolder } from "./process.ts";
import {
  chat,
  CREATOR,
  deltaFrame,
  message,
  snapshotFrame,
} from "./records.ts";
import { databaseWith, type Service, startService } from "./service.ts";

const CHATS = [1001, 1002, 1003];
/** Beside those of the series, each with something of its own. */
const ODD_MESSAGES = [
  // Only its author says who wrote it.
  {
    id: 701,
    chat_id: 1001,
    text: "Who wrote this?",
    createdAt: message(701, 1001).createdAt,
    fromUser: { id: 1001 },
  },
  // A tip, with a field that nobody knows.
  {
    ...message(703, 1002, "Thank you for the video in Lisbon!"),
    isTip: true,
    tipAmount: 20,
    somethingNew: { kept: true },
  },
  // Its time is a number.
  {
    ...message(705, 1002, "😊".repeat(100)),
    createdAt: Date.parse(message(705, 1002).createdAt),
  },
  {
    ...message(706, 1003, "To everybody"),
    fromUser: { id: CREATOR, name: "Robin" },
    isFromQueue: true,
  },
];
const SERIES = 90;
const TOTAL = SERIES + ODD_MESSAGES.length + 1;

let service: Service;
let robin: Account;
let sam: Account;

beforeAll(async () => {
  const kvPath = await databaseWith("Robin", "Sam", "Kim", "Lee");
  service = await startService({ kvPath });
  robin = await withMessages("Robin");
  sam = await withMessages("Sam");
});

/** An account with a snapshot, a record set aside, and a delta. */
async function withMessages(name: string): Promise<Account> {
  const account = await Account.signIn(service, name);
  await using agent = await account.agent();
  const series = Array.from(
    { length: SERIES },
    (_, i) => message(i + 1, CHATS[i % CHATS.length] ?? 0),
  );
  agent.send(snapshotFrame(
    CHATS.map((id) => ({ ...chat(id), unreadMessagesCount: id - 1000 })),
    [...series, ...ODD_MESSAGES, { id: 99, text: `No chat, ${name}` }],
  ));
  agent.send(deltaFrame(message(711, 1003, `A new one of ${name}`)));
  await account.settled(TOTAL);
  return account;
}

/** The lines of an account's export, each checked against its model. */
async function exported(account: Account): Promise<ExportRecord[]> {
  const response = await account.ask("/api/v1/export");
  expect(response.status).toBe(200);
  const { headers } = response;
  expect(headers.get("content-type")).toBe("application/x-ndjson");
  expect(headers.get("content-disposition"))
    .toMatch(/^attachment; filename="rapport-\d{4}-\d\d-\d\d\.ndjson"$/);
  expect(headers.get("cache-control")).toBe("no-store");
  const text = await response.text();
  return text.trimEnd().split("\n")
    .map((line) => ExportRecord.parse(JSON.parse(line)));
}

const ofType = <T extends ExportRecord["type"]>(
  records: ExportRecord[],
  type: T,
) =>
  records.filter((one): one is ExportRecord & { type: T } => one.type === type);

/** Figures that do not depend on the moment, as REST gives them. */
async function figures(account: Account) {
  const answers: Record<string, unknown> = {};
  for (
    const name of [
      "topics",
      "sentiment-trend",
      "response-time",
      "revenue",
      "hours",
      "outcomes",
      "funnel",
    ]
  ) {
    const response = await account.ask(`/api/v1/insights/${name}`);
    expect(response.status).toBe(200);
    answers[name] = await response.json();
  }
  return JSON.parse(
    JSON.stringify(answers).replaceAll(account.id, "the creator"),
  );
}

/** All that is stored, without what names the account. */
async function standing(account: Account) {
  const dump = await account.dump();
  const text = JSON.stringify({ dump, figures: await figures(account) });
  return JSON.parse(text.replaceAll(account.id, "the creator"));
}

describe("an export", () => {
  it("has every record of the account, and says how many", async () => {
    const records = await exported(robin);
    const [header, ...rest] = records;
    expect(header).toMatchObject({
      type: "header",
      format: "rapport-export",
      version: 1,
      counts: { creators: 1, conversations: CHATS.length, messages: TOTAL },
    });
    expect(rest.at(-1)).toEqual({ type: "end", records: rest.length - 1 });
    expect(ofType(records, "account")).toEqual([
      {
        type: "account",
        id: robin.id,
        name: "Robin",
        created_at: expect.any(String),
      },
    ]);
    expect(ofType(records, "creator")).toEqual([
      { type: "creator", id: robin.id },
    ]);
    expect(ofType(records, "settings")).toEqual([
      { type: "settings", time_zone: "UTC" },
    ]);
    expect(ofType(records, "conversation")).toHaveLength(CHATS.length);
    expect(ofType(records, "message")).toHaveLength(TOTAL);
    expect(ofType(records, "set_aside")).toMatchObject([
      { code: "no_chat", record: expect.stringContaining("No chat, Robin") },
    ]);
  });

  it("has messages as they were sent, and what was found in them", async () => {
    const messages = ofType(await exported(robin), "message");
    const byId = new Map(
      messages.map((one) => [one.message.id as string, one]),
    );
    for (const sent of ODD_MESSAGES) {
      const { id, chat_id, fromUser, ...others } = sent;
      expect(byId.get(String(id))?.message).toMatchObject({
        ...others,
        id: String(id),
        chat_id: String(chat_id),
        fromUser: { ...fromUser, id: String(fromUser.id) },
      });
    }
    const tip = byId.get("703");
    expect(tip?.enrichment).toMatchObject({
      outcomes: [{ kind: "tip", amount: 20 }],
    });
    expect(byId.get("701")?.message.is_inbound).toBe(true);
  });

  it("has nothing of another account, and no secrets", async () => {
    const [, secret = ""] = robin.cookie.split("=");
    const text = JSON.stringify(await exported(robin));
    expect(text).toContain("of Robin");
    expect(text).not.toContain("of Sam");
    expect(text).not.toContain(sam.id);
    expect(text).not.toContain(secret);
  });

  it("is short before there is anything", async () => {
    const kim = await Account.signIn(service, "Kim");
    const types = (await exported(kim)).map(({ type }) => type);
    expect(types).toEqual([
      "header",
      "account",
      "creator",
      "settings",
      "topic_settings",
      "suggestion_settings",
      "end",
    ]);
  });

  it("breaks off when the client leaves, and the service goes on", async () => {
    const abort = new AbortController();
    const response = await robin.ask("/api/v1/export", {
      signal: abort.signal,
    });
    abort.abort();
    await expect(response.text()).rejects.toThrow();
    expect((await exported(robin)).at(-1)?.type).toBe("end");
  });

  it("is read by an Agent again, and leads to the same figures", async () => {
    const lee = await Account.signIn(service, "Lee");
    const response = await robin.ask("/api/v1/export");
    const path = `${await temporaryFolder()}/export.ndjson`;
    const text = await response.text();
    await Deno.writeTextFile(path, text);
    expect(await importFile(lee, path)).toMatchObject({ code: 0 });
    await lee.settled(TOTAL);
    expect(await standing(lee)).toEqual(await standing(robin));

    const cut = `${path}.cut`;
    await Deno.writeTextFile(cut, text.slice(0, -20));
    const { code, printed } = await importFile(lee, cut);
    expect(code).toBe(1);
    expect(printed).toContain("cut off");
  });
});

/** Runs `deno task agent` with a file. */
async function importFile(account: Account, path: string) {
  const { ws_url, token } = await account.pair("Import");
  const child = Child.start([
    ...await taskArguments("agent"),
    "--url",
    ws_url,
    "--snapshot",
    path,
  ], { RAPPORT_TOKEN: token });
  const { code } = await child.status();
  return { code, printed: `${child}` };
}

describe("erasing a creator", () => {
  const erase = (account: Account, id: string, confirm?: string) => {
    const query = confirm === undefined
      ? ""
      : `?confirm=${encodeURIComponent(confirm)}`;
    return account.ask(`/api/v1/creators/${encodeURIComponent(id)}${query}`, {
      method: "DELETE",
    });
  };
  const form = (account: Account, fields: Record<string, string>) =>
    account.ask("/settings", {
      method: "POST",
      body: new URLSearchParams(fields),
    });

  it("needs the creator's id twice, and no other's", async () => {
    const before = await standing(robin);
    const wrong: [id: string, confirm: string | undefined, status: number][] = [
      [robin.id, undefined, 400],
      [robin.id, "", 400],
      [robin.id, robin.id.toUpperCase(), 400],
      [sam.id, sam.id, 404],
      ["9001", "9001", 404],
      ["x".repeat(200), "x".repeat(200), 400],
    ];
    for (const [id, confirm, status] of wrong) {
      const response = await erase(robin, id, confirm);
      expect(response.status, `${id} ${confirm}`).toBe(status);
      expect(await response.json()).toMatchObject({ status });
    }
    const forged = await robin.ask(
      `/api/v1/creators/${robin.id}?confirm=${robin.id}`,
      { method: "DELETE", headers: { origin: "https://evil.example" } },
    );
    await forged.body?.cancel();
    expect(forged.status).toBe(403);
    const refused = await form(robin, { erase: robin.id, confirm: "yes" });
    expect(refused.status).toBe(400);
    expect(await refused.text()).toContain("nothing was erased");
    expect(await standing(robin)).toEqual(before);
  });

  it("leaves nothing that anybody finds, and others as they are", async () => {
    const before = await standing(sam);
    await using dashboard = robin.dashboard();
    await dashboard.next("full_sync_response");
    await using samDashboard = sam.dashboard();
    await samDashboard.next("full_sync_response");
    const heard = samDashboard.frames.length;

    const response = await erase(robin, robin.id, robin.id);
    expect(response.status).toBe(200);
    expect(Erased.strict().parse(await response.json())).toEqual({
      user_id: robin.id,
      creator_id: robin.id,
      messages: TOTAL,
      conversations: CHATS.length,
    });
    expect(await robin.dump()).toEqual({ conversations: [], messages: {} });
    const types = (await exported(robin)).map(({ type }) => type);
    expect(types).not.toContain("message");
    expect(types).not.toContain("set_aside");
    expect(await robin.quarantine()).toEqual({ total: 0, codes: [] });
    for (
      const path of [
        "conversations/1001",
        "conversations/1001/messages",
        "conversations/1001/entities",
        "graph/vertices/fan:1001",
      ]
    ) {
      const answer = await robin.ask(`/api/v1/${path}`);
      await answer.body?.cancel();
      expect(answer.status, path).toBe(404);
    }
    for (const page of ["/", "/settings"]) {
      const text = await (await robin.ask(page)).text();
      expect(text).not.toMatch(/Fan 100\d|of Robin/);
    }
    const nothing = await dashboard.next("full_sync_response");
    expect(nothing.conversations).toEqual([]);
    expect(nothing.analytics.totals)
      .toMatchObject({ messages: 0, conversations: 0 });
    expect(dashboard.frames).toContainEqual({
      type: "system_status",
      payload: { status: "AWAITING_SNAPSHOT" },
    });
    expect(await standing(sam)).toEqual(before);
    expect(samDashboard.frames.slice(heard)).toEqual([]);
  });

  it("lets an Agent begin anew, which a dashboard sees", async () => {
    await using dashboard = robin.dashboard();
    await dashboard.next("full_sync_response");
    await using agent = await robin.agent();
    await agent.next("sync_required");
    agent.send(snapshotFrame([chat(1001)], [message(1, 1001, "Back again")]));
    const { conversations } = await dashboard.next("full_sync_response");
    expect(conversations.map(({ conversationId }) => conversationId))
      .toEqual(["1001"]);
    await robin.settled(1);
  });

  it("is done by a form of Settings as well", async () => {
    const page = await (await robin.ask("/settings")).text();
    expect(page).toContain("1 message in 1 conversation");
    const erased = await form(robin, {
      erase: robin.id,
      confirm: ` ${robin.id} `,
    });
    expect(erased.status).toBe(200);
    expect(await erased.text()).toContain(
      "Erased: 1 message in 1 conversation",
    );
    await eventually(
      "nothing",
      async () => (await robin.conversations()).length === 0,
    );
    expect(await (await robin.ask("/settings")).text())
      .toContain("No messages yet");
  });
});
