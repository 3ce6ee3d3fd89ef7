import type { Cue } from "./cues.ts";

/**
 * Families of wordings, as patterns: see `patterns.ts` for how they are
 * written. One pattern a line.
 */
export interface Family {
  /** What a message does that has one of them; with none, only the topic. */
  readonly cue?: Cue;
  /** The topic that they show, if any. */
  readonly topic?: string;
  readonly patterns: string;
}

const NOT =
  "not|never|don't|doesn't|didn't|haven't|hasn't|isn't|wasn't|aren't|weren't|won't|can't|cannot|couldn't|wouldn't|hadn't";
const ADVERB =
  "even|ever|actually|really|once|fully|always|just|still|been|bother|bothered|personally|usually|normally|generally|also|simply";
const I = "i|i'm|i've|i'd|we|we've";
const YOU = "you|u|ya|you've|you're|ur";
const IT = "it|this|that|it's|that's|they|these|those|they're";
const BE =
  "is|was|are|were|be|been|looks|looked|looking|look|seems|came|turned";
const GOODS =
  "video|videos|vid|vids|clip|clips|pic|pics|picture|pictures|photo|photos|set|sets|photoset|bundle|bundles|content|custom|customs|message|messages|msg|ppv|post|posts|file|files|order|album|pack|stream|livestream|shoot|audio|collection|recording|footage|shots|preview|bloopers|reels|captions|streams|lives";
const SOLD =
  `${GOODS}|one|ones|it|this|that|them|these|those|all|both|everything`;
const COUNT =
  "0|a|an|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|fifty|sixty|hundred|few|couple|several";
const MONEY =
  "usd0|0|ten|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred";
const CURRENCY = "usd0|bucks|dollars|euros|pounds|quid";
const PERSON =
  "babe|baby|beautiful|love|lovely|handsome|gorgeous|sunshine|everyone|everybody|all|guys|sexy|hun|honey|dear|darling|sweetie|sweetheart|sir|friend|friends|cutie|queen|king|angel|princess|goddess|folks|team|girl|mate|man|bro|world|x|xx|xxx|stranger|boys|babes|lovelies|my";
const FINE =
  "amazing|incredible|fire|hot|insane|stunning|perfect|beautiful|gorgeous|unreal|great|awesome|wonderful|fantastic|lovely|brilliant|phenomenal|breathtaking|flawless|sexy|cute|adorable|excellent|outstanding|superb|fabulous|spectacular|magical|delicious|pretty|impressive|sensational|divine|exquisite|mesmerizing|mesmerising|captivating|soothing|contagious|addictive|infectious|heavenly|angelic|unmatched|marvelous|splendid|lit|dope|sick|ridiculous";

