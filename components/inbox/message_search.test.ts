import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ChatId, Message, type SearchResults } from "@/lib/models/mod.ts";
import type { Answer } from "@/components/live/request.ts";
import { MessageSearch } from "./message_search.ts";

/** A service that answers when the test says so. */
class Service {
  readonly asked: URLSearchParams[] = [];
  #answers: ((answer: Answer<SearchResults>) => void)[] = [];

  readonly ask = (_: string, path: string): Promise<Answer<SearchResults>> => {
    this.asked.push(new URL(path, "http://localhost").searchParams);
    return new Promise((resolve) => this.#answers.push(resolve));
  };

  /** Answers the oldest question. */
  async answer(answer: Answer<SearchResults>): Promise<void> {
    this.#answers.shift()?.(answer);
    await vi.advanceTimersByTimeAsync(0);
  }
}

let made = 0;

function page(
  hits: number,
  { searched, next = null }: { searched: number; next?: string | null },
): Answer<SearchResults> {
  const body: SearchResults = {
    hits: Array.from({ length: hits }, () => ({
      conversation_id: ChatId.parse("1"),
      withUser: null,
      message: Message.parse({ id: ++made, text: "Lisbon" }),
    })),
    searched,
    total: 1_000,
    next_cursor: next,
  };
  return { ok: true, body };
}

function open() {
  const service = new Service();
  return { service, search: new MessageSearch(service.ask) };
}

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

describe("a search in messages", () => {
  it("waits for the last key, and for two characters", () => {
    const { service, search } = open();
    for (const typed of ["l", "li", "lis", "lisb "]) {
      search.look(typed);
      vi.advanceTimersByTime(200);
    }
    expect(service.asked).toEqual([]);
    expect(search.state.value).toEqual({ kind: "looking" });
    vi.advanceTimersByTime(50);
    expect(service.asked.map((query) => query.get("q"))).toEqual(["lisb"]);
    search.look("l");
    vi.advanceTimersByTime(1_000);
    expect(service.asked).toHaveLength(1);
    expect(search.state.value).toEqual({ kind: "idle" });
  });

  it("goes on until it has found enough, and further when it is told to", async () => {
    const { service, search } = open();
    search.look("lisbon");
    vi.advanceTimersByTime(250);
    await service.answer(page(3, { searched: 100, next: "a" }));
    await service.answer(page(0, { searched: 200, next: "b" }));
    expect(search.state.value).toEqual({ kind: "looking" });
    await service.answer(page(18, { searched: 300, next: "c" }));
    expect(search.state.value).toEqual({ kind: "paused" });
    expect(search.hits.value).toHaveLength(21);
    expect(search.extent.value).toEqual({ searched: 300, total: 1_000 });
    search.more();
    await service.answer(page(1, { searched: 1_000 }));
    expect(search.state.value).toEqual({ kind: "end" });
    expect(search.hits.value).toHaveLength(22);
    expect(service.asked.map((query) => query.get("cursor")))
      .toEqual([null, "a", "b", "c"]);
    search.more();
    expect(service.asked).toHaveLength(4);
  });

  it("forgets answers to what is no longer looked for", async () => {
    const { service, search } = open();
    search.look("lisbon");
    vi.advanceTimersByTime(250);
    search.look("porto");
    await service.answer(page(5, { searched: 1_000 }));
    expect(search.hits.value).toEqual([]);
    vi.advanceTimersByTime(250);
    await service.answer(page(2, { searched: 1_000 }));
    expect(search.hits.value).toHaveLength(2);
  });

  it("keeps what it has when it fails, and tries again from there", async () => {
    const { service, search } = open();
    search.look("lisbon");
    vi.advanceTimersByTime(250);
    await service.answer(page(2, { searched: 100, next: "a" }));
    await service.answer({ ok: false, problem: { detail: "Too busy." } });
    expect(search.state.value).toEqual({ kind: "failed", detail: "Too busy." });
    expect(search.hits.value).toHaveLength(2);
    search.more();
    await service.answer(page(1, { searched: 1_000 }));
    expect(service.asked.at(-1)?.get("cursor")).toBe("a");
    expect(search.hits.value).toHaveLength(3);
  });
});
