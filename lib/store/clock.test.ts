import { describe, expect, it } from "vitest";
import { ManualClock, wait } from "./mod.ts";

describe("ManualClock", () => {
  it("stands still until it is moved", () => {
    const clock = new ManualClock(1_000);
    expect(clock.now()).toBe(1_000);
    clock.advance(250);
    expect(clock.now()).toBe(1_250);
  });

  it("runs what falls due in order of time, each at its own time", () => {
    const clock = new ManualClock(0);
    const seen: [string, number][] = [];
    const note = (name: string) => () => seen.push([name, clock.now()]);
    clock.after(30, note("late"));
    clock.after(10, note("early"));
    clock.after(10, note("early, asked second"));
    clock.after(31, note("not yet"));
    clock.advance(30);
    expect(seen).toEqual([
      ["early", 10],
      ["early, asked second", 10],
      ["late", 30],
    ]);
  });

  it("runs what was asked for while it moves, if that falls due too", () => {
    const clock = new ManualClock(0);
    const seen: number[] = [];
    const tick = () => {
      seen.push(clock.now());
      clock.after(10, tick);
    };
    clock.after(10, tick);
    clock.advance(35);
    expect(seen).toEqual([10, 20, 30]);
    expect(clock.now()).toBe(35);
  });

  it("does not run what was cancelled", () => {
    const clock = new ManualClock(0);
    let ran = false;
    const cancel = clock.after(10, () => ran = true);
    cancel();
    clock.advance(10);
    expect(ran).toBe(false);
  });

  it("lets a promise wait", async () => {
    const clock = new ManualClock(0);
    const waiting = wait(clock, 10).then(() => clock.now());
    clock.advance(10);
    expect(await waiting).toBe(10);
  });
});