/** What creators and fans say in many ways. */
export const FAMILIES: readonly Family[] = [
  {
    cue: "complaint",
    topic: "complaints",
    patterns: `
      ${NOT} ${ADVERB}? [got|received|gotten|receive|get it|get mine|get anything|get what|get them] it|mine|anything|what|them|nothing
      ${NOT} ${ADVERB}? [got my|got the|got your|got a|got any|received|gotten|get my|get the|get your|get a|get any|receive|seen any|seen my|see any] my|the|your|a|any? ~1 ${GOODS}|reply|response|answer|refund|link|call|access|update
      it|custom|order|video|clip|refund|they|package|file hasn't|didn't|never|haven't|still ~1 [arrived|come|came|delivered|showed|shown|sent]
      ${YOU}|nobody|noone|they|she|creator ${NOT}|barely|hardly|stopped ${ADVERB}? ${ADVERB}? [reply|replied|replying|respond|responded|responding|answer|answered|answering|deliver|delivered|post|posted|posting|upload|uploaded|acknowledge|acknowledged|listen|care]
      ${YOU} never|didn't|haven't|don't|still ${ADVERB}? [send|sent|write|wrote|message|messaged|open|opened|read|finish|finished|follow|text|show]
      never|haven't|didn't|not|nothing ~1 [heard back|hear back|heard anything|got back|get back|getting back|got back to me|written back|wrote back|write back]
      no|zero|without|single|any [reply|replies|response|answer|explanation|apology|acknowledgement]
      [still no|still not|still hasn't|still haven't|still nothing|nothing yet] ~2 ${GOODS}|reply|word|sign|answer|response|refund|here|arrived|delivered|access|sent|got|gotten|received|seen
      < [still nothing|nothing yet|radio silence] >
      [where is|where's|where are|what happened to|what happened with] my|the ~2 ${GOODS}|refund|money
      ${NOT}|nothing|different|unlike|less|worse|shorter|wrong ~4 [ordered|asked for|paid for|expected|promised|described|advertised|requested|agreed|description|thumbnail|caption]
      [wrong] ${GOODS}|one|person|name|outfit|version|link|thing|color|colour|language
      ${GOODS}|sound|audio|picture|quality|it|one|everything ~3 [blurry|dark|grainy|pixelated|shaky|choppy|laggy|glitchy|muffled|buffering|freezing|stuttering|corrupted|unwatchable|cuts off|cut off|ends abruptly|cut short|out of focus|out of sync]
      [quality|resolution|sound|audio] is|was|are|were|got|has|looks|sounds ~2 bad|terrible|awful|poor|low|worse|horrible|dropped|trash|garbage|down|crap
      ${GOODS}|link|it|page|file|button|code|audio|half|nothing ~2 won't|doesn't|didn't|isn't|not|never|keeps|stopped|can't ~1 [open|play|load|work|working|loading|playing|opening|crashing|freezing|buffering|stopping|failing|showing|opened|loaded|played]
      [can't|cannot|won't let me|unable to|couldn't|not able to|doesn't let me] ~2 open|play|load|view|access|watch|download ~1 ${SOLD}
      [says error|error message|get an error|getting an error|gives an error|gives me an error|shows an error|keeps loading|keeps buffering|keeps freezing|just loads forever]
      i|was|got|been|being|you|card|me [charged|billed|double charged|double billed] me|my|for|again|usd0|0|the|and|full|extra|more|without
      [charged|billed|paid|pay|paying] ~4 twice|double
      [paid|spent|payed|wasted|dropped|blew|gave|tipped] ~1 good|${MONEY} ~8 only|nothing|never|still|ends|lasts|barely|yet|seconds|zero|nobody|didn't|what
      [paid|spent|payed|wasted] ~4 for|and|on ~1 nothing|this|that|garbage|trash|seconds
      was|got|is|it's|lasted|that's|were|lasts|are only|just|barely|hardly|like ~2 [seconds|secs|minute|minutes|mins|second]
      [already|literally] paid|bought|own|purchased|unlocked|saw|seen|watched ~1 this|that|these|those|for|exact|same
      ${YOU} ~1 [already|literally] sent|posted|sold|charged|showed|used
      same ~2 [${GOODS}|thing|stuff|poses|reply|answer] ~2 again|twice|before|already
      [too many|nothing but|so many|tons of|flooded with|full of|only get] ~1 ppv|ppvs|ads|messages|locked|notifications|upsells|paid|mass
      all|every|everything|half|most ~4 ${BE}|them|it|costs|behind|it's ~1 [locked|ppv|paywalled|a paywall|paywall|extra|upsell|copy paste|recycled|old]
      always|constantly|nonstop|keep|only|just ~2 [trying to sell|selling|asking for money|begging|upselling|want money|want my money|care about money|after my money|about the money|about money]
      ${YOU}|this|it|it's|talking|replies|answers|messages|like|sounds ~3 a|an|by|just|some|to|like|with|probably|definitely ~1 [bot|robot|ai|chatbot|chatter|chatters|copy paste|copy pasted|automated|automatic|scripted|script|template|a wallet|an atm|walking wallet]
      [even you|actually you|even real|even read|even reading] ~3 >
      that's|this|it|that|just|really|is|was|very|so|it's|honestly [not cool|not fair|not okay|not ok|not right|not nice|not acceptable|not good enough|isn't fair|isn't right|isn't ok|isn't okay|isn't cool|wasn't fair|wasn't cool|unfair|messed up|unreal how|a joke|pathetic|insulting|disrespectful|shady|lame|weak|a let down|trash|garbage|bullshit|bs]
      [not impressed|unimpressed|not pleased|not thrilled|not amused|underwhelmed|underwhelming|not a fan of|dissatisfied|low effort|no effort|zero effort|half assed|sloppy|lost interest|losing interest|losing patience|lost patience|a bit misleading|bait and switch|sick and tired]
      [expected|expecting|hoping for|hoped for|was hoping] ~5 more|better|longer|bigger|else|different|least
      thought ~2 [it would|it'd|it was going to|this would|there would|you would|you'd|there'd|i was getting] be|get|have|last|reply|answer|at|more|care
      [wish|wished] you|u|you'd|there ~2 told|replied|answered|responded|warned|mentioned|reply|answer|respond|warn|mention|said|posted|post|was|were|listened|asked more|less
      ${YOU}|it|page|content ~1 [used to] be|reply|post|answer|care|send|talk|respond|write|chat|give
      [feel|feeling|felt|feels] ~3 cheated|scammed|ignored|used|robbed|ripped|duped|tricked|fooled|deceived|betrayed|neglected|unappreciated|invisible|lied|misled|conned|atm|wallet|idiot|unwanted|burned|shortchanged
      [waited|waiting|wait|waits] for? ~2 days|weeks|hours|months|forever|ages|month|week
      ${YOU}|reply|replies|this|it|delivery [took|takes|taking] ${YOU}? ~2 days|weeks|hours|forever|ages|months
      been ~3 [days|weeks|week|month|months|hours] ~1 and|already|without|with no
      [days|weeks|week|month|months|hours] since|ago ~1 i|you ~1 ordered|paid|asked|sent|bought|requested|tipped|messaged|promised
      i|i've ~1 [asked|messaged|texted|wrote|emailed|contacted|told you|asked you|reached out] ~4 times|twice|already|thrice|weeks|days
      [how long|how much longer|how many times] ~4 wait|waiting|ask|asking
      ${I}|gonna|going|about|will|i'll|might|think|considering|thinking|probably|just ~3 [unsubscribe|unsub|unsubscribing|unfollow|unfollowing|cancel|cancelling|canceling|leave your page|stop paying|done with this|done here|done paying|not renew|let it expire|leaving this page|asking for my money|reporting this|report this|dispute]
      [unsubscribed|cancelled|canceled] because|cause|after|since|cuz|due
      [why would i|why should i|why am i|why do i|why did i] ~2 pay|renew|paying|stay|subscribed|sub|subscribe|even|bother|keep|spend
      [what's the point|what is the point|no point|what am i paying for|what did i pay for|why bother]
      ${YOU} ~2 [lied|cheated|scammed|fooled|misled|tricked me|played me|ghosted|ignored|broke your|forgot my|forgot about my|forgot to send|blew me off|let me down|left me hanging|left me on|only care|only want|don't care|clearly don't]
      [you said|you told me|you claimed|you guaranteed|you swore|you said you'd|said you would] ~9 but|yet|and you|instead
      [you said you'd|you said you would|you told me you'd|you told me you would|you were supposed to|you was supposed to|was supposed to be|supposed to get|supposed to be longer|supposed to receive]
      stop|quit [sending|spamming|blasting|bombarding|copying|charging|flooding|raising] me|these|the|so|all|mass|us|my|locked
      want|need|give|demand|gimme|asking|return|get|me ~1 [my money|my cash] ~1 back
      [greedy|money hungry|gold digger|cash grab|money grab|money grabbing|daylight robbery|highway robbery|price gouging|gouging|overpriced|extortionate|extortion|total rip|scammy|fraud|swindle|con artist|bad business|terrible service|awful service|horrible service|bad experience|worst experience|terrible experience]
      [hardly|barely|rarely|seldom] ~1 reply|post|answer|worth|talk|respond|ever|online|anything
      [nothing new|no new content|no new posts|no content|no posts|no updates] ~1 in|for|since|all|lately|this|anymore
      getting|got|becoming|gotten|become ~2 [lazy|boring|repetitive|stale|worse|predictable|samey|dull|lame|sloppy|greedy]
      [you said|you told me|you claimed|u said|u told me] ~3 would|you'd|will ~1 be|arrive|come|send|post|reply|have|deliver|upload|get|drop|film
      [nothing like|looks nothing like|not even close to|far from what] ~1 the|what|your|you|preview
    `,
  },
  {
    cue: "complaint",
    topic: "price-objection",
    patterns: `
      that's|it's|is|bit|little|way|far|kinda|price|prices|bucks|dollars|charge|cost|costs|asking|charging|seems|feels|pretty|usd0 [too much|too high|too expensive|too pricey|too steep|expensive|pricey|steep|a lot for|a lot of money|crazy money|insane money|outrageous|overpriced|robbery|excessive]
      ${CURRENCY} ~6 [a lot|too much|steep|crazy|insane|ridiculous|nuts|excessive|outrageous|wild|pricey|expensive|bit much|a bit much|high|really|seriously|a joke|no way]
      [price|prices|pricing|rates] ~3 crazy|insane|ridiculous|nuts|outrageous|wild|high|higher|up|silly|absurd|unreal|steep|mad|rising
      [who pays|who would pay|who's paying|who is paying|nobody pays|no one pays|nobody would pay|no one would pay]
      [charging|charge|charges] ~2 so much|too much|that much|this much|extra|more|for everything
      [costs too much|cost too much|costs so much|cost so much|costs more than|cost more than|costs as much|cost as much|costs way|cost way|costs that much|cost that much]
      ${NOT} ~2 [worth] ~1 it|that|the|${MONEY}|paying|this|what|price|your|money|${GOODS}|half
      [how can you charge|how do you justify|can't justify|hard to justify]
    `,
  },
  {
    topic: "price-objection",
    patterns: `
      ${NOT} ~2 [afford|justify|spend]
      ${NOT} ~2 [in the budget|in my budget|within my budget|have the money|have the cash|have the funds|have that kind of money|have that much|have that kind of cash|made of money|made of cash]
      [wish i could afford|if i could afford]
      [out of my|above my|over my|beyond my|more than my|out of] ~1 budget|range|reach|league|pocket|limit
      [tight|low|short|strapped|skint|stretched|struggling] ~1 on|for|with ~1 money|cash|funds|budget|month
      [money|cash|funds|budget|finances] ~2 tight|low|short|limited|gone|rough
      [broke|skint|flat broke|strapped for cash|between jobs|saving up|bills to pay|empty wallet|wallet is crying|my wallet|bank account] ~3 right|now|until|till|this|at|atm|month|week|so|is|says|crying|hurts|can't
      until|till|when|once|after|for|next ~1 [payday|paycheck|paid|get paid]
      [lower|drop|reduce|cut|come down on|do better on|budge on|knock down] ~2 price|prices|cost|rate|rates
      [cheaper|less expensive|more affordable|a better price|lower price|a bit less|for less]
      [more than|as much as] ~1 i|my|a|what ~3 spend|pay|afford|rent|netflix|budget|can|wanted|make
      [too rich|little too rich] for
    `,
  },
  {
    cue: "offer",
    patterns: `
      [for usd0|only usd0|just usd0|it's usd0|that's usd0|is usd0|are usd0|at usd0|costs usd0|cost usd0|from usd0|price usd0|pay usd0|be usd0|now usd0]
      [usd0 for|usd0 each|usd0 only|usd0 off|usd0 and|usd0 per|usd0 gets|usd0 today|usd0 tonight|usd0 unlocks|usd0 instead|usd0 value|usd0 until|usd0 if]
      ${GOODS}|call|calls|both|all|them|it ~3 [for 0|from 0|only 0]
      [0 instead of|usd0 instead of|instead of 0|instead of usd0|0 a month|0 per|0 each|0 for both|0 for all]
      [only sending|just sending|sending this only|sending it only|only going to|only available to|only letting]
      for|only|just|it's|is|are|at|costs|now|from|be ${MONEY} [dollars|bucks|usd|euros|pounds|quid]
      [unlock|open] it|this|that|the|my|to|your|both
      [spots|slots|spot|slot|openings] ~1 left|open|available|remaining|for|only
      [taking|accepting|open for|booking calls|offering|selling|running|launching|doing] ~3 customs|custom|requests|orders|calls|bookings|sale|deal|discount|discounts|offers|ratings|special|promotion|promo|bundle|bundles|giveaway|commissions|sexting|sessions
      [customs|requests|commissions|orders|bookings|custom orders|custom requests] ~1 are|open|available|is
      < ~1 [get a|get it|get free|get the|get your|get this|get half|get all|get an|get my|grab|snag|claim|score|receive|redeem|enjoy half] ~5 free|off|half|access|bundle|discount|bonus|extra|deal|trial|price|percent|yours|exclusive|uncut
      and|to|you'll|you|can|or|will|also [get a|get it|get free|get the|get your|get this|get half|get all|get an|get my|grab|snag|claim|score|receive|redeem] ~5 free|off|half|access|bundle|discount|bonus|extra|deal|trial|percent|price|uncut
      [grab|snag|claim|preorder|pre order|order yours|order your|book your|book a|book yours|reserve your|reserve yours|request your|request a|commission a|secure your|secure yours] ~1 yours|your|now|it|one|this|them|a ~2 call|custom|spot|slot|video|session|rating|one|now|today|before|here|copy|set|bundle|while|tonight|>
      [dm me|message me|text me|reply|write me|hit me up|say yes|comment|shoot me a message|send me a message|drop me a message|reply yes|reply with] ~3 for|if|order|book|get|claim|unlock|access ~3 price|prices|one|details|it|custom|menu|yes|info|order|book|want|video|rest|link|list|access|set|interested|you'd|spot
      [renew|resub|resubscribe|rebill|subscribe|rejoin|re-subscribe|sub] ~4 and|for|before|to|get|today|now ~4 get|free|off|discount|gift|half|bonus|price|surprise|receive|special
      want|wanna|like|fancy|care|ready|curious|dying|keen|interested to? ~1 [see|watch|unwrap|unlock|peek|buy|seeing|watching|unlocking|buying|own] ~2 it|more|rest|this|that|my|what|them|full|all|uncensored|one|the|me|everything|preview|part|how
      [want me to|like me to|need me to|shall i|i could|i can|happy to|i'd love to|love to|can also|i'll gladly|glad to|could i|can i|should i|let me] ~1 send|make|record|film|shoot|create|put|write|sell|do|offer ~4 you|u|for|custom|video|one|instead|audio|special
      have|got|made|saved|recorded|filmed|prepared|new|surprise|something|video|set|left|sent|treat|gift|cooked ~5 [for you|just for you|waiting for you|with your name on it|only for you]
      [out now|now available|available now|now live|up now|just dropped|dropping tonight|dropping today|dropping tomorrow|available for|available until|available only|up for grabs|yours for|on sale|back in stock|back by popular demand|hot off the press]
      waiting|sent|left|dropped|slid|sitting|ready|check|look|go ~4 your [inbox|dms|dm|messages]
      [sale|deal|promo|promotion|special|bogo|giveaway|clearance|discount|offer] ~2 ends|now|today|tonight|on|for|until|only|starts|weekend|week|is|you|price|just|my|this
      flash|weekend|holiday|special|today's|huge|summer|friday|birthday|big|exclusive|crazy|best|amazing|new [sale|deal|promo|special|giveaway|bundle|offer|discount]
      [price list|my rates|my prices|rates start|prices start|starts at|starting at|starting from|start at|starts from]
      [before it's gone|before they're gone|while it lasts|while supplies last|limited spots|limited edition|until midnight|last day|hours only|hours left|going fast|selling out|selling fast|won't last|first come|gone tomorrow|don't sleep on|gone by|price goes up|price goes back|then it's gone|won't be available|last few]
      [ends|expires|expiring|disappears|deleting|deleted] tonight|soon|tomorrow|today|at|in|sunday|monday|saturday|friday|midnight
      free|complimentary|bonus|extra [video|vid|pic|pics|set|month|trial|custom|gift|clip|week|bundle|photo|photos|access|surprise]
      ! get|yours|all|everything|them|it|one|included|month|set|video [for free|free of charge|on the house|on me|included]
      [all access|full access|lifetime access|instant access|early access|exclusive access|vip pass|vip access|members only|the full version|full length|uncut version|uncensored version|full video|the full set|the whole set]
      [buy one|0 for 0|two for one|three for two|bogo|0 for the price]
      [dollars off|bucks off|half off|0 off]
      [treat yourself|upgrade|level up] to|with
      [link in bio|link in my bio|tap the link|click the link|link below|swipe up|tap to|click to|tap below|hit the button]
    `,
  },
  {
    cue: "notOffer",
    patterns: `
      thank|thanks|thx ~3 [for usd0|the usd0]
      [usd0 tip|usd0 tips|usd0 goal|usd0 away|usd0 left|usd0 short|usd0 more|usd0 to]
      [tip|tips|tipped|tipping|tipper|goal] ~2 usd0
      [question|questions|story|news|idea|plans|tip] ~2 for you
      happy|glad|excited|proud|sad|worried|sorry|bad|cheering|praying|rooting|here|hope|good|there [for you]
    `,
  },
  {
    cue: "askTip",
    topic: "tips",
    patterns: `
      send|drop|leave|throw|toss|give|wanna|please|maybe|any|every|some|small|cute|smash|hit|appreciate|accept|accepting|taking|love ~2 [tip|tips]
      [tip|tips|tipping] me|jar|goal|button|usd0|what|whatever|below|here|your|big|always|are|make|help|keep|go|encouraged|welcome|appreciated|mean|motivate|if|it|extra
      [spoil|treat|pamper|surprise|reward|sponsor|fund] me|your|mama|girl|my|this|us
      [buy|get me|get your|grab me|treat|sponsor|cover my|fund|pay for|chip in for|contribute to|help with] me|my|your? ~3 coffee|drink|drinks|lunch|dinner|breakfast|wine|gift|present|pizza|nails|lashes|dress|lingerie|outfit|latte|treat|rent|camera|gas|groceries|shoes|trip|bills|flowers|cake|birthday
      [coffee|drinks|lunch|dinner|next round|breakfast|wine|pizza] ~1 on you
      [show|showing|send|give] me|some|a|your|us ~2 love|support|appreciation ~3 with|by|today|if|tip|tonight|please|>
      [help me|help me out|help a girl|help your girl|help out|help us|get me] ~2 reach|hit|get|pay|buy|cover|fund|make|with|to ~4 goal|rent|bills|camera|new|there|replace|target
      my|our|tip|today's|monthly|the|tonight's [goal] ~4 usd0|away|reached|there|close|left|hit|help|is|today|tonight
      [away from|short of|close to|left to|from hitting|from reaching|left until|until i hit|to go until|to hit|to reach] ~2 goal|target
      if|could|can|want|wanna|ways|how ~5 [support me|support my|support your girl|support this page]
      [feeling generous|feeling spoily|feeling nice today|feeling kind|who's spoiling|who wants to spoil|who's treating|who's buying|who wants to buy|who wants to treat|who's gonna spoil|donations|donate|contribution|contributions|gift me|send a gift|send me a gift|send me gifts|little gift|cash app|cashapp|venmo|amazon list|wish list|wishlist|throne|chip in]
      [every dollar|any amount|every bit|every little bit|every penny|every cent|every tip|any tip|every single tip|every little|any contribution] ~2 helps|counts|matters|appreciated|goes|means|closer
    `,
  },
  {
    cue: "notAskTip",
    patterns: `
      thanks|thank|thx|loved|got|saw|received|ty|grateful|huge|generous ~6 [tip|tips|gift|tipping|a tip|the tip]
      from|off|on|bought|ordered|got|saw|loved ~4 [wishlist|wish list|throne|my wishlist]
    `,
  },
  {
    cue: "reEngagement",
    patterns: `
      [miss|missing] you|u|ya|our|talking|chatting|hearing|having|seeing|texting|your|those|us
      [missed] you|u|ya|our|talking|chatting|hearing|seeing|having|texting|us
      haven't|hadn't|not|never|hasn't|didn't ~2 [heard|hear|seen|talked|spoken|chatted|talk|chat|messaged|written|checked|logged|replied|opened|been on|been online|been around|been here|been active|said hi|stopped by|dropped by|popped in|texted|caught up] ~3 from|you|u|with|in|for|lately|since|around|on|much|each|me|my|here|yet|while
      where ~3 [hiding|disappear|disappeared|vanish|vanished|run off|wander off|wandered off|run away] ~2 >
      it's|its|it|has|feels ~1 [been a while|been awhile|been a minute|been a hot minute|been forever|been ages|been so long|been too long|been a bit|been way too long|been quite a while|been quite some time|been some time|been a long time|been such a long|been weeks|been months|been days|like forever since|like ages since|been a few weeks|been a few days|been a couple weeks|been a couple of weeks]
      it's|its|been over|almost|like? ${COUNT} ~1 [days|weeks|months|month|week|year] ~1 since|without|already|>
      ${YOU} ~2 [disappeared|vanished|ghosted|ghosting|went quiet|gone quiet|went silent|gone silent|fallen silent|been quiet|so quiet|fell off|slipped away|mia|dropped off|been missing|gone missing|hanging|so distant|been distant|stopped writing|stopped messaging|stopped talking|stopped replying|stopped texting|stopped chatting]
      [radio silence|gone mia|went mia|been mia|left me hanging|gone cold|lost touch|catch up soon|reconnect|long lost]
      [forget|forgot|forgotten|forgetting] about? me|us
      [remember] me|us|our
      [come back|swing by|drop by|pop by|stop by|hop back|get back here|come on back|come right back|come over] >|and|to|here|soon|say|please|babe|i|so|for|sometime
      [come say hi|come say hello|come chat|come talk to me|come hang out with me|come see what|say hi sometime|say hello sometime|come keep me company]
      hey|hi|hello|well|oh|my|lost|hiya [stranger]
      ${YOU}|are|r ~1 [still] here|there|around|alive|with|interested|out
      [wondering|wonder|wondered] ~1 how|where|what|if|whether ~1 you've|you|you're|u ~2 been|went|gone|happened|doing|are|still|ok|okay|forgot|disappeared|feeling|up|holding
      ${YOU} ~4 [on my mind|crossed my mind|in my thoughts|in my head|popped into my head|popped in my head|cross my mind]
      [thinking about|thinking of|thought about|thought of|been thinking about|dreaming about] you|u|us|our
      [checking in|check in on|checking up|check up on|touching base|touch base|reaching out|checking on you|see how you've been|see how you're doing|see how you are|catch up with you]
      your|the|ur [subscription|sub|membership|renewal|rebill] ~3 expired|ended|lapsed|ran|over|off|out|expires|ending|runs|ends|expire|cancelled|canceled
      [noticed|saw] that? you|your|u|you've ~3 left|unsubscribed|expired|gone|cancelled|renew|ended|rebill|quiet|online|around|active|off
      want|win|have|love|like|welcome|see|need|wanted|bring|having|seeing|get ~1 [you back|u back]
      [last time|since] we|you|i|u ~2 talked|spoke|chatted|messaged|wrote|heard|saw|were|been|logged|came|stopped|talk|last|seen|spoken|subscribed
      did i [do something|say something|scare|upset|bore|lose|offend|annoy]
      [what happened to you|whatever happened to you|what happened to us|everything ok with you|hope i didn't scare|hope you haven't forgotten|hope you didn't forget|are you mad at me|are you avoiding|are you ignoring|ignoring me|avoiding me|ghosting me|you alive]
      ${YOU} ~2 never|don't|stopped|not|rarely ~2 [write|message|text|talk|chat|visit|reply|call|writing|come] ~3 anymore|lately|these|now
      ${YOU} been ~2 [gone|away|missing|hiding|absent|distant|quiet|scarce|avoiding|ignoring|silent|busy lately]
      [not the same without|isn't the same without|feels empty without|lonely without|boring without|quiet without|quiet here without] you|u
    `,
  },
  {
    cue: "boundary",
    topic: "privacy-boundaries",
    patterns: `
      ${I} ${ADVERB}? don't|never|won't|wouldn't ${ADVERB}? [send|share|meet|offer|sell|show|discuss|allow|accept|tolerate|exchange|reveal|disclose|negotiate|give out|hand out|give my|give anyone|give personal|do calls|do meets|do meet|do meetups|do nudes|do that|do those|do video|do face|do anything|do free|do freebies|do dates|do hookups|do requests|do any|do explicit|do stuff|do it for|talk about my|answer personal|answer questions about|mix|move|chat outside|go on dates|date fans|date subscribers|take requests|take calls|use whatsapp|use snapchat|use telegram|text outside|communicate outside|work for free|respond to rude|reply to rude|go there|go that far|cross that|engage]
      ${I} ${ADVERB}? [do not] ${ADVERB}? do|send|share|meet|offer|sell|show|discuss|allow|accept|tolerate|exchange|reveal|disclose|negotiate|give
      ${I} ${ADVERB}? can't|cannot|couldn't ${ADVERB}? [share|give you my|give out|meet|reveal|disclose|discuss|allow|exchange|do that here|do that on|do meetups|talk about that|tell you that|tell you my|show you that|say where|answer that|go into that]
      ${I}|i'll|won't|will|am not|never|won't be? [sending|sharing|giving out|showing my|doing that|doing this|doing it|doing any|discussing|answering that|telling you|tolerating|accepting|having this|going there|meeting|giving my|putting up]
      ${I} ~1 not ~1 [going to|gonna|about to|here to|willing to|open to|prepared to|available for|able to] send|share|give|meet|do|tell|show|discuss|answer|meeting|sharing|tolerate|accept|argue|sending|explain|be|hookups|date|dating
      ${I} [only|strictly|exclusively] chat|talk|sell|accept|take|reply|respond|communicate|do|share|answer ~4 here|on|through|this|online|virtual|platform|app|site
      no|zero [meetups|meets|freebies|refunds|nudes|negotiating|negotiation|exceptions|screenshots|screenshotting|reposting|haggling|begging|insults|disrespect|rudeness]
      ${I}|that's|it's|is|a|one|just|have ~1 [my rule|my rules|my policy|my boundary|my boundaries|my limit|my limits|one rule|a rule|house rule|house rules|strict rule|strict policy|rule of mine|rule for me|personal rule|hard rule|strict about|strict with]
      break|against|breaking|breaks|follow|violates|violate|my|per ~1 the|my|site|platform|this|our|house|page|app|its|page's ~1 [rules|rule|terms|policy|tos|guidelines]
      not|isn't|aren't|never|isnt [allowed|permitted|tolerated|acceptable|appropriate|up for discussion|up for debate|negotiable|an option|on the table|on the menu|something i'm|something i do|something i share|something i want|for sale|available for|okay with me|ok with me|comfortable|open for]
      don't|not|isn't|wouldn't|never ~2 [comfortable|comfy|okay with|ok with|cool with|up for that|into that|fine with]
      [makes me uncomfortable|making me uncomfortable|made me uncomfortable|feel uncomfortable|feels uncomfortable|bit uncomfortable|uncomfortable|crossing a line|crosses a line|crossed a line|crossed the line|over the line|out of line|inappropriate|off the table|off limits|off-limits|out of the question|hard limit|line i don't cross|line for me|where i draw the line|draw the line|too far|too invasive]
      that's|it's|stays|stay|remains|keep|keeping|kept|too|bit|little|strictly|that|is [private|personal|confidential] >|and|to|for|so|information|info|sorry|babe|hun|love|stuff|matter|but|question|life|i
      please|pls|plz|kindly|just|you|so|but|ask|asked|again [don't|do not|stop|never|quit|refrain from|avoid] ask|asking|send|sending|call|calling|share|sharing|messaging|screenshot|repost|record|text|texting|touch|push|pushing|pressure|pressuring|insult|swear|beg|begging|harass|harassing|leak|contact|stalk|bring|repeat|talk|use|spread|save|post|expect
      stop|quit [asking|pressuring|pushing|begging|harassing|messaging|texting|calling|bothering|insulting|contacting|stalking|following|sexualizing|commenting|writing] me|for|that|this|it|my|about|us
      < ~1 [don't|do not|never] ask|call|text|push|pressure|share|repost|screenshot|leak|record|contact|touch|disrespect|insult|expect|bother ~1 me|for|about|my|this|that|it|anyone|anything|personal|where
      must|just|should|need|you|or|i|to ~1 [respect my|respect me|respect boundaries|respect people|respect this|respect the|be respectful|be polite|be civil|be kind or|respect people's]
      keep|stay|be|remain|keeping ~3 [polite|respectful|civil|classy|appropriate|sfw|professional|decent|pg|clean|friendly] >|or|and|please|in|here|with|on
      will|i'll|have|going|gonna|or|get|you'll|instantly|immediately ~3 [block you|block u|block anyone|block people|be blocked|get blocked|ban you|get you blocked|blocking you|mute you|report you|a block|you're blocked|blocked immediately|blocked instantly]
      i'd|i|would|we|much ~1 [rather not|prefer not|rather keep|prefer to keep|prefer keeping|rather stay|prefer to stay|rather we|like to keep|want to keep|prefer if|appreciate it if you|appreciate if you|need you to stop|want you to stop|ask you not|ask that you|ask you to|like you to stop|appreciate you not|don't want to share|don't want to talk|don't want to discuss|don't want to answer|don't want to get into]
      keep|keeping|stay|stick|chat|chatting|talk|communicate|remain|leave ~4 [on here|on this app|on the app|on this site|on the site|on the platform|on this platform|within the app|strictly online|strictly professional|to this page|to this app|in here|between us on]
      ${NOT}|no|do|against ~6 [outside of this|outside this|outside of here|outside the app|outside the site|outside of the app|off this app|off the app|off platform|off the platform|off here|off site|personal info|personal information|personal details|private info|my number|my address|my real name|my phone number|phone number|my location|my full name|my home address|where i live|my socials]
      ${I} ~2 ${NOT} ~2 [meet|meeting|meetups|hook|hang|date fans|date subscribers] ~2 fans|subs|subscribers|people|anyone|anybody|up|in|from|irl|men|guys|members|strangers|clients|off|outside|my|customers|offline|followers|online
      [leave me alone|back off|cut it out|knock it off|that's enough|enough is enough|get lost|none of your business|not your business|mind your own|watch your language|watch your tone|watch your mouth|take no for an answer|my answer is no|the answer is no|answer is still no|i said no|it's a no|no from me|is a no for me|not up for discussion|need some space|need my space|give me space|give me some space|need you to respect|not okay with that|not ok with that|i'm not your|please understand that]
      keep|keeping|kept|leave|stays|separate ~6 [separate|to myself|offline|out of this|out of it|off the internet|anonymous]
      [don't|do not|never|won't] ~1 talk|speak to|with me like|that|this
      [my face|my identity|my address|my name|my location|my family|my kids|my number|my personal life|my private life|my home life] ~1 stays|is|are|remain|will ~2 private|off|hidden|secret|mine|never|out
    `,
  },
  {
    cue: "notBoundary",
    patterns: `
      i|totally|completely|fully|we|i'll|will|always|do|absolutely [respect that|respect it|respect your|respect you|respect the|respect this]
      ${NOT}|why|nothing|if|are|is|do|did|what|without|understand|hope|sorry ~3 [uncomfortable|off limits|feel uncomfortable|makes you uncomfortable|make you uncomfortable|too personal]
      you|u|your|you're|if ~3 [uncomfortable|not comfortable|comfortable|rather not|prefer not]
      can't|couldn't|don't i|you stop [don't|never] ask
    `,
  },
  {
    cue: "greeting",
    patterns: `
      < [morning|mornin|evening|evenin|afternoon|gmorning|mornings] >
      < [morning|mornin|evening|evenin|afternoon|gmorning|mornings] ${PERSON}|to|from|and|how
      [good mornin|gud morning|gd morning|top of the morning|buenos dias|gud evening|good evenin|good eve|good mornings|gud mornin]
      [happy] monday|tuesday|wednesday|thursday|friday|saturday|sunday|weekend|halloween|easter|thanksgiving|holidays|hanukkah|friyay|humpday|valentine's|valentines|xmas|christmas|hump
      < [hai|hallo|hullo|ello|oi|ayo|aye|g'day|heyo|hihi|bonjour|ciao|hallo|aloha|wsg|wsp|wassap|wazzup|whaddup|wagwan|henlo|hewwo|salut|ola|hiyaa|hay|hllo|hlo|hiy|hye|guten tag|buenas]
    `,
  },
  {
    cue: "notGreeting",
    patterns: `
      [happy] friday|monday|sunday|christmas|easter ~1 to|because|that
      was|is|had|what|such|of|my|your|this|the|every|all|in|since ~1 [morning|good morning|evening|afternoon]
    `,
  },
  {
    cue: "farewell",
    patterns: `
      [talk|speak|chat|text|message|write|catch up|ttyl] ~3 later|soon|tomorrow|tonight|tmrw|tmr|l8r|then|monday|tuesday|wednesday|thursday|friday|saturday|sunday >|x|xx|xxx|${PERSON}|when|night|ok|okay|after|if
      [see you|see u|see ya|see y'all|catch you|catch ya|cya|seeing you] ~1 later|soon|tomorrow|tonight|then|there|around|monday|tuesday|wednesday|thursday|friday|saturday|sunday|next|tmrw|tmr
      [until then|until tomorrow|till then|till tomorrow|until next|till next|til tomorrow|til then|til next|until tonight|bye for now|bye now|over and out|that's all from me|signing off|logging off|log off|heading off|head off|turning in|calling it a night|call it a night|hitting the sack|hitting the hay|hit the hay|hit the sack|out for the night|off for tonight|off for the night|done for the night|sleepy time|nighty|g'night|gnight|nite nite|nighty nite|good nite|gud night|gudnight|night y'all|peace out|toodles|toodle|ta ta|tata|cheerio|adios|ciao ciao|hasta|laters|byebye|buh bye|bai|baii|cul8r|ttfn|dream of me|dream about me|so long for now|catch ya|tty tomorrow|ttyt|safe travels|drive safe|travel safe|safe flight|safe trip|have fun tonight|have fun tomorrow|have fun today]
      i|gotta|better|should|must|gonna|about|have|need|will|let|i'll|i'm|got ~3 [get going|get some sleep|get some rest|get to bed|get back to work|get ready for bed|hit the road|head out|head off|head to bed|head home|head to work|jump off|hop off|dash|bounce|crash now|sleep now|run now|go now|leave now|log out|sign off|let you go|get to work|be off|off now|going to sleep|pass out|off to work|off to bed|off to sleep|off to the gym]
      off|going|heading|headed|time|ready|gonna|back to|go|get|goin ~1 [bed|sleep|bedtime|crash|sleepy land|dreamland] >|now|soon|${PERSON}|talk|night|good|for|see|so
      < [night|nite|nighty|goodnight|gn|nytnyt|nyt] >
      [night|nite|goodnight|gnite] ${PERSON}|and|sleep|sweet|night
      [sleep|rest] well|tight|good|easy|peacefully|sweetly
      [have a|have an|have your|enjoy a|enjoy an|enjoy your] good|great|nice|lovely|wonderful|amazing|fantastic|blessed|safe|fun|beautiful|awesome|super|fab|fabulous|restful|relaxing|productive|perfect|chill|sweet|peaceful|magical|day|evening|night|weekend|rest ~1 day|evening|night|weekend|one|week|trip|flight|afternoon|morning|holiday|vacation|shift|time|journey|sleep|rest|sunday|monday|tuesday|wednesday|thursday|friday|saturday|>|of
      ! [enjoy your|enjoy the rest|enjoy ur] ~2 day|evening|night|weekend|week|trip|vacation|flight|holiday|dinner|shift|rest|sleep|sunday|monday|saturday|friday|break|afternoon|party|concert
      [take care|stay safe|be safe|stay warm|be good|take it easy]
      < [later|laters|cya|ciao|seeya|see ya|peace|cheers bye|tata|bb] ${PERSON}|>
      [kisses|hugs|xoxo|much love|love you|love u|lots of love] ~2 bye|goodnight|night
    `,
  },
  {
    cue: "notFarewell",
    patterns: `
      before|when|while|after|was|did|last|to|how|can't|couldn't|didn't|don't|if|hope|hoping|every|same|until ${YOU}? ~2 [going to bed|go to bed|going to sleep|sleep well|had a good night|see you there|time for bed|bed|have to go|good night|goodnight|night]
      can|could|will|when|wanna|want|do|shall|should|would|may|might|hope|hopefully|wait|hoping ~3 [talk|chat|see|speak|see you|talk later|talk tomorrow|chat later|talk soon|see you soon|see you tomorrow|speak soon|see you later|catch you]
    `,
  },
  {
    cue: "thanks",
    patterns: `
      ! [appreciate|appreciating] it|you|u|this|that|all|every|everything|the|your|ur|ya|him|so|everyone|each|ya'll|how|y'all
      so|really|truly|much|greatly|always|is|are|very|your|support|deeply [appreciated]
      it|that|this|which|really|your|ur|support|words|honestly|message|you ~3 [means|meant] ~1 lot|much|world|everything|ton|loads
      [grateful|thankful|thankfull|indebted] for|to|that|you
      ${I}|so|very|really|truly|forever|eternally [thankful|grateful|indebted]
      [thnks|thks|tnks|tks|tanks|thanku|thnk u|thank uu|gracias|merci|danke|grazie|obrigado|obrigada|arigato|much obliged|bless you|god bless you|bless ur heart|i owe you one|owe you one|owe you big|you shouldn't have|ur a lifesaver|you're a lifesaver|you saved my day|can't thank you|can't thank u|cannot thank you|thanking you|big thanks|thank god for you|many thanks|kudos to you|hats off to you]
    `,
  },
  {
    cue: "noThanks",
    patterns: `
      [thanks for|thank you for|thx for] nothing|wasting|ignoring|ruining|scamming|ripping
      [without a thank you|without a thanks|not even a thank you|not even a thanks|want a thank you|expecting a thank you]
      [cheers] to
    `,
  },
  {
    cue: "apology",
    patterns: `
      [sry|srry|sowwy|sorri|soory|srsly sorry|apolgies|appologies|apologize|apologise|apologizing|apologising|whoops|oops my|my b|mea culpa|beg your pardon|begging your pardon|my apology|a million apologies|deepest apologies|sincere apologies]
      i|i've|we|totally|really [messed up|screwed up|effed up|fucked up|dropped the ball|owe you an apology|owe you one apology|take it back|feel terrible about|feel awful about|feel bad about|feel bad for|feel so bad|feel terrible for|overreacted|was out of line|was being rude|was rude|was a jerk|was in the wrong|shouldn't have said|shouldn't have|should have replied|should have told|should have answered]
      ${NOT} ~1 [mean to|mean any|want to upset|want to offend|intend to|trying to be rude|my intention|meant to|mean it like|mean it that]
      [forgive|pardon|excuse] me|my|the|us|for
      [that's on me|that one's on me|that was on me|it's on me|my bad|entirely my fault|all my fault|was wrong of me|was rude of me|silly me my|hope you can forgive|hope you forgive|please forgive|hope i didn't upset|hope i didn't offend|bear with me|no excuse]
      [regret] saying|that|not|the inconvenience
    `,
  },
  {
    cue: "notApology",
    patterns: `
      don't|not|never|need|needs|owe|owes|stop|should|nothing|accept|an|your ~2 [be sorry|apologize|apologise|apology|saying sorry|apologizing|apologising|say sorry|feel sorry|sorry for]
      even|feel|feeling|not|a|you'll [sorry]
      [sorry] to|for ~1 hear|see|your|learn|loss|know
      [sorry] you're|youre|your|he's|she's|he|she|they|they're|that ~2 sick|ill|feeling|hurt|sad|going|having|day|week|not|loss|passed|lost|happened|dealing|unwell|down
      [sorry about your|sorry for your|excuse me if i'm wrong]
    `,
  },
  {
    cue: "compliment",
    topic: "compliments",
    patterns: `
      ${YOU} ~1 [cook|play|sing|dance|write|draw|paint|bake|act|dress|move|speak|pose|do this|do it|work|train] ~2 so|really|very|like|better|beautifully|amazingly ~1 well|good|nicely|beautifully|amazing|angel|pro|great|amazingly|perfectly|beautiful|professional|anyone
      what|such|quite|damn|absolute|total|true a|an|? ~2 [beauty|babe|stunner|goddess|bombshell|queen|cutie|body|smile|figure|face|voice|sweetheart|gentleman|legend|talent|hottie|woman|dream|knockout|smokeshow|gem|cook|masterpiece|treat for the eyes|sight for sore eyes]
      you're|ur|are|r|such|always|you|u|be a|an|my|such|the|like|absolute|real|true|one|so|literally ~3 [gentleman|sweetheart|sweetie|sweetest|darling|legend|lifesaver|angel|gem|keeper|treasure|real one|blessing|rockstar|star|champ|hero|icon|natural|pro|talent|catch|snack|dime|stunner|bombshell|goddess|queen|king|dream|masterpiece|work of art|goat|best|beauty|genius|delight|joy|diamond|sunshine|inspiration|favorite|favourite|favorite person|artist|model|perfection|magic|pleasure to]
      nobody|no|never|nothing|nowhere|noone|anyone|anybody ~6 [like you|as you|than you|compares|compares to you|compare|close to you|better than you|you do|half as]
      [in love with|obsessed with|addicted to|crush on|crushing on|enough of|staring at|fell for|falling for|big fan of|fan of|huge fan of|weak for|lost in|mesmerized by|hypnotized by|blown away by|impressed by|impressed with|stop watching|stop looking at|stop thinking about|my eyes off|eyes off|admire] you|your|ur|u|those|these|everything
      [love|loving|loved|loves|adore|adored|adoring|luv|luvv|dig|digging|enjoy|enjoyed|enjoying|admire|cherish|lovin|like your|liked your|liking your|like ur] your|ur? ~2 ${GOODS}|voice|smile|eyes|style|look|looks|hair|outfit|outfits|body|energy|vibe|vibes|work|page|personality|laugh|humor|accent|taste|cooking|face|curves|tattoos|legs|lips|art|makeup|dress|nails|way|attitude|mind|honesty|kindness|confidence|sense|streams|lives|stories|singing|music|playing|skin|figure|lingerie|feed|stuff|company|profile|new
      [love|loving|adore|luv|admire|enjoy] how you|u|your|the
      [love|loved|loving|liked|enjoyed|adore|adored|luv] ~1 talking|chatting|hearing|spending to|with|from|time ~1 you|u|with
      [loved|enjoyed|loving|adored|liked|digging|love] the|this|that|these|those|every|all|both|last|it ~3 ${GOODS}|outfit|look|lingerie|set|angle|vibe
      that|those|dat|dem|them|these [smile|eyes|curves|lips|dimples|freckles|abs|legs|thighs|cheekbones|voice|laugh|figure|body|hips] >|though|tho|are|is|of|omg|wow|drive|kill|get|could
      your|ur ~3 ${BE}|sounds|sound|smells|feel|feels|gets|makes|always ~3 [${FINE}|art|everything|life|gold|goals|on point|on fire|next level|top notch|immaculate|to die for|from heaven|out of this world|so good|so nice|best|the best|a dream|like silk|worth|special|smooth|silky|professional|talented|relaxing|calming|good|nice|better every|getting better|elite|perfection]
      ! ${YOU}|she|lookin|looking|look|looks|looked ~2 [${FINE}|so good|so fine|like a million|like a goddess|like a model|like a dream|like a princess|like an angel|fine as|good enough to eat|like a queen|like a movie star|like a snack|like art|ravishing|dashing|radiant|sharp] >|in|today|tonight|as|with|babe|always|every|girl|love|on|there|and|btw
      < so|very|absolutely|really|simply|just|incredibly|truly|too|damn|soo|super? [talented|gifted|photogenic|ravishing|mesmerizing|irresistible|seductive|elegant|classy|angelic|heavenly|radiant|divine] >|as|and|girl|woman
      [always|never fails to|never fail to] look|looks|looking|deliver|delivers|impress|amaze|on|know|brighten|make ~2 ${FINE}|point|smile|deliver|good|best|day|me|what|every|>
      you|u|youve|you've|really|totally|absolutely [outdid yourself|outdone yourself|nailed it|killed it|crushed it|rocked it|rocked that|never miss|never disappoint|always deliver|know how to|have a gift|have talent|have a way with|did great|did amazing|did an amazing|did a great|did so well|did awesome|did such a|take my breath|drive me crazy|drive me wild|turn me on|blow my mind|blew my mind|make it look easy|light up|lit up|brighten|melt my heart|could be a model|should be a model|belong on|deserve the world|are goals|get hotter|get better|keep getting|look even better|are getting better|can cook|can sing|can dance|work so hard|put so much effort|put so much work]
      great|good|nice|amazing|awesome|excellent|fantastic|incredible|solid|wonderful|superb|beautiful|lovely|gorgeous|stunning|hot|sexy|perfect|killer|brilliant|insane [job|stuff|taste|smile|body|figure|legs|outfit|eyes|voice|curves|lips|energy|personality|booty|skin|tattoos|face] ~1 >|on|with|and|you|babe|as|there|today|girl|btw|in
      ! you|u have|got ~4 [smile|eyes|body|voice|laugh|energy|heart|soul|hair|skin|talent|personality|legs|curves|hands|figure]
      most|best|prettiest|hottest|sexiest|cutest|sweetest|loveliest|nicest|coolest|kindest|finest|greatest|favorite|favourite|funniest|smartest [woman|girl|creator|person|page|account|model|lady|human|body|face|smile|eyes|fan|fans|subscriber|supporter|babe|streamer|voice|laugh|creators|couple]
      most ~1 ${FINE}|talented|attractive|genuine|elegant|generous [woman|girl|creator|lady|human|model|eyes|smile|face|body|thing|voice|creature]
      ${FINE}|better|good|great|nice|so|right [on you|on u] >|babe|girl|today|and|honestly|omg
      [suits you|suits u|looks good on you|looks amazing on you|looks great on you|looks incredible on you|looks so good on]
      your|ur ~4 [stuck in my head|makes me smile|made me smile|made me laugh|makes my|gets me through|on repeat|keeps me going|never gets old]
      [no words|lost for words|speechless|weak in the knees|heart melts|my heart melted|jaw dropped|jaw dropping|heart skips|heart skipped|good lord you|chef's kiss|hubba hubba|wowza|too hot to handle|hot stuff|hot mama|damn girl|damn woman|damn you look|you clean up nice|drool|drooling|swoon|swooning|heart eyes|glow up|absolute smoke|smash|wifey material|wife material|marry me|one in a million|out of my league|too good for|better and better|aged like fine wine|like fine wine|such good taste|a feast for|easy on the eyes|the real deal|in a league of|props to you|kudos|bravo|well deserved]
      [so proud of|proud of|inspired by|grateful to know|lucky to know] you|u
    `,
  },
  {
    cue: "praisedWork",
    topic: "compliments",
    patterns: `
      ! ${GOODS}|one|outfit|lingerie|look|page|live|show|collection|makeup|dress|song|cover|performance ${BE} ~3 [${FINE}|worth|so good|so well|the best|best|top tier|next level|on point|on fire|everything|a masterpiece|art|my favorite|my favourite|a banger|so nice|chef's kiss|well done|awesome|a blast|such a blast|so fun|so much fun]
      ! so|totally|definitely|well|absolutely|truly|really|certainly|was|it's|completely|100|very ~1 [worth every|worth it|worth the wait|worth the money|worth the price|worth waiting]
      [worth every penny|worth every cent|worth every dollar|worth every second|best purchase|best money|money well spent|best sub|best subscription|best decision]
      my [favorite|favourite|fav|fave] ${GOODS}|creator|model|girl|page|one|outfit|look|part|account|person|of|on|so|yet
      [best] ${GOODS} ~2 yet|ever|far|seen|you've|you|i've
      ! ${FINE} [${GOODS}]
      ! [can't stop rewatching|watched it twice|watched it three times|on repeat|blew my mind|exceeded my expectations|better than expected|better than i expected|beyond my expectations|best thing i've seen|loved every second|loved every minute|enjoyed every second|enjoyed every minute|can't wait for more|left me speechless|left me wanting more]
      ${IT}|that|this|video|set [slaps|rocks|slays|rules|kills me|hits different|is a banger|is gold|was gold]
    `,
  },
  {
    cue: "notCompliment",
    patterns: `
      i'd|would|id|to|do|did|does|if|don't|didn't|not|who|doesn't|you ~1 [love your|love you|like your|adore your|loved your|enjoy your|enjoyed your|enjoy the|enjoyed the|liked the|liked your|love the|loved the|love this|love that|loved that|love it|love how|love the way|love talking|love chatting]
      ${NOT}|is|was|hardly|barely|isnt ~2 [worth it|worth the|worth every|worth the money|worth|a natural|best]
      [well done|good job|great job] if
      good|great|nice|do|does|did|keep|the|at|for|from|his|her|new|hard|my|a|finding|got ~1 [good job at|great job at|good job interview|great job interview]
    `,
  },
  {
    cue: "howAreYou",
    patterns: `
      [how's|how is|how has|how was|how are|how're|hows] ~1 your|ur|the|everyone's|things|life|everything|it|you|ya|u ~1 day|week|weekend|night|morning|evening|afternoon|life|going|been|treating|holiday|holidays|sunday|saturday|monday|doing|feeling|today|tonight|friday|summer|so >|going|been|so|with|over|today|babe|love|you|treating|far|and|doing|went
      [how have|how've] you|u|ya|things been
      [how you|how u|how ya|how are things|how's things|how goes it|how goes|how's your world|how's it hanging|how's tricks|what's good|what's happening|what's cooking|what's crackin|what's poppin|howzit|hw r u|hw are u|how r ya|how yall] >|doing|been|feeling|with|today|babe|going|holding|tonight
      [you doing okay|you doing ok|you doing alright|you doing well|are you well|all good with you|everything good with you|everything going well|all good on your end]
      [wbu|hbu]
    `,
  },
  {
    cue: "notHowAreYou",
    patterns: `
      [how are you|how are u|how r u] so|this|even|real|single|that|not|able|always|going
      [how you doing|how are you doing] that|this|it
    `,
  },
  {
    cue: "smallTalk",
    patterns: `
      [hope|hoping|trust] ${YOU}|y'all|everyone|everybody ~1 had|have|having|are|r|doing|slept|sleep|been|enjoying|enjoyed|is|all a|an? good|great|well|nice|lovely|amazing|wonderful|fantastic|fun|okay|ok|awesome|your|fine|relaxing|blessed|chill|productive
      [hope|hoping] your|ur|the|ya ~1 day|week|weekend|night|morning|evening|monday|friday|sunday|saturday|holidays|christmas
      it's|its|it|been|so|still|was|here|is ~2 [snowing|raining|pouring|sunny|cloudy|windy|foggy|chilly|humid|freezing|boiling|drizzling|storming|hailing|sweltering|scorching|icy|rainy|snowy|muggy|gloomy]
      [weather] ~3 is|here|today|there|like|so|has|been|lovely|nice|finally|over|outside|where
      [rainy|sunny|cloudy|snowy|gloomy|stormy|windy] day|here|morning|sunday|weekend|out|outside|today|weather
      [anything planned|something planned|any plans|plans for|big plans|fun plans|got plans|anything fun|anything exciting|anything special|exciting plans|any big plans|any fun plans|up to anything|get up to|getting up to|got anything planned|have anything planned|what are you doing|what you doing|what are u doing|what u doing] ~4 weekend|today|tonight|week|evening|day|tomorrow|holidays|summer|easter|christmas|later|sunday|saturday|now|rn|this|night
      [how did you|how'd you|did you|did u|how did u] sleep|rest
      just|still|finally|currently|i'm|only [woke up|waking up|chilling|chillin|relaxing|laying in bed|lying in bed|in bed|on the couch|on the sofa|having coffee|drinking coffee|sipping coffee|making coffee|cooking dinner|making dinner|eating lunch|eating dinner|having breakfast|got home|got back|getting home|got off work|finished work|heading home|bored at work|hanging out|chilling at home|vibing|got up|got out of bed|got done with work|finished my shift|got in from|watching tv|killing time|lounging|waiting for the weekend]
      had|was|been|such|what|having ~1 a|such|very|really|so|quite ~1 [long|busy|rough|crazy|hectic|slow|tough|quiet|chill|lazy|tiring|exhausting|boring|relaxing] ~1 day|week|weekend|morning|monday|one|shift|night|sunday
      [can you believe it's|can't believe it's|cannot believe it's|almost the weekend|nearly the weekend|weekend is almost|thank god it's friday|tgif|so glad it's friday|glad it's friday|finally friday|finally weekend|monday again|happy hump day|another monday|monday blues|is it friday yet|weekend mode|summer is finally|spring is finally]
      [what's up|what's new|what's good|what's going on|what is up|how's it going|how are things] with|in|at|there|on|over ~1 you|u|your|the|world|end|side
    `,
  },
  {
    cue: "purchase",
    patterns: `
      ! ${I}|just|finally|have|<|and|happily|gladly ~1 [bought|purchased|unlocked|ordered|grabbed|copped|snagged|downloaded|paid for|picked up|snatched|scooped|splurged on|treated myself to|preordered|got myself|bought myself|rented] ~4 ${SOLD}
      ! just|finally|i|i've [got|opened] your|the|that|both|all ~3 set|sets|bundle|ppv|pack|vid|clip|photoset|album|calendar|merch|poster|collection|full
      ! just|finally [opened] it|this|that|them
      [payment] ~1 sent|done|made|went|completed
      ! just [unlocked|purchased|bought|paid]
      ! couldn't resist ~3 [unlocked|bought|unlocking|buying|purchasing|purchased|getting]
    `,
  },
  {
    cue: "notPurchase",
    patterns: `
      if|should|could|would|haven't|didn't|not|never|wish|regret|regretted|before|unless|did|until|when|almost|nearly|thinking|twice|who|anyone ~3 [bought|purchased|unlocked|ordered|paid for|i bought|i unlocked|i purchased|i paid for|unlocked it|unlocked the|bought it|bought the|bought your|unlocked your|i've bought]
      [ordered|bought|purchased|paid for|unlocked|i ordered|i bought|i purchased|i paid for] ~6 ago|weeks|months
      [bought|ordered|grabbed|picked up|purchased|just bought|i bought|i ordered|just ordered|snagged|got myself] ~3 car|house|truck|groceries|shoes|phone|laptop|computer|tickets|ticket|pizza|coffee|food|lunch|dinner|book|game|guitar|bike|dress|shirt|clothes|flowers|couch|beer|drinks|sushi|takeout|tv|camera|ps5|gift|present|apartment|boat|jacket|ring
    `,
  },
  {
    cue: "answer",
    patterns: `
      < [haha no|hahaha no|lol no|lmao no|well no|hmm no|um no|uh no|hehe no|honestly no|haha nope|lol nope]
      < [oh yes|oh yeah|oh yep|oh sure|oh definitely|haha yes|haha yeah|haha yep|haha sure|haha definitely|omg yes|omg yeah|omg yep|omg sure|omg definitely|well yes|well yeah|well yep|well sure|well definitely|lol yes|lol yeah|lol yep|lol sure|lol definitely|hmm yes|hmm yeah|hmm yep|hmm sure|hmm definitely|aww yes|aww yeah|aww yep|aww sure|aww definitely|ooh yes|ooh yeah|ooh yep|ooh sure|ooh definitely|um yes|um yeah|um yep|um sure|um definitely|ah yes|ah yeah|ah yep|ah sure|ah definitely|hehe yes|hehe yeah|hehe yep|hehe sure|hehe definitely|honestly yes|honestly yeah|honestly yep|honestly sure|honestly definitely|wow yes|wow yeah|wow yep|wow sure|wow definitely|hey yes|hey yeah|hey yep|hey sure|hey definitely|oh absolutely|omg absolutely|well maybe|hmm maybe|hmm not really|lol not really|well i guess|haha me too|omg me too|aww me too|well of course|oh of course]
      < [yh|yeh|ye|yas|yessir|aye|indeed|for sure|fs|fosho|you bet|yuh|yeppers|yups|naw|negative|affirmative|agreed|deal|fair enough|good idea|great idea|i agree|that's true|that's correct|absolutely not|definitely not|probably not|not at the moment|not anymore|not right now|not today|not exactly|not quite|not a chance|no not|no i|yes i|kinda|kind of|sort of|sometimes|usually|mostly|rarely|either one|either|whichever|no preference|up to you|none|neither|why not|i'd say|i would say|i prefer|i'd prefer|i'd go with|i'd love to|i'd love that|i would love to|i would love that|i'd like that|i think the|it was good|it was great|it's going well|doing well|doing good|doing great|good thanks|fine thanks|good and you|good you|great and you]
      < [the first|the second|the third|the last|the red|the black|the blue|the white|the pink|the green|the other|the latter|the former] one|ones|please|two|>
      < [i do|i did|i am|i have|i can|i will|i would|i was|i don't|i didn't|i haven't|i can't|it is|it was|it does|they are|we did|we do|that's right] >|too|actually|thanks|yes|lol|haha
    `,
  },
  {
    cue: "notAnswer",
    patterns: `
      [no sleep|no one|no nudes|no face|no way|no sound|no video|no reply|no content|no calls|no new|no money|no pressure|no rush|no worries|no need|no time|no pain|no offense|no biggie|no luck|no body|no other|no plans|no stream|no filter]
      < [kind of|sort of] you
      < [deal] of|with|ends|for
      < [not today|either|none|neither|usually|mostly|sometimes] of|usd0|i|you|way
      < [i'd love to|i would love to|i'd love that] take|meet|see|buy|be|have|hear|know|get|go|spend|find|send|show|make|kiss|hold|cook|watch|come|try
    `,
  },
  {
    cue: "tipped",
    topic: "tips",
    patterns: `
      ! just|i've|there|i [tipped] you|u|usd0|0|her
      ! just|i|i've|here's|there's|sending|sent ~3 [tip] >|for|to|your|on|as|because|cause|so|enjoy|babe|love
      ! sent|gave|left|dropped|sending|leaving|threw|giving you|u|some|a|an|your|her|in ~2 [tip|tips]
      [tip|tips] sent|incoming|coming|on
      [tipped] you|u ~1 usd0|0|again|because|for|just|yesterday|extra|last
    `,
  },
  {
    cue: "notTipped",
    patterns: `
      if|did|before|should|want|would|when|how|could|can|will|going|yesterday|last|never|thanks|wish|ago|gonna|after|i'll ~4 [tip|tips|tipped|tipping]
      [tipped|tip|tips] ~4 yesterday|last|before|ago|never
    `,
  },
  {
    topic: "pay-per-view",
    patterns: `
      [open|opened|unlock|unlocked|seen|watched] ~1 what|everything|the i|one|thing|stuff ~1 sent|send
      the|that|those|this|another|your|every [locked] one|ones|thing|message|messages|video|stuff|set|pic|clip|content
      in|behind|inside|see [the locked|the paywall|the ppv|the preview]
      [how much] ~3 ${GOODS}
      [paid for|pay for|paying for|price for|price of|charge for|cost of] ~3 ${GOODS}
      ! ${I}|just|finally [bought|purchased|unlocked|grabbed|ordered] ~3 ${GOODS}
    `,
  },
  {
    topic: "discounts",
    patterns: `
      [instead of] 0|usd0|full|the|${MONEY}
      [cheaper|less|discounted|reduced] ~2 bundle|together|both|if|two|three|month|months|months
      any ~1 [deals|deal|discount|discounts|sales|sale|promos|offers|specials|coupons]
    `,
  },
  {
    topic: "exclusivity",
    patterns: `
      ${NOT} ~1 [goes on my|going on my|on my feed|on my wall|on my main|posted anywhere|for everyone|posting this|going public|shown anyone|shared this|seen by anyone]
      [only on here|only for you|only for my|only to you|only here|only to a few|only for a few|only for members]
      [only sending|just sending|sending this only|sending it only|nobody else gets|no one else gets|nobody else has|no one else has]
    `,
  },
  {
    topic: "loyalty",
    patterns: `
      [years|year|months] on|with|supporting|following|subscribed|as|of|here|since ~2 your|you|page|support|supporter|fan|sub|subscriber|member|loyalty|beginning
      [been here|still here|been around|been following|been subscribed|been supporting|here since|with you since|watching you since|stayed|sticking with you] ~2 since|from|for|through|0|the
      [how far you've|how far you have|watching you grow|seen you grow|how much you've grown]
    `,
  },
  {
    topic: "custom-content",
    patterns: `
      make|record|film|shoot|do|create ~3 [for me|with my|saying my|wearing my|using my|with me]
      you|u ~1 [make me|make a|record a|record me|film a|film me|shoot a|record something|film something|create a|create me] ~2 video|vid|clip|one|something|audio|for
      [your order|my order|your video is next|your video is almost|your request|my request|next in line|in the queue|the queue|on my list|working on yours|working on your]
    `,
  },
  {
    topic: "live-streams",
    patterns: `
      [live|lives|livestream|stream] ~2 was|is|tonight|tomorrow|at|schedule|yesterday|starts|today
      last|your|the|next|yesterday's|tonight's|my|every [live|lives|stream|streams|livestream]
      [0 on 0] ~1 call|calls
      do|book|offer|schedule|want|get ~4 [calls|call|facetime|video chat]
    `,
  },
  {
    topic: "meeting-requests",
    patterns: `
      [your number|your whatsapp|your snap|your snapchat|your telegram|your address|your insta|ur number|ur whatsapp|ur snap|ur insta]
      [when you're in|when are you in|if you're in|if you ever come|next time you're in|come to my|if you come to|are you coming to]
    `,
  },
  {
    topic: "relationships",
    patterns: `
      [seeing anyone|seeing someone|seeing somebody|dating anyone|dating someone|talking to someone|seeing other people]
      [got a date|have a date|had a date|a first date|first date|blind date|second date] on|with|tonight|tomorrow|last|this|saturday|friday|sunday
      [moved out|broke up|split up|left me|dumped me|cheated on me|my ex|my divorce|the divorce|got divorced|getting divorced]
    `,
  },
  {
    topic: "wellbeing",
    patterns: `
      ${NOT} ~1 [sleep|slept|focus|relax|switch off|cope]
    `,
  },
  {
    topic: "photos-videos",
    patterns: `
      [posted|uploaded|dropped|posting|uploading] ~2 ${COUNT}|some|more|new ~1 ones|${GOODS}
      more|other|any|old|older|new|those|these|all|your ~2 [set|sets|pics|shots|clips|footage|reels]
    `,
  },
  {
    topic: "behind-the-scenes",
    patterns: `
      [how long|how many hours] ~3 makeup|costume|edit|shoot|filming|set|outfit|wig|lighting|prep
      [spent] ~4 filming|editing|shooting|building|sewing|gluing|glueing|painting|setting|rehearsing|prepping
    `,
  },
  {
    topic: "scheduling",
    patterns: `
      0|0pm|0am [eastern|est|pst|gmt|cet|utc|bst]
    `,
  },
];
