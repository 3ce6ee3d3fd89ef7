import { describe, expect, it } from "vitest";
import { indexFamilies } from "./families.ts";
import { PatternIndex } from "./patterns.ts";
import { tokenize } from "./tokens.ts";
import { PhraseTrie } from "./trie.ts";

/** The parts of a text that a pattern covers. */
function found(pattern: string, text: string): string[] {
  const tokens = tokenize(text);
  const index = new PatternIndex([[pattern, true]], new PhraseTrie());
  return index.find(tokens).map(({ start, length }) =>
    tokens.slice(start, start + length).map(({ key }) => key).join(" ")
  );
}

describe("a pattern", () => {
  it("is its anchor with words around it", () => {
    const pattern = "never|not [got|received] my|the video";
    expect(found(pattern, "I never got my video")).toEqual([
      "never got my video",
    ]);
    expect(found(pattern, "not received the video, ever")).toHaveLength(1);
    expect(found(pattern, "I got my video")).toEqual([]);
    expect(found(pattern, "never got my pictures")).toEqual([]);
  });

  it("takes an optional word, and does without", () => {
    expect(found("[tip] your|my? girl", "tip your girl")).toHaveLength(1);
    expect(found("[tip] your|my? girl", "tip girl")).toHaveLength(1);
    expect(found("[tip] your|my? girl", "tip his girl")).toEqual([]);
    // The word that may be left out may be the next that is wanted.
    expect(found("[so] very? very good", "so very good")).toHaveLength(1);
  });

  it("leaps over few words, over no negation and no sentence's end", () => {
    const pattern = "your ~2 [fire]";
    expect(found(pattern, "your fire")).toHaveLength(1);
    expect(found(pattern, "your set is fire")).toEqual(["your set is fire"]);
    expect(found(pattern, "your newest set is fire")).toEqual([]);
    expect(found(pattern, "your set isn't fire")).toEqual([]);
    expect(found(pattern, "your set. fire")).toEqual([]);
  });

  it("stands at the edges of a sentence where it says so", () => {
    expect(found("< [night] >", "ok. night!")).toEqual(["night"]);
    expect(found("< [night] >", "night 😘")).toEqual(["night"]);
    expect(found("< [night] >", "last night")).toEqual([]);
    expect(found("< [night] >", "night shift")).toEqual([]);
  });

  it("is not denied where it says so", () => {
    expect(found("! [worth it]", "so worth it")).toHaveLength(1);
    expect(found("! [worth it]", "not really worth it")).toEqual([]);
    expect(found("! [worth it]", "No. worth it")).toHaveLength(1);
  });

  it("is found with and without apostrophes", () => {
    expect(found("[don't] send", "dont send")).toHaveLength(1);
    expect(found("[do] you're", "do youre")).toHaveLength(1);
    // "Well" is another word than "we'll".
    expect(found("[we'll] see", "well see")).toEqual([]);
  });

  it("has just one anchor", () => {
    const trie = new PhraseTrie();
    for (const pattern of ["no anchor", "[two] [anchors]", "]a["]) {
      expect(() => new PatternIndex([[pattern, 1]], trie))
        .toThrow(SyntaxError);
    }
  });

  it("takes bounded time however often its anchor occurs", () => {
    const index = new PatternIndex(
      [["a ~6 a ~6 [a] ~6 a ~6 b", 1]],
      new PhraseTrie(),
    );
    const tokens = tokenize("a ".repeat(10_000));
    const start = performance.now();
    expect(index.find(tokens)).toEqual([]);
    expect(performance.now() - start).toBeLessThan(2_000);
  });
});

describe("families", () => {
  const { common, outbound } = indexFamilies(new PhraseTrie());
  const cuesOf = (text: string) =>
    [common, outbound].flatMap((index) => index.find(tokenize(text)))
      .map(({ value }) => value.cue);

  it.each([
    ["havent received any clips yet", "complaint"],
    ["they never delivered", "complaint"],
    ["i just grabbed both bundles", "purchase"],
    ["I won't exchange numbers", "boundary"],
    ["toss me a tip", "askTip"],
    ["grab yours today", "offer"],
    ["you vanished", "reEngagement"],
    ["evening everyone", "greeting"],
    ["enjoy your weekend", "farewell"],
  ])("understand %s", (text, cue) => {
    expect(cuesOf(text)).toContain(cue);
  });
});
