/**
 * A promise with its `resolve` and `reject`. A caller that lets go of it does not
 * end the process when it rejects.
 */
export function deferred<T>(): PromiseWithResolvers<T> {
  const made = Promise.withResolvers<T>();
  made.promise.catch(() => {});
  return made;
}
