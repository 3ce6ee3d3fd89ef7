import { describe, expect, it } from "vitest";
import {
  filtered,
  LARGEST_FIRST,
  pressed,
  sorted,
  type TopicRow,
  topicRows,
} from "./topic_table.ts";

function row(topic: string, volume: number, trend: number | null): TopicRow {
  return {
    topic,
    title: topic.toUpperCase(),
    volume,
    percentage_of_total: volume,
    trend,
    volumes: null,
  };
}

const ROWS = [
  row("travel", 3, -20),
  row("food", 9, null),
  row("music", 3, 50),
  row("home", 5, 0),
];

const names = (rows: readonly TopicRow[]) => rows.map(({ topic }) => topic);

describe("sorted", () => {
  it("puts the largest first, and equal ones by title", () => {
    expect(names(sorted(ROWS, LARGEST_FIRST)))
      .toEqual(["food", "home", "music", "travel"]);
  });

  it.each<["ascending" | "descending", string[]]>([
    ["ascending", ["food", "home", "music", "travel"]],
    ["descending", ["travel", "music", "home", "food"]],
  ])("goes by title, %s", (direction, expected) => {
    expect(names(sorted(ROWS, { by: "title", direction }))).toEqual(expected);
  });

  it.each<["ascending" | "descending", string[]]>([
    ["ascending", ["travel", "home", "music", "food"]],
    ["descending", ["music", "home", "travel", "food"]],
  ])("has topics without a trend last, %s", (direction, expected) => {
    expect(names(sorted(ROWS, { by: "trend", direction }))).toEqual(expected);
  });

  it("leaves what it was given as it was", () => {
    const before = names(ROWS);
    sorted(ROWS, { by: "volume", direction: "ascending" });
    expect(names(ROWS)).toEqual(before);
  });
});

describe("a column's head", () => {
  it("sorts by its column, numbers from the top, and then turns around", () => {
    const byTrend = pressed(LARGEST_FIRST, "trend");
    expect(byTrend).toEqual({ by: "trend", direction: "descending" });
    expect(pressed(byTrend, "trend").direction).toBe("ascending");
    expect(pressed(byTrend, "title").direction).toBe("ascending");
  });
});

describe("rows", () => {
  it("have the days of their topic, where they are given", () => {
    const topics = ROWS.map(({ topic }) => ({
      topic,
      volume: 1,
      percentage_of_total: 25,
      trend: null,
    }));
    const daily = [{ topic: "music", volumes: [0, 1] }];
    const rows = topicRows(topics, daily, (topic) => `The ${topic}`);
    expect(rows.map(({ volumes }) => volumes))
      .toEqual([null, null, [0, 1], null]);
    expect(rows[0]?.title).toBe("The travel");
  });

  it("are found by a part of title or name, whatever the case", () => {
    expect(names(filtered(ROWS, " mU "))).toEqual(["music"]);
    expect(filtered(ROWS, "")).toEqual(ROWS);
    expect(filtered(ROWS, "nothing")).toEqual([]);
  });
});
