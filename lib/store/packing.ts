/**
 * How the values of a room are stored, where that is another form than the one
 * in memory. Both forms are JSON.
 */
export interface Packing<T, P> {
  /** The stored form; it may share parts with `value`. */
  pack(value: T): P;
  /** The value of a stored form; it may share parts with `packed`. */
  unpack(packed: P): T;
}

/** A packing of whatever it is. */
export type AnyPacking = Packing<unknown, unknown>;

/** A value in one of its two forms. */
export interface Packable {
  /** `null` or `undefined` if there is none. */
  value: unknown;
  /** What `value` is packed by to be stored; without it, it is as stored. */
  packing?: AnyPacking | undefined;
}

/** The value in memory, with which `held` is left: unpacking is done once. */
export function unpackedIn<T, P>(
  held: Packable,
  packing: Packing<T, P> | undefined,
): unknown {
  if (
    packing === undefined || held.packing !== undefined || held.value == null
  ) {
    return held.value;
  }
  held.value = packing.unpack(held.value as P);
  held.packing = packing as AnyPacking;
  return held.value;
}

/** The stored form. */
export function packed({ value, packing }: Packable): unknown {
  return packing === undefined || value == null ? value : packing.pack(value);
}
