import type { ActionKind } from "@/lib/models/mod.ts";
import type { Direction, MessageFacts } from "./facts.ts";
import { type FamilyIndex, indexFamilies } from "./families.ts";
import {
  ADDRESS,
  AFTER_ADDRESS,
  type Cue,
  CUES,
  NOT_YOU,
  PRETTY_WHAT,
  SILENCERS,
  THINGS,
} from "./lexicon/cues.ts";
import { PhraseIndex, type PhraseMatch } from "./phrases.ts";
import { TOPICS } from "./taxonomy.ts";
import { isQuestion } from "./questions.ts";
import { isPurchase, isTip } from "./transactions.ts";
import type { Token } from "./tokens.ts";
import { PhraseTrie } from "./trie.ts";
import type { Word } from "./vocabulary.ts";

/** A message as it is read so far. */
export interface ReadText {
  readonly facts: MessageFacts;
  readonly text: string;
  readonly tokens: readonly Token[];
  /** Ids of the topics that it mentions. */
  readonly topics: readonly string[];
}

/** What a rule may look at. */
export interface Reading extends ReadText {
  /** The cues that stand in the text, with the index of their first tokens. */
  readonly cues: ReadonlyMap<Cue, readonly number[]>;
}

/** A greeting or an answer comes within this many tokens. */
const OPENING = 4;
/** A farewell stands within this many tokens of the end. */
const CLOSING = 12;
/** How far before a word of praise its "you" may stand. */
const ADDRESS_REACH = 5;
/** A sentence that is all praise has it among its first words. */
const UNSAID_REACH = 4;

/**
 * One rule per action, in the order in which a message's actions are listed.
 * `side` says who can do it at all.
 */
const RULES: readonly {
  action: ActionKind;
  side: Direction | "both";
  holds: (reading: Reading) => boolean;
}[] = [
  { action: "mass_message", side: "both", holds: ({ facts }) => facts.isMass },
  {
    action: "tip",
    side: "both",
    holds: ({ facts, text, cues }) =>
      isTip(facts, text) ||
      (facts.direction === "inbound" && cues.has("tipped")),
  },
  { action: "purchase", side: "both", holds: isPurchase },
  { action: "greeting", side: "both", holds: isGreeting },
  { action: "thanks", side: "both", holds: ({ cues }) => cues.has("thanks") },
  { action: "apology", side: "both", holds: ({ cues }) => cues.has("apology") },
  { action: "compliment", side: "both", holds: isCompliment },
  {
    action: "complaint",
    side: "inbound",
    holds: ({ cues }) => cues.has("complaint"),
  },
  { action: "offer", side: "outbound", holds: isOffer },
  {
    action: "ask_for_tip",
    side: "outbound",
    holds: ({ cues }) => cues.has("askTip"),
  },
  {
    action: "re_engagement",
    side: "outbound",
    holds: ({ cues }) => cues.has("reEngagement"),
  },
  {
    action: "boundary",
    side: "both",
    holds: ({ cues }) => cues.has("boundary"),
  },
  {
    action: "question",
    side: "both",
    holds: ({ tokens }) => isQuestion(tokens),
  },
  { action: "answer", side: "both", holds: isAnswer },
  {
    action: "small_talk",
    side: "both",
    holds: isSmallTalk,
  },
  {
    action: "media_shared",
    side: "both",
    holds: ({ facts }) => (facts.mediaCount ?? 0) > 0,
  },
  { action: "farewell", side: "both", holds: isFarewell },
];

/** Finds what a message does, by rules over its text and its fields. */
export class ActionFinder {
  private readonly phrases: PhraseIndex<readonly Cue[]>;

  /** A trie that other indexes use too makes the search common to them. */
  constructor(
    trie = new PhraseTrie(),
    private readonly families: FamilyIndex = indexFamilies(trie),
  ) {
    this.phrases = new PhraseIndex(cuePhrases(), trie);
  }

  /** What the rules need to know of a message. */
  read(text: ReadText): Reading {
    const { facts, tokens, topics } = text;
    const cues = this.cues(tokens, facts.direction);
    return { facts, text: text.text, tokens, topics, cues };
  }

