import { FanNames } from "@/components/live/fan_names.ts";
import { describe, expect, it } from "vitest";
import { ChatId, MessageId } from "@/lib/models/ids.ts";
import { UserRef } from "@/lib/models/user.ts";
import type { Answer, ask } from "@/components/live/request.ts";
import {
  latestOf,
  type OutcomePage,
  OutcomeReader,
} from "./recent_outcomes.ts";

type Item = OutcomePage["page"]["evidence"][number];

function item(at: string, change: Partial<Item> = {}, name?: string): Item {
  return {
    conversation_id: ChatId.parse("1001"),
    date: at.slice(0, 10),
    contribution: 1,
    messages: [{
      id: MessageId.parse(at),
      createdAt: at,
      is_inbound: name !== undefined,
      ...(name === undefined
        ? {}
        : { fromUser: UserRef.parse({ id: "1001", name }) }),
    }],
    ...change,
  };
}

function tips(evidence: Item[], next_cursor: string | null = null) {
  return {
    kind: "tip",
    isPaid: true,
    page: { evidence, next_cursor },
  } as const;
}

function returns(evidence: Item[], next_cursor: string | null = null) {
  return {
    kind: "reactivation",
    isPaid: false,
    page: { evidence, next_cursor },
  } as const;
}

describe("latestOf", () => {
  it("puts all kinds in order of time, amounts with payments only", () => {
    const { outcomes, isPartial } = latestOf([
      tips([
        item("2025-11-08T10:00:00Z", { contribution: 20 }, "Sam"),
        item("2025-11-08T12:00:00Z", { contribution: 5 }),
      ]),
      returns([item("2025-11-08T11:00:00Z")]),
    ]);
    expect(outcomes.map(({ kind, amount, name }) => [kind, amount, name]))
      .toEqual([
        ["tip", 5, null],
        ["reactivation", null, null],
        ["tip", 20, "Sam"],
      ]);
    expect(isPartial).toBe(false);
  });

  it("leaves out days of which a page may not have all", () => {
    const days = ["08", "07", "06", "05", "04", "03", "02", "01"]
      .map((day) => item(`2025-11-${day}T10:00:00Z`));
    const { outcomes, isPartial } = latestOf([
      tips(days, "more"),
      returns([item("2025-11-01T23:00:00Z")]),
    ]);
    expect(outcomes).toHaveLength(7);
    expect(outcomes.at(-1)?.message).toBe("2025-11-02T10:00:00Z");
    expect(isPartial).toBe(false);
  });

  it("says so when later ones may be missing", () => {
    const some = latestOf([tips([item("2025-11-08T10:00:00Z")], "more")]);
    expect(some.outcomes).toHaveLength(1);
    expect(some.isPartial).toBe(true);
    expect(latestOf([returns([], "more")]).isPartial).toBe(true);
    expect(latestOf([returns([])])).toEqual({ outcomes: [], isPartial: false });
  });

  it("has no place for what has no date", () => {
    const undated = item("2025-11-08T10:00:00Z");
    delete undated.messages[0]?.createdAt;
    expect(latestOf([tips([undated])]).outcomes).toEqual([]);
  });
});

describe("OutcomeReader", () => {
  const path = "/api/v1/insights/outcomes?start_date=2025-11-02&" +
    "end_date=2025-11-09&creator_id=9001";

  function reader(answer: (path: string) => Answer<unknown>) {
    const asked: string[] = [];
    const get = (_: string, path: string) => {
      asked.push(path);
      return Promise.resolve(answer(path));
    };
    const names = new FanNames(get as typeof ask);
    return { asked, reader: new OutcomeReader(get as typeof ask, names) };
  }

  const page = (evidence: Item[]): Answer<unknown> => ({
    ok: true,
    body: { evidence, next_cursor: null },
  });

  it("asks for the same days and creator, and once for each name", async () => {
    const { asked, reader: outcomes } = reader((path) =>
      path.includes("/conversations/")
        ? { ok: true, body: { withUser: { id: "1001", name: "Kim" } } }
        : page(
          path.includes("kind=purchase") ? [item("2025-11-08T10:00:00Z")] : [],
        )
    );
    const answer = await outcomes.read(path);
    expect(answer.ok && answer.body.outcomes.map(({ name }) => name))
      .toEqual(["Kim"]);
    const evidence = asked.filter((path) => path.includes("/evidence"));
    expect(evidence).toHaveLength(4);
    for (const path of evidence) {
      expect(path).toContain("start_date=2025-11-02");
      expect(path).toContain("creator_id=9001");
    }
    await outcomes.read(path);
    expect(asked.filter((path) => path.includes("/conversations/")))
      .toEqual(["/api/v1/conversations/1001"]);
  });

  it("calls a fan by the id where the name is not to be had", async () => {
    const { reader: outcomes } = reader((path) =>
      path.includes("/conversations/")
        ? { ok: false, problem: { detail: "gone" } }
        : page(path.includes("kind=tip") ? [item("2025-11-08T10:00:00Z")] : [])
    );
    const answer = await outcomes.read(path);
    expect(answer.ok && answer.body.outcomes[0]?.name).toBe("Fan 1001");
  });

  it("fails as a whole, and says why", async () => {
    const { reader: outcomes } = reader((path) =>
      path.includes("kind=renewal")
        ? { ok: false, problem: { detail: "not now" } }
        : page([])
    );
    expect(await outcomes.read(path))
      .toEqual({ ok: false, problem: { detail: "not now" } });
  });
});
