import { describe, expect, it } from "vitest";
import { timeZones } from "@/lib/models/time_zones.ts";
import { groupZones, offsetWords, zoneLabel } from "./time_zone.ts";

describe("groupZones", () => {
  it("has regions and places in order of their names, and UTC apart", () => {
    const zones = [
      "UTC",
      "Pacific/Apia",
      "America/Argentina/Buenos_Aires",
      "America/Adak",
      "Africa/Lagos",
    ];
    expect(groupZones(zones)).toEqual([
      { name: "Africa", zones: [{ id: "Africa/Lagos", label: "Lagos" }] },
      {
        name: "America",
        zones: [
          { id: "America/Adak", label: "Adak" },
          {
            id: "America/Argentina/Buenos_Aires",
            label: "Buenos Aires (Argentina)",
          },
        ],
      },
      {
        name: "Pacific Ocean",
        zones: [{ id: "Pacific/Apia", label: "Apia" }],
      },
    ]);
  });

  it("has every zone that may be chosen once, by a label of its own", () => {
    const groups = groupZones(timeZones());
    const listed = groups.flatMap(({ zones }) => zones.map(({ id }) => id));
    expect(["UTC", ...listed].sort()).toEqual(timeZones().sort());
    for (const { zones } of groups) {
      const labels = zones.map(({ label }) => label);
      expect(new Set(labels).size).toBe(labels.length);
    }
  });
});

it("calls a zone by its place", () => {
  expect(zoneLabel("UTC")).toBe("UTC");
  expect(zoneLabel("Asia/Kolkata")).toBe("Kolkata");
  expect(zoneLabel("America/Indiana/Tell_City")).toBe("Tell City (Indiana)");
});

it("says how far clocks are from UTC at a time", () => {
  const summer = Date.UTC(2026, 6, 1);
  const winter = Date.UTC(2026, 11, 1);
  expect(offsetWords("Asia/Kolkata", winter)).toBe("UTC+05:30 at present.");
  expect(offsetWords("Europe/Berlin", winter)).toBe("UTC+01:00 at present.");
  expect(offsetWords("Europe/Berlin", summer)).toBe("UTC+02:00 at present.");
  expect(offsetWords("America/Lima", summer)).toBe("UTC−05:00 at present.");
  expect(offsetWords("UTC", summer)).toBe("UTC+00:00, all year round.");
  expect(offsetWords("Nowhere/Land", summer)).toBe("");
});
