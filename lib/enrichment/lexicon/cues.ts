/**
 * Turns of phrase that show what a message does, by cue. Numbers stand for any
 * number, "$20" for any amount. Several cues make one action together with the
 * message's fields and direction: see `actions.ts`.
 */
export const CUES = [
  [
    "greeting",
    `hi, hii, hey, heyy, hello, helo, hiya, heya, yo, howdy, hola, sup, wassup, whats up, what's up, whatsup,
    good morning, gm, good afternoon, good evening, goodmorning, greetings, hey there, hi there, hello there,
    happy monday, happy tuesday, happy wednesday, happy thursday, happy friday, happy saturday, happy sunday,
    happy weekend, welcome, welcome back, nice to meet you, pleased to meet you, merry christmas, happy new year, good day`,
  ],
  [
    "notGreeting",
    `your welcome, you're welcome, youre welcome, you are welcome, ur welcome, tips are welcome, tips welcome, welcome to cancel, more than welcome, always welcome, good morning video, morning after, in the morning, this morning, tomorrow morning, every morning, monday morning, hey there is`,
  ],
  [
    "howAreYou",
    `how are you, how are u, how r u, how're you, hru, how you doing, how are things, how's it going, hows it going,
    how is it going, how's life, hows life, how have you been, how've you been, how you been, how do you do, you good,
    how are we, how's everything, hows everything, how is everything, how's everyone, how are ya`,
  ],
  [
    "smallTalk",
    `how was your day, how's your day, hows your day, how is your day, how was your weekend, how's your weekend,
    how was your week, how's your week, hows your week, how is your week, how was your night, how's your night,
    how was your morning, how's your morning, how's your evening, how's your afternoon, hope you had a, hope you have a,
    hope you're having, hope you are having, hope your day, hope your week, hope your weekend, hope all is well,
    hope you're well, hope you are well, hope you're doing, hope you are doing, hope everything is, how did you sleep,
    did you sleep well, sleep well last night, what are you up to, what you up to, what're you up to, whatcha up to,
    what are u up to, what are you doing, what you doing, whatcha doing, what u doing, wyd, what did you do today,
    what have you been up to, what's new, whats new, any plans, got plans, plans for the weekend, plans this weekend,
    plans for tonight, plans tonight, plans today, how's the weather, hows the weather, how is the weather, what's the weather,
    nice weather, weather is, such a nice day, beautiful day, lovely day, nice day today, long day, busy day, lazy day,
    just got home, just got back, just woke up, just finished work, just chilling, just relaxing, not much, nothing much,
    same old, same here, can't complain, it's friday, happy friday, cold today, hot today, hot outside, cold outside, cold here, hot here, raining here,
    working today, work today, had lunch, having lunch, having dinner, had dinner, having breakfast, having coffee, watching tv,
    day been, day going, week going, week been, weekend going, doing today, doing tonight, doing this weekend,
    how's ur day, hows ur day, how is ur day, how was ur day, about your day, about your weekend, about your week, about your night,
    about your evening, what are your plans, how are you feeling, how do you feel today`,
  ],
  [
    "thanks",
    `thanks, thank you, thank u, thankyou, thx, thnx, thanx, tnx, ty, tysm, tyvm, tyty, thank ya, many thanks, cheers,
    much appreciated, i appreciate, really appreciate, appreciate it, appreciate you, appreciate that, appreciate the,
    appreciate your, so grateful, i'm grateful, im grateful, grateful for, grateful to`,
  ],
  [
    "noThanks",
    `no thanks, no thank you, no thx, no ty, thanks but no thanks, thanks for nothing`,
  ],
  [
    "apology",
    `sorry, so sorry, i'm sorry, im sorry, soz, apologies, my apologies, i apologize, i apologise, apologize for,
    apologise for, my bad, my fault, my mistake, forgive me, pardon me, didn't mean to, didnt mean to, never meant to,
    i was wrong, excuse my, excuse me for`,
  ],
  [
    "notApology",
    `sorry to hear, sorry for your loss, not sorry, feel sorry, sorry to hear that, sorry not sorry, sorry what, safe than sorry`,
  ],
  [
    "askTip",
    `tip me, tip for, send a tip, send me a tip, send tip, leave a tip, leave me a tip, drop a tip, drop me a tip, tip if, tip to,
    tip $20, tips are appreciated, tips appreciated, tips are welcome, tips welcome, tips always, tips are always, every tip helps,
    any tip, a tip would, a small tip, a little tip, little tip, spoil me, treat me, buy me a coffee, buy me a drink, buy me dinner,
    buy me lunch, buy me something, my wishlist, my wish list, my tip menu, tip menu, tip goal, reach my goal, hit my goal,
    support me with, show me some love with, show some love with, show your love with, surprise me with a tip, make it rain,
    forget to tip, wanna tip, want to tip, like to tip, who's tipping, help me reach, tips help, with a tip`,
  ],
  [
    "offer",
    `special offer, limited offer, limited time, special price, special deal, deal for you, offer for you, percent off, half off, half price,
    on sale, discount, discounted, promo, promo code, today only, tonight only, only today, only $10, just $10, for only $10, for just $10,
    for $10, instead of $50, first 10 people, unlock, unlock it, unlock this, unlock my, open it, open this, check your inbox, check your dms, check your dm,
    in your inbox, in your dms, new video for, new vid for, new set for, new ppv, ppv, bundle, custom video, custom vid, customs open, customs are open,
    taking customs, custom requests, do customs, make you a custom, do a custom for you, make you a video, record you a,
    make one for you, make something for you, film something for you, got something for you, have something for you, something special for you,
    surprise for you, a gift for you, would you like a, would you like to see, would you like me to, would you like the, do you want to see, do you want me to,
    want to see more, want to see it, want to see the, wanna see, wanna see more, want more, interested in a, are you interested, available for purchase, for sale,
    exclusive content, vip page, vip access, join my vip, my vip, renew now, resubscribe for, subscribe for, subscribe to my, subscribe now,
    turn on auto renew, turn on your auto renew, auto renew on, rebill on, free trial, get access, grab it, don't miss out, dont miss out, don't miss this, dont miss this, don't miss my, dont miss my, last chance, ends tonight,
    ends soon, ends tomorrow, i'm offering, i am offering, i can offer, i offer, price is $10, it's $10, it is $10, would be $10, will be $10, 
    video call is, calls are, video calls are, menu, my menu, let me know if you want, let me know if you'd like, lmk if you want, if you'd like one,
    i can record, i can film, i can make you, i could make you, i could record, record something for you, record one for you,
    film one for you, get it for free, get one for free, get it for $10, dollars off, $10 off`,
  ],
  [
    "notOffer",
    `don't miss me, dont miss me, your custom is in your inbox, your custom is in your dms, your order is in your inbox, your order is in your dms, you ordered is in your inbox, you ordered is in your dms`,
  ],
  [
    "purchase",
    `purchased, just purchased, i purchased, i bought, just bought, i've bought, ive bought, bought it, bought your, bought the,
    i unlocked, just unlocked, unlocked it, unlocked your, unlocked the, i paid for, just paid, ordered your, bought this`,
  ],
  [
    "notPurchase",
    `already bought this, not purchased, haven't bought, havent bought, regret i bought, wish i bought, before i bought, if i bought, i bought a, i bought some, i bought my, i bought new, just bought a, just bought my, just bought some, just bought new, just bought groceries, what i paid for, bought you, i bought you, just bought you`,
  ],
  [
    "complaint",
    `refund, refunded, money back, chargeback, scam, scammed, scammer, ripped off, rip off, ripoff, waste of money, waste of time, wasted my money, wasted my,
    not worth it, not worth the, isn't worth, not happy, unhappy with, not satisfied, disappointed, disappointing, so disappointed, let down, letdown,
    expected more, expected better, not what i, not what you, you lied, lied to me, lying to me, misleading, misled, false advertising, clickbait,
    never reply, never replied, never answer, never answered, never respond, never responded, don't reply, dont reply, don't answer, dont answer,
    didn't reply, didnt reply, didn't answer, didnt answer, don't even reply, no reply, no response, no answer, ignoring me, ignore me, ignored me,
    you ignore, ignoring my, ignored my, on read, ghosted me, ghosting me, still waiting, been waiting, how long do i have to, where is my, where's my, wheres my,
    never got, never received, didn't get my, didnt get my, didn't receive, haven't received, havent received, haven't got my, same video, same videos, same pics, same content,
    same old stuff, already seen, seen this before, seen this already, already bought this, already have this, recycled, reposted, too expensive, overpriced, so expensive, way too much, rip me off,
    too many messages, stop spamming, spamming me, so much spam, are you a bot, is this a bot, talking to a bot, not even you, copy and paste, copy paste, copy pasted, fake profile,
    doesn't work, doesnt work, not working, isn't working, won't open, wont open, won't play, wont play, won't load, wont load, can't open, cant open, can't see the, cant see the, can't view, cant view,
    bad quality, poor quality, terrible quality, low quality, blurry, no sound, too short, charged twice, charged me twice, double charged, wrong video, ridiculous price, is ridiculous, unacceptable,
    fed up, sick of, tired of waiting, annoyed, pissed, pissed off, angry with, frustrated, frustrating, unsubscribing, cancel my, cancelling my, canceling my, report you, reporting you, hate that you, rude, worst,
    that's steep, thats steep,  so steep, too steep, nobody answers, nobody replies, nobody responds, no one answers,
    no one replies, no one responds, nothing new for,  not renewing, won't renew, wont renew, not gonna renew,
    not going to renew, you promised, was promised, were promised, does not work,   stopped working,
    isn't what i, wasn't what i, rest is boring, rest was boring, video is boring, video was boring, videos are boring,
    content is boring, pics are boring, photos are boring, getting boring, never came, never arrived, never sent, takes forever,
    took forever, taking forever, takes too long, days late, weeks late, still nothing, black screen, bad service, poor service,
    unprofessional, what a joke, false promises, empty promises, overcharged, regret buying, regret subscribing, haven't posted,
    havent posted,   stopped posting, broken link, link is dead, what a letdown,
    but it's just a, but its just a, but it's only a, but its only a, but it was just a, but it was only a, another locked, another ppv, another paid, great another,
    oh great, sure because, yeah because, whole minutes, whole seconds`,
  ],
  [
    "notComplaint",
    `not disappointed, never disappointed, never disappoint, won't be disappointed, wont be disappointed, not be disappointed, don't be rude, dont be rude, not expensive, isn't expensive, no refunds, refunds are, hope you're not disappointed, hope it's not, without being rude, not rude, not to be rude,
    never boring, as you promised, like you promised`,
  ],
  [
    "reEngagement",
    `miss you, missed you, missing you, miss talking to you, missed talking, miss our chats, miss our, haven't heard from you, havent heard from you, haven't seen you, havent seen you,
    haven't talked, havent talked, haven't spoken, havent spoken, haven't chatted, where have you been, where've you been, where did you go, where you been, where are you hiding, did you forget me, did you forget about me,
    forgot about me, forgotten about me, forgot me, forgetting me, it's been a while, its been a while, been a while, been a minute, been so long, been too long, been ages, it's been ages, long time no see, long time no talk, long time no,
    come back, welcome back, you're back, youre back, disappeared on me, did you disappear, where did you disappear, you disappeared, you vanished, gone quiet, been quiet, so quiet, are you still there, you still there, still there, still around, checking in on you, just checking in, checking in to see, checking in with you,
    thinking about you, thinking of you, was thinking about you, remember me, still remember me, resubscribe, resub, subscription ended, subscription expired, sub expired, sub ended, guess who's back,
    who missed me, did you miss me, you missed me, do you miss me, have you missed me, i'm back from, im back from, guess who is back,
    ages since we, while since we, long since we, since we last talked, since we last spoke, since we talked, since we spoke,
    since we chatted, haven't been around, havent been around, don't be a stranger, dont be a stranger, did i lose you,
    come back to me`,
  ],
  [
    "boundary",
    `i don't do, i dont do, i do not do, i don't offer, i dont offer, i do not offer, i don't meet, i dont meet, i do not meet, i never meet, don't do meetups, dont do meetups, don't meet fans, can't meet, cant meet, cannot meet, not able to meet,
    i can't do that, i cant do that, i cannot do that, can't share that, cant share that, i don't share, i dont share, i do not share, can't share my, won't share, not something i do, not something i offer, not something i'm, don't feel comfortable, dont feel comfortable, not comfortable, isn't comfortable, uncomfortable with,
    i'd rather not, id rather not, rather not, prefer not to, i'd prefer not, please respect, respect my, respect that, respect boundaries, my boundaries, my boundary, boundaries, my limits, off limits, not allowed to, not allowed on here, not allowed here, against the rules, against the terms, against site rules, against tos, site rules, only chat on here, only talk on here, only chat here, only talk here, stay on here, keep it on here, keep things on here, keep it here,
    keep it respectful, be respectful, please be respectful, please be polite, don't be rude, dont be rude, that's too personal, thats too personal, too personal, my private life, keep my private life private, keep that private, i keep that, prefer to keep, please don't ask, please dont ask, stop asking, please stop, don't ask me, not going to happen, not gonna happen, that's a no, thats a no, hard no,
    i don't give out, i dont give out, don't give out my, can't give you my, cant give you my, not for free, don't work for free, dont work for free, no freebies, no free content, stop messaging, stop messaging me, leave me alone, do not contact, don't contact me, not interested,
    don't share my, dont share my, do not share my, don't tell anyone, dont tell anyone, no refunds, no refund, no exceptions,
    no meetups, no meet ups, no video calls, i won't be doing, keep my distance, stop calling me, stop texting me, stop asking me,
    back off, no means no, i don't want to talk about, i'd like to keep that`,
  ],
  [
    "notBoundary",
    `your boundaries, your boundary,  you have boundaries, respect your, nothing is off limits, nothing off limits`,
  ],
  [
    "farewell",
    `bye, byee, goodbye, good bye, bye bye, byebye, cya, see ya, see you later, see you soon, see you tomorrow, see u later, see u soon, see you around, see you there, talk later, talk soon, talk tomorrow, talk to you later, talk to you soon, talk to you tomorrow,
    speak soon, speak later, chat later, chat soon, chat tomorrow, ttyl, ttys, gtg, g2g, gotta go, got to go, have to go, need to go, have to run, gotta run, heading out, heading to bed, off to bed, going to bed, time for bed, off to sleep, going to sleep, gonna sleep, good night, goodnight, gn, nighty night, night night, night babe, night love, night hun,
    sweet dreams, sleep well, sleep tight, rest well, take care, until next time, till next time, catch you later, catch up later, later babe, laters, have a great day, have a good day, have a nice day, have a lovely day, have a wonderful day, have a great night, have a good night, have a great evening, have a good evening, have a great weekend, have a good weekend, have a good one, have a great one, enjoy your day, enjoy your evening, enjoy your night, enjoy the rest of your, enjoy your weekend, brb, au revoir, ciao for now`,
  ],
  [
    "notFarewell",
    `did you sleep well, sleep well last night, hope you had a good night, was a good night, had a good night, don't go to bed, before going to bed, came back from, have to go to, need to go to, got to go to, gotta go to, hope you have to go`,
  ],
  [
    "answer",
    `yes, yep, yup, yeah, yea, ya, yess, yes please, sure, sure thing, of course, ofc, definitely, absolutely, certainly, no, nope, nah, not really, not yet, maybe, perhaps, ok, okay, alright, sounds good, that works, me too, me neither, both, neither, exactly, correct, that's right, true, i think so, i don't think so, i guess, i guess so, probably, because, cause, it depends, depends, i'm from, im from, i live in,
    of course not, not at all`,
  ],
  [
    "notAnswer",
    `no problem, no worries, no way, no one, no thanks to, no matter, no doubt, no idea,
    no cap, no refunds, no refund, no offense, no offence, no lie, no joke, no wonder, no exceptions, no more, no meetups, no meet ups,
    sure because, yeah because, no means no, no response, no reply, no answer, no sound, no video calls, no freebies, no free content, never mind, nevermind`,
  ],
  [
    "compliment",
    `you're beautiful, nice pic, nice pics, great pic, great pics, hot pic, hot pics, nice photo, nice photos, great photo, great photos, nice video, great video, amazing video, awesome video, hot video, nice content, great content, amazing content, awesome content, love your content, love your videos, love your photos, love your pics, love your work, love your page, love your posts, love your smile, love your, loved your, loving your, adore your, adore you, i adore, love that outfit, love this outfit, love this pic, love this photo, love that pic, love the way you, look like a model, looks like a model, look like an angel, an angel, dream girl, dream woman, woman of my dreams, girl of my dreams, my queen, drop dead gorgeous, eye candy, out of this world, you nailed it, you killed it, you rock, looking good, looking great, looking amazing, looking hot, looking fine, looking gorgeous, looking beautiful, they look great, they look amazing, looks great on you, looks good on you, looks amazing on you, suits you, such a beauty, what a beauty, a true beauty, absolute beauty, well done, great job, good job, amazing job, keep up the good work, keep up the great work, can't take my eyes off, take my breath away, takes my breath away, best creator, best page, best account, favorite creator, favourite creator, favorite model, favourite model, one of a kind, so proud of you, proud of you, cutie, hottie, best fan, sweetest fan, favorite fan, favourite fan, you always know what to say, great taste, good taste,
    your smile, never boring, never get boring, never gets boring, never disappoint, never disappoints, the goat, set slaps, video slaps, that slaps,
    this slaps, pic slaps, you slay, you slayed, slay queen, loved the pic, loved the pics, loved the photo, loved the photos,
    loved the video, loved the videos, loved the vid, loved the set, loved that video, loved that pic, loved that set, love the pics,
    love the photos, love the video, love the videos, love the set, love this video, love this set, so kind of you, very kind of you,
    how kind of you, that's kind of you, thats kind of you, so sweet of you, very sweet of you, how sweet of you, that's sweet of you,
    thats sweet of you, so nice of you, very nice of you, so thoughtful of you, so lovely of you, so generous of you, so good of you,
    heart of gold, you crushed it, nailed it, you inspire me, you're one of a kind, takes my breath, blew me away`,
  ],
  [
    "renewal",
    `i renewed, just renewed, i've renewed, ive renewed, renewed my, renewed for, renewed your, i resubscribed, just resubscribed, resubscribed, i resubbed, just resubbed, resubbed, re-subscribed, renewed the subscription, renewed their subscription, renewed his subscription, renewed her subscription, turned on auto renew, turned auto renew on, turned on renew, subscribed again, signed up again, rejoined`,
  ],
  [
    "notRenewal",
    `haven't renewed, havent renewed, not renewed, if i renewed, before i renewed, haven't resubscribed, not resubscribed`,
  ],
  ["praisedWork", ""],
  ["notCompliment", ""],
  ["notHowAreYou", ""],
  ["notAskTip", ""],
  ["tipped", ""],
  ["notTipped", ""],
] as const;

