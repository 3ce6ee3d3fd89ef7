import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseTimestamp, Timestamp } from "./mod.ts";

const NOON = Date.UTC(2025, 10, 8, 12);

describe("parseTimestamp", () => {
  it.each<[string | number, string]>([
    ["2025-11-08T12:00:00Z", "UTC"],
    ["2025-11-08T12:00:00.000Z", "with milliseconds"],
    ["2025-11-08T12:00:00.000999Z", "with more digits than are kept"],
    ["2025-11-08T12:00Z", "without seconds"],
    ["2025-11-08T13:00:00+01:00", "with an offset"],
    ["2025-11-08T06:30:00-0530", "with an offset without colon"],
    ["2025-11-08 12:00:00+00", "as databases write it"],
    ["2025-11-08T12:00:00", "without an offset: UTC, wherever it is read"],
    [NOON, "Unix time in ms"],
    [NOON / 1000, "Unix time in seconds"],
    [NOON / 1000 + 0.0001, "Unix time in seconds, with a fraction"],
  ])("reads %j (%s)", (value) => {
    expect(parseTimestamp(value)).toBe(NOON);
  });

  it.each([
    ["2025-11-08", Date.UTC(2025, 10, 8)],
    ["2024-02-29", Date.UTC(2024, 1, 29)],
    ["2025-11-08T24:00:00Z", Date.UTC(2025, 10, 9)],
    ["2025-11-08T12:34:56.7Z", Date.UTC(2025, 10, 8, 12, 34, 56, 700)],
    ["0099-01-01T00:00:00Z", Date.parse("0099-01-01T00:00:00Z")],
    [0, 0],
    [-0.0001, 0],
    [-1.5, -1500],
    [99_999_999_999, 99_999_999_999_000],
    [100_000_000_000, 100_000_000_000],
  ])("reads %j as %d", (value, ms) => {
    expect(parseTimestamp(value)).toBe(ms);
  });

  it.each([
    [""],
    ["yesterday"],
    ["12"],
    ["apples 5"],
    ["2025"],
    ["2025-02-30"],
    ["2025-02-29T00:00:00Z"],
    ["2025-13-01T00:00:00Z"],
    ["2025-11-08T25:00:00Z"],
    ["2025-11-08T12:60:00Z"],
    ["2025-11-08T12:00:00+25:00"],
    ["2025-11-08T12:00:00Z and more"],
    [NaN],
    [Infinity],
    [8.64e15 + 1],
    [null],
    [undefined],
  ])("does not take %j for a date", (value) => {
    expect(parseTimestamp(value)).toBeNull();
    if (value !== null && value !== undefined) {
      expect(Timestamp.safeParse(value).success).toBe(false);
    }
  });

  it("reads back every time of the years 1 to 9999, and no other", () => {
    fc.assert(fc.property(fc.date({ noInvalidDate: true }), (date) => {
      const year = date.getUTCFullYear();
      expect(parseTimestamp(date.toISOString()))
        .toBe(year >= 1 && year <= 9999 ? date.getTime() : null);
    }));
  });

  it("reads the site's own form like any other", () => {
    const date = fc.date({
      min: new Date("0990-01-01"),
      max: new Date("9999-12-31"),
      noInvalidDate: true,
    });
    fc.assert(fc.property(date, (date) => {
      const written = date.toISOString().replace(/\.\d+Z$/, "");
      const ms = Math.floor(date.getTime() / 1000) * 1000;
      expect(parseTimestamp(`${written}+00:00`)).toBe(ms);
      expect(parseTimestamp(`${written}Z`)).toBe(ms);
      expect(parseTimestamp(written.replace("T", " "))).toBe(ms);
    }));
  });

  it("reads a text as ever, whatever it has read before", () => {
    const texts: [string, number | null][] = [
      ["2025-11-08T12:00:00Z", NOON],
      ["2025-11-08T12:00:01Z", NOON + 1000],
      ["2025-11-08 12:00", NOON],
      ["2025-02-30T12:00:00Z", null],
      ["", null],
    ];
    const reading = fc.array(fc.constantFrom(...texts), { minLength: 2 });
    const property = fc.property(reading, (read) => {
      expect(read.map(([text]) => parseTimestamp(text)))
        .toEqual(read.map(([, ms]) => ms));
    });
    fc.assert(property, { seed: 1 });
  });

  it("gives whole milliseconds that a Date can hold, or null, for any text or number", () => {
    const dateLike = fc.stringMatching(
      /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)?$/,
    );
    const anything = fc.oneof(fc.string(), dateLike, fc.double(), fc.integer());
    fc.assert(fc.property(anything, (value) => {
      const ms = parseTimestamp(value);
      if (ms !== null) expect(new Date(ms).getTime()).toBe(ms);
    }));
  });

  it("reads an offset as the same moment elsewhere", () => {
    const minutes = fc.integer({ min: -14 * 60, max: 14 * 60 });
    const years = { min: new Date("1970-01-02"), max: new Date("9998-12-31") };
    const date = fc.date({ ...years, noInvalidDate: true });
    fc.assert(fc.property(date, minutes, (date, offset) => {
      const local = new Date(date.getTime() + offset * 60_000).toISOString();
      const abs = Math.abs(offset);
      const two = (n: number) => String(n).padStart(2, "0");
      const zone = `${offset < 0 ? "-" : "+"}${two(Math.floor(abs / 60))}:${
        two(abs % 60)
      }`;
      expect(parseTimestamp(local.replace("Z", zone))).toBe(date.getTime());
    }));
  });
});
