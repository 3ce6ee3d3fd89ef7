/**
 * What parameters of the REST API are made of. Messages go on from the name of
 * the parameter: "limit is a whole number from 1 to 200".
 * @module
 */
import { z } from "zod";
import { DAY_MS, dayOf } from "./day.ts";
import { parseTimestamp } from "./timestamp.ts";

const encoder = new TextEncoder();

/** Whether a text may be of a key: ids escape what else it would hold. */
export function fitsKey(text: string, maxBytes: number): boolean {
  return text.isWellFormed() && !/\p{Cc}/u.test(text) &&
    encoder.encode(text).length <= maxBytes;
}

/** A whole number from `min` to `max`; `further` says what to do beyond. */
export function whole(min: number, max: number, further = "") {
  const message = `is a whole number from ${min} to ${max}${further}`;
  return z.coerce.number(message).int(message).min(min, message)
    .max(max, message);
}

/** How many to give, from 1 to `max`. */
export function limitOf(max: number, standard: number) {
  return whole(1, max).default(standard).meta({
    description: "How many to give, at most",
  });
}

/** One of a few words. */
export function oneOf<T extends Record<string, string>>(words: z.ZodEnum<T>) {
  const { options } = words;
  const message = options.length > 2
    ? `is one of ${options.join(", ")}`
    : `is ${options.join(" or ")}`;
  return z.enum(words.enum, message);
}

/** An identity as `schema` has it. */
export function identity<T>(schema: z.ZodType<T>, message: string) {
  return z.string(message).check(z.minLength(1, message))
    .refine((text) => schema.safeParse(text).success, message)
    .transform((text) => schema.parse(text));
}

/** `true` or `false`. */
export function flag(standard: boolean) {
  return z.enum(["true", "false"], "is true or false")
    .default(standard ? "true" : "false").transform((text) => text === "true");
}

const DATE = "is an ISO 8601 date or date and time, from 1970 on";
/** Years that everybody writes with four digits. */
const LAST_DAY = dayOf(Date.UTC(9999, 11, 31));

/** A day of whatever calendar, or a time, in ms. */
export type DayOrTime = { day: number } | { at: number };

/** A date stands for that day of the account's calendar, a time for its day. */
export function dayOrTime() {
  return z.string(DATE).refine((text) => {
    const at = parseTimestamp(text);
    return at !== null && at >= 0 && at <= LAST_DAY * DAY_MS;
  }, DATE).transform((text): DayOrTime => {
    const at = parseTimestamp(text) ?? 0;
    return /^\d{4}-\d\d-\d\d$/.test(text) ? { day: dayOf(at) } : { at };
  });
}
