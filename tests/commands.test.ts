import { beforeAll, describe, expect, it } from "vitest";
import {
  Command,
  type CommandDraft,
  CommandList,
  CommandWithTrail,
  Problem,
  type SendMessageCommand,
} from "@/lib/models/mod.ts";
import { Account } from "./account.ts";
import { isOfType, type Peer } from "./peer.ts";
import { chat, deltaFrame, message, snapshotFrame } from "./records.ts";
import { databaseWith, type Service, startService } from "./service.ts";

const PATH = "/api/v1/commands";

let service: Service;
let robin: Account;
let sam: Account;
/** Has no snapshot. */
let kim: Account;

beforeAll(async () => {
  const kvPath = await databaseWith("Robin", "Sam", "Kim");
  service = await startService({ kvPath });
  robin = await withChats("Robin");
  sam = await withChats("Sam");
  kim = await Account.signIn(service, "Kim");
});

/** An account with two conversations; accounts have the same ids. */
async function withChats(name: string): Promise<Account> {
  const account = await Account.signIn(service, name);
  await using agent = await account.agent();
  agent.send(snapshotFrame(
    [chat(1001), chat(1002)],
    [message(1, 1001), message(3, 1002)],
  ));
  await account.settled(2);
  return account;
}

/** What a POST is answered with. */
async function post(
  account: Account,
  body: Partial<Record<keyof CommandDraft, unknown>>,
): Promise<{ status: number; body: unknown }> {
  const response = await account.ask(PATH, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
}

/** Has a message sent. */
async function create(
  account: Account,
  text: string,
  command_id?: string,
): Promise<Command> {
  const { status, body } = await post(account, {
    chat_id: "1001",
    text,
    command_id,
  });
  expect(status, JSON.stringify(body)).toBe(201);
  return Command.parse(body);
}

async function list(account: Account, query = ""): Promise<CommandList> {
  const response = await account.ask(PATH + query);
  expect(response.status).toBe(200);
  return CommandList.parse(await response.json());
}

async function expectProblem(
  account: Account,
  body: Parameters<typeof post>[1],
  status: number,
  detail: RegExp,
): Promise<void> {
  const answer = await post(account, body);
  expect(answer.status).toBe(status);
  expect(Problem.parse(answer.body).detail).toMatch(detail);
}

/** What a dashboard was told of commands. */
function told({ frames }: Peer): SendMessageCommand[] {
  return frames.flatMap((frame) =>
    isOfType(frame, "command_to_execute") ? [frame.payload] : []
  );
}

/** Waits until a dashboard is told that a command stands so. */
function untilTold(dashboard: Peer, id: string, status: string) {
  return dashboard.next(
    "command_to_execute",
    (command) => command.command_id === id && command.status === status,
  );
}

/** Revisions of everything that a dashboard was told, in order. */
function revisions({ frames }: Peer): number[] {
  return frames.flatMap(({ payload }) =>
    "revision" in payload ? payload.revision ?? [] : []
  );
}

describe("a command", () => {
  it("reaches the Agent, and every dashboard sees what becomes of it", async () => {
    await using agent = await robin.agent();
    await using other = await sam.agent();
    await using one = robin.dashboard();
    await using two = robin.dashboard();
    await using stranger = sam.dashboard();
    for (const dashboard of [one, two, stranger]) {
      await dashboard.next("full_sync_response");
    }
    const created = await create(robin, "Thank you so much!");
    expect(created).toMatchObject({
      chat_id: "1001",
      text: "Thank you so much!",
      status: "queued",
      created_by: "Robin",
      detail: null,
      message_id: null,
    });
    const { command_id: id, chat_id, text, media_url, expires_at } = created;
    expect(Date.parse(expires_at) - Date.parse(created.created_at))
      .toBe(15 * 60_000);

    const toAgent = { chat_id, text, media_url, command_id: id, expires_at };
    expect(await agent.next("command_to_execute")).toEqual(toAgent);
    for (const dashboard of [one, two]) {
      await untilTold(dashboard, id, "sent");
    }
    // The message is in its chat first, as the site shows it.
    agent.send(deltaFrame(message(2, 1001, text), { event_id: "e2" }));
    agent.send({
      type: "command_result",
      payload: { command_id: id, status: "succeeded", message_id: 2 },
    });
    await agent.next("ingest_ack", ({ event_id }) => event_id === id);
    for (const dashboard of [one, two]) {
      await untilTold(dashboard, id, "succeeded");
      expect(told(dashboard).map(({ status }) => status))
        .toEqual(["queued", "sent", "succeeded"]);
      const { revision, ...last } = told(dashboard).at(-1)!;
      expect(last).toEqual({
        ...toAgent,
        created_at: created.created_at,
        status: "succeeded",
        message_id: "2",
      });
      const all = revisions(dashboard);
      expect(all).toEqual(all.map((_, i) => all[0]! + i));
      expect(all).toContain(revision);
    }
    const { commands } = await list(robin);
    expect(commands).toMatchObject([{
      ...created,
      status: "succeeded",
      message_id: "2",
      changed_at: expect.any(String),
    }]);
    const stored = await robin.messages("1001");
    expect(stored.map(({ id }) => id)).toContain("2");

    // A frame of Sam's own comes after whatever came by mistake.
    const own = await create(sam, "Mine");
    await untilTold(stranger, own.command_id, "sent");
    expect(told(stranger).map(({ text }) => text)).toEqual(["Mine", "Mine"]);
    await other.next("command_to_execute");
    expect(told(other)).toHaveLength(1);
    expect((await list(sam)).commands).toHaveLength(1);
    expect((await list(robin)).commands).toHaveLength(1);
  });

  it("waits for the Agent, and goes again if that is cut off", async () => {
    const first = await create(robin, "While you were away", "away");
    expect(first.status).toBe("queued");
    const agent = await robin.agent();
    expect(await agent.next("command_to_execute"))
      .toMatchObject({ command_id: "away" });
    await agent.close();

    await using next = await robin.agent();
    expect(await next.next("command_to_execute"))
      .toMatchObject({ command_id: "away" });
    const result = { command_id: "away", status: "failed", detail: "No chat" };
    for (const status of ["committed", "duplicate"]) {
      next.send({ type: "command_result", payload: result });
      expect(await next.next("ingest_ack")).toEqual({
        event_id: "away",
        status,
      });
    }
    const { commands } = await list(robin, "?status=failed");
    expect(commands).toMatchObject([{ command_id: "away", detail: "No chat" }]);
  });

  it("shows as it stands to a dashboard that comes back", async () => {
    await using agent = await robin.agent();
    const { revision } = await robin.fullSync();
    await create(robin, "Hello again", "back");
    await agent.next("command_to_execute");
    const result = { command_id: "back", status: "rejected" };
    agent.send({ type: "command_result", payload: result });
    await agent.next("ingest_ack");

    await using dashboard = robin.dashboard(revision);
    // Three revisions tell of it, which may still be on their way.
    const shown = async (): Promise<string | undefined> =>
      (await dashboard.next("command_to_execute")).status;
    const statuses = [await shown(), await shown(), await shown()];
    expect(statuses.at(-1)).toBe("rejected");
    expect(dashboard.frames.map(({ type }) => type))
      .not.toContain("full_sync_response");
    expect(revisions(dashboard)[0]).toBe((revision ?? 0) + 1);
  });

  it("is another's only under that account", async () => {
    await create(robin, "Robin's", "shared");
    await create(sam, "Sam's", "shared");
    await using agent = await sam.agent();
    const mine = await agent.next(
      "command_to_execute",
      ({ command_id }) => command_id === "shared",
    );
    expect(mine.text).toBe("Sam's");
    const result = { command_id: "shared", status: "succeeded" };
    agent.send({ type: "command_result", payload: result });
    await agent.next("ingest_ack");
    agent.send({
      type: "command_result",
      payload: { command_id: "away", status: "succeeded" },
    });
    expect(await agent.next("system_error")).toEqual({
      code: "unknown_command",
      errorMessage: "No such command was sent.",
      detail: "command_id away",
    });
    const byRobin = (await list(robin)).commands[0];
    expect(byRobin).toMatchObject({ text: "Robin's", status: "queued" });
    expect(JSON.stringify(await list(sam))).not.toContain("Robin");
  });
});

describe("a command by itself", () => {
  it("is given with all that happened to it, to its account only", async () => {
    await create(robin, "With a trail", "trail");
    const response = await robin.ask(`${PATH}/trail`);
    expect(response.status).toBe(200);
    const command = CommandWithTrail.parse(await response.json());
    expect(command.trail[0]).toMatchObject({ what: "written", by: "Robin" });
    for (const [account, id] of [[sam, "trail"], [robin, "nothing"]] as const) {
      const other = await account.ask(`${PATH}/${id}`);
      expect(other.status).toBe(404);
      expect(Problem.parse(await other.json()).detail)
        .toBe("The account has no such command.");
    }
    const odd = await robin.ask(`${PATH}/${encodeURIComponent("a b")}`);
    expect(odd.status).toBe(400);
    await odd.body?.cancel();
    // Nobody has to approve what somebody wrote.
    const approval = await robin.ask(`${PATH}/trail/approve`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: "{}",
    });
    expect(approval.status).toBe(409);
    expect(Problem.parse(await approval.json()).detail)
      .toBe("Robin wrote this message.");
  });
});

