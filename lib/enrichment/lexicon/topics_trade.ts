import type { TopicDefinition } from "../taxonomy.ts";

/** Topics of the creator's trade. */
export const TRADE: readonly TopicDefinition[] = [
  {
    id: "custom-content",
    title: "Custom content",
    kind: "trade",
    nouns:
      `custom, custom video, custom vid, custom photo, custom pic, custom set, custom clip, custom request, custom order, custom content, personalized video, personalised video, personal video, shoutout video, shout out video, video request, content request, custom audio, voice note for me, fantasy of mine, roleplay`,
    terms:
      `customs open, do customs, doing customs, take requests, taking requests, do requests, just for me, made for me, make me a video, make me a clip, make a video for me, record a video for me, record something for me, made just for you, make one just for you, make you a video, make something just for you, say my name, with my name, saying my name, my name in it, wear the red, make a special, something special for me, personalized, personalised, role play, outfit request, can you do a video, could you do a video, can you film, could you film,`,
    hints:
      `request, requests, fantasy, script, film, idea, can you make, could you make, can you wear, could you wear, special request, personal`,
  },
  {
    id: "pay-per-view",
    title: "Pay-per-view messages",
    kind: "trade",
    nouns:
      `ppv, ppv message, ppv video, pay per view, pay-per-view message, locked message, locked video, locked post, locked photo, unlock, paid message, paid video, paid post, paid content, premium video, video bundle, bundle, photo bundle, full video, full vid, full clip, full version, uncut version, teaser, sneak peek, paywall`,
    terms:
      `purchased your video, purchased your message, purchased the video, just bought your, just bought the video, just bought your video, still locked, locked content, unlock it, unlocked, unlocking, unlocks, unlocked it, just unlocked, to unlock, open it, opened it, did you open, have you opened, opened my message, open my message, the message i sent, in your inbox, in your dms, in your dm, check your inbox, check your dms, check your messages, check my last message, bought the video, bought your video, bought the vid, buy the video, buy your video, buying the video, the rest of the video, see the rest, see the full, watch the full, how much for the video, how much is the video, how much for the full, for the full video, price of the video`,
    hints:
      `video, videos, vid, vids, clip, inbox, dm, dms, open, opened, locked, buy, bought, pay, paid, purchase, purchased, price, preview, full length`,
  },
  {
    id: "price-objection",
    title: "Price objections",
    kind: "trade",
    nouns:
      `lower price, better price, price cut, rip off, ripoff, cheaper option, high price, money grab, cash grab`,
    terms:
      `that's a lot of money, that's a lot for, thats a lot for, lot to pay, too expensive, so expensive, very expensive, pretty expensive, a bit expensive, kinda expensive, kind of expensive, little expensive, really expensive, that's expensive, thats expensive, is expensive, expensive for, overpriced, over priced, pricey, too much money, too much for me, that's too much, thats too much, lot of money, a bit much, bit steep, too steep, kinda steep, steep price, can't afford, cant afford, cannot afford, couldn't afford, can't pay, cant pay, can't pay that, out of my budget, over my budget, not in my budget, on a budget, tight budget, tight on money, money is tight, short on money, short on cash, low on cash, low on money, no money, don't have the money, dont have the money, don't have enough, dont have enough, don't have that much, broke right now, i'm broke, im broke, so broke, till payday, until payday, until i get paid, when i get paid, wait until payday, after payday, not worth it, isn't worth it, not worth the price, not worth the money, not worth that, lower the price, drop the price, any cheaper, something cheaper, do it cheaper, cheaper, charge so much, charging so much, charge too much, why so much, why is it so much, why so expensive, everything costs extra, costs too much, for that price, for that much, already pay, already paid, i pay enough, keep charging, pay extra for everything, just want my money, milking me`,
    hints:
      `expensive, pricing, budget, afford, charge, broke, payday, cheap, worth, high`,
  },
  {
    id: "tips",
    title: "Tips and gifts",
    kind: "trade",
    nouns:
      `tip, tip menu, tip goal, wishlist, wish list, amazon wishlist, tipper, top tipper, big tipper`,
    terms:
      `tipped, tipping, tip you, tip me, send a tip, sent a tip, sent you a tip, sent you a, leave a tip, left a tip, little tip, big tip, generous tip, i'll tip, i will tip, thanks for the tip, thank you for the tip, for tipping, spoil me, spoiling me, spoil you, spoiling you, spoiled me, buy you something, buy you a gift, buy you a drink, buy me a drink, buy me a coffee, buy you a coffee, treat you, treat yourself on me, send you a gift, sent you a gift, sent you a present, send you something, get you a gift, from my wishlist, on your wishlist, so generous, your generosity, generous`,
    hints: `gift, gifts, generous, spoil, treat, support, usd0, reward`,
  },
  {
    id: "subscription",
    title: "Subscription and renewal",
    kind: "trade",
    nouns:
      `subscription, subscriber, sub, subscription price, monthly price, membership, free trial, trial link, renewal, monthly fee, vip page, vip account, free page, paid page, second page, renew button,`,
    terms:
      `subscription expires, sub expires, my sub expired, subscription expired, subscribe, subscribed, subscribes, subscribing, resubscribe, resubscribed, resubscribing, re-subscribe, re-subscribed, resub, resubbed, subbed, resubbing, unsubscribe, unsubscribed, unsubscribing, unsub, renew, renewed, renewing, renews, auto-renew, auto renew, autorenew, auto renewal, rebill, rebill on, turn on renew, turn off renew, expires soon, expires tomorrow, about to expire, cancel my, cancelled my, canceled my, cancel the sub, join my page, joined your page, joining my page, your vip, my vip, new here, month for free, months in a row, another month, first month, next month free, stay subscribed, staying subscribed, stick around, sticking around, your page, my page, your account on here`,
    hints: `join, joined, monthly, expire, members, trial, renewal, page`,
  },
  {
    id: "discounts",
    title: "Discounts and promotions",
    kind: "trade",
    nouns:
      `discount, promo, promotion, promo code, coupon, special offer, special deal, special price, limited offer, limited time offer, flash sale, black friday sale, cyber monday deal, holiday sale, birthday sale, big sale, giveaway, raffle, sale price, discount code, bundle deal, loyalty reward, bonus video, freebie, great deal, best deal, better deal`,
    terms:
      `percent off, 10% off, half off, half price, on sale, sale today, sale ends, sale this weekend, today only, tonight only, only today, 24 hours only, next 24 hours, limited time, ends tonight, ends soon, ends tomorrow, ends at midnight, offer ends, last chance, buy one get one, two for one, 2 for 1, first 10 people, first 20 people, first people to, black friday, cyber monday, free video, free pic, free pics, free content, free for you, deal for you, deal for me, any deals, any discounts, any sales, any promos, reduced price, marked down, discounted, usually usd0, normally usd0, instead of $50, only $10, just $10, exclusive deal`,
    hints:
      `deal, deals, sale, offer, bonus, code, limited, hours only, discounted, save`,
  },
  {
    id: "meeting-requests",
    title: "Requests to meet",
    kind: "trade",
    nouns:
      `meetup, meet-up, meet up, in person meeting, private number, whatsapp number, personal number,`,
    terms:
      `your phone number, your home address, what city are you in, what city do you live in, what town are you in, meet you, meet me, meet in person, meet irl, meet in real life, meet up with you, meeting you in person, meet each other, meet one day, meet someday, see you in person, see you in real life, in person, in real life, irl, hang out, hangout, hang with you, come over, come visit me, come to my place, visit you, come see you, fly you out, fly you to, take you to dinner, take you out, take you on a trip, dinner with you, dinner with me, coffee with you, coffee with me, drink with me, drinks with me, date with you, date you, where do you live, where are you based, are you near, are you close to, live near, live close, when you're in, if you're ever in, if you ever come to, when are you coming to, are you in town, in my area, your number, your whatsapp, my number, whatsapp, text me at, call me, facetime, your snapchat, your snap, your telegram, your real name, private chat outside`,
    hints:
      `meet, meeting, person, town, phone number, near me, near you, together`,
  },
  {
    id: "compliments",
    title: "Compliments",
    kind: "trade",
    terms:
      `beautiful, gorgeous, stunning, so pretty, very pretty, prettiest, pretty girl, pretty face, pretty smile, pretty eyes, so cute, very cute, cutest, adorable, so sexy, very sexy, sexiest, so hot, hottest, you're hot, you are hot, so attractive, attractive, goddess, perfect body, amazing body, beautiful body, nice body, great body, your body, your smile, your eyes, your voice, your laugh, your face, your curves, your personality, your energy, your vibe, breathtaking, flawless, you look amazing, you look great, you look good, you look so good, you look incredible, you look fantastic, you look perfect, looking good, looking great, looking amazing, look like a model, look like an angel, an angel, dream girl, dream woman, my queen, you're perfect, you are perfect, you're amazing, you are amazing, you're incredible, you're the best, you are the best, youre the best, ur the best, you're awesome, you are awesome, you're so sweet, you are so sweet, you're sweet, so sweet of you, you're so kind, so kind of you, you're so funny, you're funny, you're so talented, so talented, so elegant, so classy, drop dead gorgeous, eye candy, out of this world, love your, i love your, love the way you, such a beauty, a beauty, handsome, so handsome, charming, cutie, hottie, nice pic, nice pics, great pic, great pics, nice photo, great photos, hot pic, hot pics, love this pic, love this photo, love that outfit, love this outfit`,
    hints:
      `pretty, cute, sexy, hot, lovely, perfect, amazing, beauty, sweet, smile, eyes, body, angel, queen, wow`,
  },
  {
    id: "complaints",
    title: "Complaints and refunds",
    kind: "trade",
    nouns:
      `refund, chargeback, complaint, scam, scammer, rip off, bait and switch, false advertising, waste of money, waste of time, spam message, copy paste message`,
    terms:
      `refunded, my money back, money back, scammed, scamming, ripped off, you lied, lied to me, lying to me, liar, misleading, mislead, not what i paid for, not what you promised, not what i asked for, not what i expected, not what was described, expected more, expected better, disappointed, disappointing, let down, so disappointed, not happy with, unhappy with, not satisfied, never got, never received, didn't get my, didnt get my, didn't receive, haven't received, havent received, still waiting for my, still waiting on, been waiting for, where is my, wheres my, where's my, never reply, never replied, never answer, never respond, you don't reply, you dont reply, you don't answer, don't respond, no reply, no response, no answer, ignoring me, ignore me, ignored me, ignored my, keep ignoring, left me on read, on read, ghosted me, ghosting me, same video, same videos, same pics, same content, same old, already seen this, seen this before, seen this one, already bought this, already have this, sent me the same, reposted, reused, recycled, old video, old content, old pics, copy and paste, copy paste, copy pasted, sounds like a bot, are you a bot, is this a bot, talking to a bot, not even you, is this really you, your manager, someone else replying, it's an agency, too many messages, stop spamming, so much spam, spam, spamming, too short, only 2 minutes, bad quality, poor quality, terrible quality, blurry, no sound, not working, won't play, wont play, can't see it, cant see it, can't open, cant open, report you, reporting you, block you, blocking you, fake, charged twice, charged me twice, double charged, wrong video, wrong one`,
    hints:
      `waiting, reply, replied, respond, ignored, problem, issue, wrong, quality, bot, worst, unhappy, annoyed, annoying, upset`,
  },
  {
    id: "exclusivity",
    title: "Exclusive content",
    kind: "trade",
    nouns:
      `exclusive, exclusive video, exclusive photo, exclusive set, exclusive content, vip, vip list, vip member, inner circle, secret video, private video, private photo, private show, private session, one of a kind, unreleased video, early access, first look, members only, top fan, favorite fan, favourite fan, biggest fan, number one fan,`,
    terms:
      `made just for you, something just for you, one just for you, exclusively, only for you, for your eyes only, between us, our secret, our little secret, nobody else, no one else, nobody has seen, no one has seen, never posted, never shared, never before seen, never been posted, not on my feed, not on my page, not on my wall, only here, won't post, wont post, can't find anywhere, can't get anywhere else, unreleased, uncensored, unseen, before anyone else, before everyone else, favorite subscriber, favourite subscriber, favorite person, my favorite, my favourite, one on one, 1 on 1, 1 on 1 chat`,
    hints:
      `secret, private, special, only, first, selected, few, vip, access, loyal, favorite, favourite`,
  },
  {
    id: "behind-the-scenes",
    title: "Behind the scenes",
    kind: "trade",
    nouns:
      `photoshoot, photo shoot, video shoot, shoot day, photo session, blooper, outtake, ring light, camera setup, tripod, green screen, filming day, content day, new camera, studio session, photographer, videographer, editing session, makeup artist, set design, backdrop, collab, collaboration, film set, wardrobe change`,
    terms:
      `behind the scenes, behind the scene, bts, shooting today, shooting tomorrow, shooting content, shoot content, shooting a new, shot a new, filming, filmed, filming today, filming a new, film new content, making content, make content, making new content, creating content, create content, content creation, content creator, editing, editing the video, edit the video, setting up the camera, how do you film, how do you make, who films, who takes your, takes your photos, take your pics, your setup, on set, getting ready for, get ready with me, day in the life, day in my life, collabing, collab with, collaborate, work together on`,
    hints:
      `shoot, shooting, shot, lighting, studio, edit, content, angle, film`,
  },
  {
    id: "photos-videos",
    title: "Photos and videos",
    kind: "trade",
    nouns:
      `photo, photo set, photoset, selfie, mirror selfie, new video, new vid, new pic, new photo, new set, pic, picture, video clip, gif, snapshot, close up, solo video, live video, voice message, voice note, audio message, gallery, reel, tiktok, story post, new post, new content, latest post, latest video, last post, last video, latest pic, video of you, picture of you, photo of you, pic of you`,
    terms:
      `pics, vids, videos, vid, video, more content, content, your content, more pics, more photos, more videos, send a pic, send me a pic, send pics, send me something, show me more, see more of you, see more, want to see you, wanna see you, want to see more, wanna see more, feet pics, outfit pics, bikini pics, beach pics, gym pics, posted a new, just posted, post more, posting more, your posts, your post, your feed, your videos, your photos, your pics, your pictures, your stories, your story`,
    hints: `post, posts, posted, clip, clips, camera, upload, uploaded, feed`,
  },
  {
    id: "live-streams",
    title: "Live streams and calls",
    kind: "trade",
    nouns:
      `livestream, live stream, live show, video call, videocall, video chat, cam show, phone call, voice call, private call, live session, q&a, ama, chat session`,
    terms:
      `go live, going live, went live, live tonight, live tomorrow, live tonight at, on live, your live, your lives, my live, streaming tonight, stream tonight, join my live, join the live, watch me live, next live, next stream, missed your live, missed the live, missed the stream, replay of the live, call with you, video chat with you, facetime with you, skype, on cam, minute call, zoom with you`,
    hints: `live, stream, cam, join`,
  },
  {
    id: "loyalty",
    title: "Support and loyalty",
    kind: "trade",
    nouns:
      `big fan of you, big fan of your, fan of your, huge fan, longtime fan, long time fan, loyal fan, day one fan, supporter, biggest supporter, loyal subscriber, follower, fan of yours, admirer`,
    terms:
      `i'm a big fan, im a big fan, i follow you, been following you, your biggest fan, your fans, my fans, followed you, been following, follow your, following your, supporting me, support me, support you, supporting you, your support, my support, for supporting, for your support, love supporting, i support you, since day one, from day one, since the beginning, since the start, from the start, since last year, loyal, loyalty, keep it up, keep up the, keep up the good work, keep up the great work, proud of you, so proud of, rooting for you, cheering for you, always here for you, glad i found you, happy i found you, found you on, found your page, found you through, saw you on, came from tiktok, from twitter, from your instagram, on your instagram, instagram, ig, from reddit, from tiktok, glad you're here, happy you're here, happy to have you, glad to have you, love having you here, grateful for you, grateful to have you, appreciate you, appreciate your support, means a lot, means so much, means the world`,
    hints:
      `support, supported, supports, follow, grateful, appreciate, loyal, fan, fans, proud, big fan`,
  },
  {
    id: "privacy-boundaries",
    title: "Privacy and boundaries",
    kind: "trade",
    nouns:
      `boundary, privacy policy, leaked video, leaked photo, leak, dmca, screenshot, screen recording, personal question, personal info, personal information, nda, age verification, stalker, catfish, real name, face reveal`,
    terms:
      `privacy, boundaries, respect my boundaries, respect that, be respectful, respectful, disrespectful, be polite, leaked, leaking, screenshots, screenshotting, share my content, sharing my content, repost my, stolen content, stole my, rules of the site, against the rules, not allowed on here, not allowed here, terms of service, site rules, against tos, keep it private, stays private, stay anonymous, anonymous, discreet, discreetly, discretion, identity, don't share personal, personal life, my private life, keep my private life, not comfortable with, i'm not comfortable, not comfortable doing, don't do meetups, don't do that, i don't do, don't meet, never meet, don't meet fans, can't meet, i don't meet, show your face, without face`,
    hints: `privacy, respect, rules, comfortable, limits, consent, private`,
  },
];
