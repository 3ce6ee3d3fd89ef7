import { describe, expect, it } from "vitest";
import type { ActionKind } from "@/lib/models/mod.ts";
import { createEnricher } from "./mod.ts";

const enricher = createEnricher();

type Sign = "+" | "-" | "0" | "null";

/** Text, sign of the sentiment, topics among others, exactly these actions. */
type Example = readonly [
  text: string,
  sign: Sign,
  topics: readonly string[],
  actions: readonly ActionKind[],
];

const FROM_FANS: readonly Example[] = [
  // Greetings and small talk
  ["Hey! How are you?", "0", [], ["greeting", "question", "small_talk"]],
  ["Good morning beautiful ☀️", "+", ["compliments"], [
    "greeting",
    "compliment",
  ]],
  ["hiiii 😊", "+", [], ["greeting"]],
  ["wyd tonight", "0", [], ["question", "small_talk"]],
  ["How was your weekend? Did you do anything fun?", "+", [], [
    "question",
    "small_talk",
  ]],
  ["It's been raining here all week", "0", ["weather"], ["small_talk"]],
  ["Just got home from a long shift at work", "0", ["work"], ["small_talk"]],
  ["My dog kept me up all night lol", "+", ["pets"], []],
  // Everyday topics
  [
    "I made pasta with chicken for dinner, you would love it",
    "+",
    ["food"],
    [],
  ],
  ["Flying to Italy next month, first vacation in years!", "0", ["travel"], []],
  ["What kind of music do you listen to?", "0", ["music"], ["question"]],
  [
    "Have you watched the new season of Stranger Things?",
    "0",
    ["film-series"],
    ["question"],
  ],
  ["I got two tickets for the concert on Friday", "0", ["events"], []],
  ["finally got my paycheck, rent ate all of it though", "0", ["money"], []],
  ["We are moving into a new apartment next week", "0", ["home"], []],
  ["I have a really bad headache today :(", "-", ["health"], []],
  ["did you get your nails done? they look great", "+", ["beauty-fashion"], [
    "compliment",
    "question",
  ]],
  ["I have my final exam on Monday, wish me luck", "+", ["study"], []],
  ["Leg day at the gym today, I can barely walk", "0", ["sport-fitness"], []],
  ["My sister is getting married in June", "0", ["family"], []],
  ["Are you single?", "0", ["relationships"], ["question"]],
  ["Do you play Minecraft or any other video games?", "0", ["games"], [
    "question",
  ]],
  ["my car broke down in traffic again", "-", ["cars-transport"], []],
  ["Are you free on Saturday evening?", "+", ["scheduling"], ["question"]],
  ["the app keeps crashing on my iphone", "-", ["technology"], []],
  [
    "Happy birthday!! 🎉🎂 hope you have the best day",
    "+",
    ["celebrations"],
    [],
  ],
  ["I'm reading a book by Stephen King", "0", ["arts-books"], []],
  ["We went hiking in the mountains", "0", ["nature-outdoors"], []],
  ["so stressed out lately, can't sleep", "-", ["wellbeing"], []],
  // Custom content
  ["Do you do custom videos?", "0", ["custom-content"], ["question"]],
  ["Could you do a video saying my name?", "0", ["custom-content"], [
    "question",
  ]],
  ["how much would a custom be", "0", ["custom-content"], ["question"]],
  // Pay-per-view and purchases
  ["just unlocked your new video 🔥 wow", "+", ["pay-per-view"], ["purchase"]],
  ["I bought the full version, amazing!", "+", ["pay-per-view"], ["purchase"]],
  ["What is in the locked message?", "0", ["pay-per-view"], ["question"]],
  ["Purchased", "0", [], ["purchase"]],
  ["I bought a new car yesterday", "0", ["cars-transport"], []],
  // Price objections
  ["That's too expensive for me", "-", ["price-objection"], ["complaint"]],
  ["I can't afford that right now sorry", "-", ["price-objection"], [
    "apology",
  ]],
  ["can you lower the price a bit?", "0", ["price-objection"], ["question"]],
  ["I'm broke until payday", "-", ["price-objection"], []],
  ["not worth it for 2 minutes", "-", ["price-objection"], ["complaint"]],
  // Tips
  ["I sent you a $20.00 tip ♥", "+", ["tips"], ["tip"]],
  ["<p>I sent you a $5.00 tip ♥</p>", "+", ["tips"], ["tip"]],
  ["I want to spoil you, do you have a wishlist?", "+", ["tips"], ["question"]],
  ["Do you have a tip menu?", "0", ["tips"], ["question"]],
  // Subscription
  [
    "I just renewed my subscription for another month",
    "0",
    ["subscription"],
    [],
  ],
  ["My sub expired but I'm back, resubscribed!", "0", ["subscription"], []],
  ["I'm going to cancel my subscription", "-", ["subscription"], ["complaint"]],
  ["how do I turn off auto renew?", "0", ["subscription"], ["question"]],
  // Discounts
  ["Any discounts on bundles?", "0", ["discounts"], ["question"]],
  ["do you have a promo code", "0", ["discounts"], ["question"]],
  // Requests to meet
  ["I would love to take you out for dinner", "+", ["meeting-requests"], []],
  ["Can we meet in person someday?", "0", ["meeting-requests"], ["question"]],
  ["what's your whatsapp", "0", ["meeting-requests"], ["question"]],
  // Compliments
  ["You are so beautiful 😍", "+", ["compliments"], ["compliment"]],
  ["Stunning as always!", "+", ["compliments"], ["compliment"]],
  ["I love your smile", "+", ["compliments"], ["compliment"]],
  ["your eyes are incredible", "+", ["compliments"], ["compliment"]],
  ["ur the best", "+", ["compliments"], ["compliment"]],
  [
    "You look amazing in that red dress",
    "+",
    ["compliments", "beauty-fashion"],
    ["compliment"],
  ],
  ["It was a beautiful day at the beach", "+", ["nature-outdoors"], [
    "small_talk",
  ]],
  ["It's so hot outside today", "0", ["weather"], ["small_talk"]],
  // Complaints
  ["You never reply to my messages", "-", ["complaints"], ["complaint"]],
  ["I want a refund, this is not what you promised", "-", ["complaints"], [
    "complaint",
  ]],
  ["I already bought this video last month, total scam", "-", ["complaints"], [
    "complaint",
  ]],
  ["Still waiting for my custom... it's been two weeks", "0", [
    "complaints",
    "custom-content",
  ], ["complaint"]],
  ["are you a bot?", "0", ["complaints"], ["complaint", "question"]],
  ["the video won't play", "-", ["complaints"], ["complaint"]],
  ["I'm really disappointed tbh", "-", ["complaints"], ["complaint"]],
  ["your pics never disappoint", "+", [], []],
  // Turns of phrase
  ["I can't wait to see more!", "+", ["photos-videos"], []],
  ["hell yeah", "+", [], []],
  ["damn girl, you killed it", "+", [], ["compliment"]],
  ["you are so pretty!", "+", ["compliments"], ["compliment"]],
  ["been feeling pretty low lately", "-", [], []],
  ["stop it, you're making me blush", "+", [], []],
  // Thanks, apologies, answers, farewells, boundaries
  ["Thank you so much!! ❤️", "+", [], ["thanks"]],
  ["no thanks", "0", [], ["answer"]],
  ["Sorry for the late reply, crazy week", "-", [], ["apology"]],
  ["Sorry to hear that, hope she gets well soon", "+", [], []],
  ["Yes, I loved it", "+", [], ["answer"]],
  ["nope not yet", "-", [], ["answer"]],
  ["Good night, sweet dreams 😘", "+", [], ["farewell"]],
  ["gotta go, ttyl", "0", [], ["farewell"]],
  ["please stop messaging me", "-", [], ["boundary"]],
  // Not English, or nothing to score
  ["Hola guapa, ¿cómo estás?", "null", [], ["greeting", "question"]],
  ["Wie geht es dir heute?", "null", [], ["question"]],
  ["Привет, как дела?", "null", [], ["question"]],
  ["12345", "null", [], []],
];

