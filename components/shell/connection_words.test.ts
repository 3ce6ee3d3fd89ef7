import { describe, expect, it } from "vitest";
import { connectionWords } from "./connection_words.ts";

const live = { kind: "live" } as const;
const label = (...args: Parameters<typeof connectionWords>) =>
  connectionWords(...args).label;

describe("connectionWords", () => {
  it("says where the account stands while the connection is live", () => {
    expect(label(live, { status: "REALTIME" })).toBe("Live");
    expect(label(live, { status: "AWAITING_SNAPSHOT" }))
      .toBe("Waiting for the first snapshot");
    expect(label(live, {
      status: "PROCESSING_SNAPSHOT",
      progress: { done: 1_200, total: 3_000 },
    })).toBe("Syncing 1,200 of 3,000");
    expect(label(live, { status: "PROCESSING_SNAPSHOT" })).toBe("Syncing…");
    expect(label(live, {
      status: "REALTIME",
      progress: { done: 1_200, total: 3_000 },
    })).toBe("Live · 1,200 of 3,000 read anew");
  });

  it("lets a lost connection come before everything else", () => {
    const status = { status: "REALTIME" } as const;
    const lost = { kind: "reconnecting", attempt: 3, retryAt: 0 } as const;
    expect(label(lost, status)).toBe("Reconnecting…");
    expect(label({ kind: "stopped", reason: "forbidden" }, status))
      .toBe("No access");
  });

  it("reads a sync out once, not with each record", () => {
    const announce = (done: number) =>
      connectionWords(live, {
        status: "PROCESSING_SNAPSHOT",
        progress: { done, total: 10 },
      }).announcement;
    expect(announce(1)).toBe(announce(2));
  });

  it("explains with the service's own words where it has some", () => {
    const status = {
      status: "DEGRADED",
      detail: "The graph is down.",
    } as const;
    expect(connectionWords(live, status).explanation)
      .toBe("The graph is down.");
  });
});
