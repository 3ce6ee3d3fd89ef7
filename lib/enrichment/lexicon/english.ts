/** Words that turn what follows into its opposite. */
export const NEGATORS: ReadonlySet<string> = new Set(
  ("not never neither nor none nobody nothing nowhere without cannot cant dont " +
    "doesnt didnt isnt arent wasnt werent wont wouldnt couldnt shouldnt hasnt " +
    "havent hadnt aint mustnt neednt rarely seldom hardly barely scarcely " +
    "lacks lacking lacked fails failed " +
    "can't don't doesn't didn't isn't aren't wasn't weren't won't wouldn't " +
    "couldn't shouldn't hasn't haven't hadn't ain't mustn't needn't")
    .split(" "),
);

/**
 * Negators that say by themselves that something is not as it should be: not
 * those of what can be ("can't") and of what nearly is ("hardly").
 */
export const PLAIN_NEGATORS: ReadonlySet<string> = NEGATORS.difference(
  new Set(
    ("cannot cant can't couldnt couldn't neednt needn't rarely seldom " +
      "hardly barely scarcely").split(" "),
  ),
);

/** What follows them is not so, but could, should or might be. */
export const MODALS: ReadonlySet<string> = new Set(
  "would could should may might must if".split(" "),
);

/** What a negation before them does not reach past: "not sad, just tired". */
export const LIMITERS: ReadonlySet<string> = new Set(["but", "just", "only"]);

/**
 * Denied, they say that what follows is so: "never fails to", "can't believe
 * how".
 */
export const FACTIVES: ReadonlySet<string> = new Set(
  "fail fails failed believe".split(" "),
);

/** They open a clause that the main one outweighs. */
export const CONCESSIVES: ReadonlySet<string> = new Set(
  "although though despite while whereas".split(" "),
);

/** Verbs (and "against") whose object, if bad, is so no more. */
export const RELIEVERS: ReadonlySet<string> = new Set(
  ("against avoid avoids avoided avoiding combat curb curbs cure cures cured " +
    "ease eases eased easing eliminate eliminates eliminated eliminating end " +
    "ends ended ending fight fights fighting fought overcome overcomes " +
    "prevent prevents prevented preventing reduce reduces reduced reducing " +
    "relieve relieves relieved resolve resolves resolved solve solves solved " +
    "stop stops stopped stopping").split(" "),
);

/** Words that strengthen (positive) or weaken what follows, in valence units. */
export const INTENSIFIERS: ReadonlyMap<string, number> = new Map([
  ...("absolutely amazingly awfully completely considerably deeply damn effing " +
    "enormously entirely especially exceptionally extremely fabulously " +
    "fucking freaking freakin flippin frickin fully genuinely greatly hella " +
    "highly hugely incredibly insanely intensely mad majorly mega more most " +
    "particularly pretty purely quite rather real really remarkably seriously " +
    "sincerely so super such terribly thoroughly too totally tremendously " +
    "truly uber ultra unbelievably unusually utterly very way wildly crazy ridiculously")
    .split(" ").map((word) => [word, 0.293] as const),
  ...("almost kinda kindof less little marginally occasionally partly " +
    "slightly somewhat sorta sortof bit fairly mildly")
    .split(" ").map((word) => [word, -0.293] as const),
]);

/** The most frequent words of English that are rare in its neighbours. */
export const ENGLISH_FUNCTION_WORDS: ReadonlySet<string> = new Set(
  ("the and you your you're youre i'm im i've i'll i'd it's its this that " +
    "these those is are was were be been am have has had having do does did " +
    "don't dont didn't not of to for from with without about into on at by my " +
    "me we he she they them their our his her it i if but or so because when " +
    "where what who how why which would could should will can can't just " +
    "really very too also then than there here some any all more most much " +
    "many good great nice love like want need know think see get got go going " +
    "make made new now today tomorrow yesterday day night time please thanks " +
    "thank hey hi hello yes yeah ok okay how's what's let's up out off down " +
    "been being only ever never always again still back well right lol haha " +
    "ur u gonna wanna gotta babe an as am come had has were said one two " +
    "over after before between while those such only own same other first")
    .split(" "),
);

/** Other common words whose drawn-out forms ("sooo", "heyyy") are recognised. */
export const CHATTY_WORDS: ReadonlySet<string> = new Set(
  ("so hey hi hello no yes yeah yay aw oh ooh ah hm mm um uh me you love miss " +
    "night morning omg god wow baby honey sweetie dear girl man guys well way " +
    "long more much right now today what why where who off all see will tell " +
    "feel too free been need keep week meet sweet look good book soon food " +
    "room door pool cool need seen deal sleep tweet full bill call small tall " +
    "ball hall wall fall kill skill still thrill chill fill till sell smell " +
    "well spell bell yell boss less class glass pass grass mess press dress " +
    "business stress success access address process kiss bliss off stuff " +
    "staff buff sniff add odd egg inn coffee fee agree three tree knee " +
    "degree see bee zoo too taboo shampoo tattoo igloo voodoo bamboo kangaroo " +
    "boo woo screw ass bass brass cross loss gloss toss discuss fuss guess " +
    "unless illness fitness wellness happiness fee refugee committee employee")
    .split(" "),
);
