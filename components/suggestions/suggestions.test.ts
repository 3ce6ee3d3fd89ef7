import { signal } from "@preact/signals";
import { describe, expect, it } from "vitest";
import {
  ChatId,
  type Command,
  type CommandEvent,
  type CommandList,
  type CommandStatus,
  type CommandWithTrail,
  type SendMessageCommand,
} from "@/lib/models/mod.ts";
import type { Answer } from "@/components/live/request.ts";
import { afterNoon, NOON, proposed } from "./examples.ts";
import {
  isEdited,
  type Proposal,
  Suggestions,
  wording,
} from "./suggestions.ts";

const iso = afterNoon;
/** One that is too late so many minutes after noon. */
const until = (id: string, minutes: number, change: Partial<Command> = {}) =>
  proposed(id, { expires_at: afterNoon(minutes), ...change });

/** The same as the live connection tells it. */
function told(id: string, status: CommandStatus, change = {}) {
  const { changed_at: _, created_by: _by, approved_by: _who, ...rest } =
    proposed(id, { status, ...change });
  const { detail: _detail, message_id: _message, ...frame } = rest;
  return frame satisfies SendMessageCommand;
}

interface Request {
  method: string;
  path: string;
  body: unknown;
}

/** A service that answers as it is told to. */
class Service {
  readonly requests: Request[] = [];
  readonly clock = signal(NOON);
  /** Pages of what is proposed, by cursor. */
  lists: Record<string, CommandList> = {};
  known: Record<string, CommandWithTrail> = {};
  decide: (request: Request) => Answer<Command> = ({ path, body }) => {
    const id = path.split("/").at(-2) ?? "";
    const status = path.endsWith("/approve") ? "queued" : "rejected";
    return { ok: true, body: proposed(id, { status, ...body as object }) };
  };
  isOurs?: (chat: string) => boolean;

  list(...commands: Command[]): CommandList {
    return { commands, next_cursor: null };
  }

  open(initial: CommandList | null = null): Suggestions {
    return new Suggestions({
      initial,
      clock: this.clock,
      ...this.isOurs === undefined ? {} : { isOurs: this.isOurs },
      ask: async <R>(method: string, path: string, body?: unknown) => {
        await Promise.resolve();
        const request = { method, path, body };
        this.requests.push(request);
        return this.#answer(request) as Answer<R>;
      },
    });
  }

  /** An open list of these. */
  of(...commands: Command[]): Suggestions {
    return this.open(this.list(...commands));
  }

  #answer(request: Request): Answer<unknown> {
    if (request.method === "POST") return this.decide(request);
    const { pathname, searchParams } = new URL(request.path, "http://x");
    if (searchParams.has("status")) {
      const body = this.lists[searchParams.get("cursor") ?? ""];
      return body === undefined ? UNREACHABLE : { ok: true, body };
    }
    const body = this.known[pathname.split("/").at(-1) ?? ""];
    const problem = { status: 404, detail: "There is no such command." };
    return body === undefined ? { ok: false, problem } : { ok: true, body };
  }
}

const UNREACHABLE = { ok: false, problem: { detail: "unreachable" } } as const;
const LATE = {
  ok: false,
  problem: { status: 409, detail: "It is not open any more." },
} as const;

function settled(
  id: string,
  status: CommandStatus,
  trail: CommandEvent[] = [],
): CommandWithTrail {
  return { ...proposed(id, { status }), trail };
}

const ids = (proposals: readonly Proposal[]) => proposals.map(({ id }) => id);
const find = (all: Suggestions, id: string) =>
  all.all.value.find((one) => one.id === id) ?? expect.fail(`no ${id}`);
const turn = async () => {
  for (let i = 0; i < 10; i++) await Promise.resolve();
};

