import { type KeywordCluster, MAX_KEYWORDS } from "@/lib/models/mod.ts";
import { compareKeyText } from "@/lib/store/mod.ts";
import { Heap } from "./heap.ts";
import { cosine } from "./vector.ts";
import { vectorIn, type VectorSet } from "./vector_set.ts";

/** How near keywords of one cluster must be. */
export interface ClusterOptions {
  /**
   * Clusters are merged while the mean cosine similarity between the keywords
   * of the one and those of the other is this or more; from -1 to 1.
   */
  threshold: number;
}

/**
 * Agglomerative clustering with average linkage: every keyword is a cluster at
 * first, and the two nearest are merged until none are near enough. The order
 * of the keywords does not matter, and one that comes twice counts once. The
 * largest cluster comes first, then in the order of their names.
 *
 * Takes O(n² log n) time and O(n²) memory; 500 keywords of 1,536 dimensions
 * take a few tenths of a second, during which nothing else runs. Throws a
 * `RangeError` for more than {@linkcode MAX_KEYWORDS}, for a keyword without a
 * vector in the set, for vectors of different lengths, and for a threshold that
 * is none.
 */
export function clusterKeywords(
  keywords: Iterable<string>,
  set: VectorSet,
  { threshold }: ClusterOptions,
): KeywordCluster[] {
  if (!(threshold >= -1 && threshold <= 1)) {
    throw new RangeError(`A threshold is from -1 to 1, not ${threshold}`);
  }
  const names = [...new Set(keywords)].sort(compareKeyText);
  if (names.length > MAX_KEYWORDS) {
    throw new RangeError(
      `${names.length} keywords cannot be clustered at a time: ` +
        `${MAX_KEYWORDS} at most`,
    );
  }
  const similarities = new Similarities(names, set);
  return new Agglomeration(similarities, threshold).merge()
    .map((members) => ({
      name: names[medoidOf(members, similarities)] ?? "",
      keywords: members.map((member) => names[member] ?? ""),
    }))
    .sort((a, b) =>
      b.keywords.length - a.keywords.length || compareKeyText(a.name, b.name)
    );
}

/** Cosine similarities between all of a number of keywords, by their index. */
class Similarities {
  readonly count: number;
  readonly #values: Float64Array;

  constructor(names: readonly string[], set: VectorSet) {
    this.count = names.length;
    this.#values = new Float64Array(this.count ** 2);
    const [first] = names;
    if (first === undefined) return;
    const { length } = vectorIn(set, first);
    const vectors = names.map((name) => vectorIn(set, name, length));
    vectors.forEach((a, i) => {
      for (let j = 0; j < i; j++) {
        const similarity = cosine(a, vectors[j] ?? a);
        this.#values[i * this.count + j] = similarity;
        this.#values[j * this.count + i] = similarity;
      }
    });
  }

  /** That of two different ones. */
  between(i: number, j: number): number {
    return this.#values[i * this.count + j] ?? 0;
  }

  /** All of them, row by row, to be changed. */
  copy(): Float64Array {
    return this.#values.slice();
  }
}

/** Two clusters that are near enough, as they were when they were compared. */
interface Pair {
  similarity: number;
  /** Each is named by its first keyword's index; `a` is below `b`. */
  a: number;
  b: number;
  /** Keywords in them; a cluster that has more by now is another one. */
  sizes: [number, number];
}

/** The nearest first; of those that are equally near, the first by name. */
function comparePairs(x: Pair, y: Pair): number {
  return y.similarity - x.similarity || x.a - y.a || x.b - y.b;
}

class Agglomeration {
  readonly #count: number;
  readonly #threshold: number;
  /** Sums of the similarities between the keywords of any two clusters. */
  readonly #sums: Float64Array;
  /** Keywords by the cluster that they are in; none: it went into another. */
  readonly #members: number[][];
  readonly #pairs = new Heap<Pair>(comparePairs);

  constructor(similarities: Similarities, threshold: number) {
    this.#count = similarities.count;
    this.#threshold = threshold;
    this.#sums = similarities.copy();
    this.#members = Array.from({ length: this.#count }, (_, i) => [i]);
  }

  /** The clusters that are left, each with its keywords in order. */
  merge(): number[][] {
    for (let b = 0; b < this.#count; b++) {
      for (let a = 0; a < b; a++) this.#compare(a, b);
    }
    for (;;) {
      const pair = this.#pairs.pop();
      if (pair === undefined) break;
      if (this.#isCurrent(pair)) this.#join(pair.a, pair.b);
    }
    return this.#members.filter((members) => members.length > 0)
      .map((members) => members.sort((i, j) => i - j));
  }

  #compare(a: number, b: number): void {
    const sizes: Pair["sizes"] = [this.#size(a), this.#size(b)];
    const sum = this.#sums[a * this.#count + b] ?? 0;
    const similarity = sum / (sizes[0] * sizes[1]);
    if (similarity < this.#threshold) return;
    this.#pairs.push({ similarity, a, b, sizes });
  }

  #isCurrent({ a, b, sizes }: Pair): boolean {
    return this.#size(a) === sizes[0] && this.#size(b) === sizes[1];
  }

  #join(a: number, b: number): void {
    this.#members[a]?.push(...this.#members[b] ?? []);
    this.#members[b] = [];
    for (let c = 0; c < this.#count; c++) {
      if (c === a || this.#size(c) === 0) continue;
      const sum = (this.#sums[a * this.#count + c] ?? 0) +
        (this.#sums[b * this.#count + c] ?? 0);
      this.#sums[a * this.#count + c] = sum;
      this.#sums[c * this.#count + a] = sum;
      this.#compare(Math.min(a, c), Math.max(a, c));
    }
  }

  #size(cluster: number): number {
    return this.#members[cluster]?.length ?? 0;
  }
}

/** The member with the largest sum of similarities; the first of several. */
function medoidOf(
  members: readonly number[],
  similarities: Similarities,
): number {
  let medoid = members[0] ?? 0;
  let largest = -Infinity;
  for (const member of members) {
    const sum = members.reduce(
      (sum, other) =>
        other === member ? sum : sum + similarities.between(member, other),
      0,
    );
    if (sum <= largest) continue;
    medoid = member;
    largest = sum;
  }
  return medoid;
}
