import { describe, expect, it } from "vitest";
import {
  ChatId,
  CreatorId,
  type ExtendedConversationNode,
  UserRef,
} from "@/lib/models/mod.ts";
import { conversation } from "@/components/live/examples.ts";
import {
  choicesOf,
  countOf,
  type InboxFilter,
  meets,
  NO_FILTER,
  toggled,
} from "./filter.ts";

const AROUND = {
  online: new Set(["7"]),
  suggested: new Map([["2", 1]]),
};

function shown(
  change: Partial<ExtendedConversationNode>,
  filter: Partial<InboxFilter>,
): boolean {
  const node = conversation("1", change);
  return meets(node, { ...NO_FILTER, ...filter }, AROUND);
}

const two = ChatId.parse("2");
const robin = CreatorId.parse("9001");
const fan7 = UserRef.parse({ id: 7 });

describe("the filter", () => {
  it.each<
    [Partial<InboxFilter>, Partial<ExtendedConversationNode>, boolean]
  >([
    [{}, {}, true],
    [{ marks: new Set(["unread"]) }, { unreadCount: 1 }, true],
    [{ marks: new Set(["unread"]) }, { unreadCount: 0 }, false],
    [
      { marks: new Set(["unanswered"]) },
      { waitingSince: "2025-11-08T00:00:00.000Z" },
      true,
    ],
    [{ marks: new Set(["unanswered"]) }, { waitingSince: null }, false],
    [{ marks: new Set(["unanswered"]) }, {}, false],
    [{ marks: new Set(["online"]) }, { withUser: fan7 }, true],
    [{ marks: new Set(["online"]) }, {}, false],
    [{ marks: new Set(["suggested"]) }, { conversationId: two }, true],
    [{ marks: new Set(["suggested"]) }, {}, false],
    [{ sentiment: "negative" }, { sentiment: -0.4 }, true],
    [{ sentiment: "negative" }, { sentiment: 0 }, false],
    [{ sentiment: "neutral" }, { sentiment: 0 }, true],
    [{ sentiment: "neutral" }, { sentiment: null }, false],
    [{ sentiment: "positive" }, { sentiment: 0.05 }, true],
    [{ topic: "travel" }, { topics: ["food", "travel"] }, true],
    [{ topic: "travel" }, { topics: ["food"] }, false],
    [{ spend: 50 }, { spent: 50 }, true],
    [{ spend: 50 }, { spent: 49.99 }, false],
    [{ spend: 1 }, {}, false],
    [{ creator: "9001" }, { creatorId: robin }, true],
    [{ creator: "9002" }, { creatorId: robin }, false],
  ])("%j of %j: %s", (filter, change, expected) => {
    expect(shown(change, filter)).toBe(expected);
  });

  it("wants all of it at once", () => {
    const filter = { marks: new Set(["unread"] as const), topic: "travel" };
    expect(shown({ unreadCount: 1, topics: ["travel"] }, filter)).toBe(true);
    expect(shown({ unreadCount: 1, topics: [] }, filter)).toBe(false);
    expect(shown({ unreadCount: 0, topics: ["travel"] }, filter)).toBe(false);
  });

  it("counts what is asked for, and switches marks", () => {
    const one = toggled({ ...NO_FILTER, spend: 200 }, "online");
    expect([countOf(NO_FILTER), countOf(one), choicesOf(one)])
      .toEqual([0, 2, 1]);
    expect(countOf(toggled(one, "online"))).toBe(1);
    expect(NO_FILTER.marks.size).toBe(0);
  });
});
