import { expect, it } from "vitest";
import type { FullSyncResponse } from "@/lib/models/mod.ts";
import { emptyAnalytics } from "@/lib/models/testing.ts";
import { SyncFrames } from "./sync_frames.ts";

it("is what JSON makes of the parts, with the revision", () => {
  const frames = new SyncFrames(7);
  const part = { index: 0, total: 2 };
  const graph = { vertices: { Fan: 1 }, edges: {} };
  const parts: FullSyncResponse[] = [
    { conversations: [], analytics: emptyAnalytics(), graph, part },
    { conversations: [], analytics: emptyAnalytics() },
  ];
  for (const payload of parts) {
    expect(JSON.parse(frames.of(payload))).toEqual({
      type: "full_sync_response",
      payload: { ...payload, revision: 7 },
    });
  }
});

it("makes JSON of what parts have in common once", () => {
  let made = 0;
  const analytics = {
    ...emptyAnalytics(),
    toJSON() {
      made++;
      return emptyAnalytics();
    },
  };
  const frames = new SyncFrames(7);
  for (let i = 0; i < 5; i++) frames.of({ conversations: [], analytics });
  expect(made).toBe(1);
});
