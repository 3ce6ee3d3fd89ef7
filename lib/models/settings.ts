import { z } from "zod";
import { Progress } from "./system.ts";
import { timeZoneOf } from "./time_zones.ts";

const ZONE = "must be the name of a time zone, like Europe/Berlin or UTC";

/** A time zone by its name in the IANA database, in whatever case. */
export const TimeZone = z.string(ZONE).max(60, ZONE)
  .refine((name) => timeZoneOf(name) !== null, ZONE)
  .transform((name) => timeZoneOf(name) ?? name).meta({
    description:
      "A time zone by its IANA name; case does not matter, and a former name stands for the zone",
    examples: ["Europe/Berlin"],
  });

/** How an account wants its figures to be counted, and how far that is done. */
export const AccountSettings = z.object({
  time_zone: z.string().meta({
    description: "The IANA name of the zone of days and hours; UTC by default",
  }),
  progress: Progress.nullable().meta({
    description:
      "Messages that are counted by this zone, while figures still are those of another one; null: they are not",
  }),
}).meta({
  description: "How an account's figures are counted",
  examples: [{ time_zone: "Europe/Berlin", progress: null }],
});
export type AccountSettings = z.output<typeof AccountSettings>;

/** What is to be changed of the settings. */
export const SettingsChange = z.strictObject({ time_zone: TimeZone }).meta({
  description: "What is to be changed of an account's settings",
  examples: [{ time_zone: "Europe/Berlin" }],
});
export type SettingsChange = z.output<typeof SettingsChange>;
