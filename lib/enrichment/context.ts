import { isCapital } from "./characters.ts";
import { isStatedOnly } from "./negators.ts";
import { beginsAsQuestion } from "./questions.ts";
import type { Token } from "./tokens.ts";

// Of VADER (Hutto and Gilbert, ICWSM 2014), which measured them on human
// ratings.
const BEFORE_BUT = 0.5;
const AFTER_BUT = 1.5;

// Our own, each of which holds for reviews and newspapers alike.
/** "They never called": what is missing, though no rated word is denied. */
const PLAIN_NEGATION = -0.6;
/** "Prevents accidents". */
const RELIEVED = -0.3;
/** Words after a {@linkcode RELIEVED} one's verb that may be its object. */
const RELIEF_REACH = 3;
/** "It would be great", "if it is good". */
const HYPOTHETICAL = 0.6;
/** "Although the food is good". */
const CONCEDED = 0.6;
/** Words of a clause that is conceded. */
const CONCESSION_REACH = 8;
/** "Is it any good?" */
const ASKED = 0.6;

/** A word or phrase that is not neutral. */
export interface Scored {
  /** Index of its first token. */
  at: number;
  /** Its number of tokens. */
  length: number;
  /** In its context, as far as that was read. */
  valence: number;
}

/** What of a text bears on the words that are rated, up to where it is read. */
export class Context {
  /** In their order. */
  readonly scored: Scored[] = [];
  /** Capitals stress a word, because not all are in capitals. */
  readonly mixedCase: boolean;
  readonly #tokens: readonly Token[];
  /** Index in `scored` of the sentence's first. */
  #sentence = 0;
  /** Index of the sentence's first token. */
  #start = 0;
  /** Number in `scored` before the sentence's last "but"; -1 without one. */
  #beforeBut = -1;
  #isHypothetical = false;
  #concession = -Infinity;
  #reliever = -Infinity;
  #isTitle: boolean | undefined;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
    this.mixedCase = hasMixedCase(tokens);
  }

  /** How much the token at `at` counts after what was read before it. */
  weight(at: number, valence: number): number {
    let weight = this.#isHypothetical ? HYPOTHETICAL : 1;
    if (at - this.#concession <= CONCESSION_REACH) weight *= CONCEDED;
    if (valence < 0 && at - this.#reliever <= RELIEF_REACH) weight *= RELIEVED;
    return weight;
  }

  /** Whether the word at `at` is part of a name in the middle of a sentence. */
  isName(at: number): boolean {
    return isCapitalised(this.#tokens[at]) &&
      this.#tokens[at - 1]?.kind === "word" &&
      (isCapitalised(this.#tokens[at - 1]) ||
        isCapitalised(this.#tokens[at + 1])) &&
      !(this.#isTitle ??= isTitle(this.#tokens));
  }

  /** Goes on past the token at `at`. */
  read(at: number): void {
    const token = this.#tokens[at];
    if (token === undefined) return;
    if (token.kind === "break") return this.endSentence(at);
    if (token.word.isPlainNegator && !isStatedOnly(this.#tokens, at)) {
      this.scored.push({ at, length: 1, valence: PLAIN_NEGATION });
    }
    switch (token.word.turn) {
      case "but":
        this.#beforeBut = this.scored.length;
        this.#concession = this.#reliever = -Infinity;
        break;
      case "modal":
        this.#isHypothetical = true;
        break;
      case "concessive":
        this.#concession = at;
        break;
      case "reliever":
        this.#reliever = at;
    }
  }

  /** A negator that denies a rated word says nothing by itself. */
  spend(negator: number): void {
    const { scored } = this;
    for (let i = scored.length - 1; i >= this.#sentence; i--) {
      const item = scored[i];
      if (item === undefined || item.at < negator) return;
      if (item.at > negator) continue;
      if (this.#isPlainNegator(i)) this.#drop(i);
      return;
    }
  }

  #isPlainNegator(index: number): boolean {
    const item = this.scored[index];
    return item?.length === 1 &&
      this.#tokens[item.at]?.word.isPlainNegator === true;
  }

  #drop(index: number): void {
    this.scored.splice(index, 1);
    if (this.#beforeBut > index) this.#beforeBut--;
  }

  #isAsked(end: number): boolean {
    return this.#tokens[end]?.key === "?" ||
      beginsAsQuestion(this.#tokens, this.#start, end);
  }

  /** "Haven't you heard?" misses nothing, "anything fun?" finds none. */
  #dropUnsaid(): void {
    for (let i = this.scored.length - 1; i >= this.#sentence; i--) {
      if (this.#isPlainNegator(i) || this.#isLeftOpen(i)) this.#drop(i);
    }
  }

  #isLeftOpen(index: number): boolean {
    const at = this.scored[index]?.at ?? 0;
    return OPEN.has(this.#tokens[at - 1]?.key ?? "");
  }

  /**
   * Before "but" counts half, after it half as much again; of several the last
   * one decides. What is asked counts less. The sentence's mark stands at
   * `end`, or the text is over there.
   */
  endSentence(end: number): void {
    const { scored } = this;
    const asked = scored.length > this.#sentence && this.#isAsked(end)
      ? ASKED
      : 1;
    if (asked !== 1) this.#dropUnsaid();
    const but = this.#beforeBut;
    if (asked !== 1 || but !== -1) {
      for (let i = this.#sentence; i < scored.length; i++) {
        const item = scored[i];
        if (item === undefined) break;
        item.valence *= asked;
        if (but !== -1) item.valence *= i < but ? BEFORE_BUT : AFTER_BUT;
      }
    }
    this.#sentence = scored.length;
    this.#start = end + 1;
    this.#beforeBut = -1;
    this.#isHypothetical = false;
    this.#concession = this.#reliever = -Infinity;
  }
}

/** Before what a question asks for, without saying that there is any. */
const OPEN: ReadonlySet<string> = new Set(
  "any anything anyone anybody anywhere something someone ever".split(" "),
);

function isCapitalised(token: Token | undefined): boolean {
  if (token?.kind !== "word" || token.shouted) return false;
  const { written } = token;
  return written.length > 1 && isCapital(written.charCodeAt(0), written, 0);
}

/** Whether most words of a text are capitalised, as in a title. */
function isTitle(tokens: readonly Token[]): boolean {
  let words = 0;
  let capitalised = 0;
  for (const token of tokens) {
    if (token.kind !== "word") continue;
    words++;
    if (isCapitalised(token)) capitalised++;
  }
  return capitalised * 2 > words;
}

function hasMixedCase(tokens: readonly Token[]): boolean {
  let shouted = false;
  let calm = false;
  for (const token of tokens) {
    if (token.kind !== "word") continue;
    if (token.shouted) shouted = true;
    else calm = true;
  }
  return shouted && calm;
}
