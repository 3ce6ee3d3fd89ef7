import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ActionKind } from "@/lib/models/mod.ts";
import { ActionFinder } from "./actions.ts";
import {
  createEnricher,
  explainSentiment,
  htmlToText,
  type MessageEnrichment,
  type MessageFacts,
  TOPICS,
} from "./mod.ts";
import { mayNameEntity } from "./entity_candidates.ts";
import { indexIdioms, sentimentOf } from "./sentiment.ts";
import { tokenize } from "./tokens.ts";
import { TopicFinder } from "./topics.ts";
import { observedOutcomes } from "./transactions.ts";
import { PhraseTrie } from "./trie.ts";

// No time is asserted. The pieces are repeated to a megabyte: work that grew
// with its square would take minutes, and the runner ends a test long before.
const MEGABYTE = 1_000_000;
/** Where all parts of an enricher read the whole text. */
const WHOLE = 300_000;

const enricher = createEnricher();
const trie = new PhraseTrie();
const idioms = indexIdioms(trie);
const topicFinder = new TopicFinder(undefined, trie);
const actionFinder = new ActionFinder(trie);
const topicIds: ReadonlySet<string> = new Set(TOPICS.map(({ id }) => id));

/** Enriched as a fan's tip, so that amounts are looked for too. */
function enrich(text: string): MessageEnrichment {
  return enricher.enrichMessage({
    text,
    direction: "inbound",
    isMass: false,
    isTip: true,
  });
}

/** The parts of an enricher on all of a text, which alone is not bounded. */
function enrichWhole(text: string): MessageEnrichment {
  const tokens = tokenize(text);
  const facts: MessageFacts = {
    text,
    direction: "inbound",
    isMass: false,
    isTip: true,
  };
  const topics = topicFinder.find(tokens);
  const reading = actionFinder.read({ facts, text, tokens, topics });
  return {
    sentiment: sentimentOf(text, tokens, idioms),
    topics,
    actions: actionFinder.find(reading),
    outcomes: observedOutcomes(reading),
    mayNameEntity: mayNameEntity(tokens),
  };
}

/** What a plain message of that text shows. */
function plain(text: string): MessageEnrichment {
  return enricher.enrichMessage({ text, direction: "inbound", isMass: false });
}

function expectValid(result: MessageEnrichment): void {
  const { sentiment, topics, actions, outcomes } = result;
  if (sentiment !== null) {
    expect(sentiment).toBeGreaterThanOrEqual(-1);
    expect(sentiment).toBeLessThanOrEqual(1);
  }
  for (const topic of topics) expect(topicIds).toContain(topic);
  for (const action of actions) ActionKind.parse(action);
  for (const { amount = 1 } of outcomes) {
    expect(Number.isFinite(amount) && amount > 0).toBe(true);
  }
  expect(new Set(topics).size).toBe(topics.length);
  expect(new Set(actions).size).toBe(actions.length);
}

/** Text that is no longer than what it is made of, and trimmed. */
function expectText(html: string): void {
  const text = htmlToText(html);
  expect(text.length).toBeLessThanOrEqual(html.length);
  expect(text).toBe(text.trim());
}

function repeated(piece: string, length = MEGABYTE): string {
  return piece.repeat(Math.ceil(length / piece.length));
}

describe("what says nothing", () => {
  it.each([
    "",
    " ",
    "\n\n\n",
    "\t\r\n\u00a0\u2003\ufeff",
    "\u0000\u0001\u001f\u007f",
    "\u200b\u200c\u200d\u2060",
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
    "<p></p>",
    "<!-- -->",
    "<script>I love you</script>",
    "...",
    "¶§©®™",
    "\ud800",
    "\udc00\ud800",
  ])("%j gives nothing", (text) => {
    expect(plain(text)).toEqual({
      sentiment: null,
      topics: [],
      actions: [],
      outcomes: [],
      mayNameEntity: false,
    });
  });
});

