/**
 * Resolves in a later turn of the event loop: reads, writes and sockets are
 * served in between. For work that would hold them up for milliseconds.
 */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
