import { signal } from "@preact/signals";
import { beforeEach, describe, expect, it } from "vitest";
import type { Command } from "@/lib/models/mod.ts";
import { Commands } from "@/components/inbox/stream/commands.ts";
import type { Answer } from "@/components/live/request.ts";
import { ProposalDesk } from "./desk.ts";
import { NOON, proposed } from "./examples.ts";
import { type Proposal, Suggestions } from "./suggestions.ts";

const CHAT = "1001";
const LATE = { status: 409, detail: "It is not open any more." };

/** A desk in a conversation, and a service that answers when it is told to. */
class Office {
  readonly suggestions: Suggestions;
  readonly commands: Commands;
  readonly desk: ProposalDesk;
  readonly written: string[] = [];
  isConnected = true;
  isHere = true;
  isIdle = true;
  readonly missed: (string | null)[] = [];
  ticks = 10_000;
  #answer: (answer: Answer<unknown>) => void = () => {};

  constructor(...ids: string[]) {
    this.suggestions = new Suggestions({
      initial: { commands: ids.map((id) => proposed(id)), next_cursor: null },
      clock: signal(NOON),
      ask: <R>() =>
        new Promise<Answer<R>>((resolve) => {
          this.#answer = (answer) => resolve(answer as Answer<R>);
        }),
    });
    this.commands = new Commands({
      chat: CHAT,
      initial: { commands: [], next_cursor: null },
      now: () => NOON,
    });
    const talk = {
      commands: this.commands,
      latest: () => NOON,
      toNewest() {},
      show() {},
      write: (text: string) => void this.written.push(text),
      missed: (why: string | null) => void this.missed.push(why),
    };
    const { suggestions } = this;
    this.desk = new ProposalDesk({ chat: CHAT, suggestions, talk }, {
      isConnected: () => this.isConnected,
      isHere: () => this.isHere,
      isIdle: () => this.isIdle,
      now: () => NOON,
      ticks: () => this.ticks,
    });
  }

  one(id: string): Proposal {
    return this.suggestions.all.value.find((one) => one.id === id) ??
      expect.fail(`no ${id}`);
  }

  answer(command: Command): void {
    this.#answer({ ok: true, body: command });
  }

  refuse(problem: { detail: string; status?: number }): void {
    this.#answer({ ok: false, problem });
  }

  get pending(): string[] {
    return this.commands.pending.value
      .map(({ text, status }) => `${text}: ${status}`);
  }

  get wanted(): string | undefined {
    const wanted = this.suggestions.wanted.value;
    return wanted === null ? undefined : `${wanted.id} ${wanted.part}`;
  }
}

