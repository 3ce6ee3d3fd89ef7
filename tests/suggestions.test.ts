import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { completion, FakeModel } from "@/lib/commands/testing_model.ts";
import {
  Command,
  CommandList,
  CommandWithTrail,
  Problem,
  SuggestionSettings,
} from "@/lib/models/mod.ts";
import { Account } from "./account.ts";
import type { Peer } from "./peer.ts";
import { chat, deltaFrame, message, snapshotFrame } from "./records.ts";
import { databaseWith, type Service, startService } from "./service.ts";

const COMMANDS = "/api/v1/commands";
const SETTINGS = "/api/v1/suggestions/settings";

let model: FakeModel;
let service: Service;
let robin: Account;
let sam: Account;
let agent: Peer;
let dashboard: Peer;
/** The next message's id; fans have odd ones. */
let nextId = 1_001;

beforeAll(async () => {
  model = new FakeModel();
  service = await startService({
    kvPath: await databaseWith("Robin", "Sam"),
    environment: {
      SUGGESTIONS_URL: model.url,
      SUGGESTIONS_KEY: "sk-test",
      SUGGESTIONS_MODEL: "m",
    },
  });
  robin = await Account.signIn(service, "Robin");
  sam = await Account.signIn(service, "Sam");
  agent = await robin.agent();
  const chats = [1001, 1002, 1003, 1004, 1005].map((id) => chat(id));
  agent.send(snapshotFrame(chats, [message(1, 1001), message(2, 1001)]));
  await robin.settled(2);
  dashboard = robin.dashboard();
  await dashboard.next("full_sync_response");
});

afterAll(async () => {
  await agent.close();
  await dashboard.close();
  await model[Symbol.asyncDispose]();
});

/** A fan tips; what is proposed. */
async function tip(fan: number, amount: number): Promise<Command> {
  const id = nextId += 2;
  agent.send(deltaFrame({
    ...message(id, fan, `I sent you a $${amount} tip`),
    createdAt: new Date().toISOString(),
    isTip: true,
    tipAmount: amount,
  }));
  const { command_id } = await dashboard.next(
    "command_to_execute",
    ({ suggestion }) => suggestion?.message_id === String(id),
  );
  return await get(robin, command_id ?? "");
}

