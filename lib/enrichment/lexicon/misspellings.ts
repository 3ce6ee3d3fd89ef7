/**
 * Frequent misspellings of words of praise and complaint that do not merely
 * lack one of two equal letters, by the word that is meant.
 */
const BY_WORD: readonly (readonly [word: string, misspellings: string])[] = [
  ["beautiful", "beatiful beautifull beutiful beutifull beautful beautifl"],
  ["gorgeous", "georgeous gorgous gorgeus gorgeos"],
  ["pretty", "preety"],
  ["stunning", "stuning"],
  ["amazing", "amzing amazin amaizing ammazing"],
  ["awesome", "awsome awesom awsum"],
  ["lovely", "lovley"],
  ["wonderful", "wonderfull"],
  ["happy", "hapy"],
  ["funny", "funy"],
  ["sorry", "sory"],
  ["fantastic", "fantasic fantastik"],
  ["excellent", "excelent excellant"],
  ["perfect", "perfact perfekt"],
  ["favourite", "favorit favourit"],
  ["interesting", "intresting"],
  ["delicious", "delicous"],
  ["disappointed", "dissapointed dissappointed"],
  ["disappointing", "dissapointing dissappointing"],
  ["annoying", "anoying annoyin"],
  ["boring", "borring boreing"],
  ["ridiculous", "rediculous"],
  ["frustrating", "frustating"],
  ["weird", "wierd"],
];

/** Before these endings one letter makes another word: "hoping", "hopping". */
const OTHER_WORD = /^(?:ings?|ingly|ed|ers?|est)$/;
const SHORTEST = 5;

/** Misspelling to valence, for words of a lexicon; only what it lacks. */
export function misspelt(
  lexicon: ReadonlyMap<string, number>,
): Map<string, number> {
  const found = new Map<string, number>();
  const add = (misspelling: string, valence: number) => {
    if (!lexicon.has(misspelling)) found.set(misspelling, valence);
  };
  for (const [word, valence] of lexicon) {
    for (const simpler of withoutDoubled(word)) add(simpler, valence);
  }
  for (const [word, misspellings] of BY_WORD) {
    const valence = lexicon.get(word) ?? 0;
    for (const one of misspellings.split(" ")) add(one, valence);
  }
  return found;
}

/** "Prety" for "pretty": a word with one of two equal consonants left out. */
function withoutDoubled(word: string): string[] {
  if (word.length <= SHORTEST) return [];
  return [...word.matchAll(/([b-df-hj-np-tv-z])\1/g)]
    .filter(({ index }) => !OTHER_WORD.test(word.slice(index + 2)))
    .map(({ index }) => word.slice(0, index) + word.slice(index + 1));
}