/** Cues that silence another where they overlap: "no thanks" gives no thanks. */
export const SILENCERS: ReadonlyMap<Cue, Cue> = new Map<Cue, Cue>([
  ["greeting", "notGreeting"],
  ["thanks", "noThanks"],
  ["apology", "notApology"],
  ["answer", "notAnswer"],
  ["purchase", "notPurchase"],
  ["offer", "notOffer"],
  ["complaint", "notComplaint"],
  ["boundary", "notBoundary"],
  ["farewell", "notFarewell"],
  ["renewal", "notRenewal"],
  ["compliment", "notCompliment"],
  ["praisedWork", "notCompliment"],
  ["howAreYou", "notHowAreYou"],
  ["askTip", "notAskTip"],
  ["tipped", "notTipped"],
]);

/** Name of a cue. */
export type Cue = typeof CUES[number][0];

/** Praise that is for a person, whoever is meant, unless a thing follows. */
export const PERSONAL_PRAISE: ReadonlySet<string> = new Set(
  ("gorgeous stunning beautiful pretty cute sexy hot adorable handsome attractive breathtaking " +
    "flawless prety preety beatiful beautifull beutiful georgeous gorgous gorgeus stuning goddess queen angel sexiest cutest prettiest hottest irresistible")
    .split(" "),
);

