import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DAY_MS } from "@/lib/models/mod.ts";
import { Calendar, calendarOf, UTC, weekdayOf } from "./calendar.ts";

const HOUR_MS = 3_600_000;
const LAST_DAY = Date.UTC(2038, 0, 1) / DAY_MS - 1;
const SETTINGS = { seed: 20_261_121, numRuns: 3_000 };

/** When clocks went back over midnight, by the zones where they did. */
const BACK_OVER_MIDNIGHT = new Map(
  [
    "America/Goose_Bay",
    "America/Moncton",
    "America/St_Johns",
    "Antarctica/Casey",
  ].map((zone) => [zone, changesBackOverMidnight(zone)]),
);

const zone = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom("UTC", ...Intl.supportedValuesOf("timeZone")),
  },
  { weight: 1, arbitrary: fc.constantFrom(...BACK_OVER_MIDNIGHT.keys()) },
);
const day = fc.integer({ min: 0, max: LAST_DAY });
/** A time of any day, often near a midnight or a change of clocks. */
const timeIn = (zone: string) =>
  fc.oneof(
    fc.integer({ min: 0, max: (LAST_DAY + 1) * DAY_MS - 1 }),
    fc.tuple(
      fc.oneof(
        fc.constantFrom(...BACK_OVER_MIDNIGHT.get(zone) ?? [0]),
        day.map((day) => midnight(zone, day)),
        fc.integer({ min: 0, max: LAST_DAY * DAY_MS })
          .map((at) => changeAfter(zone, at) ?? at),
      ),
      fc.oneof(
        fc.integer({ min: -2, max: 2 }),
        fc.integer({ min: -3 * HOUR_MS, max: 3 * HOUR_MS }),
      ),
    ).map(([at, by]) => at + by),
  );
const zoneAndTime = zone.chain((zone) =>
  timeIn(zone).map((at) => ({ zone, at }))
);

function local(zone: string, at: number): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
}

/** The number of a date, counted from 1970. */
function numberOf(date: Temporal.PlainDate): number {
  return Temporal.PlainDate.from("1970-01-01").until(date).days;
}

function dateOn(day: number): Temporal.PlainDate {
  return Temporal.PlainDate.from("1970-01-01").add({ days: day });
}

function localDay(zone: string, at: number): number {
  return numberOf(local(zone, at).toPlainDate());
}

function midnight(zone: string, day: number): number {
  return dateOn(day).toZonedDateTime(zone).epochMilliseconds;
}

/** When clocks change next after a time. */
function changeAfter(zone: string, at: number): number | undefined {
  return local(zone, at).getTimeZoneTransition("next")?.epochMilliseconds;
}

/** When clocks changed last before or at a time. */
function changeBefore(zone: string, at: number): number | undefined {
  return local(zone, at + 1).getTimeZoneTransition("previous")
    ?.epochMilliseconds;
}

function changesBackOverMidnight(zone: string): number[] {
  const found: number[] = [];
  let at = changeAfter(zone, 0);
  while (at !== undefined && at < LAST_DAY * DAY_MS) {
    if (localDay(zone, at) < localDay(zone, at - 1)) found.push(at);
    at = changeAfter(zone, at);
  }
  return found;
}

