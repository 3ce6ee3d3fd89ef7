import { expect, it } from "vitest";
import { SharedReads } from "./shared_reads.ts";

/** Readings that end when the test says so. */
function stepped() {
  const begun: { id: string; end: PromiseWithResolvers<string> }[] = [];
  const reads = new SharedReads((id) => {
    const end = Promise.withResolvers<string>();
    begun.push({ id, end });
    return end.promise;
  });
  return { reads, begun };
}

/** Lets everything happen that waits for nothing else. */
const settle = () => new Promise((resolve) => setTimeout(resolve));

it("reads once for all who ask while a reading is under way", async () => {
  const { reads, begun } = stepped();
  const first = reads.get("a");
  const others = Array.from({ length: 10 }, () => reads.get("a"));
  expect(begun).toHaveLength(1);
  begun[0]?.end.resolve("old");
  expect(await first).toBe("old");
  await settle();
  expect(begun).toHaveLength(2);
  begun[1]?.end.resolve("new");
  expect(await Promise.all(others)).toEqual(Array(10).fill("new"));
});

it("never gives what was read before it was asked for", async () => {
  let stored = 0;
  let looks = 0;
  const reads = new SharedReads(async () => {
    looks++;
    const seen = stored;
    await settle();
    return seen;
  });
  const answers: Promise<void>[] = [];
  for (let i = 0; i < 200; i++) {
    const asked = ++stored;
    answers.push(
      reads.get("a").then((seen) => {
        expect(seen).toBeGreaterThanOrEqual(asked);
      }),
    );
    if (i % 7 === 0) await settle();
  }
  await Promise.all(answers);
  expect(looks).toBeLessThan(100);
});

it("reads anew when nothing is under way", async () => {
  const { reads, begun } = stepped();
  const first = reads.get("a");
  begun[0]?.end.resolve("1");
  await first;
  await settle();
  const second = reads.get("a");
  begun[1]?.end.resolve("2");
  expect(await second).toBe("2");
});

it("fails only those whose reading failed", async () => {
  const { reads, begun } = stepped();
  const first = reads.get("a");
  const second = reads.get("a");
  begun[0]?.end.reject(new Error("no"));
  await expect(first).rejects.toThrow("no");
  await settle();
  begun[1]?.end.resolve("yes");
  expect(await second).toBe("yes");
});

it("keeps apart what has other names", () => {
  const { reads, begun } = stepped();
  reads.get("a");
  reads.get("b");
  expect(begun.map(({ id }) => id)).toEqual(["a", "b"]);
});
