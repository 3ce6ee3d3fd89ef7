import {
  chat,
  creator,
  creatorShares,
  type Exchange,
  fan,
  once,
} from "./exchange.ts";

/** Sport, work, weather, health: everyday life. */
export const DAILY: readonly Exchange[] = [
  chat(
    fan(
      "Good morning! How did you sleep?",
      "Good morning sunshine, ready for the day?",
      "Morning! What are your plans today?",
    ),
    creator(
      "Good morning! Like a stone. Off to the gym in ten minutes",
      "Morning! First a workout, then a photo walk in the city",
      "Hello hello! Coffee, emails, and then I'm filming a new recipe",
    ),
    fan(
      "Have a great day then!",
      "You're always so full of energy",
      "Don't forget to take a break",
    ),
    creator(
      "You too, make it a good one!",
      "It's all coffee, I promise",
      "Yes boss!",
    ),
  ),
  chat(
    fan(
      "Good night, I have to get up early tomorrow",
      "I'm off to bed, sleep well",
      "Such a long day, I'm going to sleep",
    ),
    creator(
      "Good night, sweet dreams!",
      "Sleep well, talk to you tomorrow",
      "Rest well, you earned it",
    ),
  ),
  chat(
    fan(
      "How many {exercise} should I do as a beginner?",
      "My back hurts after {exercise}, am I doing it wrong?",
      "I did your workout with the {exercise} and I can't move",
    ),
    creator(
      "Start with three rounds of eight, slow and clean",
      "Keep your core tight and go slower. Stop if it still hurts, okay?",
      "Ha, that's how you know it worked! Stretch a little tonight",
    ),
    fan(
      "Thank you coach, I'll try that",
      "That makes sense, I was too fast",
      "Everything hurts, even laughing",
    ),
    creator(
      "You'll feel the difference in two weeks",
      "Technique first, always",
      "I'm proud of you for finishing it!",
    ),
  ),
  chat(
    fan(
      "I ran five kilometres without stopping today!",
      "New personal best at the gym today!!",
      "I lost two kilos with your training plan",
    ),
    creator(
      "That's amazing, congratulations!",
      "Yes!! I knew you could do it",
      "Wow, you should be so proud of yourself",
    ),
    fan(
      "Couldn't have done it without you",
      "Next goal is ten",
      "I feel so much better already",
    ),
    creator(
      "You did all the work, I only cheered",
      "I'll be there at the finish line with water",
      "This message made my week",
    ),
  ),
  chat(
    fan(
      "Are you into {sport} at all?",
      "Did you watch the {sport} on {weekday}?",
      "My {sport} team won the match today!",
    ),
    creator(
      "I love watching it but I'm bad at playing",
      "Only the second half, what a game!",
      "Congratulations! Did you score?",
    ),
    fan(
      "You can't be worse than me",
      "The last five minutes were crazy",
      "Almost. I hit the post",
    ),
    creator(
      "We should start a league for beginners",
      "My neighbours heard me cheering",
      "Next time! I believe in you",
    ),
  ),
  chat(
    fan(
      "Work is so stressful this week, {job} is killing me",
      "I have {job} tomorrow and I'm really nervous",
      "My boss gave me {job} on top of everything else",
    ),
    creator(
      "Oh no, I'm sorry to hear that. Are you getting enough sleep?",
      "You will do great. Deep breaths and a good breakfast!",
      "That's a lot. Can somebody in the team help you?",
    ),
    fan(
      "Not really, but talking to you helps",
      "Thanks, I needed to hear that",
      "Maybe. At least it's almost the weekend",
    ),
    creator(
      "Then let's talk about something nice. Did you eat?",
      "Tell me how it went, okay?",
      "Almost there! Plan something lovely for Saturday",
    ),
  ),
  once(
    fan(
      "Guess who got the new job!!",
      "{job} went really well today, my boss was happy",
      "I passed my exam!",
    ),
    creator(
      "Congratulations!! I'm so happy for you",
      "I knew it! We have to celebrate",
      "That's wonderful news!",
    ),
    fan(
      "Thank you, I start on {weekday}",
      "Pizza tonight, no discussion",
      "I'm so relieved, I could sleep for a week",
    ),
    creator(
      "They are lucky to have you",
      "Extra cheese for you today",
      "Enjoy every minute of it",
    ),
  ),
  chat(
    fan(
      "It's so {weather} here today, how is it where you are?",
      "{weather} again, I had to cancel my bike ride",
      "What's the weather like over there?",
    ),
    creator(
      "Sunny with a bit of wind, I had lunch outside",
      "Rain all day, so I'm staying in with Biscuit and a book",
      "Cold! I'm wearing two jumpers",
    ),
    fan("Send some sun over please", "Sounds cosy to be honest", "Stay warm!"),
    creator(
      "On its way by express mail",
      "It really is",
      "Tea number four is helping",
    ),
  ),
  once(
    fan(
      "I've had a cold for three days, so boring",
      "I'm in bed with a fever today",
      "I twisted my ankle playing {sport}",
    ),
    creator(
      "Oh no! Drink lots of tea and rest",
      "Poor you. Do you have somebody to bring you soup?",
      "Ouch! Ice it and put it up, please be careful",
    ),
    fan(
      "My mum brought me soup, I'm ten years old again",
      "Your videos keep me company",
      "The doctor says two weeks without sport",
    ),
    creator(
      "Mums are the best medicine",
      "Then I'd better post a new one today!",
      "Two weeks of stretching and films, you'll be fine",
    ),
  ),
  chat(
    fan(
      "Do you have any plans for the weekend?",
      "What are you up to this weekend?",
    ),
    creator(
      "A long hike if it isn't too {weather}, and pancakes on Sunday",
      "Visiting my sister and her kids, wish me luck",
      "Absolutely nothing and I'm so excited about it",
    ),
    fan(
      "That sounds perfect",
      "Kids are exhausting and great, have fun",
      "You deserve a lazy weekend",
    ),
    creator(
      "And you? Anything nice?",
      "I'll need a holiday afterwards",
      "What about you?",
    ),
    fan(
      "Painting my kitchen, finally",
      "Helping a friend to move house",
      "Watching {sport} with my dad",
    ),
    creator(
      "Show me the colour when it's done!",
      "You're a good friend",
      "Say hi to your dad",
    ),
  ),
  once(
    fan(
      "It's my birthday today!",
      "My birthday is on {weekday}, another year older",
    ),
    creatorShares(
      1,
      "Happy birthday!! I baked you an imaginary cake",
      "Happy birthday in advance! I baked you a cake to look at",
    ),
    fan("Best present today, thank you", "Haha thank you, that's so sweet"),
    creator(
      "Have a wonderful day, you deserve it",
      "Enjoy the cake, calories don't count today",
    ),
  ),
  once(
    fan(
      "I've been feeling a bit lonely since I moved here",
      "Bad day today, I had an argument with my brother",
    ),
    creator(
      "I'm sorry. Moving is hard, be patient with yourself",
      "Oh no, I'm sorry. Do you want to talk about it?",
    ),
    fan(
      "Thank you for listening, it means a lot",
      "Not much to say, it was about something stupid",
    ),
    creator(
      "Always. Maybe try a running group, it helped me a lot back then",
      "Sleep on it and give him a call tomorrow, family is family",
    ),
    fan("Good idea, I'll look for one", "You're right, I will"),
    creator("Tell me when you've found one!", "I hope it turns out well"),
  ),
];