/** Praise that is a compliment when "you" or "your" stands close before it. */
export const GENERAL_PRAISE: ReadonlySet<string> = new Set(
  ("amazing awesome incredible fantastic perfect great good best wonderful lovely sweet sweetest kind kindest funny hilarious talented " +
    "smart clever elegant classy charming delightful fun special generous legend fit fire cool brilliant magical phenomenal " +
    "spectacular unreal insane radiant glowing photogenic genuine thoughtful caring natural star delicious dreamy nice")
    .split(" "),
);

/** What is beautiful or hot without being a person. */
export const THINGS: ReadonlySet<string> = new Set(
  ("day days morning evening night afternoon weather weekend week place places city town country beach view house home room hotel " +
    "song movie food chocolate coffee tub tea water outside today here there summer out restaurant destination destinations garden park " +
    "car dog cat puppy dress world property apartment hot much sure good bad soon long well expensive sunset sunrise drink topic sauce one time times idea rest luck vibes tip trip news deal price offer thing things way point question show")
    .split(" "),
);

/** Words for the person spoken to. */
export const ADDRESS: ReadonlySet<string> = new Set(
  "you you're youre u ur your you've ya she her she's".split(" "),
);

/** Subjects that take the praise away from the person spoken to. */
export const NOT_YOU: ReadonlySet<string> = new Set(
  "i i'm im me my it it's its that's thats feel feeling felt we we're they they're he he's was"
    .split(" "),
);

/** What "pretty" may stand before when it means good looks. */
export const PRETTY_WHAT: ReadonlySet<string> = new Set(
  "girl lady woman face eyes smile in as today babe thing and baby princess when with hair"
    .split(" "),
);

/** What stands between "you" and its praise: "you are", "you always look". */
export const AFTER_ADDRESS: ReadonlySet<string> = new Set(
  "are look looks looked r is were seem sound smell always really have so truly the such a an"
    .split(" "),
);
