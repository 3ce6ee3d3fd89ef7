import { VADER } from "./vader.ts";

/**
 * Faces typed with punctuation that do not occur in plain prose, times or
 * links, with our own valences from -4 to 4 for those that VADER lacks.
 */
const BY_VALENCE: readonly (readonly [number, string])[] = [
  [2.6, "<3 <33 <333 <3333 \\o/"],
  [2.2, ":D :-D =D ;D ;-D :')) ^_^ ^^ ^.^ (-: :3 :* :-* ;* ;-*"],
  [2, ":) :-) =) :)) :))) :-)) :] =] :') :'-) :P :-P =P :p :-p =p ;P ;p ;-P"],
  [1.5, ";) ;-) ;)) ;]"],
  [-0.5, ":| :-| =| -_- -.-"],
  [-0.9, ":/ :-/ =/ :\\ :-\\ =\\ :S :-S :s >.< >_<"],
  [-1.9, ":( :-( =( :(( :((( ;( ;-("],
  [-2.3, ":'( :'-( ='( </3 ;_;"],
  [-2.4, ">:( >:-( >:["],
];

const OWN: ReadonlyMap<string, number> = new Map(
  BY_VALENCE.flatMap(([valence, faces]) =>
    faces.split(" ").map((face) => [face, VADER.get(face) ?? valence] as const)
  ),
);

/** VADER's other faces: "(:", ":^)". In prose they are parts of other things. */
const LONE = [...VADER].filter(([face]) =>
  !OWN.has(face) &&
  /^(?=.{2,5}$)[:;=()[\]{}<>\\|^][^\w\s]*[a-z03]?[^\w\s]*$/i.test(face)
);

/** Faces only where spaces are around them. */
export const LONE_EMOTICONS: ReadonlySet<string> = new Set(
  LONE.map(([face]) => face),
);

/** Valence of each face, from -4 to 4. */
export const EMOTICONS: ReadonlyMap<string, number> = new Map([
  ...OWN,
  ...LONE,
]);

/** Characters of the longest face. */
export const LONGEST_EMOTICON = Math.max(
  ...[...EMOTICONS.keys()].map((face) => face.length),
);
