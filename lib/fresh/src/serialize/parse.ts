import { BINARY, CONSTANTS, HOLE } from "./format.ts";

/**
 * Makes objects of the caller's own kind again. `create` makes the object, and
 * `fill` is given its content once that exists, so that cycles can be closed.
 */
export interface Revive {
  (tag: string): {
    create: () => unknown;
    fill: (target: unknown, content: unknown) => void;
  } | undefined;
}

/**
 * Reads what `stringify` wrote.
 *
 * @param data The parsed JSON: an array of entries, or a negative number.
 * @throws {TypeError} When it is something else.
 */
export function parse(data: unknown, revive?: Revive): unknown {
  if (typeof data === "number") return CONSTANTS.get(data);
  if (!Array.isArray(data)) throw new TypeError("Not serialised island props");
  return new Reader(data, revive).value(0);
}

class Reader {
  readonly #entries: unknown[];
  readonly #revive: Revive | undefined;
  readonly #values = new Map<number, unknown>();

  constructor(entries: unknown[], revive: Revive | undefined) {
    this.#entries = entries;
    this.#revive = revive;
  }

  value(reference: unknown): unknown {
    const index = Number(reference);
    if (index < 0) return CONSTANTS.get(index);
    if (this.#values.has(index)) return this.#values.get(index);
    const entry = this.#entries[index];
    if (!Array.isArray(entry)) return this.#keep(index, entry);
    const [tag, ...parts] = entry;
    return this.#tagged(index, String(tag), parts);
  }

  #keep<T>(index: number, value: T): T {
    this.#values.set(index, value);
    return value;
  }

  #tagged(index: number, tag: string, parts: unknown[]): unknown {
    const [first, second] = parts;
    switch (tag) {
      case "array":
        return this.#array(index, parts);
      case "object":
        return this.#object(index, parts);
      case "set": {
        const set = this.#keep(index, new Set());
        for (const part of parts) set.add(this.value(part));
        return set;
      }
      case "map": {
        const map = this.#keep(index, new Map());
        for (let i = 0; i < parts.length; i += 2) {
          map.set(this.value(parts[i]), this.value(parts[i + 1]));
        }
        return map;
      }
      case "bigint":
        return this.#keep(index, BigInt(String(first)));
      case "date":
        return this.#keep(
          index,
          new Date(first === null ? NaN : Number(first)),
        );
      case "url":
        return this.#keep(index, new URL(String(first)));
      case "regexp":
        return this.#keep(index, new RegExp(String(first), String(second)));
      case "binary":
        return this.#keep(index, binary(String(first), String(second)));
    }
    const reviver = this.#revive?.(tag);
    if (reviver === undefined) throw new TypeError(`Unknown tag "${tag}"`);
    const target = this.#keep(index, reviver.create());
    reviver.fill(target, this.value(first));
    return target;
  }

  #array(index: number, parts: unknown[]): unknown[] {
    const array: unknown[] = this.#keep(index, new Array(parts.length));
    parts.forEach((part, i) => {
      if (part !== HOLE) array[i] = this.value(part);
    });
    return array;
  }

  #object(index: number, parts: unknown[]): object {
    const object = this.#keep(index, {});
    for (let i = 0; i < parts.length; i += 2) {
      // Defined, not assigned: "__proto__" is a name like any other.
      Object.defineProperty(object, String(parts[i]), {
        value: this.value(parts[i + 1]),
        configurable: true,
        enumerable: true,
        writable: true,
      });
    }
    return object;
  }
}

function binary(name: string, base64: string): unknown {
  const text = atob(base64);
  const bytes = Uint8Array.from(text, (char) => char.charCodeAt(0));
  for (const [known, ArrayType] of Object.entries(BINARY)) {
    if (known === name) return new ArrayType(bytes.buffer);
  }
  throw new TypeError(`Unknown binary type "${name}"`);
}
