import { describe, expect, test } from "vitest";
import { ManualClock } from "@/lib/store/mod.ts";
import { GremlinRefused, GremlinUnavailable } from "./errors.ts";
import { type Failure, MAX_THROTTLE_MS, Retries } from "./retry.ts";

const lost: Failure = {
  kind: "unanswered",
  reason: "connection",
  error: new Error("cut"),
};

function status(code: number, retryAfterMs: number | null = null): Failure {
  const message = "words of the server";
  return {
    kind: "refused",
    status: { code, subCode: 0, message, retryAfterMs, charge: 0 },
  };
}

function retries(attempts: number, random = 1, clock = new ManualClock()) {
  return new Retries({ attempts, clock, random: () => random });
}

/** What is thrown in the end, after so many failures. */
function errorAfter(failures: Failure[], attempts = 8): unknown {
  const all = retries(attempts);
  const steps = failures.map((failure) => all.after(failure));
  const kinds = steps.map(({ kind }) => kind);
  expect(kinds.indexOf("give up"), kinds.join()).toBe(failures.length - 1);
  const last = steps.at(-1);
  return last?.kind === "give up" ? last.error : null;
}

describe("pauses", () => {
  test("grow up to a limit", () => {
    const all = retries(11);
    const steps = Array.from({ length: 10 }, () => all.after(lost));
    expect(steps).toEqual(
      [100, 200, 400, 800, 1600, 3200, 6400, 10_000, 10_000, 10_000]
        .map((ms) => ({ kind: "pause", ms })),
    );
  });

  test("differ by chance, down to half", () => {
    expect(retries(8, 0).after(status(409))).toEqual({ kind: "pause", ms: 50 });
  });

  test("are as long as the server asks at least", () => {
    const all = retries(8);
    expect(all.after(status(449, 700))).toEqual({ kind: "pause", ms: 700 });
    expect(all.after(status(449, 7))).toEqual({ kind: "pause", ms: 200 });
  });
});

describe("being throttled", () => {
  test("is no try, and is as long as the server says", () => {
    const all = retries(2);
    for (let count = 0; count < 20; count++) {
      expect(all.after(status(429, 3_950)))
        .toEqual({ kind: "throttle", ms: 3_950 });
    }
    expect(all.after(lost)).toEqual({ kind: "pause", ms: 100 });
  });

  test("is never no time at all", () => {
    const all = retries(8);
    expect(all.after(status(429, 1))).toEqual({ kind: "throttle", ms: 10 });
    expect(all.after(status(429))).toEqual({ kind: "throttle", ms: 200 });
  });

  test("ends after a while", () => {
    const clock = new ManualClock(1_000);
    const all = retries(8, 1, clock);
    expect(all.after(status(429, 1_000)).kind).toBe("throttle");
    clock.advance(MAX_THROTTLE_MS - 1_000);
    expect(all.after(status(429, 1_000)).kind).toBe("throttle");
    clock.advance(1);
    expect(all.after(status(429, 1_000))).toMatchObject({
      kind: "give up",
      error: { reason: "throttled" },
    });
  });
});

describe("giving up", () => {
  test.each([
    [lost, "connection"],
    [status(409), "conflict"],
    [status(412), "conflict"],
    [status(408), "timeout"],
    [status(410), "connection"],
  ])("comes after so many tries", (failure, reason) => {
    const error = errorAfter([failure, failure, failure], 3);
    expect(error).toBeInstanceOf(GremlinUnavailable);
    expect(error).toMatchObject({ reason });
    expect(String(error)).toContain("tried 3 times");
  });

  test.each([401, 403, 407])("comes at once after %d", (code) => {
    expect(errorAfter([status(code)])).toMatchObject({
      name: "GremlinUnavailable",
      reason: "authentication",
    });
  });

  test("comes at once where it cannot work, with the server's words", () => {
    const error = errorAfter([status(597)]);
    expect(error).toBeInstanceOf(GremlinRefused);
    expect(error).toMatchObject({ code: 597, message: "words of the server" });
  });

  test("comes after three errors that the server does not explain", () => {
    const error = errorAfter([status(500), status(500), status(500)]);
    expect(error).toBeInstanceOf(GremlinRefused);
    expect(error).toMatchObject({ code: 500 });
  });
});
