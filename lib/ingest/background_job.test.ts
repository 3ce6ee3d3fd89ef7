import { describe, expect, it } from "vitest";
import { ManualClock } from "@/lib/store/mod.ts";
import { BackgroundJob } from "./background_job.ts";

/** A job that ends as it is told, and is begun anew whenever it has ended. */
function restless(end: () => Promise<void>) {
  const clock = new ManualClock();
  const seen = { runs: 0, failures: 0 };
  const job = new BackgroundJob({
    clock,
    retryMs: 1_000,
    run: () => {
      seen.runs++;
      return end();
    },
    onFailed: () => seen.failures++,
    onEnded: () => job.start(),
  });
  return { clock, job, seen };
}

describe("a background job", () => {
  it("that fails at once rests before it is tried again", async () => {
    const { clock, job, seen } = restless(() =>
      Promise.reject(new Error("the database is gone"))
    );
    job.start();
    await job.settled();
    expect(seen).toEqual({ runs: 1, failures: 1 });
    expect(job.isReady).toBe(false);
    clock.advance(999);
    job.start();
    expect(seen.runs).toBe(1);
    clock.advance(1);
    expect(job.isReady).toBe(true);
    job.start();
    await job.settled();
    expect(seen).toEqual({ runs: 2, failures: 2 });
  });

  it("that was aborted has not failed", async () => {
    const { promise, reject } = Promise.withResolvers<void>();
    const seen = { failures: 0 };
    const job = new BackgroundJob({
      clock: new ManualClock(),
      retryMs: 1_000,
      run: (signal) => {
        signal.addEventListener("abort", () => reject(signal.reason));
        return promise;
      },
      onFailed: () => seen.failures++,
      onEnded: () => {},
    });
    job.start();
    await job.abort();
    expect(seen.failures).toBe(0);
    expect(job.isReady).toBe(true);
  });
});
