import { expect, test } from "vitest";
import { busiestChat, trafficOf } from "./traffic.ts";

const ACCOUNT = { seed: 1, messages: 4_000 };

test("the busiest chat has more of the live messages than any other", () => {
  const busiest = busiestChat(ACCOUNT);
  const traffic = trafficOf({ ...ACCOUNT, frameBytes: 0 });
  const chats = Array.from({ length: 400 }, () => traffic.next().chat);
  const count = (chat: string) => chats.filter((one) => one === chat).length;

  expect(count(busiest)).toBeGreaterThan(0);
  for (const chat of new Set(chats)) {
    expect(count(chat)).toBeLessThanOrEqual(count(busiest));
  }
});

test("an account's busiest chat is the same each time", () => {
  expect(busiestChat(ACCOUNT)).toBe(busiestChat(ACCOUNT));
});
