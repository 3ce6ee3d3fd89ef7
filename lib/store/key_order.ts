/**
 * Below 0 if the text `a` comes before `b` in the order of the database's keys:
 * by code point, which is the order of their UTF-8 bytes.
 */
export function compareKeyText(a: string, b: string): number {
  for (let i = 0;; i++) {
    const x = a.codePointAt(i);
    const y = b.codePointAt(i);
    if (x === undefined || y === undefined) {
      return x === y ? 0 : x === undefined ? -1 : 1;
    }
    if (x !== y) return x - y;
  }
}
