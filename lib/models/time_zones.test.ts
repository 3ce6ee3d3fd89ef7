import { describe, expect, it } from "vitest";
import { SettingsChange } from "./settings.ts";
import { timeZoneOf, timeZones } from "./time_zones.ts";

describe("timeZones", () => {
  it("has UTC first, and every zone once, by the name that it has", () => {
    const zones = timeZones();
    expect(zones[0]).toBe("UTC");
    expect(zones.length).toBeGreaterThan(400);
    expect(new Set(zones).size).toBe(zones.length);
    expect(zones.map(timeZoneOf)).toEqual(zones);
  });

  it("has every zone that the engine lists, and Temporal knows all", () => {
    const zones = new Set(timeZones());
    for (const name of Intl.supportedValuesOf("timeZone")) {
      expect(zones).toContain(timeZoneOf(name));
    }
    const now = Temporal.Instant.fromEpochMilliseconds(0);
    for (const zone of zones) {
      expect(now.toZonedDateTimeISO(zone).timeZoneId).toBe(zone);
    }
  });
});

describe("timeZoneOf", () => {
  const known: [given: string, zone: string][] = [
    ["utc", "UTC"],
    ["Etc/UTC", "UTC"],
    ["GMT", "UTC"],
    ["asia/kolkata", "Asia/Kolkata"],
    ["Asia/Calcutta", "Asia/Kolkata"],
    ["Europe/Kiev", "Europe/Kyiv"],
    ["AMERICA/SAO_PAULO", "America/Sao_Paulo"],
    ["America/Buenos_Aires", "America/Argentina/Buenos_Aires"],
    ["US/Pacific", "America/Los_Angeles"],
  ];
  it.each(known)("%s is %s", (given, zone) => {
    expect(timeZoneOf(given)).toBe(zone);
    expect(SettingsChange.parse({ time_zone: given }).time_zone).toBe(zone);
  });

  it.each([
    "",
    " UTC",
    "+05:30",
    "Etc/GMT+5",
    "Factory",
    "Europe/Atlantis",
    "Europe",
    "constructor",
    "\u0000",
  ])("%j is none", (given) => {
    expect(timeZoneOf(given)).toBeNull();
    expect(SettingsChange.safeParse({ time_zone: given }).success).toBe(false);
  });
});
