import { describe, expect, it } from "vitest";
import type { Relayed } from "../messages.ts";
import { MAX_WAITING, RelayQueue } from "./queue.ts";

const MIB = 1024 * 1024;

function record(body: string, begins?: number): Relayed {
  const data = { url: "u", status: 200, body, at: 1, epoch: 0 };
  return {
    kind: "seen",
    event: "fetch",
    data: begins === undefined ? data : { ...data, begins },
  };
}

const RESULT: Relayed = {
  kind: "result",
  result: { command_id: "c", status: "succeeded" },
};

function bodies(records: readonly Relayed[]): string[] {
  return records.map((record) =>
    record.kind === "seen" ? record.data.body : "result"
  );
}

describe("what a relay holds", () => {
  it("goes in batches of fifty, in order, and stays until it is stored", () => {
    const queue = new RelayQueue();
    const all = Array.from({ length: 120 }, (_, i) => String(i));
    for (const body of all) queue.push(record(body));
    expect(bodies(queue.batch())).toEqual(all.slice(0, 50));
    expect(bodies(queue.batch())).toEqual(all.slice(0, 50));
    queue.stored();
    expect(bodies(queue.batch())).toEqual(all.slice(50, 100));
    queue.push(record("late"));
    queue.stored();
    expect(bodies(queue.batch())).toEqual([...all.slice(100), "late"]);
    queue.stored();
    expect(queue.batch()).toEqual([]);
    expect(queue.length).toBe(0);
  });

  it("goes in batches of one MiB; what is larger goes alone", () => {
    const queue = new RelayQueue();
    const sizes = [0.6, 0.3, 0.3, 5, 0.1].map((size) => Math.round(size * MIB));
    for (const size of sizes) queue.push(record("x".repeat(size)));
    const lengths = queue.batches().map((batch) =>
      batch.map((one) => one.kind === "seen" ? one.data.body.length : 0)
    );
    expect(lengths).toEqual([
      [sizes[0], sizes[1]],
      [sizes[2]],
      [sizes[3]],
      [sizes[4]],
    ]);
  });

  it("drops the oldest captures when too much waits, and counts them", () => {
    const queue = new RelayQueue();
    const piece = MAX_WAITING / 8;
    for (let i = 0; i < 11; i++) {
      queue.push(record(String(i).padEnd(piece, ".")));
    }
    expect(queue.lost).toBe(3);
    expect(bodies(queue.batches().flat()).map((body) => body.slice(0, 2)))
      .toEqual(["3.", "4.", "5.", "6.", "7.", "8.", "9.", "10"]);
  });

  it("drops no result, nothing that begins an epoch, and no batch on its way", () => {
    const queue = new RelayQueue();
    const piece = MAX_WAITING / 2;
    queue.push(record("a".padEnd(piece, ".")));
    queue.push(RESULT);
    queue.push(record("b".padEnd(piece, "."), 1));
    expect(bodies(queue.batch()).map((body) => body[0])).toEqual(["a"]);
    queue.push(record("c".padEnd(piece, ".")));
    queue.push(record("d".padEnd(10, ".")));
    expect(queue.lost).toBe(2);
    queue.stored();
    queue.push(record("e".padEnd(10, ".")));
    expect(bodies(queue.batches().flat()).map((body) => body[0]))
      .toEqual(["r", "b", "e"]);
  });
});
