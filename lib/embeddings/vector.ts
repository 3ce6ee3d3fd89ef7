/**
 * Cosine similarity of two unit vectors of one length, from -1 to 1. Typed
 * arrays, since others come in several kinds, which take turns at being slow.
 */
export function cosine(a: Float64Array, b: Float64Array): number {
  return Math.max(-1, Math.min(1, dot(a, b)));
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}

/** The vector in the same direction of length 1; `null` if it has none. */
export function toUnitLength(vector: readonly number[]): number[] | null {
  let largest = 0;
  for (const x of vector) largest = Math.max(largest, Math.abs(x));
  if (largest === 0) return null;
  // Squares of very large and very small numbers would not be numbers.
  const scaled = vector.map((x) => x / largest);
  const length = Math.sqrt(scaled.reduce((sum, x) => sum + x * x, 0));
  return scaled.map((x) => x / length);
}

/** A vector as text: base64 of its numbers in single precision. */
export function packVector(vector: Float32Array<ArrayBuffer>): string {
  return new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength)
    .toBase64();
}

/** The vector that {@linkcode packVector} was given. */
export function unpackVector(packed: string): Float32Array<ArrayBuffer> {
  return new Float32Array(Uint8Array.fromBase64(packed).buffer);
}
