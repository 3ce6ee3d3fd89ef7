import { beforeEach, describe, expect, it } from "vitest";
import { ManualClock } from "@/lib/store/clock.ts";
import type { JournalEntry } from "../types.ts";
import { MemoryJournal, NOON, settled } from "../testing.ts";
import type { Command } from "./command.ts";
import { CommandDesk, type PageReply } from "./desk.ts";

let clock: ManualClock;
let entries: Map<string, JournalEntry>;
let pages: string[];
let sent: { page: string; command: Command }[];
let reply: (page: string) => PageReply | Promise<PageReply>;
let absent: string[];
let told: number;
let isPaused: boolean;

beforeEach(() => {
  clock = new ManualClock(NOON);
  entries = new Map();
  pages = ["p1"];
  sent = [];
  reply = () => "taken";
  absent = [];
  told = 0;
  isPaused = false;
});

/** A desk on the same journal, as after the worker's death. */
function newDesk(): CommandDesk {
  const journal = new MemoryJournal(entries);
  return new CommandDesk({
    clock,
    journal: () => Promise.resolve(journal),
    pages: () => Promise.resolve(pages),
    async send(page, command) {
      sent.push({ page, command });
      return await reply(page);
    },
    onAbsent(page) {
      absent.push(page);
      pages = pages.filter((other) => other !== page);
      return Promise.resolve();
    },
    onResult: () => told++,
    isPaused: () => Promise.resolve(isPaused),
    newId: () => "made-up",
    onError(error) {
      throw error;
    },
  });
}

function command(id: string, more: Record<string, unknown> = {}) {
  const expires_at = new Date(NOON + 600_000).toISOString();
  return { command_id: id, chat_id: 1001, text: "Hi", expires_at, ...more };
}

const done = (id: string) => ({ command_id: id, status: "succeeded" as const });

describe("a command", () => {
  it("goes to the page that was heard of last, and ends with its result", async () => {
    pages = ["p2", "p1"];
    const desk = newDesk();
    await desk.receive(
      command("c1", { media_url: null, status: "sent" }),
      "service",
    );
    await settled();
    expect(sent).toEqual([{
      page: "p2",
      command: {
        command_id: "c1",
        chat_id: "1001",
        text: "Hi",
        expires_at: new Date(NOON + 600_000).toISOString(),
      },
    }]);
    const result = { ...done("c1"), message_id: 7, detail: "fine", extra: 1 };
    expect(await desk.settle("p2", result)).toBe(true);
    expect(entries.get("c1")).toMatchObject({
      state: "done",
      acknowledged: false,
      result: { ...done("c1"), message_id: "7", detail: "fine" },
    });
    expect(told).toBe(1);
  });

  it("is executed once, whatever way it comes", async () => {
    const desk = newDesk();
    await Promise.all([
      desk.receive(command("c1"), "bridge"),
      desk.receive(command("c1"), "service"),
      desk.receive(command("c1"), "service"),
    ]);
    await settled();
    expect(sent).toHaveLength(1);
    await desk.settle("p1", done("c1"));
    await newDesk().receive(command("c1"), "service");
    expect(sent).toHaveLength(1);
    expect(entries.get("c1")?.acknowledged).toBe(false);
  });

  it("whose result is known is told again to a service that asks again", async () => {
    const desk = newDesk();
    await desk.receive(command("c1"), "service");
    await desk.settle("p1", done("c1"));
    await new MemoryJournal(entries).acknowledge("c1");
    await desk.receive(command("c1"), "service");
    expect(entries.get("c1")).toMatchObject({ acknowledged: false });
    expect(told).toBe(2);
  });

  it("of a dashboard only is none of the service's business", async () => {
    const desk = newDesk();
    expect(await desk.receive(command("c1"), "bridge")).toEqual({
      ok: true,
      id: "c1",
    });
    await desk.settle("p1", done("c1"));
    expect(entries.get("c1")?.acknowledged).toBe(true);
    await desk.receive(command("c1"), "service");
    expect(entries.get("c1")?.acknowledged).toBe(false);
  });

  it("of a dashboard may be without an id; the service's may not", async () => {
    const desk = newDesk();
    const nameless = command("c1", { command_id: undefined });
    expect(await desk.receive(nameless, "bridge"))
      .toEqual({ ok: true, id: "made-up" });
    expect(await desk.receive(nameless, "service")).toMatchObject({
      ok: false,
    });
    expect([...entries.keys()]).toEqual(["made-up"]);
  });

  it("with the id of another message is refused", async () => {
    const desk = newDesk();
    await desk.receive(command("c1"), "bridge");
    expect(await desk.receive(command("c1", { text: "Else" }), "bridge"))
      .toEqual({ ok: false, error: "command_id is that of another message." });
  });

  it("that makes no sense is rejected, with the reason", async () => {
    const desk = newDesk();
    const broken = [
      { media_url: "https://a.example/b.jpg" },
      { text: " " },
      { text: "x".repeat(10_001) },
      { chat_id: {} },
      { expires_at: "soon" },
    ];
    for (const [i, more] of broken.entries()) {
      await desk.receive(command(`c${i}`, more), "service");
      expect(await desk.receive(command(`b${i}`, more), "bridge"))
        .toMatchObject({ ok: false });
    }
    expect(sent).toEqual([]);
    expect([...entries.values()].map(({ result }) => result)).toEqual([
      { detail: "The Agent cannot send media." },
      { detail: "text must not be empty." },
      { detail: "text must be a text of up to 10000 characters." },
      { detail: "chat_id must be the id of a chat." },
      { detail: "expires_at must be a time." },
    ].map((result, i) => ({
      ...result,
      command_id: `c${i}`,
      status: "rejected",
    })));
  });

  it("waits for a page, until it expires", async () => {
    pages = [];
    const desk = newDesk();
    await desk.receive(command("c1"), "service");
    await desk.receive(command("c2"), "service");
    pages = ["p1"];
    entries.delete("c2");
    await desk.examine();
    expect(sent.map(({ command }) => command.command_id)).toEqual(["c1"]);
    pages = [];
    await desk.receive(command("c3"), "service");
    clock.advance(600_000);
    await settled();
    expect(entries.get("c3")?.result).toEqual({
      command_id: "c3",
      status: "rejected",
      detail: "The command has expired.",
    });
    expect(sent).toHaveLength(1);
  });

  it("that has expired already is not given to any page", async () => {
    const expires_at = new Date(NOON).toISOString();
    await newDesk().receive(command("c1", { expires_at }), "service");
    expect(entries.get("c1")?.result?.status).toBe("rejected");
    expect(sent).toEqual([]);
  });

  it("waits while there is a pause", async () => {
    isPaused = true;
    const desk = newDesk();
    await desk.receive(command("c1"), "service");
    expect(sent).toEqual([]);
    isPaused = false;
    await desk.examine();
    expect(sent).toHaveLength(1);
  });

  it("beyond twenty in a minute waits its turn, in order", async () => {
    const desk = newDesk();
    for (let i = 0; i < 23; i++) {
      await desk.receive(command(`c${i}`), "service");
      await settled();
    }
    expect(sent).toHaveLength(20);
    for (let i = 0; i < 19; i++) {
      clock.advance(3_000);
      await settled();
      expect(sent).toHaveLength(20);
    }
    clock.advance(3_000);
    await settled();
    expect(sent.slice(20).map(({ command }) => command.command_id))
      .toEqual(["c20", "c21", "c22"]);
  });

  it("goes to another page where the first is not there", async () => {
    pages = ["p2", "p1"];
    reply = (page) => page === "p2" ? "absent" : "taken";
    const desk = newDesk();
    await desk.receive(command("c1"), "service");
    await settled();
    expect(sent.map(({ page }) => page)).toEqual(["p2", "p1"]);
    expect(absent).toEqual(["p2"]);
    expect(entries.get("c1")).toMatchObject({ state: "forwarded", page: "p1" });
  });

  it("that a page may have goes to no other one", async () => {
    pages = ["p2", "p1"];
    reply = () => "unknown";
    const desk = newDesk();
    await desk.receive(command("c1"), "service");
    pages = ["p1"];
    await desk.examine();
    await settled();
    expect(sent).toHaveLength(1);
    expect(entries.get("c1")?.result).toMatchObject({
      status: "failed",
      detail: expect.stringContaining("may have been sent"),
    });
  });

  it("of which its page says nothing fails after two minutes", async () => {
    const desk = newDesk();
    await desk.receive(command("c1"), "service");
    await settled();
    clock.advance(119_999);
    await settled();
    expect(entries.get("c1")?.state).toBe("forwarded");
    clock.advance(1);
    await settled();
    expect(entries.get("c1")?.result?.status).toBe("failed");
    await desk.settle("p1", done("c1"));
    expect(entries.get("c1")?.result?.status).toBe("failed");
  });

  it("is settled by nobody but the page that has it", async () => {
    const desk = newDesk();
    await desk.receive(command("c1"), "service");
    expect(await desk.settle("p2", done("c1"))).toBe(false);
    expect(await desk.settle("p1", done("c2"))).toBe(false);
    expect(await desk.settle("p1", { command_id: "c1", status: "sent" }))
      .toBe(true);
    expect(entries.get("c1")?.state).toBe("forwarded");
  });
});

