import { describe, expect, it } from "vitest";
import {
  ChatId,
  type Command,
  type CommandList,
  type CommandStatus,
  MessageId,
  type SendMessageCommand,
} from "@/lib/models/mod.ts";
import type { Answer } from "@/components/live/request.ts";
import { commandWords } from "./command_words.ts";
import { Commands, type KeptTexts, MOST_COMMANDS } from "./commands.ts";

const CHAT = ChatId.parse("1001");
const NOW = Date.parse("2025-11-08T12:00:00Z");

function command(id: string, status: CommandStatus, change = {}): Command {
  return {
    command_id: id,
    chat_id: CHAT,
    text: `Text ${id}`,
    media_url: null,
    status,
    created_at: new Date(NOW).toISOString(),
    expires_at: new Date(NOW + 900_000).toISOString(),
    changed_at: new Date(NOW).toISOString(),
    created_by: "Robin",
    approved_by: null,
    suggestion: null,
    detail: null,
    message_id: null,
    ...change,
  };
}

/** The same as the live connection tells it. */
function told(
  ...args: Parameters<typeof command>
): SendMessageCommand {
  const { changed_at: _, created_by: _by, approved_by: _who, ...rest } =
    command(...args);
  const { detail, message_id, ...frame } = rest;
  return {
    ...frame,
    ...(detail === null ? {} : { detail }),
    ...(message_id === null ? {} : { message_id }),
  };
}

/** A storage of a browser. */
function storage(): KeptTexts {
  const kept = new Map<string, string>();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, text) => void kept.set(key, text),
    removeItem: (key) => void kept.delete(key),
  };
}

type Reply = (body: { command_id: string; text: string }) => Answer<Command>;

/** A service that answers as it is told to. */
class Service {
  readonly sent: { command_id: string; text: string }[] = [];
  /** Ids of commands that this browser's Agent was told of. */
  readonly short: string[] = [];
  list: CommandList = { commands: [], next_cursor: null };
  reply: Reply = ({ command_id, text }) => ({
    ok: true,
    body: command(command_id, "queued", { text }),
  });

  open(options: { initial?: CommandList | null; kept?: KeptTexts } = {}) {
    let ids = 0;
    const commands = new Commands({
      chat: CHAT,
      initial: options.initial ?? null,
      storage: options.kept ?? null,
      now: () => NOW,
      newId: () => `c${++ids}`,
      shortWay: ({ command_id }) => void this.short.push(command_id),
      ask: async <R>(method: string, _: string, body?: unknown) => {
        await Promise.resolve();
        if (method === "GET") return { ok: true, body: this.list as R };
        const draft = body as { command_id: string; text: string };
        this.sent.push(draft);
        return this.reply(draft) as Answer<R>;
      },
    });
    return commands;
  }
}

const states = (commands: Commands) =>
  commands.pending.value.map(({ id, status }) => `${id} ${status}`);

const UNREACHABLE = { ok: false, problem: { detail: "unreachable" } } as const;