describe("suggestions of an account", () => {
  it("are listed as the page was rendered, without asking", async () => {
    const service = new Service();
    const all = service.of(until("b", 20), until("a", 10));
    await all.start(null);
    expect(ids(all.open.value)).toEqual(["a", "b"]);
    expect(all.chats.value.get("1001")).toBe(2);
    expect(service.requests).toEqual([]);
  });

  it("are read page by page where they are not known", async () => {
    const service = new Service();
    service.lists = {
      "": { commands: [proposed("a")], next_cursor: "7" },
      "7": service.list(until("b", 40)),
    };
    const all = service.open();
    await all.start(null);
    expect(ids(all.open.value)).toEqual(["a", "b"]);
  });

  it("say why they could not be read, and try again", async () => {
    const service = new Service();
    const all = service.open();
    await all.start(null);
    expect(all.problem.value).toBe("unreachable");
    service.lists = { "": service.list(proposed("a")) };
    await all.reload();
    expect([all.problem.value, ids(all.all.value)]).toEqual([null, ["a"]]);
  });

  it("come, and go as others decide", () => {
    const all = new Service().of(proposed("a"));
    all.apply(told("b", "suggested"));
    expect(ids(all.open.value)).toEqual(["a", "b"]);
    all.apply(told("a", "queued"));
    all.apply(told("b", "rejected"));
    all.apply(told("c", "queued"));
    expect(all.all.value).toEqual([]);
  });

  it("leave out what is no proposal, and those of another creator", () => {
    const service = new Service();
    service.isOurs = (chat) => chat !== "1002";
    const chat_id = ChatId.parse("1002");
    const all = service.of(
      proposed("a", { suggestion: null }),
      proposed("b", { chat_id }),
      proposed("c"),
    );
    expect(ids(all.open.value)).toEqual(["c"]);
    expect([...all.chats.value.keys()]).toEqual(["1001"]);
  });

  it("are open until their time is over", () => {
    const service = new Service();
    const all = service.of(until("a", 1), until("b", 5));
    service.clock.value = NOON + 2 * 60_000;
    expect(ids(all.open.value)).toEqual(["b"]);
    expect(ids(all.of("1001"))).toEqual(["a", "b"]);
    all.dismiss(find(all, "a"));
    expect(ids(all.of("1001"))).toEqual(["b"]);
  });

  it("are forgotten when they are too late for long", () => {
    const service = new Service();
    const all = service.of(until("a", 1), until("b", 200));
    service.clock.value = NOON + 70 * 60_000;
    all.apply(told("c", "suggested", { expires_at: afterNoon(90) }));
    expect(ids(all.all.value)).toEqual(["c", "b"]);
  });

  it("follow one another across conversations, around the ends", () => {
    const chat_id = ChatId.parse("1002");
    const all = new Service().of(
      until("a", 1),
      until("b", 2, { chat_id }),
      until("c", 3),
    );
    const next = (id: string | null, by: 1 | -1, chat: string | null = null) =>
      all.next({ id, chat }, by)?.id;
    expect([next("a", 1), next("b", 1), next("c", 1)])
      .toEqual(["b", "c", "a"]);
    expect([next("a", -1), next("c", -1)]).toEqual(["c", "b"]);
    expect([next(null, 1), next(null, -1), next(null, 1, "1002")])
      .toEqual(["a", "c", "b"]);
    expect(new Service().of().next({ id: null, chat: null }, 1)).toBeNull();
  });

  it("keep their places while nothing changes", () => {
    const service = new Service();
    const all = service.of(proposed("a"));
    const before = all.open.value;
    service.clock.value += 15_000;
    expect(all.open.value).toBe(before);
    all.apply(told("a", "suggested"));
    expect(all.all.value[0]).toBe(before[0]);
  });
});

describe("a decision", () => {
  it("approves as it is, and says nothing of a text", async () => {
    const service = new Service();
    const all = service.of(proposed("a"));
    const deciding = all.approve(find(all, "a"));
    expect(all.of("1001")).toEqual([]);
    expect(all.open.value).toEqual([]);
    expect((await deciding)?.status).toBe("queued");
    expect(service.requests).toEqual([
      { method: "POST", path: "/api/v1/commands/a/approve", body: {} },
    ]);
    expect(all.all.value).toEqual([]);
  });

  it("approves another text, and none that is the same", async () => {
    const service = new Service();
    const all = service.of(proposed("a"), proposed("b"));
    all.edit(find(all, "a"), "Thanks, Sam!");
    all.edit(find(all, "b"), "Text b");
    expect([isEdited(find(all, "a")), wording(find(all, "a"))])
      .toEqual([true, "Thanks, Sam!"]);
    expect((await all.approve(find(all, "a")))?.text).toBe("Thanks, Sam!");
    await all.approve(find(all, "b"));
    expect(service.requests.map(({ body }) => body))
      .toEqual([{ text: "Thanks, Sam!" }, {}]);
  });

  it("rejects with a reason, or without", async () => {
    const service = new Service();
    const all = service.of(proposed("a"), proposed("b"));
    find(all, "a").reason.value = "  Too soon ";
    expect(await all.reject(find(all, "a"))).toBe(true);
    expect(await all.reject(find(all, "b"))).toBe(true);
    expect(service.requests.map(({ body }) => body))
      .toEqual([{ reason: "Too soon" }, {}]);
  });

  it("is taken once, however often it is made", async () => {
    const service = new Service();
    const all = service.of(proposed("a"));
    const one = find(all, "a");
    await Promise.all([all.approve(one), all.approve(one), all.reject(one)]);
    expect(service.requests).toHaveLength(1);
  });

  it("comes back with its edit where the service is not reached", async () => {
    const service = new Service();
    service.decide = () => UNREACHABLE;
    const all = service.of(proposed("a"));
    const one = find(all, "a");
    all.edit(one, "Edited");
    expect(await all.approve(one)).toBeNull();
    expect([one.stage.value.kind, one.problem.value, one.draft.value])
      .toEqual(["open", "unreachable", "Edited"]);
    expect(ids(all.open.value)).toEqual(["a"]);
  });

  it("comes back with what is wrong with the text", async () => {
    const service = new Service();
    const errors = [{ pointer: "#/text", detail: "must be shorter" }];
    const problem = { status: 400, detail: "Bad request", errors };
    service.decide = () => ({ ok: false, problem });
    const all = service.of(proposed("a"));
    await all.approve(find(all, "a"));
    expect(find(all, "a").problem.value).toBe("must be shorter");
  });

  it("shows who was faster where it comes too late", async () => {
    const service = new Service();
    service.decide = () => LATE;
    service.known = {
      a: settled("a", "queued", [
        { at: iso(0), what: "approved", by: "Kim", detail: null },
      ]),
    };
    const all = service.of(proposed("a"));
    const one = find(all, "a");
    await all.approve(one);
    expect(one.stage.value).toMatchObject({
      kind: "settled",
      status: "queued",
      command: { trail: [{ by: "Kim" }] },
    });
    expect(ids(all.of("1001"))).toEqual(["a"]);
    expect(all.open.value).toEqual([]);
  });

  it("stays open where something else was in its way", async () => {
    const service = new Service();
    const problem = { status: 409, detail: "200 commands are waiting." };
    service.decide = () => ({ ok: false, problem });
    service.known = { a: settled("a", "suggested") };
    const all = service.of(proposed("a"));
    await all.approve(find(all, "a"));
    expect(ids(all.open.value)).toEqual(["a"]);
    expect(find(all, "a").problem.value).toBe("200 commands are waiting.");
  });

  it("is told to have been taken though its answer was lost", async () => {
    const service = new Service();
    service.decide = () => UNREACHABLE;
    service.known = { a: settled("a", "sent") };
    const all = service.of(proposed("a"));
    const deciding = all.approve(find(all, "a"));
    all.apply(told("a", "queued"));
    await deciding;
    expect(find(all, "a").stage.value)
      .toMatchObject({ kind: "settled", status: "sent" });
  });

  it("is told to be gone where there is no such command", async () => {
    const service = new Service();
    const problem = { status: 404, detail: "There is no such command." };
    service.decide = () => ({ ok: false, problem });
    const all = service.of(proposed("a"));
    await all.reject(find(all, "a"));
    expect(find(all, "a").stage.value)
      .toEqual({ kind: "settled", status: null, command: null });
  });
});

