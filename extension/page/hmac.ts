/**
 * HMAC-SHA-256 without a promise: what `crypto.subtle` gives comes by promises,
 * and a page that puts a getter called `then` on `Object.prototype` is handed
 * every object that one is resolved with, the imported key among them.
 *
 * Nothing here calls a method that a page may have replaced.
 * @module
 */

// deno-fmt-ignore
const K: readonly number[] = [
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1,
  0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3,
  0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786,
  0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
  0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147,
  0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13,
  0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b,
  0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
  0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a,
  0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208,
  0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
];
// deno-fmt-ignore
const START: readonly number[] = [
  0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
  0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
];
const HEX = "0123456789abcdef";
const BLOCK = 64;

/** How words and bytes are made: typed arrays of the page, before it has run. */
export interface Memory {
  words(length: number): Uint32Array;
  bytes(length: number): Uint8Array;
}

/** The SHA-256 of bytes that come piece by piece. */
class Sha256 {
  readonly #state: Uint32Array;
  readonly #schedule: Uint32Array;
  readonly #k: Uint32Array;
  /** What does not fill a block yet. */
  readonly #rest: Uint8Array;
  #inRest = 0;
  #total = 0;

  constructor(memory: Memory) {
    this.#state = memory.words(8);
    this.#schedule = memory.words(64);
    this.#rest = memory.bytes(BLOCK);
    this.#k = memory.words(64);
    for (let i = 0; i < 64; i++) this.#k[i] = K[i] ?? 0;
  }

  begin(): void {
    for (let i = 0; i < 8; i++) this.#state[i] = START[i] ?? 0;
    this.#inRest = 0;
    this.#total = 0;
  }

  update(bytes: Uint8Array, from: number, to: number): void {
    this.#total += to - from;
    let at = from;
    while (at < to) {
      if (this.#inRest === 0 && to - at >= BLOCK) {
        this.#compress(bytes, at);
        at += BLOCK;
        continue;
      }
      this.#rest[this.#inRest++] = bytes[at++] ?? 0;
      if (this.#inRest === BLOCK) {
        this.#compress(this.#rest, 0);
        this.#inRest = 0;
      }
    }
  }

  /** Ends it; writes the 32 bytes into `into`. */
  end(into: Uint8Array): void {
    const bits = this.#total * 8;
    const rest = this.#rest;
    rest[this.#inRest++] = 0x80;
    if (this.#inRest > BLOCK - 8) {
      while (this.#inRest < BLOCK) rest[this.#inRest++] = 0;
      this.#compress(rest, 0);
      this.#inRest = 0;
    }
    while (this.#inRest < BLOCK) rest[this.#inRest++] = 0;
    const high = bits / 0x1_0000_0000 >>> 0;
    for (let i = 0; i < 4; i++) {
      rest[BLOCK - 8 + i] = high >>> (24 - 8 * i);
      rest[BLOCK - 4 + i] = (bits >>> 0) >>> (24 - 8 * i);
    }
    this.#compress(rest, 0);
    for (let i = 0; i < 32; i++) {
      into[i] = (this.#state[i >> 2] ?? 0) >>> (24 - 8 * (i & 3));
    }
  }

  #compress(bytes: Uint8Array, at: number): void {
    const w = this.#schedule;
    const k = this.#k;
    const s = this.#state;
    for (let i = 0; i < 16; i++, at += 4) {
      w[i] = (bytes[at]! << 24) | (bytes[at + 1]! << 16) |
        (bytes[at + 2]! << 8) | bytes[at + 3]!;
    }
    for (let i = 16; i < 64; i++) {
      const x = w[i - 15]!;
      const y = w[i - 2]!;
      const s0 = (x >>> 7 | x << 25) ^ (x >>> 18 | x << 14) ^ (x >>> 3);
      const s1 = (y >>> 17 | y << 15) ^ (y >>> 19 | y << 13) ^ (y >>> 10);
      w[i] = (w[i - 16]! + s0 + w[i - 7]! + s1) | 0;
    }
    let a = s[0]! | 0, b = s[1]! | 0, c = s[2]! | 0, d = s[3]! | 0;
    let e = s[4]! | 0, f = s[5]! | 0, g = s[6]! | 0, h = s[7]! | 0;
    for (let i = 0; i < 64; i++) {
      const s1 = (e >>> 6 | e << 26) ^ (e >>> 11 | e << 21) ^
        (e >>> 25 | e << 7);
      const t1 = (h + s1 + ((e & f) ^ (~e & g)) + k[i]! + w[i]!) | 0;
      const s0 = (a >>> 2 | a << 30) ^ (a >>> 13 | a << 19) ^
        (a >>> 22 | a << 10);
      const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + t1) | 0;
      d = c;
      c = b;
      b = a;
      a = (t1 + t2) | 0;
    }
    s[0] = s[0]! + a;
    s[1] = s[1]! + b;
    s[2] = s[2]! + c;
    s[3] = s[3]! + d;
    s[4] = s[4]! + e;
    s[5] = s[5]! + f;
    s[6] = s[6]! + g;
    s[7] = s[7]! + h;
  }
}

/** HMAC-SHA-256 with one key, of bytes that come piece by piece. */
export class Hmac {
  readonly #hash: Sha256;
  readonly #inner: Uint8Array;
  readonly #outer: Uint8Array;
  readonly #digest: Uint8Array;

  /** `key`: 64 digits of hex, which are 32 bytes. */
  constructor(key: string, memory: Memory) {
    this.#hash = new Sha256(memory);
    this.#inner = memory.bytes(BLOCK);
    this.#outer = memory.bytes(BLOCK);
    this.#digest = memory.bytes(32);
    for (let i = 0; i < BLOCK; i++) {
      const byte = i < 32 ? digit(key[2 * i]) * 16 + digit(key[2 * i + 1]) : 0;
      this.#inner[i] = byte ^ 0x36;
      this.#outer[i] = byte ^ 0x5c;
    }
  }

  begin(): void {
    this.#hash.begin();
    this.#hash.update(this.#inner, 0, BLOCK);
  }

  update(bytes: Uint8Array, from: number, to: number): void {
    this.#hash.update(bytes, from, to);
  }

  /** Ends it; gives the code in hex. */
  end(): string {
    this.#hash.end(this.#digest);
    this.#hash.begin();
    this.#hash.update(this.#outer, 0, BLOCK);
    this.#hash.update(this.#digest, 0, 32);
    this.#hash.end(this.#digest);
    let text = "";
    for (let i = 0; i < 32; i++) {
      const byte = this.#digest[i] ?? 0;
      text += HEX[byte >> 4];
      text += HEX[byte & 15];
    }
    return text;
  }
}

/** Whether it is what a key or a code looks like. */
export function isHex32(text: unknown): text is string {
  if (typeof text !== "string" || text.length !== 64) return false;
  for (let i = 0; i < 64; i++) if (digit(text[i]) < 0) return false;
  return true;
}

function digit(char: string | undefined): number {
  for (let i = 0; i < 16; i++) if (HEX[i] === char) return i;
  return -1;
}
