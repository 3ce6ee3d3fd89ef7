/** Mass messages of the creator, sent to every subscriber at once. */
export const BROADCASTS: readonly string[] = [
  "New week, new workout! The full body session is online now",
  "Hello from {city}! I just posted the first pictures of the trip",
  "Sunday recipe: {dish}. Who is cooking with me?",
  "Live class on {weekday} at six, bring a mat and a smile",
  "Last days: three months are 15% off until {weekday}",
  "Biscuit learned a new trick. The video is on my page",
  "I answered your twenty most common training questions in a new video",
  "Thank you all for such a great month, you are wonderful",
  "Which trip should I show next: mountains or city? Tell me!",
  "The new landscape collection is here, have a look",
];

/** The creator writes first to somebody who went quiet. */
export const REENGAGEMENT: readonly string[] = [
  "Hey, I haven't heard from you in a while. How are you?",
  "Hi stranger! Are you still doing the morning workouts?",
  "I was thinking of you when I cooked {dish} today. Everything okay?",
  "Long time no see! There's a lot of new stuff on my page",
  "Just checking in. I hope you're doing well!",
];

/** Fan messages that wait for an answer. */
export const WAITING: readonly (readonly string[])[] = [
  ["Are you there?", "I have a question about the training plan"],
  ["Can you tell me when the next live class is?"],
  ["I can't open the video I bought yesterday", "It only shows an error"],
  ["How was {city}? I want to go there in spring"],
  [
    "I'm thinking about cancelling, my subscription ends on {weekday}",
    "Is there anything new coming?",
  ],
  ["What lens did you use for the last picture?"],
  ["Could you make a custom video for my sister's birthday?"],
  ["I finished the eight week plan today!", "What should I do next?"],
  ["Is the discount for three months still available?"],
  ["You forgot to answer me again", "I'm a bit disappointed, to be honest"],
  ["My {pet} loves your voice, no joke", "Do you want to see a picture?"],
  ["Which restaurant in {city} did you like best?"],
];

/** Emoji that a fan or the creator adds to a friendly message. */
export const EMOJI: readonly string[] = [
  "😊",
  "😂",
  "❤️",
  "🙌",
  "🔥",
  "😍",
  "💪",
  "🥰",
  "✨",
  "🙏",
  "👏",
  "😄",
  "🌞",
  "🎉",
];

/** The creator takes up a conversation that had to wait. */
export const LATE_ANSWERS: readonly string[] = [
  "Sorry for the wait, I was filming all morning! Let me look into it",
  "Hi! I'm finally back at my desk. Thank you for your patience",
  "So sorry, I only saw your message now! I'll get back to you on that today",
  "Hey you! The day ran away from me. How are you doing?",
];
