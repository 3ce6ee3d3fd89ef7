import { expect, test } from "vitest";
import { countLongTasks } from "./long_tasks.ts";

const FROM = 5_000;
const SPAN = { from: FROM, to: FROM + 150_000 };

test("long tasks are counted by minutes of the span", () => {
  const tasks = [
    { start: FROM, duration: 60 },
    { start: FROM + 59_999, duration: 51 },
    { start: FROM + 60_000, duration: 90 },
    { start: FROM + 149_000, duration: 70 },
  ];

  expect(countLongTasks(tasks, SPAN, [])).toEqual({
    perMinute: [2, 1, 1],
    all: 4,
    longest: 90,
  });
});

test("those outside of the span do not count", () => {
  const tasks = [
    { start: FROM - 1, duration: 900 },
    { start: SPAN.to, duration: 900 },
  ];

  expect(countLongTasks(tasks, SPAN, [])).toEqual({
    perMinute: [0, 0, 0],
    all: 0,
    longest: 0,
  });
});

test("those that touch what measuring takes do not count", () => {
  const look = { from: FROM + 1_000, to: FROM + 1_200 };
  const tasks = [
    { start: look.from - 61, duration: 60 },
    { start: look.from - 60, duration: 61 },
    { start: look.from + 10, duration: 100 },
    { start: look.to, duration: 55 },
    { start: look.to + 1, duration: 56 },
  ];

  expect(countLongTasks(tasks, SPAN, [look])).toEqual({
    perMinute: [2, 0, 0],
    all: 2,
    longest: 60,
  });
});
