import { describe, expect, it } from "vitest";
import type { ActionKind } from "@/lib/models/mod.ts";
import { createEnricher, type Direction } from "./mod.ts";

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
  ["How was your weekend? Did you do anything fun?", "0", [], [
    "question",
    "small_talk",
  ]],
  ["It's been raining here all week", "0", ["weather"], ["small_talk"]],
  ["Just got home from a long shift at work", "0", ["work"], ["small_talk"]],
  ["My dog kept me up all night lol", "+", ["pets"], ["small_talk"]],
  // Everyday topics
  [
    "I made pasta with chicken for dinner, you would love it",
    "+",
    ["food"],
    ["small_talk"],
  ],
  ["Flying to Italy next month, first vacation in years!", "+", ["travel"], [
    "small_talk",
  ]],
  ["What kind of music do you listen to?", "0", ["music"], [
    "question",
    "small_talk",
  ]],
  [
    "Have you watched the new season of Stranger Things?",
    "0",
    ["film-series"],
    ["question", "small_talk"],
  ],
  ["I got two tickets for the concert on Friday", "0", ["events"], [
    "small_talk",
  ]],
  ["finally got my paycheck, rent ate all of it though", "0", ["money"], [
    "small_talk",
  ]],
  ["We are moving into a new apartment next week", "0", ["home"], [
    "small_talk",
  ]],
  ["I have a really bad headache today :(", "-", ["health"], ["small_talk"]],
  ["did you get your nails done? they look great", "+", ["beauty-fashion"], [
    "compliment",
    "question",
  ]],
  ["I have my final exam on Monday, wish me luck", "+", ["study"], [
    "small_talk",
  ]],
  ["Leg day at the gym today, I can barely walk", "0", ["sport-fitness"], [
    "small_talk",
  ]],
  ["My sister is getting married in June", "0", ["family"], ["small_talk"]],
  ["Are you single?", "0", ["relationships"], ["question"]],
  ["Do you play Minecraft or any other video games?", "0", ["games"], [
    "question",
    "small_talk",
  ]],
  ["my car broke down in traffic again", "-", ["cars-transport"], [
    "small_talk",
  ]],
  ["Are you free on Saturday evening?", "0", ["scheduling"], ["question"]],
  ["the app keeps crashing on my iphone", "-", ["technology"], []],
  [
    "Happy birthday!! 🎉🎂 hope you have the best day",
    "+",
    ["celebrations"],
    [],
  ],
  ["I'm reading a book by Stephen King", "0", ["arts-books"], ["small_talk"]],
  ["We went hiking in the mountains", "0", ["nature-outdoors"], ["small_talk"]],
  ["so stressed out lately, can't sleep", "-", ["wellbeing"], ["small_talk"]],
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
  ["I bought a new car yesterday", "0", ["cars-transport"], ["small_talk"]],
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
  ["My sub expired but I'm back, resubscribed!", "+", ["subscription"], []],
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
  ["Still waiting for my custom... it's been two weeks", "-", [
    "complaints",
    "custom-content",
  ], ["complaint"]],
  ["are you a bot?", "0", ["complaints"], ["complaint", "question"]],
  ["the video won't play", "-", ["complaints"], ["complaint"]],
  ["I'm really disappointed tbh", "-", ["complaints"], ["complaint"]],
  ["your pics never disappoint", "+", [], ["compliment"]],
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
  ["nope not yet", "0", [], ["answer"]],
  ["Good night, sweet dreams 😘", "+", [], ["farewell"]],
  ["gotta go, ttyl", "0", [], ["farewell"]],
  ["please stop messaging me", "-", [], ["boundary"]],
  // Not English, or nothing to score
  ["Hola guapa, ¿cómo estás?", "null", [], ["greeting", "question"]],
  ["Wie geht es dir heute?", "null", [], ["question"]],
  ["Привет, как дела?", "null", [], ["question"]],
  ["12345", "null", [], []],
  // Custom content, in other words
  [
    "Could you film a custom for my birthday next week? Happy to pay extra",
    "+",
    ["custom-content", "celebrations"],
    ["question"],
  ],
  ["how long does a personalised clip usually take", "0", ["custom-content"], [
    "question",
  ]],
  ["Can you wear the blue dress in my custom?", "0", [
    "custom-content",
    "beauty-fashion",
  ], ["question"]],
  ["I'd like a shoutout video for a friend, what would that cost?", "0", [
    "custom-content",
  ], ["question"]],
  // What was bought, and what it costs
  ["Bought the bundle last night, best one so far!", "+", ["pay-per-view"], [
    "purchase",
  ]],
  ["whats the price for the full vid", "0", ["pay-per-view"], ["question"]],
  [
    "I opened your message but it's just a photo, I thought it was a video",
    "-",
    ["pay-per-view"],
    ["complaint"],
  ],
  ["Is the preview from the same set as last week?", "0", [], ["question"]],
  ["30 bucks for a photo? that's steep", "-", ["price-objection"], [
    "complaint",
    "question",
  ]],
  ["maybe next month when I get paid", "0", ["price-objection"], ["answer"]],
  ["I love your videos but this one is way overpriced", "-", [
    "price-objection",
  ], ["compliment", "complaint"]],
  ["tbh its a rip off", "-", ["price-objection"], ["complaint"]],
  ["could I get two for the price of one?", "0", ["discounts"], ["question"]],
  ["any chance of a student discount?", "0", ["discounts"], ["question"]],
  ["Is the sale still on", "0", ["discounts"], ["question"]],
  // Tips, subscription, loyalty
  ["Just sent you a little something, treat yourself to a coffee ☕", "+", [
    "tips",
  ], []],
  ["do you accept tips in pounds", "0", ["tips"], ["question"]],
  [
    "My subscription runs out tomorrow, should I renew?",
    "0",
    ["subscription"],
    ["question"],
  ],
  ["renewed for three more months 🥳", "+", ["subscription"], []],
  ["I'm not renewing, nothing new for weeks", "-", ["subscription"], [
    "complaint",
  ]],
  ["Is there a free trial for your VIP page?", "0", ["subscription"], [
    "question",
  ]],
  ["never been happier with a subscription", "+", ["subscription"], []],
  ["I've followed you since your very first post", "0", ["loyalty"], []],
  ["is this only for me or does everybody get it", "0", ["exclusivity"], [
    "question",
  ]],
  // Requests to meet, and limits
  ["Are you ever in Chicago? I'd love to buy you a coffee", "+", [
    "meeting-requests",
  ], ["question"]],
  ["would you ever go on a date with a fan", "0", ["meeting-requests"], [
    "question",
  ]],
  ["lets grab a drink sometime, I'm in town on Friday", "0", [
    "meeting-requests",
  ], []],
  ["Totally understand your boundaries, no worries at all", "+", [
    "privacy-boundaries",
  ], []],
  ["I'm not comfortable sending my face", "-", ["privacy-boundaries"], [
    "boundary",
  ]],
  ["please don't share my name with anyone", "0", ["privacy-boundaries"], [
    "boundary",
  ]],
  ["leave me alone please", "-", [], ["boundary"]],
  // Complaints, in other words
  ["The link you sent doesn't work", "-", ["complaints"], ["complaint"]],
  [
    "I've been waiting for three weeks and nobody answers",
    "-",
    ["complaints"],
    ["complaint"],
  ],
  [
    "You promised a video every Friday and there was none",
    "-",
    ["complaints"],
    ["complaint"],
  ],
  ["I was charged twice for the same message", "-", ["complaints"], [
    "complaint",
  ]],
  ["this is not what I ordered", "-", ["complaints"], ["complaint"]],
  // Behind the scenes
  ["who does your makeup for the shoots?", "0", [
    "behind-the-scenes",
    "beauty-fashion",
  ], ["question"]],
  ["How long does it take to edit one of your videos", "0", [
    "behind-the-scenes",
  ], ["question"]],
  ["so what do you do when you're not filming", "0", ["behind-the-scenes"], [
    "question",
  ]],
  // Negation, contrast, quotations, sarcasm
  ["your photos are never boring", "+", ["photos-videos"], ["compliment"]],
  ["Not bad at all!", "+", [], []],
  ["I'm not sad, just tired", "-", ["wellbeing"], ["small_talk"]],
  ["The lighting was bad but your smile makes up for everything", "+", [
    "compliments",
  ], ["compliment"]],
  ["The first part is great but the rest is boring", "-", [], ["complaint"]],
  ['You said "I hate mornings" and now you post at 6am 😂', "+", [], []],
  ['My boss told me "you are useless" today', "-", ["work"], ["small_talk"]],
  ["great, another locked message", "-", ["pay-per-view"], ["complaint"]],
  ["oh wow, two whole minutes of video, how generous", "-", ["complaints"], [
    "complaint",
  ]],
  ["Sure, because everybody has $80 lying around", "-", ["price-objection"], [
    "complaint",
  ]],
  // Slang, typos, emoji
  ["omg ur gorgeous 😍😍", "+", ["compliments"], ["compliment"]],
  ["u r so prety", "+", ["compliments"], ["compliment"]],
  ["thankyou sooo much for teh video!!", "+", ["photos-videos"], ["thanks"]],
  ["wassup gorgeous, hows ur day goin", "+", ["compliments"], [
    "greeting",
    "compliment",
    "question",
    "small_talk",
  ]],
  ["ngl that set slaps 🔥", "+", [], ["compliment"]],
  ["no cap you're the goat 🐐", "+", ["compliments"], ["compliment"]],
  ["i realy loved the pics, cant wait 4 more", "+", ["photos-videos"], [
    "compliment",
  ]],
  ["lmaooo you're hilarious", "+", ["compliments"], ["compliment"]],
  ["that's so kind of you, thank you", "+", ["compliments"], [
    "thanks",
    "compliment",
  ]],
  ["💔", "-", [], []],
  ["❤️❤️❤️", "+", [], []],
  // Questions without their mark
  ["tell me about your weekend", "0", [], ["question", "small_talk"]],
  ["wonder what you had for breakfast", "0", ["food"], [
    "question",
    "small_talk",
  ]],
  ["anyone else awake rn", "0", [], ["question", "small_talk"]],
  ["u got any pets", "0", ["pets"], ["question", "small_talk"]],
  ["how tall are you", "0", [], ["question"]],
  ["can i ask you something personal", "0", [], ["question"]],
  ["is that your real hair", "0", ["beauty-fashion"], ["question"]],
  ["where did you grow up", "0", [], ["question"]],
  // More of everyday life
  ["We're having a barbecue on Sunday, my uncle makes the best ribs", "+", [
    "food",
    "family",
  ], ["small_talk"]],
  ["Our train was delayed for two hours", "-", ["cars-transport"], [
    "small_talk",
  ]],
  ["I have a dentist appointment at nine, wish me luck", "+", ["health"], [
    "small_talk",
  ]],
  ["Just adopted a rescue kitten, she's so tiny", "+", ["pets"], [
    "small_talk",
  ]],
  ["the landlord raised the rent again", "-", ["home"], ["small_talk"]],
  ["We lost the match yesterday, three nil", "-", ["sport-fitness"], [
    "small_talk",
  ]],
  ["My grandma turned ninety last week 🎂", "+", ["family"], ["small_talk"]],
  ["is your power back after the storm?", "0", ["weather"], [
    "question",
    "small_talk",
  ]],
  ["Let me check my calendar and get back to you", "0", ["scheduling"], []],
  ["My laptop died in the middle of the update", "-", ["technology"], []],
  ["Just finished the last episode, the ending was incredible", "+", [
    "film-series",
  ], ["small_talk"]],
  ["my playlist for the road trip is eight hours long", "0", [
    "music",
    "travel",
  ], ["small_talk"]],
  ["I sold my old truck today", "0", ["cars-transport"], ["small_talk"]],
  ["The tax office wants another form from me", "0", ["money"], []],
  ["Passed my driving test!!", "+", ["cars-transport"], ["small_talk"]],
  ["We planted tomatoes in the garden", "0", ["home"], ["small_talk"]],
  ["I need a haircut, I look like a sheepdog", "0", ["beauty-fashion"], [
    "small_talk",
  ]],
  ["lost my job last week, not doing great", "-", ["work"], ["small_talk"]],
  ["I've been learning Japanese for a year", "0", ["study"], ["small_talk"]],
  ["The concert was sold out, so sad", "-", ["events"], ["small_talk"]],
  ["this heat is killing me", "-", ["weather"], ["small_talk"]],
  ["My knee hurts since the marathon", "-", ["sport-fitness"], ["small_talk"]],
  ["Went snorkeling, saw a turtle!", "+", ["nature-outdoors"], ["small_talk"]],
  // Closings and answers
  ["Time to sleep, talk tomorrow!", "0", [], ["farewell"]],
  ["Yes please, the second one", "+", [], ["answer"]],
  ["my bad, I fell asleep", "-", [], ["apology", "small_talk"]],
  // Other languages
  ["Ich war gestern mit meinem Hund im Wald", "null", [], []],
  ["Сегодня идёт дождь", "null", [], []],
  ["Oggi sono stanco, vado a dormire", "null", [], []],
  ["¿Cuánto cuesta el video completo?", "null", [], ["question"]],
  ["今日はとても寒いです", "null", [], []],
  ["Je suis en vacances à Marseille avec ma famille", "null", [], []],
];