describe("the days of a time zone", () => {
  it("begin where the day before ends", () => {
    fc.assert(
      fc.property(zone, day, (zone, day) => {
        const calendar = calendarOf(zone);
        const start = calendar.startOf(day);
        expect(calendar.dayOf(start - 1)).toBeLessThan(day);
        expect(calendar.dayOf(start)).toBeGreaterThanOrEqual(day);
      }),
      SETTINGS,
    );
  });

  it("follow each other as time does, and so do their hours", () => {
    const pair = zone.chain((zone) =>
      fc.tuple(timeIn(zone), timeIn(zone)).map(([a, b]) => ({
        zone,
        earlier: Math.min(a, b),
        later: Math.max(a, b),
      }))
    );
    // Near each other, and of the same minute, they may be mistaken most.
    const near = zoneAndTime.chain(({ zone, at }) =>
      fc.nat(2 * HOUR_MS).map((by) => ({ zone, earlier: at, later: at + by }))
    );
    fc.assert(
      fc.property(fc.oneof(pair, near), ({ zone, earlier, later }) => {
        const calendar = calendarOf(zone);
        expect(calendar.dayOf(earlier))
          .toBeLessThanOrEqual(calendar.dayOf(later));
        expect(Math.floor(calendar.hourOf(later) / 24))
          .toBe(calendar.dayOf(later));
      }),
      SETTINGS,
    );
  });

  it("are the dates there, but for clocks that go back over midnight", () => {
    let back = 0;
    fc.assert(
      fc.property(zoneAndTime, ({ zone, at }) => {
        const day = calendarOf(zone).dayOf(at);
        const date = localDay(zone, at);
        if (day === date) return;
        // The later day has begun once already, and stays.
        back++;
        expect(day).toBe(date + 1);
        const change = changeBefore(zone, at) ?? NaN;
        expect(at - change).toBeLessThan(DAY_MS);
        expect(localDay(zone, change - 1)).toBe(day);
        expect(localDay(zone, change)).toBe(date);
      }),
      SETTINGS,
    );
    expect(back).toBeGreaterThan(20);
  });

  it("have the hours of the clocks there", () => {
    fc.assert(
      fc.property(zoneAndTime, ({ zone, at }) => {
        const calendar = calendarOf(zone);
        const hour = calendar.hourOf(at) - 24 * calendar.dayOf(at);
        expect(hour).toBeGreaterThanOrEqual(0);
        expect(hour).toBeLessThan(24);
        const isDate = calendar.dayOf(at) === localDay(zone, at);
        expect(hour).toBe(isDate ? local(zone, at).hour : 0);
      }),
      SETTINGS,
    );
  });

  it("are the same whatever was asked before", () => {
    fc.assert(
      fc.property(
        zone.chain((zone) =>
          fc.record({
            zone: fc.constant(zone),
            times: fc.array(timeIn(zone), { minLength: 1, maxLength: 8 }),
          })
        ),
        ({ zone, times }) => {
          const one = new Calendar(zone);
          for (const at of times) {
            expect(one.hourOf(at)).toBe(new Calendar(zone).hourOf(at));
          }
        },
      ),
      { ...SETTINGS, numRuns: 500 },
    );
  });
});

describe("the days of UTC", () => {
  it("are equally long", () => {
    fc.assert(
      fc.property(timeIn("UTC"), day, (at, day) => {
        expect(UTC.dayOf(at)).toBe(Math.floor(at / DAY_MS));
        expect(UTC.hourOf(at)).toBe(Math.floor(at / HOUR_MS));
        expect(UTC.startOf(day)).toBe(day * DAY_MS);
      }),
      SETTINGS,
    );
  });

  it("are those of an account that says nothing", () => {
    expect(calendarOf("")).toBe(UTC);
    expect(calendarOf("UTC")).toBe(UTC);
  });
});

it("has a Saturday of clocks that went back over midnight once", () => {
  // One minute after midnight of Sunday, it was 23:01 of Saturday again.
  const calendar = calendarOf("America/St_Johns");
  const at = Date.parse("2010-11-07T00:00:30-02:30");
  const again = Date.parse("2010-11-06T23:30:00-03:30");
  expect(again).toBeGreaterThan(at);
  const sunday = numberOf(Temporal.PlainDate.from("2010-11-07"));
  expect(calendar.dayOf(at)).toBe(sunday);
  expect(calendar.dayOf(again)).toBe(sunday);
  expect(calendar.startOf(sunday)).toBe(Date.parse("2010-11-07T02:30:00Z"));
});

it("leaves out a day that a zone left out", () => {
  const calendar = calendarOf("Pacific/Apia");
  const friday = numberOf(Temporal.PlainDate.from("2011-12-30"));
  const start = calendar.startOf(friday + 1);
  expect(calendar.startOf(friday)).toBe(start);
  expect(calendar.dayOf(start - 1)).toBe(friday - 1);
  expect(calendar.dayOf(start)).toBe(friday + 1);
});

it("knows the days of the week", () => {
  fc.assert(
    fc.property(fc.integer({ min: -10_000, max: 100_000 }), (day) => {
      expect(weekdayOf(day)).toBe(dateOn(day).dayOfWeek);
    }),
    SETTINGS,
  );
});

it("refuses a zone that there is not", () => {
  expect(() => calendarOf("Europe/Atlantis")).toThrow(RangeError);
});
