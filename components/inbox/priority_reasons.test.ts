import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ChatId, type Priority } from "@/lib/models/mod.ts";
import type { Answer } from "@/components/live/request.ts";
import { PriorityReasons } from "./priority_reasons.ts";

function open() {
  const asked: string[] = [];
  const account = { revision: 1 };
  const ask = (_: string, path: string): Promise<Answer<Priority>> => {
    asked.push(path);
    if (path.includes("nobody")) {
      return Promise.resolve({ ok: false, problem: { detail: "Not there." } });
    }
    const body: Priority = {
      conversation_id: ChatId.parse("1"),
      priority_score: account.revision,
      parts: [],
    };
    return Promise.resolve({ ok: true, body });
  };
  const reasons = new PriorityReasons(() => account.revision, ask);
  return { account, asked, reasons };
}

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

describe("the reasons of a priority", () => {
  it("are asked for when somebody stays there, not in passing", async () => {
    const { asked, reasons } = open();
    for (const id of ["1", "2", "a b"]) {
      reasons.point(id);
      await vi.advanceTimersByTimeAsync(299);
    }
    expect(asked).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(asked).toEqual(["/api/v1/conversations/a%20b/priority"]);
    expect(reasons.shown.value?.priority?.priority_score).toBe(1);
    reasons.leave();
    expect(reasons.shown.value).toBeNull();
  });

  it("are kept until the account moves on", async () => {
    const { account, asked, reasons } = open();
    const look = async () => {
      reasons.point("1");
      await vi.advanceTimersByTimeAsync(300);
      const score = reasons.shown.value?.priority?.priority_score;
      reasons.leave();
      return score;
    };
    expect([await look(), await look()]).toEqual([1, 1]);
    expect(asked).toHaveLength(1);
    account.revision = 2;
    expect(await look()).toBe(2);
    expect(asked).toHaveLength(2);
  });

  it("stay while somebody reads them, and go a little later", async () => {
    const { reasons } = open();
    reasons.point("1");
    await vi.advanceTimersByTimeAsync(300);
    reasons.leave(150);
    await vi.advanceTimersByTimeAsync(100);
    reasons.stay();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(reasons.shown.value?.id).toBe("1");
    reasons.leave(150);
    await vi.advanceTimersByTimeAsync(150);
    expect(reasons.shown.value).toBeNull();
  });

  it("say why there are none", async () => {
    const { reasons } = open();
    reasons.point("nobody");
    await vi.advanceTimersByTimeAsync(300);
    expect(reasons.shown.value).toEqual({
      id: "nobody",
      priority: null,
      problem: "Not there.",
    });
  });
});
