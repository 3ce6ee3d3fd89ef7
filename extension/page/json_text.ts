import type { Core } from "./natives.ts";

/** Deepest nesting that is written. */
const MAX_DEPTH = 200;

/**
 * The JSON text of a value that was read from JSON. `JSON.stringify` would ask
 * each object for a `toJSON`, which a page can add. Throws a `RangeError` where
 * the value is nested too deeply.
 */
export function jsonText(core: Core, value: unknown, depth = 0): string {
  if (depth > MAX_DEPTH) throw new RangeError("nested too deeply");
  if (typeof value === "string" || typeof value === "number") {
    return core.quote(value);
  }
  if (typeof value !== "object" || value === null) return "" + value;
  const isArray = core.isArray(value);
  const keys = core.ownKeys(value);
  const length = isArray ? value.length : keys.length;
  let text = "";
  for (let i = 0; i < length; i++) {
    const key = isArray ? i : keys[i];
    if (key === undefined || typeof key === "symbol") continue;
    if (text !== "") text += ",";
    if (!isArray) text += core.quote(key) + ":";
    text += jsonText(core, core.own(value, key), depth + 1);
  }
  return isArray ? "[" + text + "]" : "{" + text + "}";
}
