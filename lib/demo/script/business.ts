import {
  creator,
  creatorShares,
  type Exchange,
  type ExchangeKind,
  fan,
  offer,
  tip,
  type Turn,
} from "./exchange.ts";

const warm = (kind: ExchangeKind, ...turns: Turn[]): Exchange => (
  { kind, mood: "warm", turns }
);
const plain = (kind: ExchangeKind, ...turns: Turn[]): Exchange => (
  { kind, mood: "plain", turns }
);
const sour = (kind: ExchangeKind, ...turns: Turn[]): Exchange => (
  { kind, mood: "sour", turns }
);

/** Tips, offers, wishes, prices, complaints, comings and goings. */
export const BUSINESS: readonly Exchange[] = [
  warm(
    "compliment",
    fan(
      "You look so happy in today's picture, love it",
      "Your smile in the last video is wonderful",
      "You're such an inspiration, honestly",
    ),
    creator(
      "Aww thank you, you're so kind!",
      "You just made me smile again",
      "That means so much to me, thank you",
    ),
  ),
  warm(
    "compliment",
    fan(
      "That sunset photo is absolutely stunning",
      "Your new workout video is the best one so far",
      "I love how you explain things, so clear",
      "The colours in your market photos are beautiful",
    ),
    creator(
      "Thank you! I waited an hour for that light",
      "I'm so glad you like it, it was fun to film",
      "Thank you, I try to keep it simple",
    ),
    fan(
      "It was worth it!",
      "Please make more of these",
      "I'm saving it for later",
    ),
    creator(
      "More is coming this week!",
      "With fans like you, always",
      "Happy to hear that",
    ),
  ),
  warm(
    "thanks",
    fan(
      "Thank you for always answering, it means a lot",
      "I just wanted to say thanks for your kind words last week",
      "Thanks for the recipe, it was perfect",
    ),
    creator(
      "Of course! Chatting with you is a highlight",
      "Any time, I'm glad it helped",
      "You're very welcome!",
    ),
  ),
  warm(
    "tip",
    fan(
      "This one is for your coffee fund!",
      "A little something because your videos got me through the week",
      "For Biscuit's treats!",
      "You deserve this for all the work you put in",
    ),
    tip(5, 10, 15, 20, 25),
    creator(
      "Wow, thank you so much! That's so generous",
      "You're too kind, thank you!! Coffee is on you today",
      "Thank you! Biscuit sends a big kiss",
    ),
  ),
  warm(
    "tip",
    tip(10, 20, 30, 50),
    creator(
      "Oh my, thank you so much for the tip!",
      "What a lovely surprise, thank you!",
      "You're amazing, thank you!",
    ),
    fan(
      "You're welcome, keep doing what you do",
      "My pleasure, you earned it",
      "Can't wait for the next post",
    ),
    creator(
      "I will, I promise",
      "People like you make this possible",
      "Soon! It's almost edited",
    ),
  ),
  warm(
    "tip",
    fan(
      "How are you saving for the new camera?",
      "Are you still collecting for the trip to {city}?",
    ),
    creator(
      "Slowly but surely! About half of it is there",
      "Yes! Every little bit helps, I'm almost there",
    ),
    tip(20, 40, 50, 100),
    creator(
      "You're unbelievable! Thank you so, so much",
      "I don't know what to say. Thank you from the bottom of my heart!",
    ),
    fan("Send me the first picture!", "Just enjoy it"),
    creator("The first one is yours, promised", "I will think of you"),
  ),
  warm(
    "purchase",
    offer(
      [9, 12, 15, 18],
      "My full mobility workout is finally done: 25 minutes, all levels",
      "New set: forty pictures from {city}, with the stories behind them",
      "The complete cooking class for {dish} is here, step by step",
    ),
    fan(
      "Bought it, of course! Looks great",
      "Just unlocked it, wow",
      "Got it! Will watch it tonight",
    ),
    creator(
      "Thank you!! Tell me what you think",
      "You're the best, enjoy!",
      "Yay, have fun with it",
    ),
    fan(
      "The second part is my favourite",
      "So worth it",
      "Loved it, more please",
    ),
    creator(
      "That was the most fun to make",
      "So glad you like it",
      "Next one is in the works",
    ),
  ),
  warm(
    "purchase",
    fan(
      "Do you have more pictures from {city}?",
      "Is there a longer version of that workout?",
      "Is the recipe book out yet?",
    ),
    creator(
      "Yes! Give me one second",
      "There is, and it's good. Here it comes",
    ),
    offer(
      [6, 8, 10, 14],
      "Here you go, the whole collection",
      "The complete version, just for you",
    ),
    fan(
      "Perfect, bought!",
      "Exactly what I wanted, thanks",
      "That was quick, thank you",
    ),
    creator("Enjoy!", "Happy to help", "Let me know how you like it"),
  ),
  plain(
    "declined_offer",
    offer(
      [15, 20, 25],
      "New training plan for eight weeks, with videos for every day",
      "Behind the scenes of my trip to {city}: one hour of video",
      "My best fifty landscape pictures in full size",
    ),
    fan(
      "Looks nice, but it's too expensive for me right now",
      "Maybe next month, money is tight",
      "Hmm, I already bought something this week",
    ),
    creator(
      "No worries at all! It will still be there",
      "I totally understand, take your time",
      "That's fine! I'll post a short preview for everybody on {weekday}",
    ),
  ),
  plain(
    "declined_offer",
    offer(
      [10, 12, 18],
      "Fancy some cooking with me? The full class for {dish}",
      "A calm evening yoga session, thirty minutes",
    ),
    fan("Not really my thing, sorry", "I'll pass on this one, but thanks"),
    creator(
      "Thanks for being honest! What would you like to see?",
      "No problem! Something else next time",
    ),
    fan("More travel videos maybe", "More of Biscuit!"),
    creator("Noted!", "I'll tell my little star"),
  ),
  plain(
    "custom",
    fan(
      "Do you make custom content? I'd love a workout plan for runners",
      "Could you film a custom cooking video with {dish}?",
      "Can I request a custom photo? A print for my kitchen wall",
    ),
    creator(
      "Yes I do! Tell me a bit more about what you have in mind",
      "I'd love to! How long should it be?",
      "Sure, which size and which subject would you like?",
    ),
    fan(
      "About ten minutes, for beginners. What does it cost?",
      "Something simple with my name in it, for my birthday",
      "A view of {city}, as large as possible",
    ),
    creator(
      "That would be $45, and I'd need a week for it",
      "That's $30, ready by {weekday}. Is that okay for you?",
      "I can do that for $40 including postage",
    ),
    fan(
      "Deal!",
      "Sounds fair, let's do it",
      "Let me think about it until tomorrow",
    ),
    creator(
      "Great, I'll get started",
      "Perfect, I'm looking forward to it!",
      "Of course, no rush",
    ),
  ),
  plain(
    "custom",
    fan(
      "When will my custom video be ready?",
      "Any news about the custom plan?",
    ),
    creator(
      "I'm editing it right now, you'll have it by {weekday}",
      "Almost done! Only the sound is missing",
    ),
    fan("Great, I can't wait", "Perfect, thanks for the update"),
    creatorShares(
      1,
      "Here's a sneak peek",
      "A first picture to keep you curious",
    ),
  ),
  plain(
    "meet",
    fan(
      "Are you ever in my area? I'd love to meet you for a coffee",
      "Can we meet when you're in {city}?",
      "Would you go to lunch with me one day?",
    ),
    creator(
      "That's really kind, but I don't meet people from here in person. I hope you understand",
      "Thank you for asking! I keep this online only, it's a rule I have",
      "I'm flattered, but I never do private meetings. I love our chats here though",
    ),
    fan(
      "I understand, no problem",
      "Fair enough, I had to ask",
      "Okay, that's a pity but I get it",
    ),
    creator(
      "Thank you for being so nice about it",
      "I appreciate that a lot",
      "You're a gem, thank you",
    ),
  ),
  plain(
    "meet",
    fan(
      "Will there be a meet and greet this year?",
      "Are you doing a group workout in the park again?",
    ),
    creator(
      "Nothing planned at the moment, but I'll announce it here first",
      "Not this season, sorry! Maybe a live class online",
    ),
    fan("An online class would be great", "Okay, I'll keep an eye out"),
    creator(
      "Good to know, I'll look for a date",
      "You'll be the first to hear",
    ),
  ),
  plain(
    "price",
    fan(
      "Why is the new plan $25? That's quite expensive",
      "How much is the subscription after the first month?",
      "Did the price go up?",
    ),
    creator(
      "It's eight weeks with daily videos, that's about 45 cents a day",
      "It stays the same, $12.99 a month, and you can stop at any time",
      "Only for new subscribers, for you nothing changes",
    ),
    fan(
      "Okay, put like that it's fair",
      "Good, thanks for explaining",
      "Still a lot for me, I'll think about it",
    ),
    creator(
      "Ask me anything, any time",
      "Of course!",
      "Take your time, I don't want you to feel rushed",
    ),
  ),
  plain(
    "discount",
    fan(
      "Do you have any discounts at the moment?",
      "Is there a bundle for six months?",
      "Any sale coming up? I'd like to get the big plan",
    ),
    creator(
      "Yes, three months are 15% off until {weekday}",
      "There is! Six months for the price of five",
      "There will be one at the end of the month, so wait a little",
    ),
    fan(
      "Perfect timing, I'll take it",
      "Great, thank you",
      "Thanks for being honest",
    ),
    creator("Thank you for the support!", "You're welcome, enjoy!", "Always"),
  ),
  sour(
    "complaint",
    fan(
      "The video I bought doesn't load, it just shows an error",
      "I paid for the set and can't open it. Really annoying",
      "The sound in the new class is terrible, I can't hear a word",
    ),
    creator(
      "Oh no, I'm so sorry! Which device are you using?",
      "I'm sorry about that, let me check right away",
      "Thank you for telling me, I'll upload it again",
    ),
    fan(
      "My phone. I tried three times already",
      "It happened last time too, I'm disappointed",
      "I expected better for that price",
    ),
    creator(
      "I sent you a new link, and a little bonus for the trouble",
      "I understand. It works now, please try again. Sorry again!",
      "You're right, and I'm sorry. The next one is on me",
    ),
    fan(
      "Okay, now it works",
      "Fine, thanks for fixing it",
      "Let's see. Thank you anyway",
    ),
    creator(
      "I'm glad! Thanks for your patience",
      "Thank you for giving me the chance to fix it",
    ),
  ),
  sour(
    "complaint",
    fan(
      "You haven't answered me for two days",
      "I feel ignored, I wrote to you three times",
      "It's all mass messages lately, that's not what I pay for",
    ),
    creator(
      "I'm really sorry, I was travelling and had no connection",
      "You're right, I'm sorry. This week was a mess",
      "I hear you. I read every message myself, but I was too slow",
    ),
    fan(
      "Okay. I was just sad about it",
      "I only want an honest answer",
      "That's what everybody says",
    ),
    creator(
      "Thank you for telling me. How was your week?",
      "That's fair. From now on you'll hear from me within a day",
      "I'll make it up to you, I promise",
    ),
  ),
  sour(
    "complaint",
    fan(
      "I was charged twice for the same set!",
      "There's a wrong amount on my bill, please look at it",
    ),
    creator(
      "That must not happen. Please write to the support, they can refund it at once",
      "I'm sorry! I can't see payments myself, but support is quick with refunds",
    ),
    fan(
      "They take forever to answer",
      "I did, no answer yet. Very frustrating",
    ),
    creator(
      "I'll write to them as well, give it a day",
      "I'm sorry for the stress. Keep me posted, please",
    ),
  ),
  warm(
    "welcome",
    fan(
      "Hi! I just subscribed, happy to be here",
      "Hello, new here! I found you through your cooking videos",
      "Hey, just joined. Where should I start?",
    ),
    creator(
      "Welcome! So nice to have you here. What brings you to me?",
      "Hi and welcome!! What's your name?",
      "Welcome aboard! Start with the pinned post, and tell me about yourself",
    ),
    fan(
      "I want to get fit again after a long winter",
      "I love travel photography and good food",
      "A friend recommended you, and I like your style",
    ),
    creator(
      "Then you're in the right place! Do you train at home or in a gym?",
      "We'll get along very well then",
      "Say thank you to your friend from me!",
    ),
    fan("At home, I only have a mat", "I'm sure of it", "I will!"),
    creator(
      "A mat is all you need. Enjoy looking around!",
      "Write to me any time",
      "Have fun!",
    ),
  ),
  warm(
    "renewal",
    fan(
      "Just renewed for another month!",
      "I renewed my subscription for three more months",
      "Renewed! Wouldn't miss it",
    ),
    creator(
      "Thank you so much for staying with me!",
      "Yay! I'm so happy you're staying",
      "That makes my day, thank you!",
    ),
  ),
  plain(
    "ending",
    fan(
      "I have to cancel my subscription, I'm saving for a house",
      "I won't renew this time, I'm hardly online any more",
      "My subscription ends next week and I can't afford it at the moment",
    ),
    creator(
      "I'm sad to see you go, but I understand. Thank you for everything!",
      "Thank you for being here. The door is always open",
      "That's completely fine. I wish you all the best!",
    ),
    fan(
      "Thanks for the good time, maybe I'll be back",
      "Goodbye and good luck with everything",
      "Take care!",
    ),
    creator(
      "I'd be happy! Take care",
      "Bye, and say hello if you come back",
      "You too!",
    ),
  ),
  warm(
    "return",
    fan(
      "Hi, remember me? I'm back after a long break",
      "Hello again! I missed your videos, so I subscribed again",
      "I'm back! Life was crazy, but now I have time again",
    ),
    creator(
      "Of course I remember! Welcome back",
      "What a nice surprise! How have you been?",
      "You're back!! I was wondering how you were",
    ),
    fan(
      "Good! New job, new flat, everything new",
      "I was travelling for two months, {city} and more",
      "Busy, but fine. What did I miss?",
    ),
    creator(
      "Wow, congratulations! Tell me more",
      "I want to see pictures!",
      "A whole new training plan and lots of pictures of Biscuit",
    ),
  ),
  plain(
    "foreign",
    fan(
      "Hola guapa, ¿cómo estás hoy?",
      "Hola, me encantan tus fotos de {city}",
      "Buenos días, ¿qué tal tu semana?",
    ),
    creator(
      "¡Hola! Muy bien, gracias. Mi español es un poco lento",
      "¡Gracias! I'm learning Spanish, so please be patient with me",
      "¡Buenos días! Mucho trabajo, pero todo bien. ¿Y tú?",
    ),
    fan(
      "Tu español es muy bueno, no te preocupes",
      "Jaja, perfecto. ¿Qué vas a cocinar hoy?",
      "Bien también, gracias. Estoy viendo una película",
    ),
    creator(
      "¡Gracias, eres muy amable!",
      "Tortilla, por supuesto",
      "¡Qué bien! ¿Cuál?",
    ),
  ),
  plain(
    "foreign",
    fan(
      "Guten Morgen, wie geht es dir heute?",
      "Hallo! Dein neues Video gefällt mir sehr gut",
      "Ich habe dein Rezept probiert, es war sehr lecker",
    ),
    creator(
      "Danke, mir geht es gut! Und dir?",
      "Vielen Dank! My German is still basic, but I'm trying",
      "Das freut mich sehr! Was kochst du als Nächstes?",
    ),
    fan(
      "Auch gut, nur viel Arbeit diese Woche",
      "Du machst das super, liebe Grüße",
      "Vielleicht die Pasta mit Zitrone",
    ),
    creator(
      "Dann wünsche ich dir ein schönes Wochenende!",
      "Liebe Grüße zurück!",
      "Gute Wahl, viel Spaß dabei!",
    ),
  ),
  plain(
    "foreign",
    fan(
      "Bonjour, j'adore tes photos de voyage",
      "Salut ! Tu fais quoi ce week-end ?",
    ),
    creator(
      "Merci beaucoup ! My French stops here, sorry",
      "Merci ! Ce week-end, la cuisine et le sport",
    ),
    fan(
      "Très bien, bon courage alors",
      "Pas de souci, je parle un peu anglais too",
    ),
    creator("Merci, bonne journée !", "Perfect, a mix of both then"),
  ),
];
