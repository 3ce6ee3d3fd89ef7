/** How often each name was counted. */
export type Counters<Name extends string = string> = Readonly<
  Partial<Record<Name, number>>
>;

/** The count of `name`; 0 where nothing above it is counted. */
export function countOf<Name extends string>(
  counters: Counters<Name>,
  name: Name,
): number {
  // Names come from outside: `constructor` is one like any other.
  const count = Object.hasOwn(counters, name) ? counters[name] ?? 0 : 0;
  return count > 0 ? count : 0;
}
