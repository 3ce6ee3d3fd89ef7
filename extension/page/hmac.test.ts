import { describe, expect, it } from "vitest";
import { Hmac, isHex32, type Memory } from "./hmac.ts";

const MEMORY: Memory = {
  words: (length) => new Uint32Array(length),
  bytes: (length) => new Uint8Array(length),
};
const KEY = "00ff".repeat(8) + "0123456789abcdef".repeat(2);

/** What the platform itself says. */
async function expected(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const key = await crypto.subtle.importKey(
    "raw",
    Uint8Array.fromHex(KEY),
    { name: "HMAC", hash: "SHA-256" },
    false,
    ["sign"],
  );
  return new Uint8Array(await crypto.subtle.sign("HMAC", key, bytes)).toHex();
}

/** Bytes without a pattern, the same each time. */
function bytesOf(length: number): Uint8Array<ArrayBuffer> {
  let seed = length + 1;
  return Uint8Array.from({ length }, () => {
    seed = Math.imul(seed, 1_103_515_245) + 12_345 | 0;
    return seed >>> 16;
  });
}

describe("the hook's HMAC", () => {
  it("is that of the platform at every length about a block's end", async () => {
    const hmac = new Hmac(KEY, MEMORY);
    for (let length = 0; length < 200; length++) {
      const bytes = bytesOf(length);
      hmac.begin();
      hmac.update(bytes, 0, length);
      expect(hmac.end(), `${length} bytes`).toBe(await expected(bytes));
    }
  });

  it("is the same however the bytes are cut", async () => {
    const bytes = bytesOf(300_001);
    const hmac = new Hmac(KEY, MEMORY);
    for (const piece of [1, 63, 64, 65, 4_096, 300_001]) {
      hmac.begin();
      for (let at = 0; at < bytes.length; at += piece) {
        hmac.update(bytes, at, Math.min(bytes.length, at + piece));
      }
      expect(hmac.end(), `pieces of ${piece}`).toBe(await expected(bytes));
    }
  });

  it("takes 64 digits of lower-case hex for a key or a code", () => {
    expect(isHex32(KEY)).toBe(true);
    for (const no of [KEY.slice(1), `${KEY}0`, KEY.toUpperCase(), 1, null]) {
      expect(isHex32(no), String(no)).toBe(false);
    }
  });
});
