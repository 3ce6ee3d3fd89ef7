/** A frame of a WebSocket. */
export interface Frame {
  /** As it came. */
  bytes: Uint8Array<ArrayBuffer>;
  /** Whether it is a whole message of text or bytes. */
  isMessage: boolean;
  /** What is in it, without the mask. */
  payload: Uint8Array;
}

const TEXT = 0x1;
const BINARY = 0x2;
const FIN = 0x80;

/** Reads the parts of a WebSocket connection, of either side. */
export class FrameReader {
  readonly #source: Deno.Conn;
  #bytes = new Uint8Array(0);

  constructor(source: Deno.Conn) {
    this.#source = source;
  }

  /** What comes before the frames: a request or a response, with its headers. */
  async head(): Promise<string | null> {
    for (;;) {
      const text = new TextDecoder().decode(this.#bytes);
      const end = text.indexOf("\r\n\r\n");
      if (end >= 0) {
        this.#take(end + 4);
        return text.slice(0, end + 4);
      }
      if (!await this.#more()) return null;
    }
  }

  /** The next frame; `null` at the end. */
  async frame(): Promise<Frame | null> {
    const start = await this.#peek(2);
    if (start === null) return null;
    const [first = 0, second = 0] = start;
    const isMasked = (second & 0x80) !== 0;
    const short = second & 0x7f;
    const lengthBytes = short === 127 ? 8 : short === 126 ? 2 : 0;
    const headBytes = 2 + lengthBytes + (isMasked ? 4 : 0);
    const head = await this.#peek(headBytes);
    if (head === null) return null;
    const view = new DataView(head.buffer, head.byteOffset);
    const length = lengthBytes === 8
      ? Number(view.getBigUint64(2))
      : lengthBytes === 2
      ? view.getUint16(2)
      : short;
    if (await this.#peek(headBytes + length) === null) return null;
    const bytes = this.#take(headBytes + length);
    const payload = bytes.slice(headBytes);
    if (isMasked) {
      const mask = bytes.subarray(headBytes - 4, headBytes);
      payload.forEach((byte, at) => payload[at] = byte ^ (mask[at % 4] ?? 0));
    }
    const opcode = first & 0x0f;
    const isMessage = (first & FIN) !== 0 &&
      (opcode === TEXT || opcode === BINARY);
    return { bytes, isMessage, payload };
  }

  async #peek(length: number): Promise<Uint8Array | null> {
    while (this.#bytes.length < length) if (!await this.#more()) return null;
    return this.#bytes.subarray(0, length);
  }

  #take(length: number): Uint8Array<ArrayBuffer> {
    const taken = this.#bytes.slice(0, length);
    this.#bytes = this.#bytes.slice(length);
    return taken;
  }

  /** `false` at the end, also an abrupt one. */
  async #more(): Promise<boolean> {
    const buffer = new Uint8Array(64 * 1024);
    const length = await this.#source.read(buffer).catch(() => null);
    if (length === null) return false;
    const bytes = new Uint8Array(this.#bytes.length + length);
    bytes.set(this.#bytes);
    bytes.set(buffer.subarray(0, length), this.#bytes.length);
    this.#bytes = bytes;
    return true;
  }
}

/** A frame of text, as a server sends it. */
export function textFrame(text: string): Uint8Array<ArrayBuffer> {
  const payload = new TextEncoder().encode(text);
  const { length } = payload;
  const head = new DataView(new ArrayBuffer(length > 125 ? 10 : 2));
  head.setUint8(0, FIN | TEXT);
  head.setUint8(1, length > 125 ? 127 : length);
  if (length > 125) head.setBigUint64(2, BigInt(length));
  const bytes = new Uint8Array(head.byteLength + length);
  bytes.set(new Uint8Array(head.buffer));
  bytes.set(payload, head.byteLength);
  return bytes;
}
