/**
 * A deep copy of a JSON value. `structuredClone` does the same and more, at
 * eight times the cost.
 */
export function cloneJson<T>(value: T): T {
  return copy(value) as T;
}

function copy(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(copy);
  const clone: Record<string, unknown> = {};
  for (const [key, part] of Object.entries(value)) {
    // `__proto__` is a field like any other in JSON, but not in an assignment.
    if (key === "__proto__") defineField(clone, key, copy(part));
    else clone[key] = copy(part);
  }
  return clone;
}

function defineField(target: object, key: string, value: unknown): void {
  Object.defineProperty(target, key, {
    value,
    configurable: true,
    enumerable: true,
    writable: true,
  });
}
