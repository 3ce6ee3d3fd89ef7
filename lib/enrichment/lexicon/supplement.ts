/**
 * Valences from -4 to 4 that the VADER lexicon lacks, or that mean something
 * else in friendly chat: our own ratings. They win over the lexicon's.
 */
const BY_VALENCE: readonly (readonly [number, string])[] = [
  // What people say to and about each other in chats.
  [
    3.2,
    "obsessed breathtaking jawdropping drop-dead flawless goddess mindblowing perfection",
  ],
  [
    2.8,
    "gorgeous stunning exquisite unforgettable irresistible adorable spectacular phenomenal incredible unreal favourite favorite favorites bestest amazingly yummiest",
  ],
  [
    2.3,
    "yummy delicious tasty scrumptious hottie cutie sweetheart sweetie darling angel queen slay slaying classy elegant talented legend gem treasure blessed fab stellar superb smitten cozy cosy hyped stoked hooked thx thanx tysm ty tyvm thankyou xoxo xx xxx xo mwah muah yay yayy woohoo woo hooray bravo congrats congratulations bday cheers appreciated gifted delightful dreamy gracious charming iconic",
  ],
  [
    1.8,
    "hot sexy smoking tempting flirty cheeky naughty steamy babe hun honey spoil spoiled spoiling cuddle cuddles snuggle hugs hug kisses kiss smile smiling giggle hehe hehehe hahaha hahahaha lmao lmfao rofl omfg aww aw awww nice neat dope lit fire comfy refreshing relaxing restful soothing relaxed fit toned",
  ],
  [
    1.2,
    "wow welcome excited curious enjoying upgrade unlocked deserve deserves deserved worth worthwhile recommended recommend yummm mmm prefer bonus afford vacation vacations",
  ],
  [0.8, "sure ok okay yes yeah yep yup alright indeed"],
  [0.5, "hope hopefully"],
  // What chats abbreviate, misspell or say instead of swearing.
  [
    2.3,
    "luv luvs luvd luvly ily ilysm bff bffs bestie besties ftw kewl epic wicked rad yass yasss woop whoop congratz grats thankful thnx thnks",
  ],
  [
    -1.9,
    "fml bleh blech gah argh arghh aargh yikes icky gross lame smdh effed nooo nooooo heartbroken homesick hungover",
  ],
  // Praise of things.
  [
    2.6,
    "flawlessly beautifully wonderfully superbly brilliantly perfectly impeccable outstanding masterful masterpiece terrific riveting mesmerizing mesmerising hilarious hilariously exhilarating exceptional remarkable triumphant captivating enchanting sublime unforgettable gripping",
  ],
  [
    2,
    "poignant touching heartfelt heartwarming engaging engrossing absorbing thoughtful insightful inventive imaginative witty clever smart stylish vivid lush lively spirited refreshing refreshingly uplifting compelling intriguing entertaining enjoyable pleasing satisfying rewarding memorable powerful graceful crisp sharp crystal-clear sleek sturdy durable reliable dependable rugged solid versatile intuitive user-friendly handy convenient effortless effortlessly flexible responsive affordable inexpensive bargain terrifically",
  ],
  [
    1.5,
    "works worked smooth smoothly fast faster fastest quick quickly easily easy easier easiest simple lightweight compact portable bright brighter rich quality durable accurate efficient effective improved improvement improves improve upgraded affordable intelligent authentic original innovative ambitious fresh subtle genuine faithful tender sweet warm intimate loving humane surprising surprisingly fascinating absorbing timely thrilling",
  ],
  // Complaints.
  [
    -3,
    "worthless unwatchable unusable abysmal atrocious appalling dreadful horrendous godawful garbage rubbish trash crap crappy scam scammed scammer scamming ripoff rip-off fraudulent disgusting repulsive vile",
  ],
  [
    -2.4,
    "disappointing disappointed disappointment disappoint disappoints terrible awful pathetic lousy shoddy flimsy defective faulty unreliable useless junk broken frustrating frustrated infuriating irritating tedious insufferable laughable inept incoherent lifeless soulless joyless ghosted ghosting misleading overpriced unacceptable unprofessional refund chargeback catfish bait clickbait",
  ],
  [
    -1.9,
    "bland dull boring bored banal trite stale cliché cliche cliched clichéd clichés contrived formulaic predictable derivative uninspired unoriginal shallow superficial hollow empty plodding sluggish meandering muddled confusing convoluted pretentious preachy sappy mawkish maudlin overwrought overlong forgettable mediocre lackluster lacklustre unfunny humorless clumsy awkward heavy-handed amateurish pointless aimless tiresome wearisome tired repetitive unconvincing implausible annoyance glitchy buggy laggy clunky cheaply bulky cumbersome noisy blurry grainy scratched scratches cracked leaking dented dies died crashes crashed crash freezes froze overheats malfunction malfunctioned jammed skips skipping rattles cheated ignored ignoring ignore expensive pricey blah meh yuck ew eww ugh",
  ],
  [
    -1.3,
    "slow slower slowly flat thin loose weak lacking lacks missing misses problem problems issue issues trouble complaint complaints complain drawback drawbacks downside flaw flaws flawed returned returning return complicated difficult limited poorly cheap uneven messy silly thinly unfortunately sadly alas nowhere stuck delayed delay late cancel cancelled canceled unsubscribe unsubscribed unsubscribing uncomfortable tight fails failed fail failure wasted waste busy stiff short",
  ],
  [-0.8, "expensive tho unless however sorry tired sleepy headache sore"],
  // Of public affairs: newspapers, and what a worried fan writes about.
  [
    -2,
    "layoff layoffs laid-off recession bankruptcy lawsuit indictment indicted convicted corruption corrupt massacre atrocity atrocities epidemic famine genocide torture tortured hostage hostages refugees deaths casualties violence violent abuse abuses abusive repression oppressive oppression scandal scandals deficit deficits debt debts poverty unemployment homeless homelessness pollution toxic contamination disease diseases cancer divorce breakup funeral diagnosed hospital surgery",
  ],
  [
    1.6,
    "reform reforms peace peaceful prosperity prosperous recovery breakthrough achievement achievements accomplishment heroic hero heroes courage courageous dignity compassion compassionate generosity generous wisdom wise healthy",
  ],
  // Plain in chat.
  [
    0,
    "lower leave leaves leaving like liked number play playing played matter date natural interest interested number fine-tune kind party share shared chance certain certainly clear secure security save saved bank credit god grand help number block blocks arrest lowest low numbers alone please pls plz want wanna looking nope pay passed wants wanted ready robin shoot shoots",
  ],
];

/** Word to valence. */
export const SUPPLEMENT: ReadonlyMap<string, number> = new Map(
  BY_VALENCE.flatMap(([valence, words]) =>
    words.split(" ").map((word) => [word, valence] as const)
  ),
);
