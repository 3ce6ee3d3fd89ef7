/** From here on UTF-16 units are not in the order of what they stand for. */
const FIRST_SURROGATE = 0xd800;

/**
 * Below 0 if the text `a` comes before `b` in the order of the database's keys:
 * by code point, which is the order of their UTF-8 bytes.
 */
export function compareKeyText(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  let i = 0;
  while (i < length && a.charCodeAt(i) === b.charCodeAt(i)) i++;
  if (i === length) return a.length - b.length;
  const [x, y] = [a.charCodeAt(i), b.charCodeAt(i)];
  return x < FIRST_SURROGATE || y < FIRST_SURROGATE
    ? x - y
    : compareCodePoints(a, b, i);
}

/** They differ at `i`, perhaps in the second half of a character. */
function compareCodePoints(a: string, b: string, i: number): number {
  const isSecondHalf = i > 0 && (a.codePointAt(i - 1) ?? 0) > 0xffff;
  const start = isSecondHalf ? i - 1 : i;
  return (a.codePointAt(start) ?? -1) - (b.codePointAt(start) ?? -1);
}