async function ask(
  account: Account,
  path: string,
  method: string,
  body: unknown,
): Promise<{ status: number; body: unknown }> {
  const response = await account.ask(path, {
    method,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
}

async function get(account: Account, id: string): Promise<CommandWithTrail> {
  const response = await account.ask(`${COMMANDS}/${id}`);
  expect(response.status).toBe(200);
  return CommandWithTrail.parse(await response.json());
}

async function suggested(account: Account): Promise<Command[]> {
  const response = await account.ask(`${COMMANDS}?status=suggested`);
  return CommandList.parse(await response.json()).commands;
}

/** Commands that the Agent has. */
function sent(): string[] {
  return agent.frames.flatMap((frame) =>
    frame.type === "command_to_execute" ? [frame.payload.text] : []
  );
}

async function changeRule(rule: string, change: unknown) {
  return await ask(robin, `/api/v1/suggestions/rules/${rule}`, "PATCH", change);
}

describe("a message that is proposed", () => {
  it("is sent as somebody edits and approves it, once", async () => {
    const command = await tip(1001, 20);
    expect(command).toMatchObject({
      status: "suggested",
      chat_id: "1001",
      created_by: "tip",
      suggestion: { rule: "tip", reason: "Fan 1001 tipped $20.00." },
    });
    expect(await suggested(robin)).toMatchObject([{
      command_id: command.command_id,
    }]);
    expect(sent()).toEqual([]);

    const path = `${COMMANDS}/${command.command_id}`;
    for (const what of ["approve", "reject"]) {
      const other = await ask(sam, `${path}/${what}`, "POST", {});
      expect(other.status).toBe(404);
    }
    expect((await sam.ask(path)).status).toBe(404);
    expect(await suggested(sam)).toEqual([]);
    const bad = await ask(robin, `${path}/approve`, "POST", { text: " " });
    expect(bad.status).toBe(400);

    const decisions = await Promise.all(
      [1, 2, 3].map(() =>
        ask(robin, `${path}/approve`, "POST", { text: "Thank you, dear!" })
      ),
    );
    const taken = decisions.filter(({ status }) => status === 200);
    expect(taken).toHaveLength(1);
    expect(Command.parse(taken[0]?.body)).toMatchObject({
      status: "queued",
      text: "Thank you, dear!",
      approved_by: "Robin",
    });
    for (const { status, body } of decisions) {
      if (status === 200) continue;
      expect(status).toBe(409);
      expect(Problem.parse(body).detail).toMatch(/^Robin approved it at /);
    }
    expect(await agent.next("command_to_execute")).toMatchObject({
      command_id: command.command_id,
      text: "Thank you, dear!",
    });
    agent.send({
      type: "command_result",
      payload: { command_id: command.command_id, status: "succeeded" },
    });
    await dashboard.next(
      "command_to_execute",
      ({ command_id, status }) =>
        command_id === command.command_id && status === "succeeded",
    );
    const { trail } = await get(robin, command.command_id);
    expect(trail.map(({ what, by }) => [what, by])).toEqual([
      ["suggested", null],
      ["edited", "Robin"],
      ["approved", "Robin"],
      ["sent", null],
      ["succeeded", null],
    ]);
    expect(sent()).toEqual(["Thank you, dear!"]);
  });

  it("is not sent if somebody rejects it", async () => {
    const { command_id } = await tip(1002, 20);
    const path = `${COMMANDS}/${command_id}`;
    const reason = "We know each other";
    const rejected = await ask(robin, `${path}/reject`, "POST", { reason });
    expect(rejected).toMatchObject({
      status: 200,
      body: { status: "rejected", detail: reason, approved_by: null },
    });
    const late = await ask(robin, `${path}/approve`, "POST", {});
    expect(late.status).toBe(409);
    expect(Problem.parse(late.body).detail)
      .toMatch(/^Robin rejected it at .*: We know each other$/);
    expect(sent()).toHaveLength(1);
  });

  it("is taken back when the creator answers", async () => {
    const { command_id } = await tip(1003, 20);
    const answer = nextId + 1;
    agent.send(deltaFrame({
      ...message(answer, 1003, "Thank you!"),
      createdAt: new Date().toISOString(),
    }));
    const { detail } = await dashboard.next(
      "command_to_execute",
      (command) =>
        command.command_id === command_id && command.status === "rejected",
    );
    expect(detail).toBe("The creator has written meanwhile.");
  });
});

describe("how messages are proposed", () => {
  it("is changed by its account, and checked", async () => {
    const before = await robin.ask(SETTINGS);
    const settings = SuggestionSettings.parse(await before.json());
    expect(settings).toMatchObject({
      can_use_endpoint: true,
      writer: "templates",
    });
    expect(settings.rules.every(({ automatic }) => !automatic)).toBe(true);

    const changed = await changeRule("tip", {
      threshold: 10,
      templates: ["Thanks for {amount}!"],
    });
    expect(changed.status).toBe(200);
    const { rules } = SuggestionSettings.parse(changed.body);
    expect(rules.find(({ rule }) => rule === "tip")).toMatchObject({
      threshold: 10,
      templates: ["Thanks for {amount}!"],
      changed_by: "Robin",
    });
    const wrong = await changeRule("tip", { templates: ["{days} days"] });
    expect(wrong.status).toBe(400);
    expect(Problem.parse(wrong.body).errors?.[0]?.pointer)
      .toBe("#/templates/0");
    for (const bad of [{ threshold: 0 }, { per_day: 501 }, { other: 1 }]) {
      expect((await changeRule("tip", bad)).status).toBe(400);
    }
    expect((await changeRule("nonsense", {})).status).toBe(400);
    const hours = { quiet_hours: { from: "22:00", to: "22:00" } };
    expect((await ask(robin, SETTINGS, "PATCH", hours)).status).toBe(400);
    const ofSam = await sam.ask(SETTINGS);
    expect(SuggestionSettings.parse(await ofSam.json()).rules)
      .toEqual(settings.rules);
  });

  it("may be by a language model, and by themselves", async () => {
    const chosen = await ask(robin, SETTINGS, "PATCH", {
      quiet_hours: null,
      writer: "endpoint",
    });
    expect(chosen).toMatchObject({
      status: 200,
      body: { quiet_hours: null, writer: "endpoint" },
    });
    model.answers.push(completion("You are wonderful"));
    const proposed = await tip(1004, 30);
    expect(proposed.text).toBe("You are wonderful");
    expect(model.asked[0]?.headers.get("authorization"))
      .toBe("Bearer sk-test");

    expect((await changeRule("tip", { automatic: true })).status).toBe(200);
    model.answers.push(completion("Thank you so much!"));
    const { command_id } = await tip(1005, 30);
    expect(await agent.next("command_to_execute"))
      .toMatchObject({ command_id, text: "Thank you so much!" });
    const command = await get(robin, command_id);
    expect(command.approved_by).toBeNull();
    expect(command.trail[1]).toMatchObject({
      what: "approved",
      by: null,
      detail: "The rule tip sends by itself.",
    });
    expect(sent()).toHaveLength(2);
  });
});
