import { expect, it } from "vitest";
import { readAddress } from "./address.ts";
import { chatAddress, topicAddress, waitingAddress } from "./links.ts";

const read = (address: string) =>
  readAddress(new URL(address, "http://localhost").searchParams);

it("leads to conversations and messages of any id", () => {
  expect(read(chatAddress("a&b=c #1"))).toMatchObject({
    chat: "a&b=c #1",
    message: null,
  });
  expect(read(chatAddress("7", "m/1")).message).toBe("m/1");
});

it("leads to a topic of any name", () => {
  expect(read(topicAddress("q&a #1")).filter.topic).toBe("q&a #1");
});

it("leads to those who wait, the longest first", () => {
  for (const creator of [null, "9 & 1"]) {
    const address = waitingAddress(creator);
    const { filter, order } = read(address);
    expect([...filter.marks]).toEqual(["unanswered"]);
    expect(order).toBe("waiting");
    expect(new URL(address, "http://localhost").searchParams.get("creator"))
      .toBe(creator);
  }
});
