/** How far numbers may be apart that come of other orders of adding up. */
const TOLERANCE = 1e-9;

/**
 * Where an answer is not what is expected, as paths with both values. Objects
 * may say more than is expected, lists may not; whole numbers are to be the same,
 * others to nine digits.
 */
export function differencesFrom(
  expected: unknown,
  actual: unknown,
  path = "",
): string[] {
  if (isObject(expected) && isObject(actual)) {
    const names = Array.isArray(expected)
      ? Object.keys({ ...expected, ...actual })
      : Object.keys(expected);
    return names.flatMap((name) =>
      differencesFrom(
        Reflect.get(expected, name),
        Reflect.get(actual, name),
        path === "" ? name : `${path}.${name}`,
      )
    );
  }
  if (isSame(expected, actual)) return [];
  const [to, is] = [expected, actual].map((value) => JSON.stringify(value));
  return [`${path} is ${is} and not ${to}`];
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function isSame(a: unknown, b: unknown): boolean {
  if (typeof a !== "number" || typeof b !== "number") return a === b;
  if (Number.isInteger(a) && Number.isInteger(b)) return a === b;
  return Math.abs(a - b) <= TOLERANCE * Math.max(Math.abs(a), Math.abs(b));
}
