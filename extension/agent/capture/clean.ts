/** Largest message or chat that is kept, in bytes of JSON. */
export const MAX_RECORD_BYTES = 192 * 1024;
/**
 * The same for a profile: beside the largest message it still fits into a record
 * of 256 KiB, above which the Brain sets one aside.
 */
export const MAX_PROFILE_BYTES = 32 * 1024;

/** Levels of nesting that are kept; what lies deeper is left out. */
const MAX_DEPTH = 10;
/** Values that are kept of a record, at all levels together. */
const MAX_VALUES = 4_000;
/** Longest name of a field. */
const MAX_KEY = 128;
/** What a number, a truth value or `null` takes in JSON at most. */
const SCALAR_BYTES = 25;
/** Up to this length a text is taken to be all escapes: six bytes each. */
const SHORT_TEXT = 200;

/** Names that change what an object is. */
const DANGEROUS = new Set(["__proto__", "constructor", "prototype"]);
/** Fields that open something. */
const SECRET = /token|csrf|cookie|passw|secret|signature/i;
/** Parameters by which an address opens something for a while. */
const SIGNED = /[?&](?:policy|signature|key-pair-id|token|sign|hash|expires)=/i;

const encoder = new TextEncoder();

/** An object of JSON that is no list. */
export type Json = { readonly [key: string]: unknown };

/** Whether a value is an object of JSON, and no list. */
export function isJson(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A field that the object itself has. */
export function fieldOf(value: unknown, name: string): unknown {
  return isJson(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** What of a record may still be kept. */
export class Room {
  #bytes: number;
  #values = MAX_VALUES;

  /** `bytes` of JSON. */
  constructor(bytes: number) {
    this.#bytes = bytes;
  }

  /** Takes room for a value, if there is enough. */
  take(bytes: number): boolean {
    if (bytes > this.#bytes || this.#values === 0) return false;
    this.#bytes -= bytes;
    this.#values--;
    return true;
  }
}

/**
 * A copy of a value of JSON with what fits into the room: fields that could
 * harm or open something, and what is nested too deeply, are left out. Addresses
 * lose their signatures. `undefined` where the value itself does not fit.
 */
export function clean(value: unknown, room: Room, depth = 0): unknown {
  if (typeof value === "string") return cleanText(unsigned(value), room);
  if (typeof value === "number") {
    return Number.isFinite(value) && room.take(SCALAR_BYTES)
      ? value
      : undefined;
  }
  if (typeof value === "boolean" || value === null) {
    return room.take(SCALAR_BYTES) ? value : undefined;
  }
  if (typeof value !== "object" || depth >= MAX_DEPTH || !room.take(3)) {
    return undefined;
  }
  if (Array.isArray(value)) {
    const list: unknown[] = [];
    for (const item of value) {
      const kept = clean(item, room, depth + 1);
      if (kept !== undefined) list.push(kept);
    }
    return list;
  }
  const object: Record<string, unknown> = {};
  for (const key of Object.keys(value)) {
    if (!isKept(key) || !room.take(textBytes(key) + 2)) continue;
    const kept = clean(Reflect.get(value, key), room, depth + 1);
    if (kept !== undefined) object[key] = kept;
  }
  return object;
}

/** A text as it came, but for halves of characters; `undefined` if too long. */
export function cleanText(text: string, room: Room): string | undefined {
  const whole = text.toWellFormed();
  return room.take(textBytes(whole)) ? whole : undefined;
}

/** Whether a field of this name may be kept. */
export function isKept(key: string): boolean {
  return key.length <= MAX_KEY && !DANGEROUS.has(key) && !SECRET.test(key);
}

/** Bytes of a text in JSON, or a few more. */
function textBytes(text: string): number {
  return text.length <= SHORT_TEXT
    ? text.length * 6 + 3
    : encoder.encode(JSON.stringify(text)).length + 1;
}

/**
 * An address without what opens it for a while: it would be another one each
 * time, and is nobody else's business.
 */
function unsigned(text: string): string {
  if (!/^https?:\/\/\S+$/i.test(text) || !SIGNED.test(text)) return text;
  return text.slice(0, text.indexOf("?"));
}
