/**
 * WebSocket frames (RFC 6455), as far as an Agent and Deno's servers use them:
 * whole messages.
 * @module
 */

/** Kinds of frames. */
export const Opcode = { Text: 1, Close: 8, Ping: 9, Pong: 10 } as const;

/** A frame that has arrived. */
export interface Frame {
  opcode: number;
  /** Of a text frame, UTF-8; good until more is added to the reader. */
  payload: Uint8Array;
}

const FINAL = 0x80;
const MASKED = 0x80;
/** A length byte that says that two bytes follow. */
const LENGTH_16 = 126;
/** A length byte that says that eight bytes follow. */
const LENGTH_64 = 127;
const MASK_BYTES = 4;

/** A client's frame. Its mask is zero: nothing between here and there looks. */
export function encodeFrame(opcode: number, text: string): Uint8Array {
  const payload = new TextEncoder().encode(text);
  const { length } = payload;
  const extra = length < LENGTH_16 ? 0 : length < 2 ** 16 ? 2 : 8;
  const frame = new Uint8Array(2 + extra + MASK_BYTES + length);
  const view = new DataView(frame.buffer);
  frame[0] = FINAL | opcode;
  frame[1] = MASKED |
    (extra === 0 ? length : extra === 2 ? LENGTH_16 : LENGTH_64);
  if (extra === 2) view.setUint16(2, length);
  if (extra === 8) view.setBigUint64(2, BigInt(length));
  frame.set(payload, 2 + extra + MASK_BYTES);
  return frame;
}

/** Puts a server's frames together from what arrives. */
export class FrameReader {
  #bytes = new Uint8Array();

  /** Adds what has arrived, which is not looked at any more after `take`. */
  add(bytes: Uint8Array<ArrayBuffer>): void {
    this.#bytes = this.#bytes.length === 0
      ? bytes
      : concat([this.#bytes, bytes]);
  }

  /** The frames that are complete. */
  *take(): Generator<Frame> {
    let at = 0;
    for (;;) {
      const size = sizeAt(this.#bytes, at);
      if (size === null || at + size.head + size.body > this.#bytes.length) {
        break;
      }
      const start = at + size.head;
      at = start + size.body;
      const first = this.#bytes[start - size.head] ?? 0;
      if ((first & FINAL) === 0) throw new Error("a frame in pieces");
      yield { opcode: first & 0x0f, payload: this.#bytes.subarray(start, at) };
    }
    this.#bytes = this.#bytes.slice(at);
  }
}

/** All of the bytes in one array. */
export function concat(
  chunks: readonly Uint8Array[],
): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(
    chunks.reduce((sum, { length }) => sum + length, 0),
  );
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}

/** Bytes of the frame that begins at a place; `null` if that is not known yet. */
function sizeAt(
  bytes: Uint8Array,
  at: number,
): { head: number; body: number } | null {
  const length = (bytes[at + 1] ?? 0) & 0x7f;
  const head = length === LENGTH_16 ? 4 : length === LENGTH_64 ? 10 : 2;
  if (at + head > bytes.length) return null;
  if (head === 2) return { head, body: length };
  const view = new DataView(bytes.buffer, bytes.byteOffset + at + 2);
  const body = head === 4 ? view.getUint16(0) : Number(view.getBigUint64(0));
  return { head, body };
}
