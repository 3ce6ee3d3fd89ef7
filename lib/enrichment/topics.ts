import { type FamilyIndex, indexFamilies } from "./families.ts";
import { longestOnly, PhraseIndex, type PhraseMatch } from "./phrases.ts";
import { NEUTRAL_PHRASES } from "./lexicon/neutral.ts";
import { TAXONOMY, type TopicDefinition } from "./taxonomy.ts";
import type { Token } from "./tokens.ts";
import { PhraseTrie } from "./trie.ts";

/** A certain word is enough for a topic; of hints it takes two. */
const ENOUGH = 2;
const CERTAIN = 2;
const HINT = 1;

interface Evidence {
  topic: string;
  weight: number;
}

/** Finds the topics of a message by its words and phrases. */
export class TopicFinder {
  private readonly phrases: PhraseIndex<readonly Evidence[]>;
  private readonly order: ReadonlyMap<string, number>;

  /** A trie that other indexes use too makes the search common to them. */
  constructor(
    taxonomy: readonly TopicDefinition[] = TAXONOMY,
    trie = new PhraseTrie(),
    private readonly families: FamilyIndex = indexFamilies(trie),
  ) {
    this.order = new Map(taxonomy.map(({ id }, index) => [id, index]));
    this.phrases = new PhraseIndex(lexiconOf(taxonomy), trie);
  }

  /** Ids of the topics that are mentioned, those with most evidence first. */
  find(tokens: readonly Token[]): string[] {
    const matches = longestOnly(this.phrases.find(tokens));
    // Families silence no phrase: what they are about is often inside them.
    const families = this.families.common.find(tokens);
    if (matches.length === 0 && families.length === 0) return [];
    const found = sums(matches);
    for (const { value: { topic } } of families) {
      if (topic !== undefined && this.order.has(topic)) assure(found, topic);
    }
    const topics = found.filter(({ weight }) => weight >= ENOUGH);
    if (topics.length > 1) {
      topics.sort((a, b) =>
        b.weight - a.weight || this.rank(a.topic) - this.rank(b.topic)
      );
    }
    return topics.map(({ topic }) => topic);
  }

  private rank(topic: string): number {
    return this.order.get(topic) ?? 0;
  }
}

/** The evidence of all matches together, once for each topic. */
function sums(
  matches: readonly PhraseMatch<readonly Evidence[]>[],
): Evidence[] {
  const seen = matches.length > 1 ? new Set<readonly Evidence[]>() : undefined;
  const found: Evidence[] = [];
  for (const { value } of matches) {
    // The same word twice says nothing new.
    if (seen?.has(value)) continue;
    seen?.add(value);
    for (const { topic, weight } of value) {
      // A message has few topics: a list is searched faster than a map.
      const sum = found.find((other) => other.topic === topic);
      if (sum === undefined) found.push({ topic, weight });
      else sum.weight += weight;
    }
  }
  return found;
}

/** Each phrase with all that it points to; neutral ones point to nothing. */
function lexiconOf(
  taxonomy: readonly TopicDefinition[],
): Map<string, Evidence[]> {
  const lexicon = new Map<string, Evidence[]>();
  const add = (phrase: string, evidence: Evidence) => {
    const known = lexicon.get(phrase);
    if (known === undefined) lexicon.set(phrase, [evidence]);
    else if (!known.some(({ topic }) => topic === evidence.topic)) {
      known.push(evidence);
    }
  };
  for (const { id, nouns, terms, hints } of taxonomy) {
    for (const noun of phrasesOf(nouns)) {
      add(noun, { topic: id, weight: CERTAIN });
      add(plural(noun), { topic: id, weight: CERTAIN });
    }
    for (const term of phrasesOf(terms)) {
      add(term, { topic: id, weight: CERTAIN });
    }
    for (const hint of phrasesOf(hints)) add(hint, { topic: id, weight: HINT });
  }
  for (const phrase of NEUTRAL_PHRASES) lexicon.set(phrase, []);
  return lexicon;
}

/** A family is as certain as a word that is, however many of it there are. */
function assure(found: Evidence[], topic: string): void {
  const sum = found.find((other) => other.topic === topic);
  if (sum === undefined) found.push({ topic, weight: CERTAIN });
  else sum.weight = Math.max(sum.weight, CERTAIN);
}

function phrasesOf(list: string | undefined): string[] {
  return (list ?? "").split(",")
    .map((phrase) => phrase.trim().replace(/\s+/g, " "))
    .filter((phrase) => phrase !== "");
}

function plural(noun: string): string {
  if (/[^aeiou]y$/.test(noun)) return noun.slice(0, -1) + "ies";
  return noun + (/(?:s|x|z|ch|sh)$/.test(noun) ? "es" : "s");
}
