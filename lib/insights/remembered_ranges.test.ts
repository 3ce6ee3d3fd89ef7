import { describe, expect, it } from "vitest";
import { AccountId, CreatorId } from "@/lib/models/mod.ts";
import { RememberedRanges } from "./remembered_ranges.ts";

const dataset = { account: AccountId.parse("u_1"), generation: 1 };
const creators = ["9001", "9002"].map((id) => CreatorId.parse(id));

describe("RememberedRanges", () => {
  it("remembers those asked for last, up to a number of days", () => {
    const ranges = new RememberedRanges(100);
    const query = (days: number) => ({
      dataset,
      creators,
      range: { from: 0, to: days },
    });
    const [ten, twenty] = [query(10), query(20)];
    const first = ranges.of(ten);
    const second = ranges.of(twenty);
    expect(ranges.of(ten)).toBe(first);
    // 20 and 40 days are remembered: 42 more are too many.
    ranges.of(query(21));
    expect(ranges.of(ten)).toBe(first);
    expect(ranges.of(twenty)).not.toBe(second);
  });

  it("keeps apart whose days and which they are", () => {
    const ranges = new RememberedRanges();
    const range = { from: 0, to: 10 };
    const query = { dataset, creators, range };
    const others = [
      { ...query, creators: creators.slice(0, 1) },
      { ...query, range: { from: 1, to: 10 } },
      { ...query, dataset: { ...dataset, generation: 2 } },
    ];
    const all = [query, ...others].map((one) => ranges.of(one));
    expect(new Set(all).size).toBe(4);
  });

  it("holds a range that is larger than all that it may remember", () => {
    const ranges = new RememberedRanges(5);
    const query = { dataset, creators, range: { from: 0, to: 10 } };
    const known = ranges.of(query);
    expect(ranges.of(query)).toBe(known);
  });
});
