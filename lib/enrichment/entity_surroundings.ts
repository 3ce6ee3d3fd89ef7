import type { NameWord } from "./entity_words.ts";
import {
  COMPANY,
  GREETINGS,
  KIN,
  MOTION,
  MUSIC,
  NO_PLACE_BEFORE_IN,
  PERSON_CUES,
  PERSON_VERBS,
  PLACE_CUES,
  WORK,
} from "./lexicon/names.ts";

/** What the words around a name say of it. */
export class Surroundings {
  readonly #words: readonly NameWord[];
  readonly #start: number;
  readonly #end: number;

  /** The name is the words of its sentence from `start` to before `end`. */
  constructor(words: readonly NameWord[], start: number, end: number) {
    this.#words = words;
    this.#start = start;
    this.#end = end;
  }

  /** In words. */
  get #length(): number {
    return this.#end - this.#start;
  }

  /** "my brother Tom", "my name is Paris", "I'm Victoria". */
  namesPerson(): boolean {
    const one = this.#word(1);
    if (one === "" || this.#length > 3) return false;
    const two = this.#word(2);
    if (KIN.has(one)) return OWNERS.has(two);
    if (one === "is" || one === "name's") {
      return (two === "name" || one === "name's") && this.#word(3) === "my";
    }
    if (ADDRESS_TITLES.has(one)) return true;
    return one === "i'm" || one === "im" ||
      (one === "me" && two === "call");
  }

  /** "told Aisha", "dinner with Jenna". */
  leadsToPerson(): boolean {
    const one = this.#word(1);
    return PERSON_CUES.has(one) || this.#introduces(one) ||
      (one === "with" && COMPANY.has(this.#word(2)));
  }

  /** "our dog is called Luna" */
  #introduces(word: string): boolean {
    return (word === "called" || word === "named") &&
      this.#words.slice(0, this.#start).some(({ lower }) => KIN.has(lower));
  }

  /** "a song by Radiohead", "listening to the Beatles". */
  leadsToBand(): boolean {
    if (this.#word(1) === "band") return true;
    const skip = this.#word(1) === "the" ? 1 : 0;
    const one = this.#word(1 + skip);
    return (one === "by" || one === "of" || one === "to") &&
      MUSIC.has(this.#word(2 + skip));
  }

  /** "in Lisbon", "moving to Lisbon". */
  leadsToPlace(): boolean {
    const one = this.#word(1);
    const two = this.#word(2);
    if (one === "in") return !NO_PLACE_BEFORE_IN.has(two);
    if (PLACE_CUES.has(one)) return true;
    return (one === "to" || one === "from") && MOTION.has(two);
  }

  /** "at Netflix", "I work for Netflix". */
  leadsToEmployer(): boolean {
    const one = this.#word(1);
    return one === "at" || (one === "for" && WORK.has(this.#word(2)));
  }

  /** "Hey Maria", "love you Rachel". */
  greets(): boolean {
    const word = this.#words[this.#start - 1]?.lower ?? "";
    const before = this.#words[this.#start - 2]?.lower ?? "";
    if (this.#length > 2) return false;
    return GREETINGS.has(word) ||
      (word === "you" && (before === "love" || before === "miss"));
  }

  /** "Xiomara said". */
  acts(): boolean {
    const last = this.#words[this.#end - 1];
    return this.#length === 1 && last?.pause === false && !last.possessive &&
      PERSON_VERBS.has(this.#words[this.#end]?.lower ?? "");
  }

  /** The word so many before the name, "" where a pause is between. */
  #word(distance: number): string {
    for (let at = this.#start - distance; at < this.#start; at++) {
      if (this.#words[at]?.pause !== false) return "";
    }
    return this.#words[this.#start - distance]?.lower ?? "";
  }
}

/** Whose brother, dog or friend. */
const OWNERS: ReadonlySet<string> = new Set(
  ["my", "our", "your", "his", "her", "their", "old", "little", "best", "big"],
);

const ADDRESS_TITLES: ReadonlySet<string> = new Set(
  ["mr", "mrs", "ms", "dr", "aunt", "uncle", "grandma", "grandpa"],
);
