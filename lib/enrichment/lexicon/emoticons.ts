/**
 * Faces typed with punctuation, with valences from -4 to 4 (our own ratings).
 * Only forms that do not occur in plain prose, times or links.
 */
const BY_VALENCE: readonly (readonly [number, string])[] = [
  [2.6, "<3 <33 <333 <3333"],
  [2.2, ":D :-D =D ;D ;-D :')) ^_^ ^^ ^.^ (-: :3 :* :-* ;* ;-*"],
  [2, ":) :-) =) :)) :))) :-)) :] =] :') :'-) :P :-P =P :p :-p =p ;P ;p ;-P"],
  [1.5, ";) ;-) ;)) ;]"],
  [-0.5, ":| :-| =| -_- -.-"],
  [-0.9, ":/ :-/ =/ :\\ :-\\ =\\ :S :-S :s >.< >_<"],
  [-1.9, ":( :-( =( :(( :((( ;( ;-("],
  [-2.3, ":'( :'-( ='( </3 ;_;"],
  [-2.4, ">:( >:-( >:["],
];

/** Valence of each face, from -4 to 4. */
export const EMOTICONS: ReadonlyMap<string, number> = new Map(
  BY_VALENCE.flatMap(([valence, faces]) =>
    faces.split(" ").map((face) => [face, valence] as const)
  ),
);

/** Characters of the longest face. */
export const LONGEST_EMOTICON = Math.max(
  ...[...EMOTICONS.keys()].map((face) => face.length),
);
