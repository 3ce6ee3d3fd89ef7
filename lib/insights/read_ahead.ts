/**
 * What `source` gives, with the next one under way while one is worked on: then
 * the database reads while its reader computes.
 */
export async function* readAhead<T>(
  source: AsyncGenerator<T>,
): AsyncGenerator<T> {
  let next = source.next();
  try {
    for (;;) {
      const { done, value } = await next;
      if (done) return;
      next = source.next();
      // It is thrown when it is asked for.
      next.catch(() => {});
      yield value;
    }
  } finally {
    await source.return(undefined);
  }
}
