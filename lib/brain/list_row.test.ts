import { expect, it } from "vitest";
import {
  ExtendedConversationNode,
  Message,
  type UserRef,
} from "@/lib/models/mod.ts";
import { CONVERSATION_EXAMPLE } from "@/lib/models/examples.ts";
import { listRow } from "./list_row.ts";

function node(
  change: Partial<ExtendedConversationNode> = {},
): ExtendedConversationNode {
  return {
    ...ExtendedConversationNode.parse(CONVERSATION_EXAMPLE),
    ...change,
  };
}

/** As it goes over the wire. */
function rowOf(change: Partial<ExtendedConversationNode>) {
  return JSON.parse(JSON.stringify(listRow(node(change))));
}

const message = (text: string | null, more = {}) =>
  Message.parse({ id: "5", chat_id: "1001", text, ...more });

it("leaves out what a list does not show, and keeps all else", () => {
  const listed = message("Hi", {
    createdAt: "2026-11-08T12:00:00.000Z",
    is_creator: false,
    is_inbound: true,
    isTip: true,
    price: 5,
    mediaCount: 1,
    giphyId: "g",
    sentimentScore: 0.5,
  });
  const lastMessage = { ...listed, topics: ["travel"], media: [], isNew: true };
  const shown = { id: "1001", name: "Sam", username: null, isVerified: true };
  const withUser: UserRef = { ...shown, header: "h", tipsMin: 5, other: 1 };
  const row = rowOf({ lastMessage, withUser, messages: [lastMessage] });
  expect(row).toEqual({
    ...JSON.parse(JSON.stringify(node())),
    messages: [],
    actions: [],
    outcomes: [],
    withUser: shown,
    lastMessage: listed,
  });
  expect(rowOf({ lastMessage: null, withUser: null })).toMatchObject({
    lastMessage: null,
    withUser: null,
  });
});

it.each([
  ["short", "short"],
  ["x".repeat(160), "x".repeat(160)],
  ["x".repeat(161), "x".repeat(160)],
  ["😀".repeat(200), "😀".repeat(160)],
  ["x" + "😀".repeat(159) + "y", "x" + "😀".repeat(159)],
  ["😀".repeat(100), "😀".repeat(100)],
  [null, null],
])("cuts texts at 160 characters: %#", (text, expected) => {
  expect(rowOf({ lastMessage: message(text) }).lastMessage.text).toBe(expected);
});

it("has the first eight topics", () => {
  const topics = "abcdefghijkl".split("");
  expect(rowOf({ topics }).topics).toEqual(topics.slice(0, 8));
});
