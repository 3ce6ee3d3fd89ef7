/**
 * What written names are told apart by: words that are capitalised and name
 * nobody, names that are known, and the words that stand next to names.
 * @module
 */

/** The words of a list, separated by spaces. */
function words(list: string): string[] {
  return list.trim().split(/\s+/);
}

/** Days, months, seasons, feasts and zones of time. */
const CALENDAR = words(`
  monday tuesday wednesday thursday friday saturday sunday mondays tuesdays
  wednesdays thursdays fridays saturdays sundays mon tue tues wed thu thur
  thurs fri sat sun january february march april may june july august
  september october november december jan feb mar apr jun jul aug sep sept oct
  nov dec spring summer autumn winter christmas xmas easter halloween
  thanksgiving hanukkah ramadan eid diwali valentine valentines new year eve
  eves years birthday anniversary am pm est edt pst pdt cst cdt gmt utc bst
  cet ok mother father mothers fathers memorial labor independence patrick
  patricks holiday holidays weekend weekends week month season black cyber`);

/** Languages, peoples, faiths, signs of the zodiac. */
const PEOPLES = words(`
  english spanish french german italian portuguese russian chinese japanese
  korean arabic hindi dutch swedish norwegian danish finnish polish greek
  turkish hebrew latin american americans british brits european europeans
  mexican mexicans canadian canadians australian aussie aussies irish scottish
  welsh brazilian argentinian colombian cuban indian indians asian asians
  african africans latina latino thai vietnamese filipino filipina ukrainian
  romanian hungarian czech swiss austrian belgian persian egyptian moroccan
  mediterranean caribbean peruvian lebanese ethiopian jamaican western
  southern christian christians jewish jew jews muslim muslims catholic
  catholics buddhist hindu aries taurus gemini cancer leo virgo libra scorpio
  sagittarius capricorn aquarius pisces republican republicans democrat
  democrats`);

/** What people call each other in place of a name. */
const ADDRESSES = words(`
  babe babes babyy baby bb bby boo honey hun hon love luv lovely lover dear
  dearest darling darlin sweetie sweetheart sweety sweet sugar angel queen
  king princess prince goddess god lord jesus christ gosh gorgeous beautiful
  handsome cutie hottie sexy sir madam ma'am maam miss missy mister master
  mistress mr mrs ms dr daddy dad dada papa pops mommy mummy mom mum mama
  momma mami papi grandma grandpa granny nana nan gran sis bro bruh brother
  sister aunt auntie uncle cousin buddy pal mate dude man girl boy guy guys
  girls boys ladies gentlemen lady bestie friend friends fam folks y'all yall
  doll kitten bunny bear muse star sunshine treasure boss chief champ doctor
  professor officer coach captain santa everyone everybody anyone creator fan
  fans team sender stranger kiddo wifey hubby gf bf bff milf goat`);