describe("commands of a chat", () => {
  it("are shown at once, and go through their states", async () => {
    const commands = new Service().open();
    const sending = commands.send("Hello");
    expect(states(commands)).toEqual(["c1 sending"]);
    await sending;
    expect(states(commands)).toEqual(["c1 queued"]);
    commands.apply(told("c1", "sent"));
    commands.apply(
      told("c1", "succeeded", { message_id: MessageId.parse("7") }),
    );
    expect(commands.pending.value).toMatchObject([
      { status: "succeeded", messageId: "7", wasSent: true },
    ]);
  });

  it("do not go back where answers come late", async () => {
    const commands = new Service().open();
    const sending = commands.send("Hello");
    commands.apply(told("c1", "succeeded"));
    await sending;
    expect(states(commands)).toEqual(["c1 succeeded"]);
    commands.apply(told("c1", "sent"));
    expect(states(commands)).toEqual(["c1 succeeded"]);
  });

  it("keep their id when tried again, where the service was not reached", async () => {
    const service = new Service();
    const commands = service.open();
    service.reply = () => UNREACHABLE;
    await commands.send("Hello");
    expect(states(commands)).toEqual(["c1 unsent"]);
    service.reply = new Service().reply;
    const [unsent] = commands.pending.value;
    if (unsent !== undefined) await commands.retry(unsent);
    expect(service.sent.map(({ command_id }) => command_id))
      .toEqual(["c1", "c1"]);
    expect(states(commands)).toEqual(["c1 queued"]);
  });

  it("are new when tried again, where they came to nothing", async () => {
    const service = new Service();
    const commands = service.open();
    await commands.send("Hello");
    commands.apply(told("c1", "failed", { text: "Hello", detail: "no" }));
    const [failed] = commands.pending.value;
    if (failed !== undefined) await commands.retry(failed);
    expect(service.sent).toMatchObject([
      { command_id: "c1", text: "Hello" },
      { command_id: "c2", text: "Hello" },
    ]);
    expect(states(commands)).toEqual(["c2 queued"]);
  });

  it("go the short way too once the service has them, and not otherwise", async () => {
    const service = new Service();
    const commands = service.open();
    await commands.send("Hello");
    commands.apply(told("x", "queued"));
    service.reply = () => UNREACHABLE;
    await commands.send("Lost");
    service.reply = ({ command_id, text }) => ({
      ok: true,
      body: command(command_id, "succeeded", { text }),
    });
    const lost = commands.pending.value.find(({ text }) => text === "Lost");
    if (lost !== undefined) await commands.retry(lost);
    commands.take(command("approved", "queued"));
    expect(service.short).toEqual(["c1", "approved"]);
  });

  it("are rejected where the service says no", async () => {
    const service = new Service();
    const commands = service.open();
    const problem = { detail: "The text is too long.", status: 400 };
    service.reply = () => ({ ok: false, problem });
    await commands.send("Hello");
    expect(commands.pending.value).toMatchObject([
      { status: "rejected", detail: "The text is too long." },
    ]);
  });

  it("outlast a reload while nobody knows whether they arrived", async () => {
    const kept = storage();
    const service = new Service();
    service.reply = () => UNREACHABLE;
    const before = service.open({ kept });
    await before.send("Hello");

    const after = service.open();
    await after.start(kept);
    expect(states(after)).toEqual(["c1 unsent"]);
    service.list = { commands: [command("c1", "sent")], next_cursor: null };
    await after.reload();
    expect(states(after)).toEqual(["c1 sent"]);
    const later = service.open({
      initial: { commands: [], next_cursor: null },
    });
    await later.start(kept);
    expect(states(later)).toEqual([]);
  });

  it("stay away once they are discarded", async () => {
    const kept = storage();
    const service = new Service();
    service.list = { commands: [command("a", "failed")], next_cursor: null };
    const commands = service.open();
    await commands.start(kept);
    commands.discard("a");
    await commands.reload();
    expect(states(commands)).toEqual([]);
    const after = service.open();
    await after.start(kept);
    expect(states(after)).toEqual([]);
  });

  it("leave out those of other chats, and those long sent", async () => {
    const service = new Service();
    const long = { created_at: new Date(NOW - 3_600_000).toISOString() };
    service.list = {
      commands: [command("a", "succeeded", long), command("b", "failed", long)],
      next_cursor: null,
    };
    const commands = service.open();
    await commands.start(null);
    commands.apply(told("c", "sent", { chat_id: ChatId.parse("1002") }));
    expect(states(commands)).toEqual(["b failed"]);
  });

  it("are bounded", () => {
    const commands = new Service().open();
    for (let i = 0; i < MOST_COMMANDS + 50; i++) {
      commands.apply(told(`c${i}`, "queued"));
    }
    expect(commands.pending.value).toHaveLength(MOST_COMMANDS);
  });
});

