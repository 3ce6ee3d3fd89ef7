import { FAMILIES, type Family } from "./lexicon/families.ts";
import { PatternIndex } from "./patterns.ts";
import type { PhraseTrie } from "./trie.ts";

/** Finds the wordings of all families; actions and topics share it. */
export interface FamilyIndex {
  /** Of what either side does, or of a topic. */
  readonly common: PatternIndex<Family>;
  /** Of what a creator's messages alone do. */
  readonly outbound: PatternIndex<Family>;
}

/** Cues without a meaning in a fan's message. */
const OUTBOUND: ReadonlySet<Family["cue"]> = new Set([
  "offer",
  "notOffer",
  "reEngagement",
]);

/** A trie that other indexes use too makes the search common to them. */
export function indexFamilies(trie: PhraseTrie): FamilyIndex {
  const isOutbound = ({ cue, topic }: Family) =>
    topic === undefined && OUTBOUND.has(cue);
  return {
    common: indexOf(FAMILIES.filter((family) => !isOutbound(family)), trie),
    outbound: indexOf(FAMILIES.filter(isOutbound), trie),
  };
}

function indexOf(
  families: readonly Family[],
  trie: PhraseTrie,
): PatternIndex<Family> {
  return new PatternIndex(
    families.flatMap((family) =>
      linesOf(family.patterns).map((pattern) => [pattern, family] as const)
    ),
    trie,
  );
}

function linesOf(patterns: string): string[] {
  return patterns.split("\n").map((line) => line.trim())
    .filter((line) => line !== "");
}
