import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readLines } from "./lines.ts";

async function linesOf(chunks: Uint8Array[], maxLength?: number) {
  const found = [];
  for await (const lines of readLines(ReadableStream.from(chunks), maxLength)) {
    found.push(...lines);
  }
  return found;
}
const bytes = (text: string) => new TextEncoder().encode(text);

describe("readLines", () => {
  it("finds the same lines however the bytes are cut", async () => {
    await fc.assert(fc.asyncProperty(
      fc.array(fc.stringMatching(/^[a-zé😀]{0,8}$/u)),
      fc.integer({ min: 1, max: 5 }),
      async (lines, size) => {
        const all = bytes(lines.map((line) => line + "\n").join(""));
        const chunks = [];
        for (let at = 0; at < all.length; at += size) {
          chunks.push(all.slice(at, at + size));
        }
        const found = await linesOf(chunks);
        expect(found).toEqual(
          lines.map((text, index) => ({ number: index + 1, text })),
        );
      },
    ));
  });

  it("takes a last line without an end", async () => {
    expect(await linesOf([bytes("a\nb")])).toEqual([{ number: 1, text: "a" }, {
      number: 2,
      text: "b",
    }]);
  });

  it("passes over a line that is too long, and goes on", async () => {
    const chunks = [bytes("aaa"), bytes("aaa"), bytes("a\nb\n")];
    expect(await linesOf(chunks, 5)).toEqual([{ number: 1, text: null }, {
      number: 2,
      text: "b",
    }]);
  });
});
