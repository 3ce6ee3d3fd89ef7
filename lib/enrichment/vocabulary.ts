import { CONTEXTUAL, type Neighbours } from "./contextual.ts";
import { GENERAL_PRAISE, PERSONAL_PRAISE } from "./lexicon/cues.ts";
import {
  CHATTY_WORDS,
  CONCESSIVES,
  ENGLISH_FUNCTION_WORDS,
  FACTIVES,
  INTENSIFIERS,
  LIMITERS,
  MODALS,
  NEGATORS,
  PLAIN_NEGATORS,
  RELIEVERS,
} from "./lexicon/english.ts";
import { FOREIGN_WORDS } from "./lexicon/foreign.ts";
import { VALENCE } from "./lexicon/valence.ts";
import { QUESTION_OPENERS } from "./questions.ts";
import { valenceOf } from "./valence.ts";

/** How a word bears on what follows it in its sentence. */
export type Turn = "but" | "modal" | "concessive" | "reliever";

/** All that the lexicons say of one word, so that it is looked up once. */
export interface Word {
  /** See {@linkcode valenceOf}. */
  readonly valence: number;
  /** Without valence, whatever its neighbours. */
  readonly isNeutral: boolean;
  /** Its neighbours may decide what it says. */
  readonly inContext: Neighbours | undefined;
  /** As an intensifier, in valence units; 0 if it is none. */
  readonly boost: number;
  readonly isNegator: boolean;
  /** A negator that says something even if it denies no rated word. */
  readonly isPlainNegator: boolean;
  readonly turn: Turn | undefined;
  /** A negation before it does not reach past it. */
  readonly isLimiter: boolean;
  /** If it is denied, what follows is so. */
  readonly isFactive: boolean;
  /** A question may begin with it. */
  readonly mayAsk: boolean;
  /** Evidence of another language; 0 if it is none. */
  readonly foreign: number;
  /** One of the most frequent words of English. */
  readonly isFunctionWord: boolean;
  readonly praise: "personal" | "general" | undefined;
  /**
   * An English word that some lexicon here knows, so that it is kept as it is
   * rather than read as a drawn-out form of another.
   */
  readonly isKnown: boolean;
}

const UNKNOWN: Word = describe("");

const WORDS: ReadonlyMap<string, Word> = new Map(
  [
    VALENCE,
    INTENSIFIERS,
    NEGATORS,
    MODALS,
    CONCESSIVES,
    RELIEVERS,
    LIMITERS,
    FACTIVES,
    QUESTION_OPENERS,
    ENGLISH_FUNCTION_WORDS,
    CHATTY_WORDS,
    CONTEXTUAL,
    FOREIGN_WORDS,
    PERSONAL_PRAISE,
    GENERAL_PRAISE,
  ].flatMap((lexicon) => [...lexicon.keys()])
    .map((key) => [key, describe(key)]),
);

/** What the lexicons say of a token's key; of most, that it is unknown. */
export function wordOf(key: string): Word {
  const word = WORDS.get(key);
  if (word !== undefined) return word;
  const valence = valenceOf(key);
  return valence === 0 ? UNKNOWN : { ...UNKNOWN, valence, isNeutral: false };
}

/** See {@linkcode Word.isKnown}. */
export function isKnownWord(key: string): boolean {
  return WORDS.get(key)?.isKnown === true;
}

function describe(key: string): Word {
  const valence = valenceOf(key);
  const inContext = CONTEXTUAL.get(key);
  const boost = INTENSIFIERS.get(key) ?? 0;
  const isNegator = NEGATORS.has(key);
  const isFunctionWord = ENGLISH_FUNCTION_WORDS.has(key);
  return {
    valence,
    isNeutral: valence === 0 && inContext === undefined,
    inContext,
    boost,
    isNegator,
    isPlainNegator: valence === 0 && PLAIN_NEGATORS.has(key),
    turn: turnOf(key),
    isLimiter: LIMITERS.has(key),
    isFactive: FACTIVES.has(key),
    mayAsk: QUESTION_OPENERS.has(key),
    foreign: FOREIGN_WORDS.get(key) ?? 0,
    isFunctionWord,
    praise: praiseOf(key),
    isKnown: isNegator || isFunctionWord || boost !== 0 || VALENCE.has(key) ||
      CHATTY_WORDS.has(key),
  };
}

function turnOf(key: string): Turn | undefined {
  if (key === "but") return "but";
  if (MODALS.has(key)) return "modal";
  if (CONCESSIVES.has(key)) return "concessive";
  return RELIEVERS.has(key) ? "reliever" : undefined;
}

function praiseOf(key: string): Word["praise"] {
  if (PERSONAL_PRAISE.has(key)) return "personal";
  return GENERAL_PRAISE.has(key) ? "general" : undefined;
}
