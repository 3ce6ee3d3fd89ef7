/**
 * Words that are rated and, beside certain others, only state something: "are
 * you free on Friday" against "free shipping".
 */
export interface PlainUse {
  readonly words: readonly string[];
  /** Neutral right after one of these. */
  readonly after: ReadonlySet<string>;
  /** Neutral right before one of these; "?" and "." end a sentence. */
  readonly before: ReadonlySet<string>;
}

const TIMES =
  "today tonight tomorrow this next now later monday tuesday wednesday " +
  "thursday friday saturday sunday weekend weekends";
const PEOPLE =
  "i he she we they you u who mom mum dad mother father sister brother " +
  "husband wife boyfriend girlfriend friend uncle aunt";

const BY_USE: readonly (readonly [
  words: string,
  after: string,
  before: string,
])[] = [
  // Not busy; without a fee, in the names of things.
  [
    "free",
    "you u ya i'm im we're feel",
    `on at after before until till time trial trials page account ${TIMES}`,
  ],
  ["busy", "you u ya", ""],
  ["vip", "", "page pages account member members chat list access area fans"],
  // Dealings.
  [
    "accept accepts",
    "",
    "tips tip cards card paypal cash credit payment payments requests",
  ],
  ["support", "contact customer tech technical contacted", "team ticket"],
  [
    "return returns returned returning",
    "you he she they we i'll we'll",
    "to from home flight trip ticket",
  ],
  [
    "join joins joined joining",
    "i you to we can",
    "your the my our this a us me",
  ],
  // The people of the trade and of one's life, named for what they are.
  [
    "fan fans",
    "a the my your other another any of with for meet",
    "page account club mail meeting",
  ],
  ["friend friends", "a my his her their our your with for some", ""],
  [
    "shoot shoots shooting",
    "the a my your our photo video film this that next last we were i'm " +
    "you're",
    "day me a the some new content video videos photos",
  ],
  [
    "drop drops dropped dropping",
    "just video vid set",
    `a new my the ${TIMES}`,
  ],
  // Somebody else's taste is asked for or told, not shown.
  ["favourite favorite favorites", "your ur his her their whose", ""],
  ["prefer enjoy", "you u", ""],
  ["better best", "like", "way time place day thing option"],
  // Work that is done, not a thing that works.
  [
    "works worked",
    PEOPLE,
    "at nights night late overtime yesterday there shifts weekends",
  ],
  ["quick", "real", "question one chat call word break nap update look"],
  [
    "short",
    "",
    "question message note film films hair trip break walk video clip clips " +
    "story stories skirt dress sleeves term time version",
  ],
  ["late", "up of", "night nights shift shifts lunch dinner show"],
  ["flat", "my our your her his their", ""],
  // "Everything okay?"
  ["ok okay alright", "everything everyone you u", "? if to with"],
  // "I'll" and "he'll" without their apostrophes.
  [
    "ill hell",
    "",
    "be have send do see get take go let tell try check make come wait buy " +
    "pay give call text never just also definitely probably",
  ],
  ["quality", "the your video picture sound audio image", ""],
  // Urged, not praised.
  ["respect", "please", ""],
];

/** See {@linkcode PlainUse}. */
export const PLAIN_USES: readonly PlainUse[] = BY_USE.map(
  ([words, after, before]) => ({
    words: words.split(" "),
    after: setOf(after),
    before: setOf(before),
  }),
);

/** Without the empty key, which stands for no neighbour. */
function setOf(words: string): ReadonlySet<string> {
  return new Set(words.split(" ").filter((word) => word !== ""));
}
