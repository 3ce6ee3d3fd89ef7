import { BINARY, CONSTANTS, HOLE } from "./format.ts";

/** Describes an object of the caller's own kind: a tag, and the value it holds. */
export type Describe = (
  value: object,
) => [tag: string, content: unknown] | undefined;

/**
 * Serialises a value with shared and circular references, and the types that
 * JSON lacks. See `format.ts` for the format.
 *
 * @throws {TypeError} For functions and symbols.
 */
export function stringify(value: unknown, describe?: Describe): string {
  const writer = new Writer(describe);
  const reference = writer.reference(value, []);
  if (reference < 0) return String(reference);
  return `[${writer.entries.join(",")}]`;
}

class Writer {
  readonly entries: string[] = [];
  readonly #seen = new Map<unknown, number>();
  readonly #describe: Describe | undefined;

  constructor(describe: Describe | undefined) {
    this.#describe = describe;
  }

  /** Writes a value unless it is known, and returns the reference to it. */
  reference(value: unknown, path: string[]): number {
    for (const [reference, constant] of CONSTANTS) {
      if (Object.is(value, constant)) return reference;
    }
    const known = this.#seen.get(value);
    if (known !== undefined) return known;

    const index = this.entries.push("") - 1;
    this.#seen.set(value, index);
    this.entries[index] = this.#entry(value, path);
    return index;
  }

  #entry(value: unknown, path: string[]): string {
    switch (typeof value) {
      case "string":
      case "number":
      case "boolean":
        return JSON.stringify(value);
      case "bigint":
        return tagged("bigint", value.toString());
      case "object":
        if (value !== null) return this.#object(value, path);
    }
    throw new TypeError(
      `Cannot send a ${typeof value} to an island (${path.join(".")})`,
    );
  }

  #object(value: object, path: string[]): string {
    const described = this.#describe?.(value);
    if (described !== undefined) {
      const [tag, content] = described;
      return tagged(tag, this.reference(content, path));
    }
    if (Array.isArray(value)) return this.#array(value, path);
    if (value instanceof Date) return tagged("date", value.getTime());
    if (value instanceof URL) return tagged("url", value.href);
    if (value instanceof RegExp) {
      return tagged("regexp", value.source, value.flags);
    }
    if (value instanceof Set) {
      return tagged("set", ...this.#all(value, path));
    }
    if (value instanceof Map) {
      return tagged("map", ...this.#all([...value].flat(1), path));
    }
    if (ArrayBuffer.isView(value)) return binary(value);

    const parts = Object.entries(value).flatMap(([key, member]) => [
      key,
      this.reference(member, [...path, key]),
    ]);
    return tagged("object", ...parts);
  }

  #array(value: unknown[], path: string[]): string {
    const references = Array.from(
      value,
      (item, i) =>
        i in value ? this.reference(item, [...path, String(i)]) : HOLE,
    );
    return tagged("array", ...references);
  }

  #all(values: Iterable<unknown>, path: string[]): number[] {
    return Array.from(values, (value) => this.reference(value, path));
  }
}

function tagged(tag: string, ...parts: (string | number | null)[]): string {
  return JSON.stringify([tag, ...parts]);
}

function binary(view: ArrayBufferView): string {
  const name = view.constructor.name;
  if (!(name in BINARY)) throw new TypeError(`Cannot send a ${name}`);
  const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return tagged("binary", name, btoa(text));
}
