/**
 * Phrases whose sentiment is not that of their words, with valences from -4 to
 * 4 (our own ratings). The words in them do not count by themselves.
 */
const BY_VALENCE: readonly (readonly [number, string])[] = [
  [
    3,
    "blown away, blew my mind, blew me away, best thing ever, over the moon, on cloud nine, love of my life, made my day, make my day, makes my day, made my week, worth every penny, worth every cent, worth every dollar, dream come true, dreams come true, you're the goat, youre the goat, you are the goat, is the goat, out of this world, to die for, take my breath away, takes my breath away, drop dead gorgeous, knocked it out of the park, second to none",
  ],
  [
    2.7,
    "happy birthday, happy new year, happy anniversary, merry christmas, happy holidays",
  ],
  [
    2.2,
    "hell yeah, hell yes, heck yeah, you killed it, killed it, killing it, killin it, nailed it, crushed it, crushing it, you rock, rocks my world, the bomb, bad ass, badass, kick ass, cut the mustard, can't wait, cant wait, cannot wait, can not wait, looking forward, look forward, can't get enough, cant get enough, can't stop thinking about you, cant stop thinking about you, can't stop watching, cant stop watching, damn girl, damn you look, damn you're, hot damn, making me blush, make me blush, makes me blush, made me blush, keep it up, means the world, means a lot, means so much, thumbs up, well done, good job, great job, two thumbs up, couldn't be happier, couldnt be happier, could not be happier, couldn't be better, couldnt be better, could not be better, couldn't agree more, couldn't ask for more, couldn't ask for better, can't thank you enough, cant thank you enough, never disappoint, never disappoints, never disappointed, not disappointed, like a charm, nothing beats, nobody beats, no one beats, can't beat, cant beat, hard to beat, can't go wrong, cant go wrong, top notch, top tier, must have, must see, highly recommend, highly recommended, good value, great value, easy to use, easy to set up, pleasant surprise, pleasantly surprised, hits the spot, feel good, feels good",
  ],
  [
    1.4,
    "let's go, lets go, letsgo, such a relief, what a relief, feel human again, this is sick, that's sick, thats sick, sick video, sick pic, this is insane, that's insane, thats insane, thinking of you, thinking about you, at ease, no regrets, no complaints, can't complain, cant complain, no wonder, why not, not too bad, got the job, got a job, got promoted, got accepted, got engaged, got a raise, paid off, back on my feet, i'm speechless, im speechless, left me speechless, take care, stay safe, sweet dreams, works well, works great, work well, works fine, work fine, works perfectly, worth it, worth the money, worth the wait",
  ],
  [
    0.4,
    "what did i miss, did i miss, stop it, of course, no biggie, no big deal, take your time, no rush, no hurry, don't worry, dont worry, do not worry",
  ],
  [
    0,
    "gone for good, for good now, good morning everyone, would like, what the heck, kind regards, as well, as well as, super bowl, great britain, no longer, no matter, no one, pretty much, in order to, more than, at least, hope you understand, hope you get it, hope you don't mind, hope you dont mind, hope that's ok, hope that's okay, hope thats ok, don't miss it, dont miss it, don't forget, dont forget, do not forget, hard to say, hard to tell, why don't, why dont, star wars, breaking bad, walking dead, call of duty, mean girls, stranger things, game of thrones, in the works",
  ],
  [
    -0.9,
    "could be better, could have been better, could've been better, should have been better, would have been better, not sure, not really, yeah right, hand to mouth, meh, just so so, only so so, leaves much to be desired, leave much to be desired, leaves a lot to be desired, not enough, not much fun, too much, too long, too short, too small, too loud, too slow, too late, too little, too bad, still waiting, keep waiting, kept waiting, kept me waiting, waited for nothing, but it's just a, but its just a, but it's only a, but its only a, but it was just a, but it was only a, turned out to be just, turns out it's just, sure because, yeah because, oh great, how original, rent went up, prices went up, price went up",
  ],
  [
    -1.8,
    "laid off, let me go, a snooze, absolutely gutted, im gutted, i'm gutted, so gutted, was gutted, thanks for nothing, thank you for nothing, thanks for wasting, not what i paid for, not what i expected, not what you promised, not what i asked for, not what i wanted, never reply, never replied, never answer, never answered, never respond, never responded, don't reply, dont reply, don't answer, dont answer, doesn't work, doesnt work, does not work, didn't work, did not work, don't work, do not work, not working, stopped working, stop working, quit working, won't play, wont play, won't open, wont open, won't work, wont work, feeling low, feel low, pretty low, feeling down, feel down, feeling blue, left me, on read, let me down, let down, falls short, fall short, falls flat, fell flat, fall flat, falls apart, fell apart, fall apart, broke up, passed away, go to waste, waste of, can't stand, cant stand, cannot stand, can't sleep, cant sleep, couldn't be worse, could not be worse, sick of, tired of, fed up, pissed off, ticked off, had enough, ripped off, rip off, a far cry, hard to, sent it back, send it back, sending it back, returned it, returning it, returning this, stay away, steer clear, not worth, isn't worth, wasn't worth, hardly worth, poor quality, bad quality, low quality, cheaply made, poorly made, poorly written, gave up, give up, money back",
  ],
  [
    -2.8,
    "waste of money, waste of time, waste your money, waste your time, total waste, complete waste, piece of junk, piece of crap, piece of garbage, kiss of death, worst day ever, broke my heart, breaks my heart, breaking my heart, go to hell, so done with, i'm so done, im so done, leave me alone, do not buy, don't buy, do not waste",
  ],
];

/** Phrases of a verb, a determiner and a noun, in all their combinations. */
const COMBINED: readonly (readonly [
  valence: number,
  verbs: string,
  determiners: string,
  nouns: string,
])[] = [
  // Achievements.
  [
    2.2,
    "passed, aced, smashed, got through",
    "my, the, her, his, our, your, all my, all the",
    "test, tests, exam, exams, final, finals, interview, audition, driving test, driver's test, road test, bar exam, final exam, final exams, class, course, probation",
  ],
  // What is due grew.
  [
    -1.3,
    "raised, raising, raise, increased, increasing, hiked, put up",
    "the, my, our, your, their, his, her",
    "rent, rents, price, prices, fee, fees, fare, fares",
  ],
];

/** Phrase to valence. */
export const IDIOMS: ReadonlyMap<string, number> = new Map([
  ...COMBINED.flatMap(([valence, verbs, determiners, nouns]) =>
    listed(verbs).flatMap((verb) =>
      listed(determiners).flatMap((determiner) =>
        listed(nouns).map((noun) =>
          [`${verb} ${determiner} ${noun}`, valence] as const
        )
      )
    )
  ),
  ...BY_VALENCE.flatMap(([valence, phrases]) =>
    listed(phrases).map((phrase) => [phrase, valence] as const)
  ),
]);

function listed(phrases: string): string[] {
  return phrases.split(",").map((phrase) => phrase.trim());
}
