const encoder = new TextEncoder();
/** Bytes of the blocks that values are encoded into, one beside the other. */
const BLOCK_BYTES = 2 ** 18;
/** UTF-8 takes no more for each of a text's UTF-16 units. */
const MAX_BYTES_PER_UNIT = 3;
let block = new Uint8Array();
const decoder = new TextDecoder();

/** Largest piece of a value that is written under one key, in bytes. */
export const CHUNK_BYTES = 60_000;

/**
 * Stands for a value that was too large for one key. It is written in one
 * commit with the pieces, so all of them carry the same versionstamp.
 */
export interface ChunkedHeader {
  chunks: number;
  /** The platform may delete the value, and any of its pieces first. */
  expires?: boolean;
}

/** A value as the database takes it: bytes of JSON, or pieces of them. */
export interface EncodedValue {
  /** All bytes of the value. */
  bytes: Uint8Array;
  /** How many pieces it must be cut into; 0 if it fits under one key. */
  chunks: number;
}

/** JSON as UTF-8, so that a value's size is known before it is written. */
export function encodeValue(value: unknown): EncodedValue {
  return encodeJson(JSON.stringify(value));
}

/** {@linkcode encodeValue} for a value that is JSON already. */
export function encodeJson(json: string): EncodedValue {
  const bytes = encodeText(json);
  return {
    bytes,
    chunks: bytes.length <= CHUNK_BYTES
      ? 0
      : Math.ceil(bytes.length / CHUNK_BYTES),
  };
}

/** Into a part of a block: a buffer of its own would cost more than the text. */
function encodeText(text: string): Uint8Array {
  if (text.length * MAX_BYTES_PER_UNIT > BLOCK_BYTES) {
    return encoder.encode(text);
  }
  if (text.length * MAX_BYTES_PER_UNIT > block.length) {
    block = new Uint8Array(BLOCK_BYTES);
  }
  const { written } = encoder.encodeInto(text, block);
  const bytes = block.subarray(0, written);
  block = block.subarray(written);
  return bytes;
}

/** Bytes that a value takes as JSON in UTF-8. */
export function jsonSize(value: unknown): number {
  return encoder.encode(JSON.stringify(value)).length;
}

/** The value that {@linkcode encodeValue} was given. */
export function decodeValue(bytes: Uint8Array): unknown {
  return JSON.parse(decoder.decode(bytes));
}

/** Whether a stored value is only the header of a chunked one. */
export function isChunkedHeader(value: unknown): value is ChunkedHeader {
  return typeof value === "object" && value !== null && "chunks" in value &&
    typeof value.chunks === "number";
}

/** Where piece `index` of the value under `key` lies: outside `key`'s prefix. */
export function chunkKey(key: Deno.KvKey, index: number): Deno.KvKey {
  return [chunkRoom(key[0]), ...key.slice(1), index];
}

/**
 * Bytes that `key` counts for in a commit's limits, at most: text as UTF-8 with
 * two bytes around it, a number as nine.
 */
export function keySize(key: Deno.KvKey): number {
  let size = 0;
  for (const part of key) {
    size += typeof part === "string"
      ? textSize(part) + 2
      : part instanceof Uint8Array
      ? 2 * part.length + 2
      : typeof part === "bigint"
      ? part.toString(16).length + 2
      : 9;
  }
  return size;
}

/** No character takes more than three bytes for each of its UTF-16 units. */
function textSize(text: string): number {
  return PLAIN_TEXT.test(text) ? text.length : 3 * text.length;
}

/** Printable ASCII: one byte each, none of which a key has to escape. */
const PLAIN_TEXT = /^[ -~]*$/;

/** The first key part under which the pieces of a room's large values lie. */
export function chunkRoom(room: Deno.KvKeyPart | undefined): string {
  return `${String(room)}+`;
}
