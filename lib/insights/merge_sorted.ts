/**
 * What several lists hold, in one order; each of them is in that order. Of
 * equal ones, that of the earlier list comes first.
 */
export async function* mergeSorted<T>(
  lists: readonly AsyncIterator<T>[],
  compare: (a: T, b: T) => number,
): AsyncGenerator<T> {
  const heads = await Promise.all(lists.map((list) => list.next()));
  for (;;) {
    let first = -1;
    let least: T | undefined;
    for (const [i, head] of heads.entries()) {
      if (head.done) continue;
      if (least !== undefined && compare(least, head.value) <= 0) continue;
      [first, least] = [i, head.value];
    }
    const list = lists[first];
    if (list === undefined || least === undefined) return;
    yield least;
    heads[first] = await list.next();
  }
}
