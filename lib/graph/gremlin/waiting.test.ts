import { describe, expect, test } from "vitest";
import { eventually } from "@/tests/conditions.ts";
import { ManualClock } from "@/lib/store/mod.ts";
import { pause, Places, Throttle } from "./waiting.ts";

const never = new AbortController().signal;

describe("places", () => {
  test("are given in the order of asking", async () => {
    const places = new Places(2);
    const order: number[] = [];
    const takes = [1, 2, 3, 4].map(async (one) => {
      await places.take(never);
      order.push(one);
    });
    await Promise.all(takes.slice(0, 2));
    expect(order).toEqual([1, 2]);
    places.leave();
    await takes[2];
    expect(order).toEqual([1, 2, 3]);
    places.leave();
    await takes[3];
    expect(order).toEqual([1, 2, 3, 4]);
  });

  test("are not lost where somebody stops waiting", async () => {
    const places = new Places(1);
    await places.take(never);
    const [early, late] = [new AbortController(), new AbortController()];
    const impatient = places.take(early.signal);
    const unlucky = places.take(late.signal);
    const patient = places.take(never);
    early.abort("enough");
    await expect(impatient).rejects.toBe("enough");
    // It is given the place before it notices that it has stopped.
    late.abort("too late");
    places.leave();
    await expect(unlucky).rejects.toBe("too late");
    await patient;
  });
});

test("a pause that is aborted leaves no timer", async () => {
  const clock = new ManualClock();
  const controller = new AbortController();
  const pausing = pause(clock, 500, controller.signal);
  expect(clock.pending).toEqual([500]);
  controller.abort("enough");
  await expect(pausing).rejects.toBe("enough");
  expect(clock.pending).toEqual([]);
});

describe("a throttle", () => {
  test("counts time that pauses have in common once", () => {
    const clock = new ManualClock(1_000);
    const throttle = new Throttle(clock, () => 0);
    expect(throttle.extend(500)).toBe(500);
    clock.advance(200);
    expect(throttle.extend(500)).toBe(200);
    expect(throttle.extend(100)).toBe(0);
  });

  test("does not let all pass at the same moment", () => {
    const clock = new ManualClock(1_000);
    const randoms = [0, 0.5];
    const throttle = new Throttle(clock, () => randoms.shift() ?? 0);
    throttle.extend(400);
    for (let count = 0; count < 2; count++) throttle.pass(never);
    expect(clock.pending).toEqual([400, 450]);
  });

  test("lets pass after the end of the longest pause", async () => {
    const clock = new ManualClock(1_000);
    const throttle = new Throttle(clock, () => 0);
    throttle.extend(400);
    const passing = throttle.pass(never);
    clock.advance(300);
    throttle.extend(600);
    clock.advance(100);
    await eventually("the longer pause", () => clock.pending.includes(500));
    clock.advance(500);
    await passing;
    expect(clock.pending).toEqual([]);
  });
});
