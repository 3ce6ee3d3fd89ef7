import { describe, expect, it } from "vitest";
import { ndjsonBody } from "./ndjson.ts";

/** Numbered values, of which it is known how many were asked for. */
class Source {
  read = 0;
  isOver = false;
  readonly #total: number;

  constructor(total: number) {
    this.#total = total;
  }

  async *values(): AsyncGenerator<{ n: number; text: string }> {
    try {
      while (this.read < this.#total) {
        yield { n: this.read++, text: "x".repeat(1_000) };
        await Promise.resolve();
      }
    } finally {
      this.isOver = true;
    }
  }
}

/** Lets everything run that waits for nothing. */
const settle = () => new Promise((resolve) => setTimeout(resolve));

describe("ndjsonBody", () => {
  it("has every value in a line, also beyond ASCII", async () => {
    const values = [{ a: 1 }, { text: "ä\n😊" }, []];
    const body = ndjsonBody((async function* () {
      yield* values;
    })());
    const text = await new Response(body).text();
    expect(text.endsWith("\n")).toBe(true);
    expect(text.trimEnd().split("\n").map((line) => JSON.parse(line)))
      .toEqual(values);
  });

  it("is empty without values", async () => {
    expect(await new Response(ndjsonBody(new Source(0).values())).text())
      .toBe("");
  });

  it("reads no further than there is room", async () => {
    const source = new Source(100_000);
    const reader = ndjsonBody(source.values()).getReader();
    await reader.read();
    await settle();
    const once = source.read;
    expect(once).toBeLessThan(100);
    await settle();
    expect(source.read).toBe(once);
    await reader.read();
    await settle();
    expect(source.read).toBeGreaterThan(once);
    expect(source.read).toBeLessThan(200);
    await reader.cancel();
  });

  it("ends its source when the client leaves", async () => {
    const source = new Source(100_000);
    const reader = ndjsonBody(source.values()).getReader();
    await reader.read();
    expect(source.isOver).toBe(false);
    await reader.cancel();
    expect(source.isOver).toBe(true);
    expect(source.read).toBeLessThan(200);
  });

  it("breaks off where its source fails", async () => {
    const body = ndjsonBody((async function* () {
      yield 1;
      await Promise.resolve();
      throw new Error("gone");
    })());
    await expect(new Response(body).text()).rejects.toThrow("gone");
  });
});
