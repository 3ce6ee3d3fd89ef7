import type { AccountSettings } from "@/lib/models/settings.ts";
import { type Answer, ask } from "@/components/live/request.ts";

/** What the section of days and hours shows. */
export interface TimeZoneState {
  settings: AccountSettings;
  /** All zones that may be chosen, by their IANA names. */
  zones: readonly string[];
  /** The zone in the field. */
  chosen: string;
  /** When the page was made, in ms: offsets are those of that moment. */
  now: number;
  /** Why the zone in the field was not accepted. */
  failure: string | null;
}

/** Zones of one part of the world, by what they are called there. */
export interface ZoneGroup {
  name: string;
  zones: { id: string; label: string }[];
}

const PATH = "/api/v1/settings";
const REGIONS: Record<string, string> = {
  Atlantic: "Atlantic Ocean",
  Indian: "Indian Ocean",
  Pacific: "Pacific Ocean",
};

/** The account's settings. */
export function readSettings(): Promise<Answer<AccountSettings>> {
  return ask("GET", PATH);
}

/** Has the account's figures counted by a zone. */
export function changeTimeZone(zone: string): Promise<Answer<AccountSettings>> {
  return ask("PATCH", PATH, { time_zone: zone });
}

/** Zones by region, then by what they are called. */
export function groupZones(zones: readonly string[]): ZoneGroup[] {
  const groups = new Map<string, ZoneGroup>();
  for (const id of zones) {
    const [region = "", ...place] = id.split("/");
    if (place.length === 0) continue;
    const name = REGIONS[region] ?? region;
    const group = groups.get(name) ?? { name, zones: [] };
    groups.set(name, group);
    group.zones.push({ id, label: zoneLabel(id) });
  }
  for (const { zones } of groups.values()) {
    zones.sort((a, b) => a.label.localeCompare(b.label, "en"));
  }
  return [...groups.values()].sort((a, b) =>
    a.name.localeCompare(b.name, "en")
  );
}

/** What a zone is called in its region: "Buenos Aires (Argentina)". */
export function zoneLabel(zone: string): string {
  const names = zoneName(zone).split("/");
  const place = names.pop() ?? zone;
  const [, ...within] = names;
  return within.length === 0 ? place : `${place} (${within.join(", ")})`;
}

/** A zone's whole name, for people: "America/Argentina/Buenos Aires". */
export function zoneName(zone: string): string {
  return zone.replaceAll("_", " ");
}

/**
 * How far a zone's clocks are from UTC: "UTC+05:30 at present."; nothing where
 * the zone is not known.
 */
export function offsetWords(zone: string, at: number): string {
  if (zone === "UTC") return "UTC+00:00, all year round.";
  try {
    const parts = new Intl.DateTimeFormat("en-GB", {
      timeZone: zone,
      timeZoneName: "longOffset",
    }).formatToParts(at);
    const offset = parts.find(({ type }) => type === "timeZoneName")?.value;
    if (offset === undefined) return "";
    return `${offset.replace("GMT", "UTC").replace("-", "−")} at present.`;
  } catch {
    return "";
  }
}
