import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readAddress, writeAddress } from "./address.ts";
import { MARKS, NO_FILTER, SENTIMENTS, SPENDS } from "./filter.ts";
import { ORDERS } from "./order.ts";

function read(path: string) {
  return readAddress(new URL(path, "http://localhost").searchParams);
}

describe("the Inbox's address", () => {
  it("is short where there is little to say", () => {
    const nothing = {
      chat: null,
      message: null,
      filter: NO_FILTER,
      order: "priority",
    } as const;
    expect(writeAddress(nothing)).toBe("/inbox");
    expect(writeAddress({
      ...nothing,
      chat: "1001",
      filter: {
        ...NO_FILTER,
        marks: new Set(["unanswered", "unread"]),
        topic: "gym-selfies",
      },
    })).toBe("/inbox?chat=1001&f=unread,unanswered&topic=gym-selfies");
  });

  it("keeps what others have put there, and nothing of its own", () => {
    const others = new URLSearchParams("creator=9001&chat=7&f=unread");
    expect(writeAddress(read("/inbox?order=spend"), others))
      .toBe("/inbox?creator=9001&order=spend");
  });

  it("takes what it does not understand as not there", () => {
    expect(
      read(
        "/inbox?f=x,,unread&spend=7&sentiment=glad&order=up&message=5&chat=",
      ),
    ).toEqual({
      chat: null,
      message: null,
      filter: { ...NO_FILTER, marks: new Set(["unread"]) },
      order: "priority",
    });
  });

  it("reads what it wrote", () => {
    const text = fc.option(fc.string({ minLength: 1, unit: "grapheme" }));
    const address = fc.record({
      chat: fc.string({ minLength: 1, unit: "grapheme" }),
      message: text,
      filter: fc.record({
        marks: fc.subarray(MARKS.map(({ mark }) => mark))
          .map((marks) => new Set(marks)),
        sentiment: fc.option(fc.constantFrom(...SENTIMENTS)),
        topic: text,
        spend: fc.option(fc.constantFrom(...SPENDS)),
        creator: text,
      }),
      order: fc.constantFrom(...ORDERS.map(({ order }) => order)),
    });
    fc.assert(
      fc.property(address, (address) => {
        expect(read(writeAddress(address))).toEqual(address);
      }),
      { seed: 7, numRuns: 300 },
    );
  });
});