  private cues(
    tokens: readonly Token[],
    direction: Direction,
  ): Reading["cues"] {
    const phrases = this.phrases.find(tokens);
    const common = this.families.common.find(tokens);
    const families = direction === "inbound"
      ? common
      : [...common, ...this.families.outbound.find(tokens)];
    if (families.length === 0) return cuesOf(phrases);
    for (const { value: { cue }, start, length } of families) {
      if (cue !== undefined) phrases.push({ value: [cue], start, length });
    }
    if (phrases.length > 1) phrases.sort((a, b) => a.start - b.start);
    return cuesOf(phrases);
  }

  /** Every action that the reading justifies. */
  find(reading: Reading): ActionKind[] {
    const actions: ActionKind[] = [];
    for (const { action, side, holds } of RULES) {
      const can = side === "both" || side === reading.facts.direction;
      if (can && holds(reading)) actions.push(action);
    }
    return actions;
  }
}

function cuePhrases(): Map<string, Cue[]> {
  const phrases = new Map<string, Cue[]>();
  for (const [cue, list] of CUES) {
    for (const phrase of list.split(",").map((part) => part.trim())) {
      const known = phrases.get(phrase);
      if (known === undefined) phrases.set(phrase, [cue]);
      else known.push(cue);
    }
  }
  return phrases;
}

const NO_CUES: ReadonlyMap<Cue, readonly number[]> = new Map();

/** The places of each cue, without those that a silencer covers. */
function cuesOf(
  matches: readonly PhraseMatch<readonly Cue[]>[],
): ReadonlyMap<Cue, readonly number[]> {
  if (matches.length === 0) return NO_CUES;
  const covered = coverOf(matches);
  const cues = new Map<Cue, number[]>();
  for (const match of matches) {
    for (const cue of match.value) {
      if (isSilenced(cue, match, covered)) continue;
      const places = cues.get(cue);
      if (places === undefined) cues.set(cue, [match.start]);
      else places.push(match.start);
    }
  }
  return cues;
}

/** The tokens that each silencer covers. */
type Cover = ReadonlyMap<Cue, ReadonlySet<number>>;

const NO_COVER: Cover = new Map();
const SILENT: ReadonlySet<Cue> = new Set(SILENCERS.values());

function coverOf(matches: readonly PhraseMatch<readonly Cue[]>[]): Cover {
  let covers: Map<Cue, Set<number>> | undefined;
  for (const { value, start, length } of matches) {
    for (const cue of value) {
      if (!SILENT.has(cue)) continue;
      covers ??= new Map();
      const places = covers.get(cue) ?? new Set();
      covers.set(cue, places);
      for (let at = start; at < start + length; at++) places.add(at);
    }
  }
  return covers ?? NO_COVER;
}

function isSilenced(
  cue: Cue,
  { start, length }: PhraseMatch<unknown>,
  covered: Cover,
): boolean {
  if (covered.size === 0) return false;
  const silencer = SILENCERS.get(cue);
  const places = silencer === undefined ? undefined : covered.get(silencer);
  if (places === undefined) return false;
  for (let at = start; at < start + length; at++) {
    if (places.has(at)) return true;
  }
  return false;
}

const EVERYDAY: ReadonlySet<string> = new Set(
  TOPICS.filter(({ kind }) => kind === "everyday").map(({ id }) => id),
);
/** Everyday topics that the trade is about as well, or wishes and courtship. */
const NOT_JUST_TALK: ReadonlySet<string> = new Set([
  "scheduling",
  "technology",
  "money",
  "beauty-fashion",
  "celebrations",
  "relationships",
]);
/** Who does this is not just talking. */
const BUSINESS: readonly Cue[] = [
  "offer",
  "askTip",
  "complaint",
  "boundary",
  "reEngagement",
  "purchase",
  "renewal",
];