const FROM_CREATORS: readonly Example[] = [
  ["Hey babe, I miss you! Where have you been? 🥺", "+", [], [
    "greeting",
    "re_engagement",
    "question",
  ]],
  ["Haven't heard from you in a while, everything okay?", "0", [], [
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
  ["I don't meet fans, please respect my boundaries", "0", [
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
  ["I was at work all day, how was yours?", "0", ["work"], [
    "question",
    "small_talk",
  ]],
  ["I'm back from my break! Who missed me? 💕", "+", [], [
    "re_engagement",
    "question",
  ]],
  ["It's been ages since we talked, how is the new job going?", "0", ["work"], [
    "re_engagement",
    "question",
  ]],
  ["Tonight only: 30% off all bundles", "0", ["discounts"], ["offer"]],
  ["First 20 people to reply get it for free", "+", ["discounts"], ["offer"]],
  ["Hi love! Customs are open this week, tell me your idea", "+", [
    "custom-content",
  ], ["greeting", "offer"]],
  [
    "My tip goal for today is almost reached, help me get there?",
    "+",
    ["tips"],
    ["ask_for_tip", "question"],
  ],
  ["A small tip would make my whole week 🥰", "+", ["tips"], ["ask_for_tip"]],
  ["I keep my private life private, hope you understand", "0", [
    "privacy-boundaries",
  ], ["boundary"]],
  ["No refunds on customs, sorry", "-", ["custom-content"], [
    "apology",
    "boundary",
  ]],
  ["Unfortunately I never meet subscribers", "-", ["privacy-boundaries"], [
    "boundary",
  ]],
  [
    "This one was never posted anywhere, only you get it",
    "0",
    ["exclusivity"],
    [],
  ],
  ["We spent all day on set, my makeup artist is a genius", "+", [
    "behind-the-scenes",
  ], []],
  ["Here's a little blooper from yesterday's shoot 😂", "+", [
    "behind-the-scenes",
  ], []],
  ["Thanks for resubscribing, you made my day!", "+", ["subscription"], [
    "thanks",
  ]],
  ["How did your exam go?", "0", ["study"], ["question", "small_talk"]],
  ["Sorry it took so long, your custom is in your inbox now", "-", [
    "custom-content",
  ], ["apology"]],
  ["Sweet dreams, talk tomorrow 😘", "+", [], ["farewell"]],
  ["I go live at nine tonight, don't miss it!", "0", ["live-streams"], []],
  ["Which outfit should I wear next, red or black?", "0", ["beauty-fashion"], [
    "question",
  ]],
  ["I don't do video calls, but I can record something for you", "0", [
    "custom-content",
  ], ["boundary", "offer"]],
  ["Good luck at your interview tomorrow!", "+", ["work"], ["small_talk"]],
  ["Oh no, I hope your dog gets better soon", "+", ["pets"], ["small_talk"]],
  ["Happy Friday everyone! What are your plans?", "+", [], [
    "greeting",
    "question",
    "small_talk",
  ]],
  ["Did you see my new set? It's $12 in your DMs", "0", ["pay-per-view"], [
    "offer",
    "question",
  ]],
  ["To everyone who renewed this month: you are the best", "+", [
    "subscription",
  ], ["compliment"]],
];

/** Written after the rules, which are not fitted to them. */
const HELD_OUT_FROM_FANS: readonly Example[] = [
  ["Morning! Slept like a rock, you?", "+", [], [
    "greeting",
    "question",
    "small_talk",
  ]],
  ["is there any way to get the older sets", "0", [], ["question"]],
  ["my train got stuck in a tunnel for an hour", "-", ["cars-transport"], [
    "small_talk",
  ]],
  ["You have the prettiest eyes I've ever seen", "+", ["compliments"], [
    "compliment",
  ]],
  ["I tipped you yesterday and never heard back", "-", ["tips"], [
    "complaint",
  ]],
  [
    "Got a puppy last weekend, she chewed my shoes already 😂",
    "+",
    ["pets"],
    ["small_talk"],
  ],
  ["what languages do you speak", "0", [], ["question"]],
  ["Do you do group calls or only one on one?", "0", [], ["question"]],
  ["That one was so worth the wait 😍", "+", [], ["compliment"]],
  ["I paid twenty for a clip that ends after ten seconds", "-", [
    "complaints",
  ], ["complaint"]],
  ["sorry I can't this month, had to fix the car", "-", ["cars-transport"], [
    "apology",
    "small_talk",
  ]],
  ["When is your next live?", "0", ["live-streams"], ["question"]],
  ["I'm not mad, I just wish you had told me", "-", [], ["complaint"]],
  ["never felt so welcome anywhere", "+", [], []],
  [
    "Mom is in the hospital again, can't focus on anything",
    "-",
    ["health", "family"],
    ["small_talk"],
  ],
  ["Do you take PayPal or only card?", "0", [], ["question"]],
  ["your laugh is contagious haha", "+", ["compliments"], ["compliment"]],
  ["Happy new year gorgeous! 🎆", "+", ["celebrations", "compliments"], [
    "greeting",
    "compliment",
  ]],
  ["three messages today and all of them locked...", "-", ["pay-per-view"], [
    "complaint",
  ]],
  ["anything planned for the long weekend", "0", [], [
    "question",
    "small_talk",
  ]],
  ["Finally got promoted!!", "+", ["work"], ["small_talk"]],
  ["no rush, whenever you have time", "0", [], []],
  ["How do I change my card on here", "0", [], ["question"]],
  ["I finally finished my thesis last night!", "+", ["study"], ["small_talk"]],
  ["wish I could afford the whole bundle", "-", ["price-objection"], []],
  ["is there a cheaper version without sound", "0", ["price-objection"], [
    "question",
  ]],
  ["Can I get that one in a longer version please", "0", [], ["question"]],
  ["It's snowing like crazy over here", "0", ["weather"], ["small_talk"]],
];

/** See {@linkcode HELD_OUT_FROM_FANS}. */
const HELD_OUT_FROM_CREATORS: readonly Example[] = [
  [
    "Hey stranger! I was starting to think you forgot about me 😢",
    "-",
    [],
    ["greeting", "re_engagement"],
  ],
  ["Just posted a new set on my wall, go have a look", "0", [], []],
  ["My DMs are open all night, don't be shy 😉", "+", [], []],
  ["You're too kind, thank you for always being here 🥰", "+", [], [
    "thanks",
    "compliment",
  ]],
  ["Unlock the full clip for $25, it's my favorite so far", "+", [
    "pay-per-view",
  ], ["offer"]],
  ["Please keep it polite or I'll have to block you", "-", [], ["boundary"]],
  ["I never do calls with face, that's my rule", "0", [], ["boundary"]],
  ["Renew before Sunday and get the next set for free", "+", [
    "subscription",
  ], ["offer"]],
  ["Did you like the last one? Be honest 🙈", "0", [], ["question"]],
  [
    "I got food poisoning so no stream tonight, sorry guys",
    "-",
    ["live-streams", "health"],
    ["apology"],
  ],
  ["What did you end up cooking yesterday?", "0", ["food"], [
    "question",
    "small_talk",
  ]],
  ["Two spots left for customs this week", "0", ["custom-content"], [
    "offer",
  ]],
];

function signOf(score: number | null): Sign {
  if (score === null) return "null";
  return score === 0 ? "0" : score > 0 ? "+" : "-";
}

/** The messages of one side, each with what it is expected to show. */
const TABLE = [
  ["inbound", FROM_FANS],
  ["outbound", FROM_CREATORS],
] as const;
const HELD_OUT = [
  ["inbound", HELD_OUT_FROM_FANS],
  ["outbound", HELD_OUT_FROM_CREATORS],
] as const;

/** What is expected of one aspect of a message, and what is found. */
interface Expectation {
  /** The message and the aspect: "sentiment of …". */
  name: string;
  expected: string;
  found: string;
}

function isMet({ expected, found }: Expectation): boolean {
  return expected === found;
}

function expectationsOf(
  direction: Direction,
  [text, sign, topics, actions]: Example,
): Expectation[] {
  const found = enricher.enrichMessage({ text, direction, isMass: false });
  const list = (names: readonly string[]) => names.toSorted().join(", ");
  // Of the topics only those that are expected count.
  const among = found.topics.filter((topic) => topics.includes(topic));
  return [
    {
      name: `sentiment of ${text}`,
      expected: sign,
      found: signOf(found.sentiment),
    },
    {
      name: `topics of ${text}`,
      expected: list(topics),
      found: list(among),
    },
    {
      name: `actions of ${text}`,
      expected: list(actions),
      found: list(found.actions),
    },
  ];
}

/**
 * What is right in the table and not met. An expectation that is not named
 * here must hold; one that is met has to leave the list.
 */
const KNOWN_MISSES: readonly string[] = [
  "actions of I need a haircut, I look like a sheepdog",
  "sentiment of My sub expired but I'm back, resubscribed!",
  "sentiment of oh wow, two whole minutes of video, how generous",
  "sentiment of Went snorkeling, saw a turtle!",
];

/** The same for the messages that the rules were not fitted to. */
const HELD_OUT_MISSES: readonly string[] = [
  "sentiment of Morning! Slept like a rock, you?",
  "actions of That one was so worth the wait 😍",
  "sentiment of I paid twenty for a clip that ends after ten seconds",
  "sentiment of I'm not mad, I just wish you had told me",
  "actions of I'm not mad, I just wish you had told me",
  "sentiment of never felt so welcome anywhere",
  "actions of never felt so welcome anywhere",
  "sentiment of three messages today and all of them locked...",
  "topics of three messages today and all of them locked...",
  "actions of anything planned for the long weekend",
  "sentiment of no rush, whenever you have time",
  "sentiment of I finally finished my thesis last night!",
  "sentiment of wish I could afford the whole bundle",
  "sentiment of It's snowing like crazy over here",
  "sentiment of Please keep it polite or I'll have to block you",
  "sentiment of Did you like the last one? Be honest 🙈",
];

/** Of all expectations at least this share is met. */
const LEAST_SHARE = 0.95;
/** At least this share of the messages has all its expectations met. */
const LEAST_WHOLE = 0.95;

/** The expectations of each message. */
function messagesOf(
  table: typeof TABLE | typeof HELD_OUT,
): readonly (readonly Expectation[])[] {
  return table.flatMap(([direction, examples]) =>
    examples.map((example) => expectationsOf(direction, example))
  );
}

describe.each(
  [
    ["messages of the trade", TABLE, KNOWN_MISSES],
    ["messages that no rule was fitted to", HELD_OUT, HELD_OUT_MISSES],
  ] as const,
)("%s", (_, table, known) => {
  const missed = messagesOf(table).flat().filter((one) => !isMet(one));

  it("show what a thoughtful reader expects, but for the known misses", () => {
    const told = missed.filter(({ name }) => !known.includes(name))
      .map(({ name, expected, found }) =>
        `${name}: expected ${expected || "none"}, found ${found || "none"}`
      );
    expect(told).toEqual([]);
  });

  it("have no known miss that is met", () => {
    const names = missed.map(({ name }) => name);
    expect(known.filter((name) => !names.includes(name))).toEqual([]);
  });
});

describe("the table of messages", () => {
  const messages = messagesOf(TABLE);

  it(`meets at least ${100 * LEAST_SHARE} % of the expectations`, () => {
    const expectations = messages.flat();
    const missed = expectations.filter((one) => !isMet(one));
    const share = 1 - missed.length / expectations.length;
    expect(share, missed.map(({ name }) => name).join("\n"))
      .toBeGreaterThanOrEqual(LEAST_SHARE);
  });

  it(`meets at least ${100 * LEAST_WHOLE} % of the messages wholly`, () => {
    const whole = messages.filter((expectations) => expectations.every(isMet));
    expect(whole.length / messages.length)
      .toBeGreaterThanOrEqual(LEAST_WHOLE);
  });

  it("has no message twice", () => {
    const textsOf = (table: typeof TABLE | typeof HELD_OUT) =>
      table.flatMap(([, examples]) => examples.map(([text]) => text));
    const texts = textsOf(TABLE);
    const all = [...texts, ...textsOf(HELD_OUT)];
    expect(new Set(all).size).toBe(all.length);
    expect(texts.length).toBeGreaterThanOrEqual(170);
  });
});