/** How messages and sentences begin, and what is capitalised for weight. */
const CHAT = words(`
  a able about absolutely accepted account actually add address adhd advice
  afraid after afternoon again ago agreed ah ai aids ain't air alarm album
  alive all allow almost alone along already also although always ama amazing
  among an and another any anybody anymore anything anyway apart apartment
  apologies app apparently appointment appreciate are area around arrived as
  asap aside ask asked asking assume at ate atm attention available average
  awake away awe awesome aww ba back bag balance barely based basic basically
  bath bbq bday bdsm be beach beats became because become bed been before
  begin behind being believe below besides best bet better between beyond big
  bit bless blue body book bored boring both bottom bought box boyfriend brand
  brb breakfast breathe bright bring broke brought brown bs btc btw budget
  building bundle bundles bus business busy but button buy by bye cake call
  calling calm cam came can can't cancel cannot cant car care careful case
  cash cat catch caught cause cc cd cei ceo certainly cfo chance change
  chapter chat cheap check checking cheers child choose city class classic
  clean clear clearly click close clothes club coffee cold collection come
  comes comfort coming comment common compact company complete confirm
  confirmed confirming congrats congratulations considering content continue
  cook cooking cool correct cost could couldn't count couple course cover
  covid crap crazy credit cross curious currently custom customs cut cute
  daily damn dance dancing dark data date day days dead deal death deep
  definitely departing departure depending depends design details did didn't
  die different difficult dinner direct discount diy dj dl dm dms do does
  doesn't dog doing don't done dont door doubt doubtful down downtown dream
  dreams dress drink drinks drive driving dry due dunno during dvd each
  earlier early earth easily east easy eat eating economy edge edit effort
  eight either elite else email empty end enjoy enjoyed enough entire episode
  equal especially eta eur even evening evenings events ever every everything
  everywhere evil eww exactly exam example exams except excited exclusive
  exclusives exercise expect expensive explain explore express extra eyes face
  fact fair family fancy faq far farewell fast fat favorite favourite feedback
  feel feeling feels feet felt female few fi fifty fill final finally find
  finding fine finish finished fire first fit five flight floor flowers fly
  focus follow followers following food foot for forever forget forgive forgot
  found four fps free fresh friendly from front full fun funny future fyi game
  games gbp get gets getting gfe gift gifts girlfriend give given giving glad
  gm gn go goal goals goes going gold gone gonna good goodbye goodevening
  goodmorning goodnight got gotcha gotta gpa gps grab grateful great green
  greetings grey ground group growing guess guessing gym had haha hahaha hair
  half hand hands hang happened happens happy hard has hate have haven't
  having hd he head heading health heard hearing heart heaven heavy hehe hell
  hello help hence her here hers hey heya heyy hi hidden hide high highly
  highway hii him his history hit hiv hiya hmm hold home honest honestly
  hooray hope hopefully hot hotel hour hours house how howdy however hr huge
  human hundred hungry hurry hurt husband i i'd i'll i'm i've ice id idea idk
  if ig ikr ill im imagine imho imo important impressive in including
  incredible indeed inside instead interested interesting international
  internet into iq irl is isn't issue it it's item its ive job joi join joke
  jokes joking judge juice jump just keep keeps key kid kids kind kinda kiss
  kisses kitchen knew know known landed large last late lately later laugh
  laughing laundry law lay lazy learn learned learning least leave left legit
  legs less lesson let let's lets level lgbt lgbtq library lie life light like
  limit limited line link lips list listen listening little live living lmao
  lmfao lol lonely long look looking looks lost lot lots loud loved loves
  loving low luck luckily lucky lunch ma mad made mail mainly major make makes
  making male manager many map mark marriage married massive matter maybe mba
  me meal mean means meanwhile meet meeting meh member memories men mention
  merry message messages met middle might million mind mine minute mirror
  missed missing mistake mmm mms model moment money months mood moon more
  morning most mostly mountain mouth move movie movies moving much music must
  my myself nah name named nature naughty near nearly need neither nervous
  never news next nice night nine no nobody none nope nor north not nothing
  now nude nudes number nurse nvm obviously ocd ocean odd of off offer offered
  office often oh okay okie old older omfg omg on once one online only onto
  ooh oops op open opinion option or orange order ordered original other
  otherwise ouch our out outdoor outfit outside over own package page paid
  pain paint pants paper parents park part particularly partly party password
  past patience pay pc pdf peace people perfect perfectly perhaps period
  permission person personal personally pet pets phd phew phone photo photos
  pic pick picking pics picture pictures piece pink pizza place plan plane
  plans plant play playing plays please pleasure plenty pls plus plz point
  pool poor popular position possible possibly post posted posts pov power pps
  ppv prefer preferably preference premium present pretty previously price
  print private pro probably problem profile project promise proper proud ps
  ptsd public pull purple push put quality question questions quick quiet
  quite rain ran random rare rate rather re reach read reading ready real
  really reason red regarding regular relationship relax remember remind rent
  rental rented reply request reservation reserve rest restaurant return
  returning rich ride right ring rip rn road rock rofl room roses rough round
  rsvp rule rules running rv sad safe said sale same sand saved savings saw
  say saying says schedule school screen search second secret see seeing seems
  seen sell send sending senior sense sent series serious seriously service
  set seven several sex shall shame share shared she she'll shit shoot
  shopping short shot should show shower showing shy sick side sign signed
  silver simple simply since single sit sitting six size skin sky sleep
  sleeping slow small smart smell smh smile sms snow so social soft sold solid
  some somebody someday someone something sometimes somewhere song soon sorry
  sounds soup south special spend spent spoil sports stand standard standing
  start started starting stay staying std step sticking still stop stories
  storm story straight strange street strong student studio studying stuff
  stunning sub subject subs subscribe subscribed subscriber subscription such
  sucks suddenly suit sunny sup super supposed supposedly sure surprise suv
  swear table tada take takes taking talk talking task taste tbh teacher tease
  teen tell ten test text texting than thank thanks thankyou that that'll
  that's the theater their them then there there's these they they'll they're
  they've things think thinking third thirty this those though thought
  thousand three through throw throwing thx ticket tickets till time times
  tiny tip tips tired title tmi to today toes told tomorrow tonight too took
  topic topless total totally touch town toys track traffic train training
  transfer translate travel treat tried trip trouble true truly trust try
  trying ttyl turn tv twenty twice twin two ty type typical tysm u ugh uh uhd
  ultimately um under understand understood unfortunately unique united unless
  unlike unlock until up update upload upon ur url us usb usd use used usual
  usually vacation valid value verified version very vid video videos vids
  view vip virgin visit voice vs wait waiting wake walk walking wall wanna
  want wanted wanting war warm warning was wash wasn't waste watch watched
  watching water wave way we we'll we're we've wear wearing weather web
  wedding weed weird welcome well went were west wet what what's whatever
  whats when whenever where wherever which whichever while white who who's
  whoa whole whom whose why wi wide wife wifi wild will wind window wine wise
  wish with within without woke woman women won't wonder wonderful wondering
  wont word words work working workout works world worry worth would wouldn't
  wow write writing wrong wrote wtf xo xoxo ya yard yay yea yeah yellow yep
  yes yess yesterday yet yikes yo yoga you you'd you'll you're you've young
  your yours yourself yup zero`);

