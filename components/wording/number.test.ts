import { expect, it } from "vitest";
import { count, counted, percent, sentimentWord, signed } from "./number.ts";

it("groups thousands", () => {
  expect(count(41_200)).toBe("41,200");
});

it("counts one and many", () => {
  expect(counted(1, "message")).toBe("1 message");
  expect(counted(1_200, "message")).toBe("1,200 messages");
});

it("gives small percentages a digit, so that some is not none", () => {
  expect([0, 0.4, 12.4, 100].map(percent)).toEqual([
    "0\u202f%",
    "0.4\u202f%",
    "12\u202f%",
    "100\u202f%",
  ]);
});

it("signs numbers, but not a rounded nothing", () => {
  expect([0.42, -0.1, 0.001, -0.001].map((n) => signed(n))).toEqual([
    "+0.42",
    "−0.10",
    "0.00",
    "0.00",
  ]);
});

it("names sentiment around a neutral middle", () => {
  expect([0.05, 0.04, -0.04, -0.05].map(sentimentWord)).toEqual([
    "positive",
    "neutral",
    "neutral",
    "negative",
  ]);
});
