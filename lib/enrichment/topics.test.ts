import { describe, expect, it } from "vitest";
import { NEUTRAL_PHRASES } from "./lexicon/neutral.ts";
import { EXPECTED_SHARE, TAXONOMY, TOPICS } from "./taxonomy.ts";
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
    ["Remind me at nine, or I will sleep through my alarm", "scheduling"],
    ["Add an event to my calendar for Tuesday", "scheduling"],
    ["We have to reschedule, what time suits you?", "scheduling"],
    ["Two tickets for the train to Leeds, please", "cars-transport"],
    ["The railway station is closed, we take the bus", "cars-transport"],
    ["The driver of the cab went the wrong way", "cars-transport"],
    ["I missed my flight and slept at the airport", "travel"],
    ["A hostel with breakfast near the old landmarks", "travel"],
    ["He owes me money, but the payment never arrived", "money"],
    ["Request $30 from my brother for the electric bill", "money"],
    ["A trim and a new hair color, my stylist is great", "beauty-fashion"],
    ["The doctor says my blood pressure is too high", "health"],
    ["My therapist helped me with my anxiety", "health"],
    ["The landlord fixed the sink in my apartment", "home"],
    ["Snowfall all night, and it stays below zero", "weather"],
    ["A documentary directed by my favorite actor", "film-series"],
    ["This album has the best guitar solo", "music"],
    ["The opening act was better than the headliner", "events"],
    ["Ramen for lunch, dumplings for dinner", "food"],
    ["My boss wants me on the night shift", "work"],
    ["I'm learning Portuguese for my exam", "study"],
    ["Deadlifts and squats at the gym", "sport-fitness"],
    ["My niece and my grandparents are visiting", "family"],
    ["Our puppy is scared of the vet", "pets"],
    ["One more round of chess or a board game?", "games"],
    ["My laptop lost the wifi again", "technology"],
    ["Can you record something for me, a custom clip?", "custom-content"],
    ["I'd pay to unlock the full version", "pay-per-view"],
    ["Way overpriced, can't justify that much", "price-objection"],
    ["Do you have a tip menu?", "tips"],
    ["My subscription runs out, is auto renew on?", "subscription"],
    ["A discount code would be nice, half off?", "discounts"],
    ["Are you ever in town? Let me take you out", "meeting-requests"],
    ["You are gorgeous and so funny", "compliments"],
    ["Nobody answers, I want my money back", "complaints"],
    ["Nobody else gets this, it's exclusive for VIPs", "exclusivity"],
    ["Bloopers and outtakes from the photoshoot", "behind-the-scenes"],
    ["Join my live stream, I go live at eight", "live-streams"],
    ["A loyal supporter since day one", "loyalty"],
    ["Respect my boundaries and my privacy", "privacy-boundaries"],
  ])("%j is first of all about %s", (text, topic) => {
    expect(topicsOf(text)[0]).toBe(topic);
  });

  it.each([
    "It was a piece of cake",
    "Take care and feel free to ask",
    "Let me book it",
    "I am going to play",
    "What date?",
    "Just checking in on you",
    "Bear with me, that is over the moon",
    "Can you send it to me by nine to ten",
    "Thank you so much for this",
    "Get back to me later today",
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
  it("expects shares of messages that are above none and below half", () => {
    for (const { id, share = EXPECTED_SHARE } of TAXONOMY) {
      expect(share, id).toBeGreaterThan(0);
      expect(share, id).toBeLessThan(0.5);
    }
  });

  it("names no phrase of a topic twice", () => {
    for (const { id, nouns = "", terms = "", hints = "" } of TAXONOMY) {
      const phrases = [nouns, terms, hints].join(",").split(",")
        .map((phrase) => phrase.trim()).filter((phrase) => phrase !== "");
      expect(new Set(phrases).size, id).toBe(phrases.length);
    }
  });

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
