/**
 * Words of the Opinion Lexicon of Minqing Hu and Bing Liu (Mining and
 * Summarizing Customer Reviews, KDD 2004; copyright 2011 Bing Liu, CC BY 4.0)
 * that the VADER lexicon and our own lack. Left out are forms that follow from
 * another word, words that the people who rated labMT (Dodds and others, PLoS
 * ONE 2011) found neutral, and words that mean something else in chats.
 */
const FAVOURABLE = `
  abound abundance abundant accessable accessible acclaim acclamation accolade
  accommodative accomodative achievible acumen adaptable adaptive adjustable
  adroit adulate adulation adulatory advocated affability affable affectation
  affinity affirm affirmation affirmative affluence affluent afordable agile
  agility alluring altruistic ameliorate amenable amenity amiability amiabily
  amiable amicability amicable amity ample amply angelic apotheosis appealing
  appreciable appropriate approve ardor articulate aspiration aspire astonish
  astonishment astutely attentive attune audible auspicious authoritative
  autonomous awed awestruck awsome backbone balanced beautifullly beckon
  believable believeable benefactor benifits beutifully bloom blossom bolster
  bonny booming boundless bountiful brainy breathlessness breeze brotherly
  bullish cajole capability captivate cashback catchy celebration celebratory
  charisma charismatic chaste cheapest cherub chivalrous chivalry civility
  civilize clearer cohere coherence coherent cohesive colorful comely
  commendable commodious compatible complement complementary compliant
  conciliatory concise congenial congratulatory conscientious consistently
  constructive consummate continuity contrasty contribution convenience
  convience convienient convient cooperative cornerstone correctly courtly
  covenant credence credible crisper cure cushy dashing dawn dazzle decency
  decent deference deft deginified delicacy detachable devout dexterous
  dextrous diligence diligent distinction distinctive distinguished
  diversified dote dotingly dreamland ebullience ebullient ecenomical
  economical edify educated effectual efficacious effusion effusive elan elate
  electrify elevate eloquence eloquent embolden eminence eminent empathize
  empathy empower empowerment enchant endear enhance enhancement enlightenment
  enliven ennoble enrapt enrich enrichment enthrall entice entranced
  entrancing entrust enviable equitable ergonomical erudite eulogize
  evaluative evenly eventful everlasting evocative exalt exaltation examplar
  examplary excallent exceeded exceeding exceeds excelent excellant exellent
  exemplar exemplary exhilarate exhilaration expansive expeditiously expertly
  extol extoll extraordinary exuberance exult exultation eyecatch facilitate
  famed famous fancinating fancy fanfare fashionable feasible fecilitous
  feisty felicitate felicitous felicity fertile fervor fidelity finer finest
  firmer flashy flourish fluent flutter foremost foresight formidable
  fortitude fortuitous fortune fragrant fresher frolic frugal fruitful
  fulfillment futurestic futuristic gaiety gaily gainful galore gems genius
  gladden glimmer glisten glitter glitz glow godlike goodwill goood gooood
  groundbreaking guidance gumption gush gusto gutsy halcyon hallmark hallowed
  headway heal healthful hearten heartily helped holy homage hospitable
  hotcake humble humility idolize idyllic illuminate illuminati illumine
  illustrious imaculate immaculate impartial impartiality impassioned indebted
  individualized indulgence indulgent industrious inestimable infallibility
  infallible ingenious ingenuity ingenuous innocuous inpressed instantly
  instructive instrumental intimacy intrigue invaluable invincibility
  inviolable inviolate irreplaceable irreproachable jubilate jubilation
  jubiliant judicious justly knowledgeable laud laudable lavish lawful
  legendary leverage levity liberate liberation likable lionhearted logical
  lucid lucrative luminous luster lustrous luxuriant luxuriate luxurious
  luxury magic magical magnanimous majestic majesty manageable maneuverable
  marvelled marvellous mastery matchless maturity merciful mesmerize
  meticulous mightily miraculous modern modesty momentous monumental navigable
  nimble nobly noiseless notably noteworthy nourish nourishment novelty oasis
  obtainable openly opulent orderly originality outdo outdone outperform
  outshine outshone outsmart outstrip outwit ovation overtake overtaken
  overtook overture palatial pamper panoramic paramount patience patriot
  patriotic peerless pep pepped pepping peppy peps permissible perseverance
  persevere personages personalized piety pinnacle plentiful pluses plush
  plusses poetic poeticize poise polished polite posh preeminent preferable
  preferring premier prestige prestigious priceless principled prodigious
  prodigy productive proficient profoundly profuse profusion progressive
  prolific prominence promoter prompt properly propitious prosper prospros
  protection protective proven proves providence proving prowess prudence
  prudent punctual pure purify purposeful quaint qualify quieter rapport rapt
  raptureous rational reachable readable reaffirm reaffirmation realistic
  realizable reasonable reasoned receptive reclaim recomend recommendation
  reconcile reconciliation recover rectification rectify redeem redemption
  refine refinement refresh regal rejuvenate relent relish remedy remission
  remunerate renaissance renown replaceable reputable reputation resilient
  resound resourceful respite resplendent restructure retractable revel revere
  reverence reverent revitalize revival revolutionary revolutionize righten
  righteously righteousness rightful rightly rightness rockstar roomy rosy
  sagacity sagely saint salutary salute satisified saver savings savior savvy
  scenic seamless selective sensation sensational sensible serenity sharper
  shimmering shine shiny simpler simplify sincerity skill skillful slammin
  smoother snappy snazzy soft softer solace solicitous soulful soundly
  soundness spacious speedy spellbind spellbound spiritual spontaneous sporty
  spotless stability stabilize stainless standout stately statuesque staunch
  steadiest steadiness stimulative stirringly straighten straightforward
  streamlined strikingly striving stupendous stylized subsidize substantive
  succes suffice sufficient suitable sumptuous supple supurb surmount surpass
  surreal sustainability sustainable swank swanky sweeten tantalize tempt
  tenacious tenacity thrift thrifty thrive tickle tidy titillate togetherness
  tolerable topnotch traction transparent trendy trophy trumpet twinkly
  unabashed unaffected unassailable unbeatable unbound uncomplicated
  unconditional undamaged undaunted understandable undisputable undisputed
  unencumbered unequivocal unfazed unfettered unity unlimited unparalleled
  unquestionable unrestricted unrivaled unselfish unwavering upbeat upgradable
  upgradeable upheld uphold uplift upliftment upscale usable useable valiant
  valor variety venerate verifiable veritable versatility victorious victory
  viewable vigilance vouch vouchsafe wellbeing wholeheartedly wholesome whooa
  whoooa wieldy willing windfall wonderous wondrous workable zeal zenith zest
  zippy
`;

