import { describe, expect, it } from "vitest";
import { firstSteps } from "./first_run.ts";

const AWAITING = { status: "AWAITING_SNAPSHOT" } as const;
const paired = { name: "My laptop", last_seen_at: null };
const connected = { name: "Studio", last_seen_at: "2025-11-08T12:00:00.000Z" };

describe("firstSteps", () => {
  it("begins with pairing", () => {
    expect(firstSteps(AWAITING, []))
      .toEqual({ pair: "next", send: "later", paired: null, progress: null });
  });

  it("goes on to sending once an Agent is paired, and says which", () => {
    expect(firstSteps(AWAITING, [paired])).toMatchObject({
      pair: "done",
      send: "next",
      paired: "My laptop is paired, and has not connected yet.",
    });
    expect(firstSteps(AWAITING, [paired, connected]).paired)
      .toBe("Studio is paired and has connected.");
  });

  it("shows how far a snapshot is", () => {
    const progress = { done: 1_200, total: 3_000 };
    expect(firstSteps({ status: "PROCESSING_SNAPSHOT", progress }, []))
      .toMatchObject({ pair: "done", send: "busy", progress });
    expect(firstSteps({ status: "PROCESSING_SNAPSHOT" }, []).progress)
      .toBeNull();
  });

  it("waits for the first chat after an empty snapshot", () => {
    expect(firstSteps({ status: "REALTIME" }, []))
      .toMatchObject({ pair: "done", send: "done" });
  });
});
