/*
 * The wire format of island props: a JSON array of entries. The first entry is
 * the value itself. A string, number or boolean stands for itself; everything
 * else is an array of a tag and references. A reference is the index of an
 * entry, or one of the negative numbers below. As every entry is written once,
 * shared and circular references come back as they were.
 */

/** References to values that need no entry. */
export const CONSTANTS: ReadonlyMap<number, unknown> = new Map<number, unknown>(
  [
    [-1, undefined],
    [-2, null],
    [-3, NaN],
    [-4, Infinity],
    [-5, -Infinity],
    [-6, -0],
  ],
);

/** Reference to a place of an array that was never set. */
export const HOLE = -7;

/** The arrays of bytes and numbers that can be sent. */
export const BINARY = {
  Uint8Array,
  Uint8ClampedArray,
  Int8Array,
  Uint16Array,
  Int16Array,
  Uint32Array,
  Int32Array,
  Float32Array,
  Float64Array,
  BigUint64Array,
  BigInt64Array,
} as const;