describe("writing of all kinds", () => {
  it.each([
    ["emoji only", "😀😀👨‍👩‍👧‍👦🏳️‍🌈👍🏽🇺🇸"],
    ["Arabic", "مرحبا كيف حالك اليوم؟"],
    ["Hebrew", "שלום מה שלומך היום?"],
    ["both directions", "hello שלום world مرحبا"],
    ["reversed", "\u202eyou love I\u202c"],
    ["towers of marks", "g̷̨̛͔͝r̸͚̈́e̵̢͝a̶̛͜t̷̰̀"],
    ["a letter with 10,000 marks", "a" + "\u0301".repeat(10_000)],
    ["lone surrogates", "love \ud800 you \udfff!"],
    ["a surrogate at the end", "love you \ud83d"],
    ["NUL and controls", "I\u0000love\u0007you\u001b[31m"],
    ["mathematical letters", "𝓲 𝓵𝓸𝓿𝓮 𝔂𝓸𝓾"],
    ["wide letters", "ｉ　ｌｏｖｅ　ｙｏｕ"],
    ["a sign that unfolds to a sentence", "\ud835\udcf2 \ufdfa"],
    ["skin tones without a hand", "🏽🏽🏽"],
    ["joiners without emoji", "\u200d\ufe0f\u200d"],
    ["private use", "\ue000\uf8ff"],
    ["no characters", "\uffff\ufffe"],
    ["a drawn-out word", "so" + "o".repeat(5_000)],
    ["digits without end", "$" + "9".repeat(5_000)],
  ])("%s gives a valid result", (_, text) => {
    expectValid(enrich(text));
    expectText(text);
  });

  it.each(["\u202b%\u202c", "\u2067%\u2069", "\u200f%", "\u0000%", "\ufeff%"])(
    "%j around words changes nothing",
    (frame) => {
      const words = "you are so beautiful, thank you for the video";
      expect(plain(frame.replace("%", words))).toEqual(plain(words));
    },
  );

  it("takes any code points", () => {
    const text = fc.string({ unit: "binary", maxLength: 400 });
    fc.assert(
      fc.property(text, (text) => {
        expectValid(enrich(text));
        expectText(text);
      }),
      { numRuns: 200, seed: 1 },
    );
  });

  it("takes any code units, halves of pairs included", () => {
    const text = fc.array(fc.integer({ min: 0, max: 0xffff }), {
      maxLength: 400,
    }).map((units) => String.fromCharCode(...units));
    fc.assert(
      fc.property(text, (text) => {
        expectValid(enrich(text));
        expectText(text);
      }),
      { numRuns: 200, seed: 2 },
    );
  });

  it("takes any markup", () => {
    const piece = fc.constantFrom(
      "<",
      ">",
      "</",
      "<!--",
      "-->",
      "<p>",
      "</p>",
      "<br/>",
      "<script>",
      "</script>",
      "<style",
      "&",
      "&amp;",
      "&lt;",
      "&#",
      "&#x",
      ";",
      "&#0;",
      "&#xd800;",
      '"',
      "'",
      " ",
      "\n",
      "love",
      "$20",
    );
    const html = fc.array(piece, { maxLength: 60 })
      .map((parts) => parts.join(""));
    fc.assert(
      fc.property(html, (html) => {
        expectValid(enrich(html));
        expectText(html);
      }),
      { numRuns: 500, seed: 3 },
    );
  });
});

describe("names that every object has", () => {
  const NAMES = [
    "__proto__",
    "constructor",
    "prototype",
    "toString",
    "valueOf",
    "hasOwnProperty",
    "__defineGetter__",
    "isPrototypeOf",
  ];

  it.each(NAMES)("%s is a word like any other", (name) => {
    expect(plain(name)).toEqual(plain("xqzvk"));
    expect(plain(`you are so ${name}`)).toEqual(plain("you are so xqzvk"));
  });

  it.each(NAMES)("%s is no reference and no element", (name) => {
    expect(htmlToText(`&${name};`)).toBe(`&${name};`);
    const element = name.replaceAll("_", "");
    expect(htmlToText(`a<${element}>b</${element}>`)).toBe("ab");
  });
});

