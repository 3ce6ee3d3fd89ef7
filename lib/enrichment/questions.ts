import type { Token } from "./tokens.ts";

/** Words that may stand before a question begins. */
const LEAD_INS: ReadonlySet<string> = new Set(
  ("hey hi hello so and but well ok okay babe baby honey omg oh btw also lol um " +
    "then good morning evening sweetie dear love just wassup sup yo hiya hun " +
    "gorgeous beautiful handsome sexy queen wait sorry thanks haha wow aw aww hmm " +
    "ah please everyone guys stranger darling real quick question now yes yeah " +
    "no nope anyway btw tbh ngl actually seriously there quick evening afternoon")
    .split(" "),
);

const QUESTION_WORDS: ReadonlySet<string> = new Set(
  "what who where when why how which".split(" "),
);

/** Question words with their verb in them, and chat forms that are whole questions. */
const WHOLE_QUESTIONS: ReadonlySet<string> = new Set(
  "what's whats who's whos where's wheres how's hows when's why's wyd hru wbu hbu"
    .split(" "),
);

/** What follows a question word in a question, unlike in "what a day". */
const AFTER_QUESTION_WORD: ReadonlySet<string> = new Set(
  ("are is do does did was were can could would will should have has r u much many " +
    "long often about come old time kind else color colour day big far one ones type " +
    "if not happened happens made makes brought size wants won ur")
    .split(" "),
);

const AUXILIARIES: ReadonlySet<string> = new Set(
  ("do does did are is was were can could will would have has should may r " +
    "don't dont didn't isn't aren't wasn't can't won't wouldn't haven't").split(
      " ",
    ),
);

const SUBJECTS: ReadonlySet<string> = new Set(
  ("you u ya i we they he she your ur there anyone anybody someone everyone " +
    "everybody people ppl anything").split(" "),
);

/** Subjects only after "is" and "was": "do it" and "have that" are requests. */
const THINGS_AS_SUBJECTS: ReadonlySet<string> = new Set(
  "it this that the these those".split(" "),
);
/** Only after these and forms of "be" a thing asks: "will it", "has the". */
const BEFORE_THINGS: ReadonlySet<string> = new Set(
  "will would could can has should doesn't won't".split(" "),
);
const FORMS_OF_BE: ReadonlySet<string> = new Set(
  "is was isn't wasn't are were".split(" "),
);

/** "You got any pets", "you ever travel": questions that lost their auxiliary. */
const AFTER_YOU: ReadonlySet<string> = new Set(
  "ever wanna mind free busy awake around ok okay".split(" "),
);
const YOU: ReadonlySet<string> = new Set(["you", "u", "ya"]);
const POSSESSING: ReadonlySet<string> = new Set(["got", "have"]);
/** A statement that begins like a question without its auxiliary is longer. */
const LONGEST_BARE = 5;

/** What is told or wondered about: "tell me about", "I wonder what". */
const TOLD: ReadonlySet<string> = new Set(
  "about more what where why how who something everything".split(" "),
);
const WONDERED: ReadonlySet<string> = new Set(
  "what where when why how who if whether which".split(" "),
);

/** Who may be asked for without a verb: "anyone else awake". */
const ANYONE: ReadonlySet<string> = new Set(["anyone", "anybody"]);
/** "Anyone can", "anybody would" and "anyone who" state something. */
const AFTER_ANYONE: ReadonlySet<string> = new Set(
  "can could would will should may might who that".split(" "),
);

/** "Any news", unlike "any tip helps". */
const ASKED_FOR: ReadonlySet<string> = new Set(
  ("chance idea ideas news update updates plans recommendations recs " +
    "suggestions advice thoughts discount discounts deal deals sale sales " +
    "offers specials promos way ways luck reason other more new of series " +
    "movie movies film films book books show shows song songs music game " +
    "games fun good preference requests favourites favorites questions pets " +
    "kids siblings hobbies tattoos").split(" "),
);

/** What asks in the middle of a sentence, before "you" and before "I". */
const ASKING_YOU: ReadonlySet<string> = new Set(
  "do did are can could will would have were should".split(" "),
);
const ASKING_US: ReadonlySet<string> = new Set(
  "can could should may".split(" "),
);
/** "So do you", "more than you": an echo, no question. */
const BEFORE_ECHO: ReadonlySet<string> = new Set(
  "so nor neither as than only never not and i we they".split(" "),
);
/** What makes a question of what stands before it. */
const END_QUESTIONS: ReadonlySet<string> = new Set(
  "wbu hbu hru huh".split(" "),
);

const WONDERERS: ReadonlySet<string> = new Set(["i", "i'm", "im"]);
const WONDERING: ReadonlySet<string> = new Set(["wonder", "wondering"]);

