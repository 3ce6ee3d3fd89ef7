/** Days of a larger step. */
const WEEK = 7;

/**
 * The day that a key leads to from another, by their places among `count`;
 * `null`: none is looked at; `undefined`: the key leads nowhere.
 */
export function dayAfterKey(
  key: string,
  from: number | null,
  count: number,
): number | null | undefined {
  const last = count - 1;
  const go = (days: number) =>
    Math.max(0, Math.min(last, (from ?? last) + days));
  switch (key) {
    case "ArrowLeft":
    case "ArrowDown":
      return go(-1);
    case "ArrowRight":
    case "ArrowUp":
      return go(1);
    case "PageDown":
      return go(-WEEK);
    case "PageUp":
      return go(WEEK);
    case "Home":
      return 0;
    case "End":
      return last;
    case "Escape":
      return from === null ? undefined : null;
    default:
      return undefined;
  }
}
