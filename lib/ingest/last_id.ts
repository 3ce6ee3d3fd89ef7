import type { MessageId } from "@/lib/models/mod.ts";

/** Whole numbers as text, of any length, each in one way only. */
const NUMBER = /^(0|[1-9]\d*)$/;

/**
 * The site numbers its messages upwards: one with a number above all others
 * cannot have been stored before, and need not be looked for. `last` is the
 * largest number stored, `null` if there is none.
 */
export function isAfterAll(id: MessageId, last: string | null): boolean {
  return NUMBER.test(id) && (last === null || isLarger(id, last));
}

/** The larger of a number and an id, if the id is a number. */
export function largerId(last: string | null, id: MessageId): string | null {
  return isAfterAll(id, last) ? id : last;
}

function isLarger(a: string, b: string): boolean {
  return a.length === b.length ? a > b : a.length > b.length;
}
