import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { CalmOrder } from "./calm_order.ts";

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

describe("a calm order", () => {
  it("gathers moves, and then shows the last order", () => {
    const order = new CalmOrder(["a", "b"]);
    order.follow(["b", "a"]);
    order.follow(["b", "c", "a"]);
    expect(order.shown.value).toEqual(["a", "b"]);
    vi.advanceTimersByTime(400);
    expect(order.shown.value).toEqual(["b", "c", "a"]);
  });

  it("keeps still while it is held, and says how much waits", () => {
    const order = new CalmOrder(["a", "b", "c"]);
    order.hold("pointer");
    order.follow(["b", "a", "c"], ["b"]);
    order.follow(["b", "c", "a"], ["b", "c"]);
    vi.advanceTimersByTime(10_000);
    expect(order.shown.value).toEqual(["a", "b", "c"]);
    expect(order.isBehind.value).toBe(true);
    expect(order.waiting.value).toBe(2);
    order.release("pointer");
    vi.advanceTimersByTime(400);
    expect(order.shown.value).toEqual(["b", "c", "a"]);
    expect(order.isBehind.value).toBe(false);
    expect(order.waiting.value).toBe(0);
  });

  it("is held until the last reason is gone", () => {
    const order = new CalmOrder(["a", "b"]);
    order.hold("pointer");
    order.hold("focus");
    order.follow(["b", "a"]);
    order.release("pointer");
    vi.advanceTimersByTime(10_000);
    expect(order.shown.value).toEqual(["a", "b"]);
    order.release("focus");
    vi.advanceTimersByTime(400);
    expect(order.shown.value).toEqual(["b", "a"]);
  });

  it("shows at once what somebody asks for, also while it is held", () => {
    const order = new CalmOrder(["a", "b"]);
    order.hold("pointer");
    order.follow(["b", "a"], ["a"]);
    vi.advanceTimersByTime(400);
    order.apply();
    expect(order.shown.value).toEqual(["b", "a"]);
    expect(order.waiting.value).toBe(0);
    order.show(["c"]);
    expect(order.shown.value).toEqual(["c"]);
  });

  it("moves no more after it was stopped", () => {
    const order = new CalmOrder(["a"]);
    order.follow(["b"]);
    order.stop();
    vi.advanceTimersByTime(10_000);
    expect(order.shown.value).toEqual(["a"]);
  });
});
