/**
 * Waiting for something to be so, never for time to pass: each wait is bounded,
 * and says what it waited for.
 * @module
 */

/** The longest wait, in ms: more than a busy machine needs, less than a test may. */
export const PATIENCE_MS = 20_000;
/** Time between two looks at something that does not tell by itself, in ms. */
const LOOK_EVERY_MS = 20;

/** The promise's result; rejects if that takes too long. */
export async function within<R>(
  what: string,
  promise: Promise<R>,
  describe: () => string = () => "",
  patienceMs = PATIENCE_MS,
): Promise<R> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    const state = describe();
    reject(
      new Error(
        `Waited ${patienceMs / 1000} s in vain for ${what}.` +
          (state === "" ? "" : `\n${state}`),
      ),
    );
  }, patienceMs);
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * What `look` gives as soon as that is neither `null` nor `false`; rejects if
 * it takes too long.
 */
export async function eventually<R>(
  what: string,
  look: () => Promise<R | null | false> | R | null | false,
): Promise<R> {
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    const seen = await look();
    if (seen !== null && seen !== false) return seen;
    if (performance.now() > end) {
      throw new Error(`Waited ${PATIENCE_MS / 1000} s in vain for ${what}.`);
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}
