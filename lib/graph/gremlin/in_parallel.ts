/**
 * Does the same with all items, at most `atOnce` at a time; gives what came of
 * each, in their order. After a failure no more are begun, and it is thrown when
 * those under way are done.
 */
export async function inParallel<Item, Result>(
  items: readonly Item[],
  atOnce: number,
  run: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const failures: unknown[] = [];
  let next = 0;
  const work = async () => {
    while (next < items.length && failures.length === 0) {
      const i = next++;
      const item = items[i];
      if (item === undefined) continue;
      try {
        results[i] = await run(item);
      } catch (error) {
        failures.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  if (failures.length > 0) throw failures[0];
  return results;
}
