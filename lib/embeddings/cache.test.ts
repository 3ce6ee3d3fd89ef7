import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allKeys, replaceIn, withKv, withStore } from "@/lib/store/testing.ts";
import { Store } from "@/lib/store/mod.ts";
import {
  type Embedder,
  EmbeddingCache,
  EmbeddingError,
  hashEmbedder,
} from "./mod.ts";
import { failing, FakeEndpoint, impatient, unitVector } from "./testing.ts";

/** Notes what it is asked for; its vectors have `length` numbers. */
class CountingEmbedder implements Embedder {
  readonly asked: string[][] = [];
  dimensions: number | null = null;

  constructor(readonly length = 3, readonly model = "m") {}

  embed(texts: readonly string[]): Promise<number[][]> {
    this.asked.push([...texts]);
    this.dimensions = this.length;
    return Promise.resolve(texts.map((text) => vectorOf(text, this.length)));
  }
}

function vectorOf(text: string, length: number): number[] {
  const [x = 0, y = 0] = unitVector(text);
  const rest = Math.sqrt(Math.max(0, 1 - x * x - y * y) / (length - 2));
  return [x, y, ...new Array<number>(length - 2).fill(rest)];
}

/** As it is stored. */
function single(vector: number[]): number[] {
  return [...new Float32Array(vector)];
}

