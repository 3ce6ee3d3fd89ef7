import { EXPECTED_SHARE, TAXONOMY } from "./taxonomy.ts";

/** Share of the messages of ordinary talk that mention a topic, by its id. */
export type ExpectedShares = ReadonlyMap<string, number>;

/** The shares that the taxonomy names. */
const TAXONOMY_SHARES: ExpectedShares = new Map(
  TAXONOMY.map(({ id, share = EXPECTED_SHARE }) => [id, share]),
);

/** Shares are kept off the ends, where the logarithm has no value. */
const LEAST_SHARE = 1e-6;

/**
 * How much more than expected a topic comes up: Dunning's log-likelihood ratio
 * G² ("Accurate Methods for the Statistics of Surprise and Coincidence",
 * Computational Linguistics 19, 1993), in its form for one sample, `count` of
 * `messages` against a known `share` from 0 to 1. It is 0 at the expected share
 * and below, grows with `count`, and is never NaN for finite arguments.
 */
export function keyness(
  count: number,
  messages: number,
  share: number,
): number {
  // A topic is mentioned in no more messages than there are.
  const total = Math.max(count, messages);
  const expected = Math.min(1 - LEAST_SHARE, Math.max(LEAST_SHARE, share));
  if (count <= 0 || count <= total * expected) return 0;
  const others = total - count;
  const mentioned = count * Math.log(count / (total * expected));
  const silent = others === 0
    ? 0
    : others * Math.log(others / (total * (1 - expected)));
  // Rounding may leave a little less than 0.
  return Math.max(0, 2 * (mentioned + silent));
}

/**
 * The topics of a conversation, most characteristic first: `counts` says how
 * many of its `messages` mention each. Topics are weighed by
 * {@linkcode keyness}; those that come up no more than in ordinary talk come
 * last, by their counts. Of equals the lesser id goes first, whatever the order
 * of the keys. Topics without a share, such as a creator's own, have
 * {@linkcode EXPECTED_SHARE}; those that nothing mentions are left out.
 *
 * ```ts
 * characteristicTopics({ scheduling: 5, travel: 4 }, 20); // travel first
 * ```
 */
export function characteristicTopics(
  counts: Readonly<Record<string, number>>,
  messages: number,
  shares: ExpectedShares = TAXONOMY_SHARES,
): string[] {
  const topics: Weighted[] = [];
  for (const [id, count] of Object.entries(counts)) {
    if (!(count > 0)) continue;
    const share = shares.get(id) ?? EXPECTED_SHARE;
    topics.push({ id, count, weight: keyness(count, messages, share) });
  }
  return topics.sort(compare).map(({ id }) => id);
}

interface Weighted {
  id: string;
  count: number;
  weight: number;
}

function compare(a: Weighted, b: Weighted): number {
  return b.weight - a.weight || b.count - a.count || (a.id < b.id ? -1 : 1);
}
