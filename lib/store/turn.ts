import { setImmediate } from "node:timers";

/** Resolves in a later turn of the event loop, after what has arrived by then. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

interface Waiting {
  began: number;
  resume: () => void;
}

const waiting: Waiting[] = [];
let begun = 0;
let isDue = false;

/**
 * Work that would hold up everything else for milliseconds, and so takes turns:
 * reads, writes and sockets are served in between. Of several such works, the
 * one that began first goes on until it is done. If all went on in step, they
 * would come to their commits together, and then wait together while the
 * database writes.
 */
export class LongWork {
  readonly #began = begun++;

  /** Resolves in a later turn of the event loop, when no older work waits. */
  nextTurn(): Promise<void> {
    return new Promise((resolve) => {
      waiting.push({ began: this.#began, resume: resolve });
      resumeLater();
    });
  }
}

function resumeLater(): void {
  if (isDue || waiting.length === 0) return;
  isDue = true;
  setImmediate(() => {
    isDue = false;
    resumeOldest();
    resumeLater();
  });
}

function resumeOldest(): void {
  let oldest = 0;
  for (const [i, { began }] of waiting.entries()) {
    if (began < (waiting[oldest]?.began ?? Infinity)) oldest = i;
  }
  const [next] = waiting.splice(oldest, 1);
  next?.resume();
}
