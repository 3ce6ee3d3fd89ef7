import { describe, expect, it } from "vitest";
import { LruCache } from "./mod.ts";

function cacheOf(max: number, ...ids: string[]): LruCache {
  const cache = new LruCache(max);
  for (const id of ids) cache.set(id, { value: id, chunks: 0 });
  return cache;
}

describe("LruCache", () => {
  it("forgets the value that was used least recently", () => {
    const cache = cacheOf(2, "a", "b", "c");
    expect(cache.get("a")).toBeUndefined();
    expect(cache.get("b")).toEqual({ value: "b", chunks: 0 });
  });

  it("counts reading and writing as use", () => {
    const cache = cacheOf(3, "a", "b", "c");
    cache.get("a");
    cache.set("b", { value: "new", chunks: 2 });
    cache.set("d", { value: "d", chunks: 0 });
    expect(cache.get("c")).toBeUndefined();
    expect(cache.get("a")).toBeDefined();
    expect(cache.get("b")).toEqual({ value: "new", chunks: 2 });
  });

  it("tells a key known to be empty from one that is not known", () => {
    const cache = cacheOf(2);
    cache.set("empty", { value: null, chunks: 0 });
    expect(cache.get("empty")).toEqual({ value: null, chunks: 0 });
    expect(cache.get("unknown")).toBeUndefined();
  });

  it("forgets on demand", () => {
    const cache = cacheOf(3, "a", "b");
    cache.delete("a");
    expect(cache.get("a")).toBeUndefined();
    cache.clear();
    expect(cache.get("b")).toBeUndefined();
  });
});