describe("what somebody works on here", () => {
  const kim = [
    { at: iso(0), what: "rejected", by: "Kim", detail: "No" } as const,
  ];

  it.each<[string, (all: Suggestions, one: Proposal) => void]>([
    ["edited", (all, one) => all.edit(one, "Edited")],
    ["about to be rejected", (_, one) => one.reason.value = ""],
    ["looked at closely", (all) => all.hold("1001")],
  ])("stays when somebody else decides: %s", async (_, work) => {
    const service = new Service();
    service.known = { a: settled("a", "rejected", kim) };
    const all = service.of(proposed("a"));
    const one = find(all, "a");
    work(all, one);
    all.apply(told("a", "rejected"));
    expect(one.stage.value).toMatchObject({ status: "rejected" });
    await turn();
    expect(one.stage.value).toMatchObject({ command: { trail: kim } });
    all.dismiss(one);
    expect(all.all.value).toEqual([]);
  });

  it("goes when nobody is at it, also if another chat is looked at", () => {
    const all = new Service().of(proposed("a"));
    all.hold("1002");
    all.apply(told("a", "queued"));
    expect(all.all.value).toEqual([]);
  });

  it("outlasts a reload of the page, and is forgotten in the end", async () => {
    const kept = new Map<string, string>();
    const storage = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, text: string) => void kept.set(key, text),
      removeItem: (key: string) => void kept.delete(key),
    };
    const service = new Service();
    const before = service.of(proposed("a"));
    await before.start(storage);
    before.edit(find(before, "a"), "Edited");

    const after = service.of(proposed("a"));
    await after.start(storage);
    expect(wording(find(after, "a"))).toBe("Edited");
    await after.approve(find(after, "a"));
    expect(kept.size).toBe(0);
  });

  it("keeps its edit when all are read anew", async () => {
    const service = new Service();
    const all = service.of(proposed("a"), proposed("b"));
    all.edit(find(all, "a"), "Edited");
    service.lists = { "": service.list(proposed("a", { text: "Other" })) };
    await all.reload();
    expect(ids(all.all.value)).toEqual(["a"]);
    expect(wording(find(all, "a"))).toBe("Edited");
    expect(find(all, "a").text).toBe("Other");
  });

  it("does not come back by a list that is older than the decision", async () => {
    const service = new Service();
    service.lists = {
      "": { commands: [proposed("a")], next_cursor: "7" },
      "7": service.list(),
    };
    const all = service.of(proposed("a"));
    const reading = all.reload();
    const deciding = all.approve(find(all, "a"));
    await Promise.all([reading, deciding]);
    expect(ids(all.all.value)).toEqual([]);
  });

  it("is not undone by a list that is older than the news", async () => {
    const service = new Service();
    service.lists = { "": service.list(proposed("a")) };
    const all = service.of(proposed("a"));
    const reading = all.reload();
    all.apply(told("a", "queued"));
    all.apply(told("b", "suggested"));
    await reading;
    expect(ids(all.all.value)).toEqual(["b"]);
  });
});