/**
 * Words that do not make a name by being capitalised. Many of them are part
 * of one beside another ("New York").
 */
export const ORDINARY_WORDS: ReadonlySet<string> = new Set([
  ...CALENDAR,
  ...PEOPLES,
  ...ADDRESSES,
  ...CHAT,
]);

/** Words before a name that are no part of it. */
export const TITLES: ReadonlySet<string> = new Set(words(`
  mr mrs ms miss mister dr doctor prof professor sir madam lord lady uncle
  aunt auntie chef grandma grandpa granny nana nan brother sister cousin coach
  captain officer sergeant judge father mother mom mum dad daddy mama papa
  king queen prince princess president senator mayor hey hi hello dear
  goodnight goodbye sorry thanks sweet lil little big old poor the
  international downtown`));

/** Names that are written in capitals. */
export const ACRONYMS: ReadonlyMap<
  string,
  "place" | "organisation"
> = new Map([
  ...words("NYC UK USA UAE LA DC SF LAX JFK EU NJ NY ATL PHX NZ").map((
    name,
  ) => [name, "place"] as const),
  ...words(`
    BMW IKEA HBO NBA NFL NHL MLB UFC WWE KFC BBC CNN NBC ABC CBS ESPN MTV AMC
    NASA FBI CIA NHS IRS DMV MIT UCLA NYU USC LSU DHL UPS USPS IBM AMD KLM FIFA
    UEFA NASCAR ASOS CVS TSA UN NATO LVMH HP LG AT&T H&M M&S BTS ABBA ACDC`)
    .map((name) => [name, "organisation"] as const),
]);

/** Companies, apps, shops, teams and bands that are mentioned in chats. */
export const ORGANISATIONS: ReadonlySet<string> = new Set(
  `
  amazon,google,apple,microsoft,netflix,hulu,disney,disney plus,spotify,shopify,
  instagram,insta,tiktok,facebook,whatsapp,snapchat,twitter,youtube,reddit,
  discord,telegram,twitch,pinterest,linkedin,tinder,bumble,hinge,patreon,onlyfans,
  fansly,etsy,ebay,paypal,venmo,zelle,cash app,cashapp,uber,uber eats,lyft,
  doordash,grubhub,airbnb,booking.com,expedia,starbucks,dunkin,mcdonald's,
  mcdonalds,burger king,wendy's,wendys,chipotle,taco bell,subway,five guys,
  shake shack,in-n-out,chick-fil-a,popeyes,domino's,dominos,pizza hut,denny's,
  ihop,applebee's,olive garden,nando's,nandos,greggs,tesco,sainsbury's,aldi,lidl,
  asda,walmart,costco,whole foods,trader joe's,trader joes,kroger,publix,
  walgreens,best buy,home depot,macy's,nordstrom,sephora,ulta,zara,uniqlo,
  primark,shein,victoria's secret,lululemon,nike,adidas,puma,reebok,gucci,prada,
  chanel,dior,louis vuitton,balenciaga,rolex,cartier,tiffany's,tesla,ford,chevy,
  chevrolet,toyota,honda,nissan,mazda,hyundai,audi,mercedes,porsche,ferrari,
  lamborghini,jeep,subaru,volkswagen,volvo,samsung,sony,nintendo,playstation,xbox,
  emirates,lufthansa,ryanair,easyjet,delta,british airways,air france,qantas,
  hilton,marriott,hyatt,deloitte,accenture,goldman sachs,harvard,stanford,yale,
  princeton,oxford university,starlink,spacex,openai,nvidia,intel,
  hard rock cafe,planet fitness,nobu,fedex,ikea,costa coffee,lush,
  real madrid,barca,manchester united,manchester city,arsenal,chelsea fc,
  liverpool fc,lakers,celtics,warriors,knicks,cowboys,steelers,packers,yankees,
  red sox,dodgers,eagles,patriots,seahawks,raiders,49ers,
  coldplay,radiohead,metallica,nirvana,arctic monkeys,the beatles,beatles,
  pink floyd,led zeppelin,foo fighters,linkin park,imagine dragons,daft punk,
  green day,red hot chili peppers,fleetwood mac,iron maiden,rammstein,slipknot,
  maroon 5,one direction,blackpink,oasis,blink`.split(",").map((name) =>
    name.trim()
  ),
);

