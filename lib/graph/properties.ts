import type { GraphVertex, PropertyValue } from "@/lib/models/mod.ts";

type Properties = GraphVertex["properties"];

/** The properties that have a value: null, undefined and NaN are left out. */
export function compactProperties(
  values: Record<string, PropertyValue | null | undefined>,
): Properties {
  const properties: Properties = {};
  for (const name in values) {
    const value = values[name];
    if (value === null || value === undefined) continue;
    if (typeof value === "number" && !Number.isFinite(value)) continue;
    properties[name] = value;
  }
  return properties;
}

/** Whether two sets of properties hold the same names and values. */
export function sameProperties(a: Properties, b: Properties): boolean {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length &&
    names.every((name) => a[name] === b[name]);
}

/** Whether two vectors are the same; a missing one is empty. */
export function sameEmbedding(
  a: GraphVertex["embedding"] = [],
  b: GraphVertex["embedding"] = [],
): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}
