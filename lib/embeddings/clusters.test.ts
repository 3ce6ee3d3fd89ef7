import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type KeywordCluster, MAX_KEYWORDS } from "@/lib/models/mod.ts";
import { clusterKeywords, type VectorSet } from "./mod.ts";
import { toUnitLength } from "./vector.ts";

/** Few directions, so that many pairs are equally near. */
const vector = fc.tuple(
  fc.integer({ min: -3, max: 3 }),
  fc.integer({ min: -3, max: 3 }),
  fc.integer({ min: 1, max: 3 }),
).map((vector) => toUnitLength(vector) ?? [1, 0, 0]);

const entries = fc.uniqueArray(
  fc.tuple(fc.string({ maxLength: 3 }), vector),
  { selector: ([keyword]) => keyword, maxLength: 14 },
);

const threshold = fc.double({ min: -1, max: 1, noNaN: true });

function setOf(entries: Iterable<[string, number[]]>): VectorSet {
  return { model: "m", vectors: new Map(entries) };
}

function closeness({ vectors }: VectorSet, a: string, b: string): number {
  const other = vectors.get(b) ?? [];
  return (vectors.get(a) ?? [])
    .reduce((sum, x, slot) => sum + x * (other[slot] ?? 0), 0);
}

/** Mean similarity between the keywords of the one and those of the other. */
function linkage(set: VectorSet, a: string[], b: string[]): number {
  const sum = a.flatMap((x) => b.map((y) => closeness(set, x, y)))
    .reduce((sum, x) => sum + x, 0);
  return sum / (a.length * b.length);
}

/** At an angle, in degrees. */
function at(degrees: number): number[] {
  const angle = degrees * Math.PI / 180;
  return [Math.cos(angle), Math.sin(angle)];
}

const cosineOf = (degrees: number) => Math.cos(degrees * Math.PI / 180);

describe("clusterKeywords", () => {
  it("merges what is near, and names it after what is in the middle", () => {
    const set = setOf([
      ["trip", at(0)],
      ["travel", at(10)],
      ["journey", at(22)],
      ["food", at(90)],
      ["meal", at(95)],
      ["weather", at(180)],
    ]);
    expect(
      clusterKeywords(set.vectors.keys(), set, { threshold: cosineOf(30) }),
    ).toEqual([
      { name: "travel", keywords: ["journey", "travel", "trip"] },
      { name: "food", keywords: ["food", "meal"] },
      { name: "weather", keywords: ["weather"] },
    ]);
  });

  it("counts all keywords of a cluster, not the nearest or the farthest", () => {
    const set = setOf([["a", at(0)], ["b", at(10)], ["c", at(30)]]);
    const mean = (cosineOf(30) + cosineOf(20)) / 2;
    const count = (threshold: number) =>
      clusterKeywords("abc", set, { threshold }).length;
    expect(count(mean - 1e-9)).toBe(1);
    expect(count(mean + 1e-9)).toBe(2);
  });

  it("puts every keyword into one cluster, whatever the order", () => {
    fc.assert(fc.property(
      entries.chain((some) =>
        fc.tuple(
          fc.constant(some),
          fc.shuffledSubarray(some, { minLength: some.length }),
        )
      ),
      threshold,
      ([some, shuffled], threshold) => {
        const set = setOf(some);
        const keywords = some.map(([keyword]) => keyword);
        const clusters = clusterKeywords(keywords, set, { threshold });
        expect(clusters.flatMap(({ keywords }) => keywords).sort())
          .toEqual(keywords.sort());
        const others = shuffled.map(([keyword]) => keyword);
        expect(
          clusterKeywords([...others, ...others], setOf(shuffled), {
            threshold,
          }),
        ).toEqual(clusters);
      },
    ));
  });

  it("leaves no two clusters that are near enough", () => {
    fc.assert(fc.property(entries, threshold, (some, threshold) => {
      const set = setOf(some);
      const clusters = clusterKeywords(set.vectors.keys(), set, { threshold });
      clusters.forEach((a, i) => {
        for (const b of clusters.slice(0, i)) {
          expect(linkage(set, a.keywords, b.keywords))
            .toBeLessThan(threshold + 1e-9);
        }
      });
    }));
  });

  it("names a cluster after the keyword that is nearest to the others", () => {
    fc.assert(fc.property(entries, threshold, (some, threshold) => {
      const set = setOf(some);
      const clusters = clusterKeywords(set.vectors.keys(), set, { threshold });
      const total = (keyword: string, { keywords }: KeywordCluster) =>
        keywords.reduce((sum, x) => sum + closeness(set, keyword, x), 0);
      for (const cluster of clusters) {
        const best = total(cluster.name, cluster);
        for (const keyword of cluster.keywords) {
          expect(total(keyword, cluster)).toBeLessThan(best + 1e-9);
        }
      }
    }));
  });

  it("merges as the plain algorithm does, where no two pairs are alike", () => {
    const distinct = fc.uniqueArray(fc.integer({ min: 0, max: 1_000_000 }), {
      minLength: 2,
      maxLength: 12,
    });
    fc.assert(fc.property(distinct, threshold, (numbers, threshold) => {
      const set = setOf(
        numbers.map((n): [string, number[]] => [`${n}`, at(n * 0.000137)]),
      );
      const clusters = clusterKeywords(set.vectors.keys(), set, { threshold });
      expect(clusters.map(({ keywords }) => keywords).sort())
        .toEqual(plainClusters(set, threshold).sort());
    }));
  });

  it("gives none for no keywords", () => {
    expect(clusterKeywords([], setOf([]), { threshold: 0.5 })).toEqual([]);
  });

  it("takes 500 keywords at a time, and says so", () => {
    const set = setOf(
      Array.from({ length: MAX_KEYWORDS + 1 }, (_, i) => [`${i}`, at(i / 2)]),
    );
    const keywords = [...set.vectors.keys()];
    expect(() => clusterKeywords(keywords, set, { threshold: 0.9 }))
      .toThrow(/501 keywords.*500 at most/);
    const clusters = clusterKeywords(keywords.slice(1), set, {
      threshold: 0.9,
    });
    expect(clusters.flatMap(({ keywords }) => keywords)).toHaveLength(500);
    expect(clusters.length).toBeLessThan(20);
  });

  it("refuses what cannot be compared", () => {
    const set = setOf([["a", [1, 0]], ["b", [1]]]);
    expect(() => clusterKeywords(["a", "b"], set, { threshold: 0.5 }))
      .toThrow(/different models/);
    expect(() => clusterKeywords(["a", "x"], set, { threshold: 0.5 }))
      .toThrow(/no vector/);
    for (const threshold of [NaN, 1.1, -2]) {
      expect(() => clusterKeywords(["a"], set, { threshold }))
        .toThrow(RangeError);
    }
  });
});

/** Average linkage as textbooks have it: looks at every pair for each merge. */
function plainClusters(set: VectorSet, threshold: number): string[][] {
  let clusters = [...set.vectors.keys()].map((keyword) => [keyword]);
  for (;;) {
    const pairs = clusters.flatMap((a, i) =>
      clusters.slice(0, i).map((b) => ({ a, b, near: linkage(set, a, b) }))
    );
    const nearest = pairs.sort((x, y) => y.near - x.near)[0];
    if (nearest === undefined || nearest.near < threshold) break;
    const { a, b } = nearest;
    clusters = clusters.filter((cluster) => cluster !== a && cluster !== b);
    clusters.push([...a, ...b]);
  }
  return clusters.map((cluster) => cluster.sort());
}