describe("after a worker's death", () => {
  it("the page that was to get it gets it again, and no other", async () => {
    reply = () => new Promise(() => {});
    await newDesk().receive(command("c1"), "service");
    pages = ["p2", "p1"];
    reply = () => "taken";
    const desk = newDesk();
    await desk.examine();
    await desk.examine();
    await settled();
    expect(sent.map(({ page }) => page)).toEqual(["p1", "p1"]);
    await desk.settle("p1", done("c1"));
    expect(entries.get("c1")?.result).toEqual(done("c1"));
  });

  it("a command whose page is gone may have been sent", async () => {
    await newDesk().receive(command("c1"), "service");
    reply = () => "absent";
    await newDesk().examine();
    await settled();
    expect(sent.map(({ page }) => page)).toEqual(["p1", "p1"]);
    expect(entries.get("c1")?.result?.status).toBe("failed");
  });
});

describe("who waits for a result", () => {
  it("gets it when it comes, or when it is there", async () => {
    const desk = newDesk();
    await desk.receive(command("c1"), "bridge");
    const outcome = desk.outcome("c1", 60_000);
    await settled();
    await desk.settle("p1", done("c1"));
    expect(await outcome).toEqual(done("c1"));
    expect(await desk.outcome("c1", 60_000)).toEqual(done("c1"));
    expect(clock.pending.every((ms) => ms !== 60_000)).toBe(true);
  });

  it("gets nothing after the time that it waits", async () => {
    const desk = newDesk();
    await desk.receive(command("c1"), "bridge");
    const outcome = desk.outcome("c1", 60_000);
    await settled();
    clock.advance(60_000);
    expect(await outcome).toBeNull();
  });

  it("learns that it expired", async () => {
    pages = [];
    const expires_at = new Date(NOON + 5_000).toISOString();
    const desk = newDesk();
    await desk.receive(command("c1", { expires_at }), "bridge");
    const outcome = desk.outcome("c1", 60_000);
    await settled();
    clock.advance(5_000);
    expect(await outcome).toMatchObject({ status: "rejected" });
  });
});
