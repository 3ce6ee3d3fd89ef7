/**
 * Captured text as people read it, and how searching compares it. Browsers use
 * this too: it imports nothing.
 * @module
 */
export * from "./plain_text.ts";
export * from "./words.ts";