/** Words of topics that are names as well: one may be in a message for it. */
export const NAMED_TOPICS: ReadonlySet<string> = new Set([
  ...[...ORGANISATIONS].filter((name) => !name.includes(" ")),
  ...words(`
    margarita hawaii paris london italy spain greece mexico thailand japan dubai
    miami cancun tulum europe bahamas maldives bali vegas caribbean disneyland
    coachella soundcloud tripadvisor beyonce beyoncé oscar liverpool zelda
    harley chicago seattle portland atlanta philadelphia washington berlin rome
    sydney toronto vancouver amsterdam barcelona lisbon egypt morocco brazil
    india australia canada adele eminem rihanna drake kanye coldplay metallica
    kfc pandora shazam amc pixar coinbase bmw amtrak avis kia lexus cadillac
    yamaha github shakespeare hemingway picasso monet banksy fifa mario nba nfl`),
]);

/** Places that people travel to and the model lacks or takes for people. */
export const PLACES: ReadonlySet<string> = new Set(words(`
  bali tenerife mallorca majorca menorca ibiza mykonos santorini crete corfu
  rhodes zakynthos amalfi capri positano sardinia bologna malaga marbella granada
  algarve madeira bordeaux cannes provence bruges innsbruck interlaken ljubljana
  dubrovnik hvar zadar antalya cappadocia bodrum petra luxor marrakech casablanca
  mombasa kigali kathmandu pokhara phuket krabi pattaya saigon danang ubud lombok
  boracay palawan siargao jeju nara hiroshima okinawa cairns hobart queenstown
  maui oahu kauai waikiki vegas tampa jacksonville tucson sedona scottsdale aspen
  boise hollywood bronx cincinnati minneapolis philly nantucket hamptons whistler
  banff cozumel cabo acapulco varadero nassau cartagena cusco galapagos
  valparaiso patagonia bariloche florianopolis caribbean scandinavia britain laos
  philippines disneyland disneyworld heathrow gatwick shoreditch hackney
  montmartre yosemite yellowstone everest kilimanjaro alps dolomites himalayas
  sahara`));

/** First names, of people and of pets, that the model lacks. */
export const FIRST_NAMES: ReadonlySet<string> = new Set(words(`
  lily max priya asher leo maya paisley kinsley skylar khloe finn callum declan
  aoife saoirse freya jurgen amelie elodie giulia chiara xiomara svetlana katya
  yulia kasia agnieszka eszter zoltan amira raj vikram anjali deepika neha pooja
  kavya ananya aditi yuki hiroshi kenji naoki jisoo minho jimin taehyung koa keanu
  kofi kwame amara chidi ngozi thabo jasmine kiki simba nala`));

/** Small and short words at which a name ends, capitalised or not. */
export const NAME_BREAKS: ReadonlySet<string> = new Set(words(`
  vs v x ft feat by at in on for with but is are was from to or and if so because
  when while i you we he she they it my your our his her not no yes please thanks
  thank hi hey hello lol haha omg will can have has do did who what where how why
  love miss next last`));

