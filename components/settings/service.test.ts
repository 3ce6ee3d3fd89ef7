import { describe, expect, it } from "vitest";
import { type ServiceState, serviceWords } from "./service.ts";

const WELL: ServiceState = {
  readiness: { kv: "ok", bus: "ok", graph: "ok" },
  hasRedis: true,
  hasCopy: true,
};
const ILL = {
  kv: "unavailable",
  bus: "unavailable",
  graph: "unavailable",
} as const;

function states(change: Partial<ServiceState>): string[] {
  return serviceWords({ ...WELL, ...change })
    .map(({ name, tone, state }) => `${name}: ${state} (${tone})`);
}

describe("serviceWords", () => {
  it("says that all is well", () => {
    expect(states({})).toEqual([
      "Database: Answers (good)",
      "Redis: Connected (good)",
      "Graph server: Answers (good)",
    ]);
  });

  it("says what is not", () => {
    expect(states({ readiness: ILL })).toEqual([
      "Database: Does not answer (bad)",
      "Redis: Cannot be reached (bad)",
      "Graph server: Cannot be brought up to date (bad)",
    ]);
  });

  it("does not call ill what is not used", () => {
    const none = { hasRedis: false, hasCopy: false };
    for (const readiness of [WELL.readiness, ILL]) {
      expect(states({ ...none, readiness }).slice(1)).toEqual([
        "Redis: Not used (null)",
        "Graph server: Not used (null)",
      ]);
    }
  });

  it("says of everything what it means", () => {
    for (const readiness of [WELL.readiness, ILL]) {
      for (const hasRedis of [true, false]) {
        const words = serviceWords({ ...WELL, readiness, hasRedis });
        for (const { note } of words) expect(note).toMatch(/\.$/);
      }
    }
  });
});