/** Many small pieces, none of which may be looked at more than a few times. */
const PIECES: readonly string[] = [
  "a",
  "A",
  "a ",
  "!",
  "?",
  ".",
  ",",
  " ",
  "\n",
  "\t \n",
  " \n",
  "\u00a0",
  "\u0301",
  "\u202e",
  "\ud800",
  "😀",
  "👍🏽",
  "𝓵",
  "\ufdfa",
  "but ",
  "not ",
  "not good ",
  "no thanks ",
  "hi ",
  "ty ",
  "very very ",
  "pretty ",
  "you ",
  "hey? ",
  "I love you but ",
  '"',
  '"he said "',
  "'",
  "a'",
  "’s",
  "@",
  "@a ",
  "www.",
  "http",
  "https://",
  "aab",
  "abab",
  "aabb",
  "1",
  "1,",
  "1.1:",
  "1a",
  "1aaaaaaaaaaaaa",
  "%",
  "$",
  "$ ",
  "$1,",
  "$1.",
  "I sent you a $",
  "I sent you a $1,1,1,1,1,1,",
  "I sent you a $ 1 ",
  ":",
  ":)",
  ":D",
  ">:(",
  "<3",
  "^",
];

/** The same for what reads HTML. */
const MARKUP: readonly string[] = [
  "<",
  "< ",
  "<a",
  "<a ",
  "<a<",
  "</",
  "</a",
  "</a>",
  "<>",
  ">",
  "<!",
  "<!-",
  "<!--",
  "<!-->",
  "<!-- --",
  "<?",
  "<div>",
  "<div><p>",
  "<br>",
  "<br>\n",
  "<br> ",
  "<style>",
  "<style></",
  "<script></scrip",
  "<script></script",
  "<template><script>",
  "<p title='>'>",
  "&",
  "&a",
  "&amp",
  "&amp;",
  "&amp;amp;",
  "&#",
  "&#x",
  "&#1;",
  "&#38;#38;",
  "&#9999999999;",
  "&lt;b&gt;",
  "&nbsp;",
];

describe("a megabyte", () => {
  it.each([...PIECES, ...MARKUP])("of %j is enriched", (piece) => {
    expectValid(enrich(repeated(piece)));
  });

  it.each(PIECES)(
    "or a part of %j is enriched without the bound on texts",
    (piece) => {
      expectValid(enrichWhole(repeated(piece, WHOLE)));
    },
  );

  it.each([...PIECES, ...MARKUP])("of %j becomes text", (piece) => {
    expectText(repeated(piece));
  });

  it.each(MARKUP)("of %j within an element that never closes", (piece) => {
    for (const opening of ["<style>", "<!--", "<p ", "<a title='", "&#"]) {
      expectText(opening + repeated(piece));
    }
  });

  it("of open elements leaves the words between them", () => {
    const html = "<div>".repeat(100_000) + "you are great" +
      "</div>".repeat(100_000);
    expect(htmlToText(html)).toBe("you are great");
  });

  it("of references is decoded once", () => {
    expect(htmlToText("&amp;lt;".repeat(100_000))).toBe(
      "&lt;".repeat(100_000),
    );
  });

  it("of spaces between two words becomes one", () => {
    expect(htmlToText("a" + " ".repeat(MEGABYTE) + "b")).toBe("a b");
    expect(htmlToText("a" + "\n \t".repeat(MEGABYTE / 3) + "b")).toBe("a\nb");
  });

  it("of contrast, of negation or of praise has a sentiment within bounds", () => {
    for (const piece of ["love but hate ", "not good ", "amazing! "]) {
      const { score, words } = explainSentiment(repeated(piece));
      expect(Math.abs(score ?? NaN)).toBeLessThanOrEqual(1);
      expect(words.length).toBeGreaterThan(0);
    }
  });
});