/** Words for it, or talk of everyday life with nothing of the trade in it. */
function isSmallTalk({ cues, topics, facts }: Reading): boolean {
  if (cues.has("smallTalk") || cues.has("howAreYou")) return true;
  return !facts.isMass && (facts.price ?? 0) === 0 &&
    topics.some((topic) => !NOT_JUST_TALK.has(topic)) &&
    topics.every((topic) => EVERYDAY.has(topic)) &&
    !BUSINESS.some((cue) => cues.has(cue));
}

function isGreeting({ cues }: Reading): boolean {
  return cues.get("greeting")?.some((place) => place < OPENING) ?? false;
}

function isAnswer({ facts, cues, tokens }: Reading): boolean {
  if (cues.get("answer")?.includes(0)) return true;
  return facts.isReply === true && tokens.length > 0 && !isQuestion(tokens);
}

function isFarewell({ cues, tokens }: Reading): boolean {
  return cues.get("farewell")?.some((place) =>
    place >= tokens.length - CLOSING
  ) ?? false;
}

/**
 * A price makes an offer; so do the words for one. Beside a refusal they offer
 * nothing, unless they come after its "but": "no calls, but I can film it".
 */
function isOffer({ facts, cues, tokens }: Reading): boolean {
  if ((facts.price ?? 0) > 0 && facts.isTip !== true) return true;
  const offers = cues.get("offer");
  const refusal = cues.get("boundary")?.at(-1);
  if (offers === undefined || refusal === undefined) {
    return offers !== undefined;
  }
  const turn = tokens.findIndex(({ key }, at) => at > refusal && key === "but");
  return turn !== -1 && offers.some((place) => place > turn);
}

function isCompliment({ facts, cues, tokens }: Reading): boolean {
  return cues.has("compliment") ||
    (facts.direction === "inbound" && cues.has("praisedWork")) ||
    tokens.some(({ word }, at) =>
      word.praise !== undefined && isPraise(tokens, at, word.praise)
    );
}

function isPraise(
  tokens: readonly Token[],
  at: number,
  praise: Word["praise"],
): boolean {
  const key = tokens[at]?.key;
  const next = tokens[at + 1];
  if (next !== undefined && THINGS.has(next.key)) return false;
  // "Pretty late", "kind of": not adjectives of praise there.
  if (key === "pretty" && next?.kind === "word" && !PRETTY_WHAT.has(next.key)) {
    return false;
  }
  if (key === "kind" && next?.key === "of" && tokens[at + 2]?.key !== "you") {
    return false;
  }
  const about = aboutWhom(tokens, at);
  return about === "you" || (praise === "personal" && about === "unsaid");
}

/**
 * Looks back from a word of praise for whom it is about. Unsaid, as in "so
 * beautiful", only where the sentence begins with it.
 */
function aboutWhom(
  tokens: readonly Token[],
  at: number,
): "you" | "unsaid" | "other" {
  for (let i = at - 1; i >= at - ADDRESS_REACH; i--) {
    const before = tokens[i];
    if (before === undefined || before.kind === "break") {
      return at - i <= UNSAID_REACH ? "unsaid" : "other";
    }
    if (before.word.isNegator || NOT_YOU.has(before.key)) return "other";
    if (ADDRESS.has(before.key)) {
      return isPraised(tokens, i, at) ? "you" : "other";
    }
  }
  return "other";
}

/** "You are great", "your great eyes"; not "hope you are well", "can you find a good". */
function isPraised(
  tokens: readonly Token[],
  address: number,
  praise: number,
): boolean {
  if (BEFORE_OTHER_YOU.has(tokens[address - 1]?.key ?? "")) return false;
  if (praise === address + 1) return true;
  // "Your weekend, anything fun?"
  if (THINGS.has(tokens[address + 1]?.key ?? "")) return false;
  const key = tokens[address]?.key ?? "";
  return !BARE_PRONOUNS.has(key) ||
    AFTER_ADDRESS.has(tokens[address + 1]?.key ?? "");
}

const BARE_PRONOUNS: ReadonlySet<string> = new Set(["you", "u", "ya", "she"]);

/** Before a "you" that is wished, asked or given something. */
const BEFORE_OTHER_YOU: ReadonlySet<string> = new Set(
  "hope hoping wish are r were send sends give if can could do did will would"
    .split(" "),
);