const UNFAVOURABLE = `
  abnormal abolish abominable abominate abomination abort abrade abrasive
  abrupt abscond absence absurd absurdity abyss accost accursed acerbate
  acerbic achey acrid acrimony adamant addict admonish admonisher admonishment
  admonition adulterate adulteration adulterier afflict affliction afflictive
  affront afraid aggravation aggrieve aggrivation aground ail ailing ailment
  alienate allegation allege allergy aloof altercation ambiguity ambiguous
  ambivalence ambush amiss amputate anarchism anarchist anarchistic anarchy
  anemic annihilate annihilation anomalous anomaly antipathy antiquated
  antithetical apocalypse apologist appal apprehensive arcane archaic arduous
  asinine asinininity askance asperse aspersion assail assassin assassinate
  assult astray asunder atrophy audaciously audaciousness audacity audiciously
  austere authoritarian autocrat autocratic avalanche avarice avaricious
  avenge averse aweful babble backache backbite backward backwood baffle
  bafflement balk banalize bane banishment barbarian barbaric barbarity
  barbarous barren baseless bash battered battering batty bearish beastly
  bedlam bedlamite befoul beggar beguile belabor belated beleaguer belie
  bellicose belligerence belligerent bemoan bemused berate bereavement bereft
  berserk beseech beset besiege besmirch bestial betrayer bewail beware
  bewilder bewilderment bewitch bicker bigotry biting blab blabber blackmail
  blandish blaspheme blasphemous blasphemy blasted blatant blather bleak bleed
  blemish blindside blister bloated blockage blockhead bloodshed bloodthirsty
  blotchy blunder blunt blur blurred blurring blurt boastful boggle bogus
  boisterous bombard bombardment bombastic bonkers botch bowdlerize braggart
  bragger brainless brainwash brash bravado brazen breach breakdown bribery
  brimstone bristle brittle brood browbeat bruise brusque brute brutish buckle
  bugging bullshyt bum bumped bumping bumpping bumps bumpy bungle bungler bunk
  burn busts busybody butcher butchery buzzing byzantine cackle calamitous
  calamity callous calumniate calumniation calumnious calumny cancerous
  cannibal cannibalize capitulate capricious capsize caricature carnage
  cartoonish castigate castrated cataclysm cataclysmal cataclysmic
  catastrophies caustic cautionary censure chafe chaff chasten chastisement
  chatter chatterbox cheapen checkered cheesy chide chilly chintzy choleric
  choppy chore chronic clamor clamorous clash clog clogged clouding coarse
  coerce coercion coercive coldly collude collusion combative combust
  commiserate commonplace commotion complication complicit compulsion
  compulsive concede conceit concen concern concession condemnable condescend
  condescension confession confined confound congested congestion conscons
  conspicuous conspirator conspiratorial conspire consternation contaminate
  contention contort contortions contrariness contravene contrive controversy
  corrode corrosion corrosive corruptted counterproductive coupists covetous
  crabby crack craftly crafty cranky crass craven creak credulous creep creepy
  crept cringe cripple cronyism crook crowded crumble crummy crumple culpable
  culprit cuplrit curt cuss cutthroat damper darken dastard daunt dawdle
  deadbeat deadweight deaf debacle debase debasement debaser debatable debauch
  debaucher debauchery debilitate debility decadence decadent deceiver
  deceptive declaim decline decrement decrepit decrepitude decry defamation
  defamatory defame defiance deficiency deficient defile defiler deform
  defrauding defunct defy degenerate degeneration dehumanization deign
  dejection delinquency delinquent delirious delirium delude deluge delusion
  delusional demean demise demolish demolisher demonic demonize demoralize
  denial denigrate dent denunciate denunciation deplete deplorable deplore
  deprave deprecate derisive derogatory desecrate desert desertion desiccate
  desititute desolate desolation despicable despoil despoiler despondence
  despondency despot despotic despotism destabilisation destains destitute
  destitution desultory deter deteriorate deterioration deterrent detest
  detestable detract detraction detriment detrimental deviate deviation
  devious devoid diabolic diabolical diametrically diappointed diatribe
  dictator dictatorial diffidence dilapidated dim dimmer din dings dinky
  dirtbag disable disaccord disaffect disaffirm disallow disapointed
  disapointing disapointment disapprobation disapproval disapprove disarm
  disarray disasterous disavow disavowal disbelief disbeliever disclaim
  discombobulate discomfit discomfititure discompose disconcert discontent
  discontinued discontinuity discontinuous discordance discordant
  discountenance discourteous discoutinous discredit discrepant discriminate
  discrimination discriminatory disdainful disfavor disgraceful disgruntle
  dishonesty dishonor dishonorable disinclination disingenuous disintegrate
  disintegration disinterest dislocated disloyal disloyalty dismissive
  disobedience disobedient disobey disoobedient disorient disown dispensable
  dispirit displace displease displeasure disproportionate disprove disputable
  disquietude disregardful disreputable disrepute disrespectable
  disrespectablity disrespectful disrupt diss dissapointed dissappointed
  dissappointing dissemble dissembler dissension dissent dissenter dissention
  disservice dissidence dissident dissocial dissolute dissolution dissonance
  dissonant dissuade dissuasive distains distaste distasteful distortion
  disunity disvalue divergent divisive dizzing doddering dodgey dogged
  dogmatic doldrums domineer donside douchbag downbeat downer downfall
  downfallen downgrade downhill downturn drab draconian draconic dragging
  dragoon drain drastic drones droop dropout drought drunkard drunken
  dubitable dunce dungeon dusty dwindling dying earsplitting eccentric
  eccentricity effigy effrontery egocentric egomania egregious elimination
  emaciated emasculate embattled embroil embroilment encroach encroachment
  endanger enervate enfeeble enflame engulf enjoin enmity entangle
  entanglement entrap entrapment equivocal erase erode erosion err errant
  erratic eruptions escapade eschew estranged evade evasion evasive eviscerate
  exacerbate exagerate exaggeration exasperate exasperation excessively
  excoriate excuses execrate exhorbitant exhort exile exorbitant
  exorbitantance explode exploitation explosive expropriate expropriation
  expulse expunge exterminate extermination extinguish extort extortion
  extraneous extravagance extravagant extremism extremist eyesore fabricate
  fabrication facetious faint fallacious fallacy fallout false falsehood
  falter famished fanatic fanatical fanaticism fanciful farcical farfetched
  fascism fastidious fastuous fatcat fateful fathomless fatique fatty fatuity
  fatuous fawningly faze feckless feebleminded feign feint felon felonious
  fetid fever feverish fib fibber fickle fictional fictitious fidget fiend
  fiendish fierce figurehead finagle finicky fissures fist flabbergast
  flagging flagrant flair flak flake flakey flakieness flaky flare flareup
  flaunt flee fleed fleer fleeting flicering flicker flighty flimflam floored
  flounder flout fluster forceful foreboding forfeit forged forlorn forsake
  forsaken forswear foul fractious fracture fragile fragmented frail fraught
  frazzle frenetic fret fretful friction friggin frigging frigid frown
  fruitless fudge fugitive fulminate fumble fundamentalism furor fuss fussy
  fustigate fusty futility fuzzy gabble gaff gaffe gainsay gainsayer gall
  gangster gape garish gasp gauche gaudy gawk gawky geezer ghastly ghetto
  gibber gibberish gibe gimmick gimmicky glare glib glitch gloatingly glower
  glut gnawing goad goof goofy goon graceless graft grapple greasy grind gripe
  grisly gritty grotesque groundless grouse growl grudge gruesome gruff
  grumble grumpish grumpy guile gutless gutter hack haggard haggle hairloss
  halfhearted hallucinate hallucination hamper handicapped haphazard harangue
  harboring harbors hardball harden hardheaded hardhearted hardliner harmful
  harpy harridan harrow hasseling hassle haste hasty haughty hawkish haywire
  hazard hazardous heathen heckle hectic hedge hedonistic heedless hegemonism
  hegemonistic hegemony heinous hellion heresy heretic heretical hestitant
  hideous hinder hiss hoard hobble hogs hoodium hoodwink horde hotbeds hothead
  hothouse hubris humid hustler hypocricy hypocrisy hypocrite hysteric idiocy
  idle ignoble ignominious ignominy illegitimate illicit illiterate illogic
  illogical illusory imaginary imbalance imbroglio immaterial immature
  imminence imminently immoderate immodest immovable impair impasse impeach
  impedance impede impediment impending impenitent imperfection imperialist
  imperil imperious impermissible impertinent impetuous impiety impinge
  impious implacable implicate implication implode impolitic importunate
  importune imposers imposition impossible impossiblity impoverish impractical
  imprecate imprecise imprecision imprison imprisonment improbability
  improbable improper impropriety imprudence imprudent impudence impudent
  impugn impulsive impunity impure impurity inaccuracy inaccurate inactive
  inadverent inadvisable inane inappropriate inapt inaptitude inarticulate
  inattentive inaudible incautious incendiary incense incessant incite
  incitement incivility inclement incognizant incoherence incommensurate
  incompatability incompatibility incompatible incomplete incompliant
  incomprehensible incomprehension inconceivable incongruous inconsequent
  inconsequential inconsistence inconsistency inconsistent inconsolable
  inconstant incorrect incorrigible incredulous inculcate indecency indecent
  indecorum indefensible indelicate indeterminable indeterminate indigent
  indignity indiscernible indiscreet indiscretion indiscriminate
  indistinguishable indoctrination indolent inefficacious inefficacy
  inefficiency inefficient inelegance inelegant ineligible ineloquent
  ineptitude inequality inequitable inequities inescapable inessential
  inexcusable inexorable inexperience inexpert inexpiable inexplainable
  inextricable infamous infamy infection infernal infest infidel infiltrator
  infirm inflame inflammation inflammatory inflammed inflated inflationary
  inflexible inflict infraction infringe inglorious ingrate ingratitude
  inhospitable inhospitality inhuman inhumane inhumanity inimical iniquitous
  iniquity injudicious injure injurious innuendo inoperable inopportune
  inordinate insatiable insensible insidious insignificance insinuate
  insinuation insociable insolence insolent insolvent insouciance instability
  instable instigate instigator insubordinate insubstantial insufficiency
  insufficient insular insupportable insurmountable insurrection intefere
  interfere intermittent intolerable intolerance intoxicate intractable
  intransigence intransigent intrude intrusion intrusive inundate invader
  invalid invalidate invalidity invasive invective inveigle invidious
  involuntary irascible ire irk irked irking irks irksome ironical
  irragularity irreconcilable irrecoverable irredeemable irreformable
  irregular irregularity irrelevance irrelevant irreparable irreplacible
  irrepressible irresolvable irretating irretrievable itch jabber jagged
  jarring jaundiced jeer jeopardize jerky jitter jittery jobless jolt judder
  junky junkyard jutter kaput knave knotted kook kooky lackey laconic lambast
  lambaste languid languish languor languorous lapse lascivious latency
  laughingstock lawbreaker lawbreaking lawless leakage leaky lech lecher
  lecherous lechery leech leer leery lengthy letch lethal licentious lie lier
  limp listless loath loathsome loophole lorn loveless lovelorn lukewarm lull
  lumpy lunaticism lurch lure lurid macabre madden madman maladjusted
  maladjustment malady malaise malcontent maledict malevolence malevolent
  malice malicious malign malignant malodorous maltreatment mangle mania manic
  manipulate manipulative manipulators martyrdom meager meanness measly meddle
  meddlesome melodramatic meltdown mendacious mendacity menial merciless
  midget miff militancy mirage mire misalign misapprehend misbecome
  misbegotten misbehavior miscalculate miscalculation mischievously
  misconception miscreant misdirection misfit misfortune misguidance misguide
  mishandle mishap misinform misinterpret misjudge misjudgment mislead mislike
  mismanage mispronounce misrepresent misstatement mistified mistrust
  mistrustful mists misuse mobster monotonous monotony monstrosity monstrous
  moot morbid mordant moribund mortification mortify motionless motley muddle
  muddy mudslinger mudslinging mulish mundane murky mushy musty mysteriously
  mystify narrower nauseate nebulous needless nefarious negate negation
  negligence negligent nemesis nepotism nettle nettlesome niggle nightmare
  nightmarish nitpick noises nonexistent nonresponsive notoriety noxious
  nuisance obese objection objectionable oblique oblivious obscenity obscure
  obscurity obstruct obstruction obtrusive obtuse occlude odder oddest oddity
  oddly odor officious omission omit onerous onslaught opinionated opponent
  oppose opposition oppress oppressors ordeal orphan ostracize outbreak
  outburst outcast outlaw outmoded outsider overact overawe overbalance
  overbearing overblown overdo overdone overdue overemphasize overheat
  overkill overlook overpaid overpayed overplay overpower overrated overreach
  overrun overshadow oversight oversize overstate overtaxed overthrow overturn
  overzealous overzelous painfull pale paltry pandemonium pander panick
  paradoxical paralize paralyzed parasite pariah parody partiality partisan
  passe passiveness patronize paucity pauper payback pedantic peeve peevish
  penalize perfidious perfidity perfunctory perilous perish pernicious perplex
  perplexity persecution pertinacious pertinacity perturb pervasive pest
  pestilent pettifog phony picket picky pillage pillory pimple pinch pittance
  plagiarize plague plasticky plaything pleas plebeian plight plotters ploy
  plunder plunderer pokey poky polarisation polemize polution pompous
  posturing pout prate pratfall prattle precarious precipitate precipitous
  predatory predicament prejudge premeditated preoccupy preposterous
  presumptuous pretence pretense prevaricate pricier prideful prik
  procrastinate procrastination profane profanity prohibit prohibitive
  propagandize proprietary protracted provocation provocative pry pugnacious
  pugnacity puny puzzlement puzzling quack qualm quandary quarrel quarrellous
  quarrelsome quash quibble quitter rabid racy radicalization radically
  radicals ragged raked rampage rampant ramshackle rancor rankle rascal
  rattled ravage raving reactionary rebuff rebuke recalcitrant recant
  recessionary recoil recourses redundancy redundant refusal refutation refute
  regress regression regressive relapse relentlessly relentlessness renounce
  renunciation repel reprehensible reprehension reprehensive reprimand
  reproach reproachful reprove repudiate repudiation repugn repugnance
  repugnant resistance restrictive resurgent retaliate retaliatory reticent
  retract retreated revert revile revoke revolt revulsion revulsive rhapsodize
  rhetoric rhetorical rife rift rile riled rip ripped rival rivalry roadblocks
  rogue rollercoaster rot rough rremediable rue ruffian ruffle rumbling rumor
  rumours rumple runaway rupture rust rusty rut ruthless ruts sacrificed sag
  sagged sagging saggy sags salacious sanctimonious sap sardonic satirical
  satirize scaly scandalize scandel scant scar scarce scarcity scarred
  scathing scoff scorching scoundrel scourge scowl scramble scrap scratch
  scratchy screech scuff scum scummy secretive sedentary seedy seethe
  selfinterested senile sensationalize senseless sermonize servitude setback
  sever severity shabby shadowy sham shambles sharply shatter shimmy shipwreck
  shirk shirker shiver shortchange shortcoming shortsighted showdown shriek
  shrill shrilly shrivel shroud shrug shun shunned sidetrack siege simplistic
  sinking skeletons sketchy skittish skulk slack slander slanderer slanderous
  slaughter sleazy slime slog slogged slogging sloooooooooooooow sloooow
  slooow sloow sloppy sloth slothful sloww slowww slowwww slug slump slumpping
  slur sly smallish smash smelly smelt smokescreen smolder smoulder smudge
  smut smutty snag snagged snagging snappish snare snarky snarl sneer snobish
  solicitude sour spade spendy spew spilling spinster splatter split splitting
  spoilage spoilled spoils spook spooky spoonfed sporadic spotty spurious
  spurn sputter squabble squander squash squeak squeaky squeal squirm stagnant
  stagnate stagnation staid stain stalemate standstill stark starvation
  stereotypical stern stifle stigma stigmatize stinging stodgy stole stooge
  straggle straggler strangle streaky strenuous strict strident strife
  stringent stuffy stumbled stumbles stump stun stunt stupify stupor sty
  stymied subdued subjected subjection subjugate subjugation subordinate
  subpoena subservience subservient substandard subtract subversion subvert
  succumb sued sueing sues suffocate sugarcoated sulk sully sunder sunk sunken
  superficiality superfluous superstition superstitious suppress suppression
  surrender susceptible swamped swelled swelling swipe swollen symptom
  syndrome taboo tacky taint tamper tangle tanked tanks tardy tarnish tattered
  taunt taut tawdry taxing temerity tempest tentative tenuous tepid testy
  tetchy thankless thrash throttle thug thwart tiring toil topple torment
  torrent tortuous touchy traduce traitor traitorous tramp trample transgress
  transgression trashy treacherous treachery truant tumbled tumbles tumultuous
  turbulent twisted twists tyrannical tyranny tyrant ulterior ultimatum unable
  unaccessible unaccustomed unachievable unaffordable unappealing unauthentic
  unavailable unavoidably unbearable uncaring uncivil uncivilized unclean
  uncollectible uncomfy uncompetitive uncompromising unconstitutional
  uncooperative uncouth uncreative undefined undependability undependable
  undercut undercutting underdog underlings underpaid underpowered undersized
  undetermined undid undignified undissolved undocumented undue uneconomical
  unemployed uneventful unexpected unexplained unfaithful unfamiliar
  unfavorable unfeeling unfinished unfit unforeseen unforgiving unfounded
  unfunded ungovernable unhelpful unilateralism unimaginable uninformed
  uninsured unintelligible unintelligile unipolar unjustifiable unjustified
  unlamentable unlawful unleash unlicensed unlikely unlucky unmoved unnatural
  unnecessary unneeded unnerve unnoticed unobserved unorthodox unorthodoxy
  unpleasantries unpopular unpredictable unprepared unproductive unprofitable
  unprove unproven unqualified unravel unreachable unreadable unrealistic
  unreasonable unrelenting unreliability unresolved unresponsive unrest unruly
  unsafe unsatisfactory unscrupulous unsecure unseemly unsettle unskilled
  unsound unspeakable unspecified unsteady unsupportive unsuspecting
  unsustainable untenable untested unthinkable untimely untouched untrue
  untrustworthy untruthful unuseable unviewable unwarranted unwell unwieldy
  unwilling unwise unworkable unyielding upbraid upheaval uprising uproar
  uproot usurp usurper vagrant vehement vengeance vengeful venom venomous
  vestiges vex vilify villian villianous villify vindictive viper virulence
  virus volatile volatility vomit vulgar wack wail wallow wane waning warily
  wariness warlike warp wary wasteful wayward wedge wheedle whimper whiny
  wiles wily wince wobble womanizer womanizing wound wrangle wrath wreak wrest
  wrestle wretch wrinkle wrip wripped wripping writhe wrongful wrought yawn
  zap zapped zaps zealously
`;

/**
 * The lexicon tells only the sign. Those of its words that VADER's raters took
 * for clear enough average 1.8; the rest say less.
 */
const VALENCE = 1.2;

/** Word to valence. */
export const OPINIONS: ReadonlyMap<string, number> = new Map([
  ...valued(FAVOURABLE, VALENCE),
  ...valued(UNFAVOURABLE, -VALENCE),
]);

function valued(words: string, valence: number): [string, number][] {
  return words.trim().split(/\s+/).map((word) => [word, valence]);
}
