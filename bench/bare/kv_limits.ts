/**
 * What Deno KV takes in one commit.
 * @module
 */

/** Most mutations. */
export const MAX_MUTATIONS = 1_000;
/** Most bytes of keys and values. */
export const MAX_COMMIT_BYTES = 800 * 1024;
/** At most what a key of the bare servers takes of it. */
export const KEY_BYTES = 48;