describe("commands that rules proposed", () => {
  const suggestion = {
    rule: "tip",
    reason: "Sam tipped $20.00",
    message_id: null,
  } as const;
  const later = (minutes: number) =>
    new Date(NOW + minutes * 60_000).toISOString();

  it("are not there before somebody approves them, nor where nobody does", async () => {
    const service = new Service();
    service.list = {
      commands: [
        command("a", "suggested", { suggestion }),
        command("b", "rejected", { suggestion }),
        command("c", "expired", { suggestion }),
        command("d", "expired", { suggestion, approved_by: "Kim" }),
      ],
      next_cursor: null,
    };
    const commands = service.open();
    await commands.start(null);
    commands.apply(told("e", "suggested", { suggestion }));
    commands.apply(told("e", "rejected", { suggestion }));
    expect(states(commands)).toEqual(["d expired"]);
  });

  it("are expected at the end, and become what the service says", () => {
    const commands = new Service().open();
    const expected = { id: "a", text: "Thanks", suggestion };
    commands.expect(expected, NOW + 5_000);
    expect(states(commands)).toEqual(["a approving"]);
    const [{ at } = { at: 0 }] = commands.pending.value;
    expect(at).toBe(NOW + 5_001);
    commands.apply(told("a", "queued", { suggestion }));
    commands.apply(told("a", "sent", { suggestion }));
    commands.take(command("a", "queued", { suggestion, approved_by: "Kim" }));
    expect(commands.pending.value).toMatchObject([
      { at, status: "sent", origin: { approvedBy: "Kim" } },
    ]);
    commands.giveUp("a");
    expect(states(commands)).toEqual(["a sent"]);
  });

  it("are given up where the service says no", () => {
    const commands = new Service().open();
    commands.expect({ id: "a", text: "Thanks", suggestion });
    commands.apply(told("a", "rejected", { suggestion }));
    expect(states(commands)).toEqual(["a approving"]);
    commands.giveUp("a");
    expect(states(commands)).toEqual([]);
  });

  it("have their place where they were approved", async () => {
    const service = new Service();
    service.list = {
      commands: [
        command("a", "sent", { suggestion, changed_at: later(5) }),
      ],
      next_cursor: null,
    };
    const commands = service.open();
    await commands.start(null);
    expect(commands.pending.value[0]?.at).toBe(NOW + 5 * 60_000);
  });

  it("are known by the messages that they became", async () => {
    const service = new Service();
    const message_id = MessageId.parse("7");
    const long = { changed_at: later(-60), created_at: later(-60) };
    const approved = { suggestion, approved_by: "Kim", message_id };
    service.list = {
      commands: [command("a", "succeeded", { ...approved, ...long })],
      next_cursor: null,
    };
    const commands = service.open();
    await commands.start(null);
    expect(commands.pending.value).toEqual([]);
    expect(commands.origins.value.get("7"))
      .toEqual({ id: "a", suggestion, approvedBy: "Kim" });
    commands.apply(told("b", "succeeded", {
      suggestion,
      message_id: MessageId.parse("8"),
    }));
    expect(commands.origins.value.get("8")?.approvedBy).toBeUndefined();
  });
});

describe("words of a command", () => {
  it.each(
    [
      ["queued", {}, "Waiting for the Agent"],
      ["sent", {}, "Sent to the Agent"],
      ["succeeded", {}, "Sent"],
      ["failed", { detail: "no" }, "Failed: no"],
      ["failed", {}, "Failed"],
      ["rejected", { detail: "no" }, "Rejected: no"],
      ["expired", {}, "Expired: no Agent took it in time"],
    ] as const,
  )("say of %s %j: %s", (status, change, text) => {
    const commands = new Service().open();
    commands.apply(told("a", status, change));
    const [pending] = commands.pending.value;
    expect(pending && commandWords(pending, NOW).text).toBe(text);
  });

  it("say that it expired by the page's own clock", () => {
    const commands = new Service().open();
    commands.apply(told("a", "queued"));
    commands.apply(told("b", "sent"));
    const late = commands.pending.value.map((one) =>
      commandWords(one, NOW + 900_000)
    );
    expect(late).toMatchObject([
      { text: "Expired: no Agent took it in time", canRetry: true },
      { text: "Expired: the Agent did not say what became of it" },
    ]);
  });
});
