/** Which of two items of a list comes first; 0 only for one and the same. */
export type Compare<T> = (a: T, b: T) => number;

/** What goes from a list that is in order, and what comes to it. */
export interface Changes<T> {
  gone: readonly T[];
  come: readonly T[];
}

/** Places in a list, in order: of what goes, and before which something comes. */
export interface Places<T> {
  gone: readonly number[];
  come: readonly { item: T; at: number }[];
}

/** Where in `list`, which is in order, its items go from and others come to. */
export function placesOf<T>(
  list: readonly T[],
  { gone, come }: Changes<T>,
  compare: Compare<T>,
): Places<T> {
  return {
    gone: gone.map((item) => placeOf(item, list, compare))
      .sort((a, b) => a - b),
    come: come.toSorted(compare)
      .map((item) => ({ item, at: placeOf(item, list, compare) })),
  };
}

/**
 * A list without what goes and with what comes, of which `of` gives the entry.
 * All that stays is only copied.
 */
export function merged<T, E>(
  list: readonly E[],
  { gone, come }: Places<T>,
  of: (item: T) => E,
): E[] {
  const after: E[] = [];
  let next = 0;
  let nextGone = 0;
  const copyUntil = (end: number) => {
    for (let at = gone[nextGone]; at !== undefined && at < end;) {
      copy(list, after, next, at);
      next = at + 1;
      at = gone[++nextGone];
    }
    copy(list, after, next, end);
    next = Math.max(next, end);
  };
  for (const { item, at } of come) {
    copyUntil(at);
    after.push(of(item));
  }
  copyUntil(list.length);
  return after;
}

/** Whether two lists have the same entries in the same order. */
export function isSameList<E>(a: readonly E[], b: readonly E[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

function copy<E>(from: readonly E[], to: E[], start: number, end: number) {
  for (let i = start; i < end; i++) {
    const entry = from[i];
    if (entry !== undefined) to.push(entry);
  }
}

/** Where the item stands in a list in order, or would stand. */
function placeOf<T>(
  item: T,
  list: readonly T[],
  compare: Compare<T>,
): number {
  let from = 0;
  let to = list.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    const other = list[middle];
    if (other !== undefined && compare(other, item) < 0) from = middle + 1;
    else to = middle;
  }
  return from;
}