describe("what is approved", () => {
  let office: Office;
  beforeEach(() => office = new Office("a", "b"));

  it("shows among the messages at once, and goes on there", async () => {
    const { desk } = office;
    const approving = desk.approve(office.one("a"));
    expect(office.pending).toEqual(["Text a: approving"]);
    expect(office.wanted).toBe("b whole");
    office.answer(
      proposed("a", { status: "queued", approved_by: "Robin" }),
    );
    await approving;
    expect(office.pending).toEqual(["Text a: queued"]);
    expect(office.commands.pending.value[0]?.origin?.approvedBy).toBe("Robin");
    expect(desk.said.value).toBe("Approved as it is.");
  });

  it("is what it was edited to", async () => {
    const { desk } = office;
    desk.edit(office.one("a"));
    expect(office.wanted).toBe("a text");
    desk.write(office.one("a"), "Edited");
    const approving = desk.approve(office.one("a"));
    expect(office.pending).toEqual(["Edited: approving"]);
    office.answer(proposed("a", { status: "queued", text: "Edited" }));
    await approving;
    expect(desk.said.value).toBe("Approved with your edit.");
  });

  it("comes back with its edit where it is refused, and the focus with it", async () => {
    const { desk } = office;
    desk.write(office.one("a"), "Edited");
    const approving = desk.approve(office.one("a"));
    office.refuse({ detail: "Try later.", status: 503 });
    await approving;
    expect(office.pending).toEqual([]);
    expect(office.one("a").problem.value).toBe("Try later.");
    expect(office.one("a").draft.value).toBe("Edited");
    expect(office.wanted).toBe("a whole");
  });

  it("does not take the focus from who has gone on", async () => {
    const { desk } = office;
    const approving = desk.approve(office.one("a"));
    office.isIdle = false;
    office.refuse({ detail: "Try later.", status: 503 });
    await approving;
    expect(office.wanted).toBe("b whole");
  });

  it("is told to who is elsewhere by then", async () => {
    const { desk } = office;
    const approving = desk.approve(office.one("a"));
    office.isHere = false;
    office.refuse({ detail: "Try later.", status: 503 });
    await approving;
    expect(office.missed).toEqual(["Try later."]);
    expect(office.wanted).toBe("b whole");
  });

  it("does not stay among the messages where somebody else rejected it", async () => {
    const approving = office.desk.approve(office.one("a"));
    office.commands.apply({
      ...proposed("a"),
      status: "rejected",
      detail: undefined,
      message_id: undefined,
    });
    office.refuse(LATE);
    await Promise.resolve();
    await Promise.resolve();
    office.answer(
      { ...proposed("a", { status: "rejected" }), trail: [] } as Command,
    );
    await approving;
    expect(office.pending).toEqual([]);
    expect(office.one("a").stage.value).toMatchObject({ status: "rejected" });
  });

  it("is nothing by a second press on what came into its place", () => {
    const { desk } = office;
    desk.approve(office.one("a"));
    office.ticks += 200;
    desk.approve(office.one("b"));
    expect(office.pending).toEqual(["Text a: approving"]);
    office.ticks += 400;
    desk.approve(office.one("b"));
    expect(office.pending).toHaveLength(2);
    expect(desk.isDone.value).toBe(true);
  });

  it("is nothing without a connection, without a text, or amid a rejection", () => {
    const { desk } = office;
    office.isConnected = false;
    desk.approve(office.one("a"));
    office.isConnected = true;
    desk.write(office.one("a"), "  ");
    desk.approve(office.one("a"));
    desk.reject(office.one("b"));
    desk.approve(office.one("b"));
    expect(office.pending).toEqual([]);
  });
});

describe("what is rejected", () => {
  it("is asked for a reason first, and can be kept", async () => {
    const office = new Office("a", "b");
    const { desk } = office;
    await desk.reject(office.one("a"));
    expect([office.wanted, office.one("a").reason.value])
      .toEqual(["a reason", ""]);
    desk.keep(office.one("a"));
    expect([office.wanted, office.one("a").reason.value])
      .toEqual(["a whole", null]);
    await desk.reject(office.one("a"));
    const rejecting = desk.reject(office.one("a"));
    expect(office.wanted).toBe("b whole");
    office.answer(proposed("a", { status: "rejected" }));
    await rejecting;
    expect(desk.said.value).toBe("Rejected.");
    expect(office.pending).toEqual([]);
  });
});

describe("a text", () => {
  it("stays edited when its field is left, and can be undone", () => {
    const office = new Office("a");
    const { desk } = office;
    desk.edit(office.one("a"));
    desk.leaveText(office.one("a"));
    expect(office.one("a").draft.value).toBeNull();
    desk.write(office.one("a"), "Edited");
    desk.leaveText(office.one("a"));
    expect(office.one("a").draft.value).toBe("Edited");
    desk.undo(office.one("a"));
    expect(office.one("a").draft.value).toBeNull();
  });

  it("goes on as one's own where the suggestion is over", () => {
    const office = new Office("a");
    office.desk.write(office.one("a"), "Edited");
    office.desk.answerWith(office.one("a"));
    expect(office.written).toEqual(["Edited"]);
    expect(office.suggestions.all.value).toEqual([]);
  });
});