/** Words with which a question or what stands before it may begin. */
export const QUESTION_OPENERS: ReadonlySet<string> = new Set([
  ...LEAD_INS,
  ...QUESTION_WORDS,
  ...WHOLE_QUESTIONS,
  ...AUXILIARIES,
  ...YOU,
  ...ANYONE,
  ...WONDERING,
  "tell",
  "any",
]);

/**
 * Whether a message asks: a sentence ends in a question mark, or begins as a
 * question does, since many people leave the mark out.
 */
export function isQuestion(tokens: readonly Token[]): boolean {
  if (!tokens.some(({ kind }) => kind === "word")) return false;
  let start = 0;
  for (let at = 0; at <= tokens.length; at++) {
    const token = tokens[at];
    if (token !== undefined && token.kind !== "break") continue;
    if (token?.key === "?") return true;
    if (
      beginsAsQuestion(tokens, start, at) || asksInPassing(tokens, start, at)
    ) return true;
    start = at + 1;
  }
  return false;
}

/** Whether the tokens from `start` to `end`, a sentence, begin as a question. */
export function beginsAsQuestion(
  tokens: readonly Token[],
  start: number,
  end: number,
): boolean {
  if (tokens[start]?.word.mayAsk !== true) {
    return tokens[start + 1]?.word.mayAsk === true &&
      asksFromI(tokens, start, end);
  }
  let at = start;
  while (at < end && LEAD_INS.has(tokens[at]?.key ?? "")) at++;
  const first = at < end ? tokens[at]?.key ?? "" : "";
  const second = at + 1 < end ? tokens[at + 1]?.key ?? "" : "";
  if (WHOLE_QUESTIONS.has(first)) return true;
  // "Does Friday work", "any news": hardly anything else begins so.
  if (first === "does") return second !== "";
  if (first === "any") return ASKED_FOR.has(second);
  const third = at + 2 < end ? tokens[at + 2]?.key ?? "" : "";
  const fourth = at + 3 < end ? tokens[at + 3]?.key ?? "" : "";
  if (QUESTION_WORDS.has(first)) {
    return AFTER_QUESTION_WORD.has(second) ||
      (!isSubject(second) && isInverted(third, fourth));
  }
  return isInverted(first, second) || asksIndirectly(first, second, third) ||
    asksFromI(tokens, at, end) ||
    asksWithoutVerb(first, second, third, end - at);
}

/** Whether a sentence asks somewhere in its course: "so tired, are you up". */
function asksInPassing(
  tokens: readonly Token[],
  start: number,
  end: number,
): boolean {
  for (let at = start + 2; at < end; at++) {
    const subject = tokens[at]?.key ?? "";
    const verb = tokens[at - 1];
    if (verb?.word.mayAsk !== true) continue;
    const verbs = YOU.has(subject)
      ? ASKING_YOU
      : subject === "i" || subject === "we"
      ? ASKING_US
      : undefined;
    if (
      verbs?.has(verb.key) === true &&
      !BEFORE_ECHO.has(tokens[at - 2]?.key ?? "")
    ) return true;
  }
  return END_QUESTIONS.has(tokens[end - 1]?.key ?? "");
}

/** "I wonder what". */
function asksFromI(
  tokens: readonly Token[],
  at: number,
  end: number,
): boolean {
  return at + 2 < end && WONDERERS.has(tokens[at]?.key ?? "") &&
    WONDERING.has(tokens[at + 1]?.key ?? "") &&
    WONDERED.has(tokens[at + 2]?.key ?? "");
}

/** "Tall are you" after "how", "do you" by itself: verb before subject. */
function isInverted(verb: string, subject: string): boolean {
  if (!AUXILIARIES.has(verb)) return false;
  return SUBJECTS.has(subject) ||
    ((FORMS_OF_BE.has(verb) || BEFORE_THINGS.has(verb)) &&
      THINGS_AS_SUBJECTS.has(subject));
}

function isSubject(key: string): boolean {
  return SUBJECTS.has(key) || THINGS_AS_SUBJECTS.has(key);
}

function asksIndirectly(first: string, second: string, third: string): boolean {
  if (first === "tell") return second === "me" && TOLD.has(third);
  return WONDERING.has(first) && WONDERED.has(second);
}

function asksWithoutVerb(
  first: string,
  second: string,
  third: string,
  length: number,
): boolean {
  if (ANYONE.has(first)) return second !== "" && !AFTER_ANYONE.has(second);
  if (!YOU.has(first)) return false;
  if (POSSESSING.has(second)) return third === "any";
  return AFTER_YOU.has(second) && length <= LONGEST_BARE;
}
