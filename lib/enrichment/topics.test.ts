import { describe, expect, it } from "vitest";
import { NEUTRAL_PHRASES } from "./lexicon/neutral.ts";
import { TAXONOMY, TOPICS } from "./taxonomy.ts";
import { tokenize } from "./tokens.ts";
import { TopicFinder } from "./topics.ts";

const finder = new TopicFinder();
const topicsOf = (text: string) => finder.find(tokenize(text));

describe("TopicFinder", () => {
  it.each([
    ["Can you book a table for two at seven?", "food"],
    ["My flight lands at the airport at noon", "travel"],
    ["Play the song on the kitchen speaker", "music"],
    ["That movie is on Netflix", "film-series"],
    ["Tickets for the game at the stadium", "events"],
    ["Transfer it to my savings account", "money"],
    ["A two bedroom apartment with a balcony", "home"],
    ["Will it rain? The forecast says sunny", "weather"],
    ["I need to see a dentist", "health"],
    ["My hairdresser at the salon", "beauty-fashion"],
    ["The bus station is near the subway", "cars-transport"],
    ["Set an alarm for six", "scheduling"],
  ])("%j is first of all about %s", (text, topic) => {
    expect(topicsOf(text)[0]).toBe(topic);
  });

  it.each([
    "It was a piece of cake",
    "Take care and feel free to ask",
    "Let me book it",
    "I am going to play",
    "What date?",
    "hello there",
    "",
  ])("%j has no topic", (text) => {
    expect(topicsOf(text)).toEqual([]);
  });

  it("takes one certain word, or two different hints", () => {
    const small = new TopicFinder([{
      id: "a",
      title: "A",
      kind: "everyday",
      nouns: "berry, box",
      hints: "red, round",
    }]);
    const find = (text: string) => small.find(tokenize(text));
    expect(find("berries")).toEqual(["a"]);
    expect(find("boxes")).toEqual(["a"]);
    expect(find("red")).toEqual([]);
    expect(find("red red red")).toEqual([]);
    expect(find("red and round")).toEqual(["a"]);
  });
});

describe("the taxonomy", () => {
  it("has unique ids in kebab case", () => {
    const ids = TOPICS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z]+(?:-[a-z]+)*$/);
  });

  it.each(TAXONOMY.map((topic) => [topic.id, topic] as const))(
    "finds every word of %s",
    (id, topic) => {
      const alone = new TopicFinder([topic]);
      const certain = [topic.nouns, topic.terms].flatMap((list) =>
        list?.split(",") ?? []
      );
      expect(certain.length).toBeGreaterThan(20);
      for (const phrase of certain) {
        if (phrase.trim() === "" || NEUTRAL_PHRASES.includes(phrase.trim())) {
          continue;
        }
        expect(alone.find(tokenize(phrase)), phrase).toEqual([id]);
      }
    },
  );
});
