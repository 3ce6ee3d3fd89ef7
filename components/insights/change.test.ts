import { describe, expect, it } from "vitest";
import { count, signed } from "@/components/wording/number.ts";
import { changeOf, difference, topicChange } from "./change.ts";

const before = "the 30 days before";
const options = { show: count, before };

describe("changeOf", () => {
  it("says which way, how much, and from what", () => {
    expect(changeOf({ value: 120, previous: 100, change: 20 }, options))
      .toEqual({
        direction: "up",
        tone: "plain",
        size: "20\u202f%",
        words: "Up 20\u202f% from 100 in the 30 days before",
      });
  });

  it("calls a change good only where the direction means something", () => {
    const faster = { value: 10, previous: 20, change: -50 };
    const tone = (better?: "up" | "down") =>
      changeOf(faster, { ...options, ...(better && { better }) })?.tone;
    expect([tone(), tone("down"), tone("up")]).toEqual([
      "plain",
      "good",
      "bad",
    ]);
  });

  it("goes by the values where percent would have the wrong sign", () => {
    const figure = { value: 0.1, previous: -0.2, change: -150 };
    const show = (value: number) => signed(value);
    expect(changeOf(figure, { show, size: difference, better: "up", before }))
      .toMatchObject({ direction: "up", tone: "good", size: "0.30" });
  });

  it("sees no change in a difference that reads as none", () => {
    const figure = { value: 0.2551, previous: 0.2549, change: 0.8 };
    const show = (value: number) => signed(value);
    expect(changeOf(figure, { show, size: difference, better: "up", before }))
      .toMatchObject({ direction: "same", tone: "plain", size: "=" });
  });

  it("sees no change in what reads the same", () => {
    const almost = { value: 0.262, previous: 0.26, change: 0.8 };
    const same = changeOf(almost, {
      ...options,
      show: (value) => signed(value),
      better: "up",
    });
    expect(same).toMatchObject({ direction: "same", tone: "plain", size: "=" });
    expect(same?.words).toBe("As in the 30 days before: +0.26");
  });

  it("has no percent of nothing, and no change without two values", () => {
    expect(changeOf({ value: 5, previous: 0, change: null }, options))
      .toMatchObject({ direction: "up", size: "new" });
    expect(changeOf({ value: 0, previous: 0, change: null }, options))
      .toMatchObject({ direction: "same" });
    expect(changeOf({ value: null, previous: 5, change: null }, options))
      .toBeNull();
    expect(changeOf({ value: 5, previous: null, change: null }, options))
      .toBeNull();
  });

  it("counts in times where percent are too many to mean anything", () => {
    const figure = { value: 145, previous: 1, change: 14_400 };
    expect(changeOf(figure, options)).toMatchObject({
      size: "145×",
      words: "Up 145× from 1 in the 30 days before",
    });
  });

  it("takes another measure where percent means nothing", () => {
    const figure = { value: 0.3, previous: -0.1, change: 400 };
    const change = changeOf(figure, {
      before,
      show: (value) => signed(value),
      size: ({ value, previous }) => signed(value - previous),
    });
    expect(change?.words).toBe("Up +0.40 from −0.10 in the 30 days before");
  });
});

describe("topicChange", () => {
  it("tells what a topic had before from its trend", () => {
    expect(topicChange({ volume: 30, trend: 50 }, before)?.words)
      .toBe("Up 50\u202f% from 20 in the 30 days before");
    expect(topicChange({ volume: 3, trend: null }, before)?.size).toBe("new");
  });
});
