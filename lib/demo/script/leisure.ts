import {
  chat,
  creator,
  creatorShares,
  type Exchange,
  fan,
  once,
} from "./exchange.ts";

/** Travel, food, music, films, pets: what people like to talk about. */
export const LEISURE: readonly Exchange[] = [
  chat(
    fan(
      "Are you travelling anywhere this month?",
      "Any trips planned soon?",
      "Where is your next vacation going to be?",
    ),
    creator(
      "Yes! I'm flying to {city} in two weeks, I can't wait",
      "I booked a hotel in {city} last night, four days of cafés and museums",
      "A short trip to {city}. My suitcase is already half packed!",
    ),
    fan(
      "Oh nice, I loved {city}! Try the old town early in the morning",
      "I was in {city} two years ago, best holiday ever",
      "So jealous, I only know {city} from pictures. Will you post photos?",
    ),
    creator(
      "Thank you for the tip, I'll bring my camera and show you everything",
      "Of course! You'll get a whole travel diary from me",
      "Perfect, that goes straight on my list",
    ),
  ),
  chat(
    fan(
      "Just got back from {city}, what a trip",
      "Hello from the airport in {city}! My flight is delayed again",
      "I finally did it, I booked a trip to {city}!",
    ),
    creator(
      "How exciting! What was the best part?",
      "Oh wow, {city}! Did you take lots of pictures?",
      "That sounds like an adventure, tell me everything",
    ),
    fan(
      "The little restaurants, and walking along the river at night",
      "Honestly the hotel breakfast. And the beach, of course",
      "Getting lost in the small streets with no plan at all",
    ),
    creator(
      "That is exactly how I love to travel",
      "Now I want to pack my bag too!",
      "You make me want to book a flight right now",
    ),
  ),
  chat(
    fan(
      "Do you prefer the beach or the mountains?",
      "Beach holiday or a hiking trip, what would you choose?",
    ),
    creator(
      "Mountains in the morning, beach in the afternoon, is that allowed?",
      "Hiking! I always sleep so well after a long day in the mountains",
      "The beach with a good book, I'm easy to please",
    ),
    fan(
      "Good answer! I did a three day hike last summer",
      "Ha, same. I live far from the sea so I miss it",
    ),
    creator(
      "Three cheers for fresh air! Where was that?",
      "Then we have to find you a weekend by the water",
    ),
    fan(
      "Near the lakes up north, really quiet there",
      "One day! I'm saving up for it",
    ),
    creator("Sounds like heaven", "I'm keeping my fingers crossed for you"),
  ),
  chat(
    fan(
      "What are you cooking tonight?",
      "What's for dinner at your place?",
      "Did you eat something nice today?",
    ),
    creator(
      "{dish}! My kitchen smells amazing right now",
      "I'm trying a new recipe for {dish}, wish me luck",
      "Something easy tonight: {dish} and a big salad",
    ),
    fan(
      "That sounds delicious, can I have the recipe?",
      "Yum! Mine never turns out well, what's the secret?",
      "Now I'm hungry! I had cold pizza",
    ),
    creator(
      "Sure! The secret is patience and a lot of garlic. I'll write it down for you",
      "Recipe is coming on {weekday}, I promise",
      "A little butter at the end and never rush it",
    ),
    fan(
      "You're the best, thank you!",
      "I'll try it this weekend",
      "Great, I'll report back",
    ),
    creator(
      "Send me a picture when you do!",
      "Enjoy, chef!",
      "I want to hear all about it",
    ),
  ),
  chat(
    fan(
      "I made your {dish} yesterday and my whole family loved it",
      "Your recipe for {dish} worked! First time I didn't burn anything",
      "Guess who cooked {dish} today? Me!",
    ),
    creator(
      "Yay, I'm so proud of you!",
      "That makes me so happy, well done chef",
      "Amazing! Did you change anything in the recipe?",
    ),
    fan(
      "I used a bit more lemon, hope that's fine",
      "Only less salt. What should I cook next?",
      "I followed every step. My kitchen is a mess though",
    ),
    creator(
      "More lemon is always a good idea",
      "Next level: fresh pasta. I'll guide you through it",
      "A messy kitchen is a happy kitchen",
    ),
  ),
  chat(
    fan(
      "Coffee or tea in the morning?",
      "How do you take your coffee?",
      "What do you eat for breakfast before a workout?",
    ),
    creator(
      "Coffee first, then I can talk to people",
      "Black coffee and a banana, every single day",
      "Green tea, toast and something with eggs",
    ),
    fan("A person after my own heart", "I need at least three cups to wake up"),
    creator(
      "Careful, three cups and I would clean the entire house",
      "To good mornings!",
    ),
  ),
  chat(
    fan(
      "What music do you listen to when you train?",
      "What's on your playlist this week?",
      "Have you discovered any good songs lately?",
    ),
    creator(
      "Lots of fast pop for running and {band} for stretching",
      "I've had the new album of {band} on repeat for days",
      "Mostly old songs from school, don't judge me",
    ),
    fan(
      "I never listen to {band}, which song should I start with?",
      "Ha, I have the exact same taste",
      "I went to a concert on {weekday} and my ears still ring",
    ),
    creator(
      "I'll post my playlist tomorrow, start with the first three songs",
      "I knew we'd get along",
      "Ooh, live music is the best. Which band was it?",
    ),
  ),
  chat(
    fan(
      "Do you play an instrument?",
      "I started guitar lessons this week, my fingers hurt so much",
    ),
    creator(
      "I played piano until I was fifteen, now only when nobody listens",
      "Oh that's great, what song are you learning first?",
    ),
    fan(
      "You should post a video of that one day!",
      "Something slow with only three chords",
    ),
    creator(
      "Maybe when I've practised for a year",
      "Three chords is all you need for a good song",
    ),
  ),
  chat(
    fan(
      "Have you seen {film}?",
      "I watched {film} last night, have you seen it?",
      "Movie night today! Any recommendations?",
    ),
    creator(
      "Not yet! Is it any good? No spoilers please",
      "Yes! I cried at the end and I'm not ashamed",
      "If you like something cosy, watch {show} instead",
    ),
    fan(
      "Really good, the ending surprised me",
      "It's a bit long, but the pictures are beautiful",
      "I trust you, popcorn is ready",
    ),
    creator(
      "Okay, that's my plan for {weekday} then",
      "Tell me what you think afterwards",
      "Popcorn is the most important part anyway",
    ),
  ),
  chat(
    fan(
      "I'm addicted to {show}, please help",
      "Are you watching {show}? I need someone to talk about it",
    ),
    creator(
      "Same here! One more episode, every night",
      "I'm only on episode three, don't tell me anything!",
    ),
    fan(
      "Okay okay, I'll be quiet. But episode five!!",
      "I finished the season in two days",
    ),
    creator("Now I have to watch tonight", "Two days? You're a professional"),
  ),
  chat(
    fan(
      "How is Biscuit doing?",
      "I miss pictures of Biscuit! How's the little one?",
      "Say hello to Biscuit from me",
    ),
    creatorShares(
      1,
      "Biscuit is asleep on my yoga mat as we speak",
      "Here you go, Biscuit stole my breakfast this morning",
      "Biscuit says hi! The vet says all is well",
    ),
    fan(
      "So cute! My {pet} does the same",
      "Haha what a little thief",
      "Aww, that face made my day",
    ),
    creator(
      "They know exactly how to get what they want",
      "What's your {pet} called?",
      "I'll give an extra cuddle from you",
    ),
  ),
  once(
    fan(
      "We adopted a {pet} this weekend!",
      "My {pet} is sick and I'm at the vet, send good thoughts please",
      "I got a {pet} yesterday, I'm so in love",
    ),
    creator(
      "Oh my, I need to know everything. What's the name?",
      "Sending all my good thoughts to you both",
      "Pictures or it didn't happen!",
    ),
    fan(
      "We call our little friend {petname}. Already runs the house",
      "Thank you, the vet says it's nothing serious",
      "Very fluffy, very loud, very hungry",
    ),
    creator(
      "{petname} is the perfect name",
      "What a relief!",
      "So basically like me before lunch",
    ),
  ),
  chat(
    fan(
      "I'm reading {book} right now, do you read a lot?",
      "Any good book for a long train ride?",
    ),
    creator(
      "Every evening! I just finished {book}",
      "Take {book}, I couldn't put it down",
    ),
    fan(
      "Good idea, my phone is bad for my sleep",
      "Ordered! I'll tell you how I like it",
    ),
    creator(
      "Tea, blanket, book. Best evening there is",
      "I'm curious what you'll say about the ending",
    ),
  ),
  chat(
    fan(
      "Do you play games at all? I'm into {game} these days",
      "I lost at {game} again, worst player in the world",
    ),
    creator(
      "I'm terrible at {game} but I love it",
      "Practice makes perfect! How long have you been playing?",
    ),
    fan(
      "Since school, and I still lose to my little brother",
      "Not long, it's fun to learn something new",
    ),
    creator("Little brothers cheat, that's science", "That's the spirit"),
  ),
  chat(
    fan(
      "Which camera do you use for your landscape pictures?",
      "The light in your last photo is beautiful, how did you take it?",
    ),
    creator(
      "Most of them with {lens}, nothing special",
      "Golden hour and {lens}, that's the whole trick",
    ),
    fan(
      "I want to learn photography, where should I start?",
      "I always get blurry pictures in the evening",
    ),
    creator(
      "Start with one subject and take a picture of it every day",
      "Hold your breath, lean on a wall and try again. Works every time",
    ),
    fan("I'll try that tomorrow, thank you", "You're a good teacher!"),
    creatorShares(
      1,
      "Here is one from this morning as homework inspiration",
      "Look, this one was taken from my window",
    ),
  ),
];