/** Ends of names of companies and bodies. */
export const ORGANISATION_ENDS: ReadonlySet<string> = new Set(words(`
  university college academy school institute bank airlines airways hotel hotels
  inn resort suites hospital clinic restaurant bistro cafe café grill bar pub kitchen
  steakhouse pizzeria brewery bakery studio studios records pictures
  entertainment inc ltd llc corp corporation company foundation church gym
  fitness spa salon united fc club museum theatre theater cinema cinemas
  diner deli sushi store market motors media news magazine`));

/** Ends of names of places. */
export const PLACE_ENDS: ReadonlySet<string> = new Set(words(`
  beach park city street avenue road boulevard lane square island islands lake
  river bay valley mountain mountains canyon desert airport station county
  village town harbor harbour coast falls springs heights hills bridge plaza
  palace castle district drive way court trail creek pier terminal depot stadium
  arena field centre center apartments apartment homes condos hostel residences
  tower towers gardens`));

/** Beginnings of names of places, before another word. */
export const PLACE_STARTS: ReadonlySet<string> = new Set(
  words("san santa los las el fort port mount mt st saint lake palo costa"),
);

/** Who stands before their name: "my brother Tom". */
export const KIN: ReadonlySet<string> = new Set(words(`
  brother sister son daughter husband wife boyfriend girlfriend fiance fiancé
  fiancée partner friend bestie buddy roommate flatmate neighbor neighbour boss
  coworker colleague cousin uncle aunt nephew niece ex dog cat puppy kitten horse
  bunny hamster parrot pup pet baby twin bro sis kid grandma grandpa mom dad mum
  grandson granddaughter stepson stepdaughter actor actress singer rapper`));

/** Verbs and nouns of motion, before "to" and "from" a place. */
export const MOTION: ReadonlySet<string> = new Set(words(`
  go going goes gone went move moved moving moves fly flying flew flown drive
  driving drove driven travel traveling travelling traveled travelled trip
  trips flight flights back been way welcome ride train bus come came coming
  return returning returned get got getting heading headed head off ship
  relocate relocating relocated road bound ferry close sail sailing visit over
  down up out here shipping deliver i'm im am is are you're he's she's we're
  they're originally family greetings all live i`));

/** Before "at" and "for" somebody's employer. */
export const WORK: ReadonlySet<string> = new Set(words(`
  work works worked working job intern interning internship interview shift
  employed drive drives driving ordered order model modeling modelling shoot
  play plays played playing`));

/** Before the name of a place, whatever stands before them. */
export const PLACE_CUES: ReadonlySet<string> = new Set(
  words("in near visit visiting visited into through across outside leaving"),
);

/** "believe in", "interested in": no place follows. */
export const NO_PLACE_BEFORE_IN: ReadonlySet<string> = new Set(words(`
  believe believed trust interested confide faith acting starring starred
  character actor actress role appears appeared invest invested`));

/** Before "with" somebody. */
export const COMPANY: ReadonlySet<string> = new Set(words(`
  out dinner date night lunch brunch breakfast drinks hang hanging living live
  talked talking talk chat chatting chatted together friends day weekend movie up
  shoot collab collabed weeks`));

/** Before "by", "of" or "to" a band. */
export const MUSIC: ReadonlySet<string> = new Set(words(`
  album albums song songs band concert track listen listening listened tickets
  playlist`));

/** Before the name of somebody who is spoken to. */
export const GREETINGS: ReadonlySet<string> = new Set(words(`
  hey heyy hi hii hello hiya heya goodnight goodbye bye thanks thx sorry dear
  welcome congrats congratulations morning afternoon evening night birthday
  cheers`));

/** Before the name of somebody who is spoken of, if the model knows none. */
export const PERSON_CUES: ReadonlySet<string> = new Set(
  words("told tell ask asked met call dating married text texted"),
);

/** After the name of somebody. */
export const PERSON_VERBS: ReadonlySet<string> = new Set(words(`
  said says told thinks thought wants wanted asked loves loved likes hates knows
  texted called cooked laughed smiled cried turned`));

/** First names that are also words: names where more than a capital says so. */
export const NAMES_AND_WORDS: ReadonlySet<string> = new Set(words(`
  mark will bill rob grant frank jack drew chase dean ray art pat rich rose lily
  daisy violet ivy hazel amber ruby pearl jade crystal joy hope faith grace
  destiny harmony melody summer autumn april may june august sky star dawn eve
  angel christian jordan chance max sandy candy ginger honey penny brook dale
  heath cliff miles skip wade guy jean jan bob nick sue earl duke precious
  trinity serenity skye bunny bear prince princess king bella dolly iris olive
  sage willow robin jay gene harry`));
