/**
 * What counts as the same content. The site writes some things anew into every
 * answer although nothing has changed; taken for changes, each look at a chat
 * would send all of it again.
 * @module
 */

/** How whole a profile is told, and times that count down. */
const PASSING = new Set(["_view", "cancelSeconds", "unsendSecondsQueue"]);

/** An address with a query, and no other text. */
const SIGNED = /^https?:\/\/[^\s?]+\?\S*$/;

/**
 * Whether two values say the same. Fields that count down are passed over, and
 * so are signatures: the queries of addresses that stand alone, as of media. A
 * field that is `undefined` is none.
 */
export function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one === "string" && typeof other === "string") {
    return SIGNED.test(one) && SIGNED.test(other) &&
      withoutQuery(one) === withoutQuery(other);
  }
  if (
    typeof one !== "object" || typeof other !== "object" ||
    one === null || other === null
  ) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  return hasAllOf(one, other) && hasAllOf(other, one, false);
}

/** Whether `other` has the fields of `one`, and says the same in them. */
function hasAllOf(one: object, other: object, deeply = true): boolean {
  for (const [field, value] of Object.entries(one)) {
    if (value === undefined || PASSING.has(field)) continue;
    const counterpart: unknown = Reflect.get(other, field);
    if (counterpart === undefined) return false;
    if (deeply && !isSame(value, counterpart)) return false;
  }
  return true;
}

function withoutQuery(address: string): string {
  return address.slice(0, address.indexOf("?"));
}