describe("the list", () => {
  it("leads through all of an account's commands, or a conversation's", async () => {
    await post(sam, { chat_id: "1002", text: "Elsewhere", command_id: "b" });
    const all = await list(sam);
    const ids: string[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const next: string = cursor && `&cursor=${cursor}`;
      const page: CommandList = await list(sam, `?limit=1${next}`);
      expect(page.commands.length).toBeLessThanOrEqual(1);
      ids.push(...page.commands.map(({ command_id }) => command_id));
      cursor = page.next_cursor;
    }
    expect(ids).toEqual(all.commands.map(({ command_id }) => command_id));
    expect(ids.length).toBeGreaterThan(2);
    expect((await list(sam, "?chat_id=1002")).commands)
      .toMatchObject([{ command_id: "b", chat_id: "1002" }]);
    expect((await list(sam, "?chat_id=9")).commands).toEqual([]);
    expect((await list(kim)).commands).toEqual([]);

    const bad = await sam.ask(`${PATH}?cursor=nonsense`);
    expect(bad.status).toBe(400);
    expect(Problem.parse(await bad.json()).detail).toMatch(/^cursor is /);
  });
});

describe("what is not taken", () => {
  it("says why", async () => {
    const draft = { chat_id: "1001", text: "Hi" };
    await expectProblem(kim, draft, 409, /no snapshot .*pair an Agent/);
    const unknown = { ...draft, chat_id: "nobody" };
    await expectProblem(robin, unknown, 404, /no such conversation/);
    const other = { ...draft, command_id: "away" };
    await expectProblem(robin, other, 409, /command_id/);
    const bad: Parameters<typeof post>[1][] = [
      {},
      { text: "Hi" },
      { ...draft, text: " \n" },
      { ...draft, text: "x".repeat(10_001) },
      { ...draft, command_id: "a/b" },
      { ...draft, expires_in_seconds: 9 },
      { ...draft, media_url: "not an address" },
      { ...draft, media_url: "javascript:alert(1)" },
      { ...draft, media_url: "file:///etc/passwd" },
      { ...draft, status: "succeeded" } as typeof draft,
    ];
    for (const body of bad) await expectProblem(robin, body, 400, /\S/);
  });

  it("is not taken twice: asking again gives the command that is there", async () => {
    const first = await create(robin, "Once", "once");
    expect(await create(robin, "Once", "once")).toEqual(first);
    const { commands } = await list(robin);
    expect(commands.filter(({ command_id }) => command_id === "once"))
      .toHaveLength(1);
  });
});
