/**
 * Parameters of requests, as several schemas have them. Their messages go on
 * from the parameter's name.
 * @module
 */
import { z } from "zod";
import { DAY_MS, dayOf } from "./day.ts";
import { CreatorId } from "./ids.ts";
import { parseTimestamp } from "./timestamp.ts";

/** A whole number of a query, from `min` to `max`. */
export function whole(min: number, max: number) {
  const message = `is a whole number from ${min} to ${max}`;
  return z.coerce.number(message).int(message).min(min, message)
    .max(max, message);
}

/** One of a few words. */
export function oneOf<T extends Record<string, string>>(words: z.ZodEnum<T>) {
  const message = `is one of ${words.options.join(", ")}`;
  return z.enum(words.enum, message);
}

/** Yes or no; no by default. */
export function flag() {
  return z.enum(["true", "false"], "is true or false")
    .default("false").transform((text) => text === "true");
}

const CREATOR = "is the id of one of the account's creators";

/** One of the account's creators. */
export const creatorParameter = z.string(CREATOR)
  .refine((text) => CreatorId.safeParse(text).success, CREATOR)
  .transform((text) => CreatorId.parse(text));

const DATE = "is an ISO 8601 date or date and time, from 1970 on";
/** Years that everybody writes with four digits. */
const LAST_DAY = dayOf(Date.UTC(9999, 11, 31));

const date = z.string(DATE).refine((text) => {
  const at = parseTimestamp(text);
  return at !== null && at >= 0 && at <= LAST_DAY * DAY_MS;
}, DATE);

/** A time, in ms. */
export const timeParameter = date.transform((text) =>
  parseTimestamp(text) ?? 0
);

/** A day of whatever calendar, or a time on it, in ms. */
export type DayOrTime = { day: number } | { at: number };

/** A date stands for that day in the account's time zone, a time for its day. */
export const dayParameter = date.transform((text): DayOrTime => {
  const at = parseTimestamp(text) ?? 0;
  return /^\d{4}-\d\d-\d\d$/.test(text) ? { day: dayOf(at) } : { at };
});
