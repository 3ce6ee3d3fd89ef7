import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nextQuietAt, quietUntil } from "./mod.ts";

const NIGHT = { from: "22:00", to: "08:00" };
const at = (text: string) => Date.parse(text);

describe("quiet hours", () => {
  it.each([
    ["2026-11-21T21:59:59Z", null],
    ["2026-11-21T22:00:00Z", "2026-11-22T08:00:00Z"],
    ["2026-11-22T07:59:59Z", "2026-11-22T08:00:00Z"],
    ["2026-11-22T08:00:00Z", null],
  ])("go over midnight: at %s until %s", (now, until) => {
    expect(quietUntil(at(now), NIGHT, "UTC")).toBe(until && at(until));
  });

  it("may be within a day, or none at all", () => {
    const noon = { from: "12:00", to: "13:30" };
    expect(quietUntil(at("2026-11-21T12:00:00Z"), noon, "UTC"))
      .toBe(at("2026-11-21T13:30:00Z"));
    expect(quietUntil(at("2026-11-21T13:30:00Z"), noon, "UTC")).toBeNull();
    expect(nextQuietAt(at("2026-11-21T13:30:00Z"), noon, "UTC"))
      .toBe(at("2026-11-22T12:00:00Z"));
    expect(quietUntil(at("2026-11-21T23:00:00Z"), null, "UTC")).toBeNull();
    expect(nextQuietAt(at("2026-11-21T23:00:00Z"), null, "UTC")).toBeNull();
  });

  it.each([
    // Clocks go forward at 02:00, so that 02:30 does not come.
    ["2026-03-29T00:59:59Z", { from: "02:30", to: "05:00" }, true],
    ["2026-03-29T01:00:00Z", { from: "02:30", to: "05:00" }, true],
    ["2026-03-29T02:59:59Z", { from: "02:30", to: "05:00" }, true],
    ["2026-03-29T03:00:00Z", { from: "02:30", to: "05:00" }, false],
    ["2026-03-29T01:15:00Z", { from: "23:00", to: "02:30" }, true],
    ["2026-03-29T01:30:00Z", { from: "23:00", to: "02:30" }, false],
    // They go back at 03:00, so that 02:30 comes twice.
    ["2026-10-25T00:30:00Z", { from: "02:30", to: "05:00" }, true],
    ["2026-10-25T01:15:00Z", { from: "02:30", to: "05:00" }, true],
    ["2026-10-25T01:29:59Z", { from: "23:00", to: "02:30" }, true],
    ["2026-10-25T01:30:00Z", { from: "23:00", to: "02:30" }, false],
  ])("are whole where clocks are changed: %s in %o is quiet: %s", (
    now,
    hours,
    isQuiet,
  ) => {
    expect(quietUntil(at(now), hours, "Europe/Berlin") !== null).toBe(isQuiet);
  });

  it("end when they say, and begin again after that", () => {
    const time = fc.record({ h: fc.nat(23), m: fc.nat(59) })
      .map(({ h, m }) =>
        `${String(h).padStart(2, "0")}:${String(m).padStart(2, "0")}`
      );
    const zone = fc.constantFrom(
      "UTC",
      "Europe/Berlin",
      "America/New_York",
      "Australia/Lord_Howe",
      "Asia/Kathmandu",
    );
    const moment = fc.integer({
      min: at("2026-01-01T00:00:00Z"),
      max: at("2027-01-01T00:00:00Z"),
    });
    fc.assert(
      fc.property(time, time, zone, moment, (from, to, zone, now) => {
        fc.pre(from !== to);
        const hours = { from, to };
        const until = quietUntil(now, hours, zone);
        const next = nextQuietAt(now, hours, zone)!;
        if (until === null) {
          expect(next).toBeGreaterThan(now);
          expect(quietUntil(next, hours, zone)).not.toBeNull();
          expect(quietUntil(next - 1, hours, zone)).toBeNull();
        } else {
          expect(next).toBe(now);
          expect(quietUntil(until - 1, hours, zone)).not.toBeNull();
          expect(until - now).toBeLessThanOrEqual(26 * 3_600_000);
        }
        // What the clock on the wall says is quiet, is.
        const wall = Temporal.Instant.fromEpochMilliseconds(now)
          .toZonedDateTimeISO(zone).toPlainTime().toString().slice(0, 5);
        const isWithin = from < to
          ? wall >= from && wall < to
          : wall >= from || wall < to;
        if (isWithin) expect(until).not.toBeNull();
      }),
      { numRuns: 2_000 },
    );
  });
});