describe("a cache of vectors", () => {
  it("asks only for what it does not hold, and once", () =>
    withStore(async (store) => {
      const embedder = new CountingEmbedder();
      const cache = new EmbeddingCache({ store, embedder });
      expect(cache.model).toBe("m");
      await cache.embed(["a", "b", "a"]);
      expect(cache.dimensions).toBe(3);
      const vectors = await cache.embed(["c", "b", "c", "a"]);
      expect(embedder.asked).toEqual([["a", "b"], ["c"]]);
      expect(vectors).toEqual(
        ["c", "b", "c", "a"].map((text) => single(unitVector(text))),
      );
    }));

  it("gives what it was asked for, in order, whatever it holds", () =>
    withStore(async (store) => {
      const texts = fc.array(
        fc.constantFrom("a", "b", "ab", "é", "e\u0301", "\ud800", "\ufffd"),
      );
      const bound = fc.integer({ min: 0, max: 4 });
      await fc.assert(
        fc.asyncProperty(
          fc.array(texts, { maxLength: 5 }),
          bound,
          async (calls, maxInMemory) => {
            const embedder = hashEmbedder();
            const cache = new EmbeddingCache({ store, embedder, maxInMemory });
            for (const call of calls) {
              const plain = await embedder.embed(call);
              expect(await cache.embed(call)).toEqual(plain.map(single));
            }
          },
        ),
        { numRuns: 50 },
      );
    }));

  it("finds what another one has stored, the same to the last bit", () =>
    withStore(async (store) => {
      const first = new CountingEmbedder();
      const texts = Array.from({ length: 300 }, (_, i) => `text ${i}`);
      const fresh = await new EmbeddingCache({ store, embedder: first })
        .embed(texts);
      const second = new CountingEmbedder();
      const cache = new EmbeddingCache({ store, embedder: second });
      expect(await cache.embed(texts.toReversed())).toEqual(fresh.toReversed());
      expect(first.asked.map(({ length }) => length)).toEqual([128, 128, 44]);
      expect(second.asked).toEqual([]);
    }));

  it("does not mix models", () =>
    withStore(async (store) => {
      const first = new CountingEmbedder(3, "m");
      await new EmbeddingCache({ store, embedder: first }).embed(["a"]);
      const second = new CountingEmbedder(5, "n");
      const cache = new EmbeddingCache({ store, embedder: second });
      expect(await cache.embed(["a"])).toEqual([single(vectorOf("a", 5))]);
      expect(second.asked).toEqual([["a"]]);
    }));

  it("asks anew where the model has other dimensions under its name", () =>
    withStore(async (store) => {
      const before = new CountingEmbedder(3);
      await new EmbeddingCache({ store, embedder: before }).embed(["a", "b"]);
      const embedder = new CountingEmbedder(5);
      const cache = new EmbeddingCache({ store, embedder });
      expect(await cache.embed(["a", "c"]))
        .toEqual(["a", "c"].map((text) => single(vectorOf(text, 5))));
      expect(embedder.asked).toEqual([["c"], ["a"]]);
      // Now "a" and "b" are stored in unequal lengths.
      const later = new CountingEmbedder(5);
      const again = new EmbeddingCache({ store, embedder: later });
      expect(await again.embed(["a", "b"]))
        .toEqual(["a", "b"].map((text) => single(vectorOf(text, 5))));
      expect(await again.embed(["b"])).toEqual([single(vectorOf("b", 5))]);
      expect(later.asked).toEqual([["a", "b"]]);
    }));

  it("reads from memory what was used last, up to its bound", () =>
    withKv(async (kv) => {
      let reads = 0;
      const counting = replaceIn(kv, {
        getMany: (keys, options) => {
          reads += keys.length;
          return kv.getMany(keys, options);
        },
      });
      const cache = new EmbeddingCache({
        store: new Store({ kv: counting }),
        embedder: new CountingEmbedder(),
        maxInMemory: 2,
      });
      const readsOf = async (...texts: string[]) => {
        reads = 0;
        await cache.embed(texts);
        return reads;
      };
      expect(await readsOf("a", "b")).toBe(2);
      expect(await readsOf("a")).toBe(0);
      expect(await readsOf("c")).toBe(1);
      expect(await readsOf("a", "c")).toBe(0);
      expect(await readsOf("b")).toBe(1);
    }));

  it("stores no text, and lets the database delete vectors one day", () =>
    withKv(async (kv) => {
      const expireIn: (number | undefined)[] = [];
      const noting = replaceIn(kv, {
        atomic: () => {
          const atomic = kv.atomic();
          const set = atomic.set.bind(atomic);
          atomic.set = (key, value, options) => {
            expireIn.push(options?.expireIn);
            return set(key, value, options);
          };
          return atomic;
        },
      });
      const cache = new EmbeddingCache({
        store: new Store({ kv: noting }),
        embedder: new CountingEmbedder(),
      });
      await cache.embed(["private words"]);
      expect(await allKeys(kv)).toEqual([
        ["embedding", "m", expect.stringMatching(/^[0-9a-f]{64}$/)],
      ]);
      expect(expireIn).toEqual([180 * 86_400_000]);
    }));

  it.each([
    // One key each, or with two pieces beside it.
    { length: 3_072, texts: 128, keys: 128 },
    { length: 20_000, texts: 20, keys: 60 },
  ])(
    "holds $texts vectors of $length dimensions under $keys keys",
    ({ length, texts: count, keys }) =>
      withStore(async (store, kv) => {
        const texts = Array.from({ length: count }, (_, i) => `text ${i}`);
        const embedder = new CountingEmbedder(length);
        await new EmbeddingCache({ store, embedder }).embed(texts);
        const later = new CountingEmbedder(length);
        const cache = new EmbeddingCache({ store, embedder: later });
        expect(await cache.embed(texts))
          .toEqual(texts.map((text) => single(vectorOf(text, length))));
        expect(later.asked).toEqual([]);
        expect(await allKeys(kv)).toHaveLength(keys);
      }),
  );

  it("rejects blank texts, and ends with the signal", () =>
    withStore(async (store) => {
      const embedder = new CountingEmbedder();
      const cache = new EmbeddingCache({ store, embedder });
      await expect(cache.embed(["a", ""])).rejects.toThrow(RangeError);
      const reason = new Error("enough");
      await expect(cache.embed(["a"], { signal: AbortSignal.abort(reason) }))
        .rejects.toBe(reason);
      expect(embedder.asked).toEqual([]);
    }));

  it("keeps what came before a failure, and gives it without the endpoint", () =>
    withStore(async (store) => {
      await using endpoint = new FakeEndpoint();
      const texts = Array.from({ length: 200 }, (_, i) => `text ${i}`);
      const { embedder } = impatient({ url: endpoint.url });
      const cache = new EmbeddingCache({ store, embedder });
      await cache.embed(["first"]);
      // One request succeeds, and the second one fails for good.
      endpoint.answers.push(
        (asked) => {
          endpoint.answers.push(failing(401));
          return Response.json({
            data: asked.input.map((text, index) => ({
              index,
              embedding: unitVector(text),
            })),
          });
        },
      );
      await expect(cache.embed(texts)).rejects.toThrow(EmbeddingError);
      const asked = endpoint.asked.length;
      const held = texts.slice(0, 128);
      const vectors = await cache.embed(["first", ...held]);
      expect(vectors).toHaveLength(129);
      expect(endpoint.asked).toHaveLength(asked);
    }));
});