const FROM_CREATORS: readonly Example[] = [
  ["Hey babe, I miss you! Where have you been? 🥺", "+", [], [
    "greeting",
    "re_engagement",
    "question",
  ]],
  ["Haven't heard from you in a while, everything okay?", "+", [], [
    "re_engagement",
    "question",
  ]],
  ["Would you like a custom video? It's $50 for 5 minutes", "0", [
    "custom-content",
  ], ["offer", "question"]],
  ["New video in your inbox, unlock it for $15 😈", "+", ["pay-per-view"], [
    "offer",
  ]],
  ["50% off my page today only!", "0", ["discounts"], ["offer"]],
  ["Tip $10 if you want to see more 😘", "+", ["tips"], [
    "offer",
    "ask_for_tip",
  ]],
  ["Spoil me? My wishlist is on my page ❤️", "+", ["tips"], [
    "ask_for_tip",
    "question",
  ]],
  ["Thank you for the tip, you are so sweet!", "+", ["tips"], [
    "thanks",
    "compliment",
  ]],
  ["I don't meet fans, please respect my boundaries", "+", [
    "privacy-boundaries",
  ], ["boundary"]],
  ["I can't share that, we can only chat on here", "0", [], ["boundary"]],
  ["Behind the scenes from today's photoshoot", "0", ["behind-the-scenes"], []],
  ["This exclusive set is only for my VIP members", "+", ["exclusivity"], [
    "offer",
  ]],
  ["I'm going live tonight at 8, see you there!", "0", ["live-streams"], [
    "farewell",
  ]],
  ["Thanks for supporting me since day one", "+", ["loyalty"], ["thanks"]],
  ["Welcome to my page! So happy you subscribed 💕", "+", ["subscription"], [
    "greeting",
  ]],
  ["I'm so sorry for the wait, my internet was down", "-", ["technology"], [
    "apology",
  ]],
  ["Have a great day, talk later! xx", "+", [], ["farewell"]],
  ["I was at work all day, how was yours?", "0", ["work"], ["question"]],
];

function signOf(score: number | null): Sign {
  if (score === null) return "null";
  return score === 0 ? "0" : score > 0 ? "+" : "-";
}

describe.each(
  [
    ["inbound", FROM_FANS],
    ["outbound", FROM_CREATORS],
  ] as const,
)("an %s message", (direction, examples) => {
  it.each(examples)("%s", (text, sign, topics, actions) => {
    const result = enricher.enrichMessage({ text, direction, isMass: false });
    expect.soft(signOf(result.sentiment), "sentiment").toBe(sign);
    expect.soft(result.topics, "topics").toEqual(
      expect.arrayContaining([...topics]),
    );
    expect.soft(result.actions.toSorted(), "actions").toEqual(
      [...actions].toSorted(),
    );
  });
});
