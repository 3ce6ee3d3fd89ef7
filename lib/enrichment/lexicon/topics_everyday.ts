import type { TopicDefinition } from "../taxonomy.ts";

/** Topics of everyday life. */
export const EVERYDAY: readonly TopicDefinition[] = [
  {
    id: "food",
    title: "Food and drink",
    kind: "everyday",
    nouns:
      `pizza, burger, pasta, noodle, taco, burrito, sandwich, salad, steak, chicken wing, curry, soup,
      dessert, chocolate, cupcake, pancake, waffle, donut, doughnut, cookie, ice cream, breakfast, brunch, lunch,
      dinner, supper, snack, meal, recipe, restaurant, cafe, café, diner, bistro, pizzeria, steakhouse, bakery,
      food truck, menu, appetizer, side dish, main course, chef, waiter, waitress, coffee, latte, espresso, cappuccino,
      smoothie, milkshake, cocktail, margarita, mojito, beer, wine, whiskey, champagne, prosecco, avocado, strawberry,
      mango, pineapple, bagel, croissant, sausage, omelette, dumpling, ramen, sushi roll, cheesecake, brownie, lasagna,
      cuisine, eatery, takeaway, takeout, leftover, barbecue, bbq, grocery, kitchen table, foodie, gelato, candy, cake,
      seafood restaurant, gastropub, tasting menu, reservation for dinner, table for two, table for`,
    terms:
      `sushi, seafood, bacon, eggs, cheese, fries, french fries, mac and cheese, vegan, vegetarian, gluten free,
      keto diet, vegetarian options, vegan options, italian food, mexican food, chinese food, thai food, indian food,
      japanese food, korean food, fast food, junk food, comfort food, spicy food, food, foods, eat, eats, eating,
      ate, eaten, eat out, dine, dining, dine in, dine out, dined, cook, cooking, cooked, bake, baking, baked, grill,
      grilling, hungry, starving, hangry, thirsty, yummy, delicious, tasty, appetite, craving, cravings, order in,
      doordash, uber eats, ubereats, grubhub, starbucks, mcdonald's, mcdonalds, chipotle, kfc, taco bell, costco run,
      vodka, tequila, rum, gin and tonic, whisky, red wine, white wine, glass of wine, bottle of wine, happy hour,
      nutella, peanut butter, oatmeal, cereal, granola, boba, matcha, iced coffee, tea time, cup of tea, green tea,
      reserve a table, book a table, booking a table, table reservation, get a table, serve alcohol, serves alcohol,
      restaurant reservation, dinner reservation, dinner plans, dinner date, date night dinner, lunch break,
      home cooked, homemade, serves food, michelin star, wine tasting, farmers market, live music and food, outdoor seating`,
    hints:
      `table, dish, dishes, plate, bowl, spicy, sweet tooth, drink, drinks, drinking, tea, water, kitchen, oven, fridge,
      serve, serves, served, order, ordered, reservation, reservations, bar, bite, chips, rice, beans, bread, butter,
      egg, meat, beef, pork, chicken, fish, lamb, fruit, veggies, pie, sugar, salt, taste, tastes, flavor, flavour,
      outside seating, seating, american, italian, mexican, chinese, thai, indian, japanese, asian, french, korean,
      moderately priced, price range, costly`,
  },
  {
    id: "travel",
    title: "Travel",
    kind: "everyday",
    nouns:
      `flight, airline, airport, airfare, plane ticket, boarding pass, layover, stopover, itinerary, passport,
      suitcase, luggage, hotel, hostel, motel, resort, airbnb, hotel room, guest house, bed and breakfast, check in date,
      check out date, road trip, day trip, business trip, weekend trip, vacation, getaway, honeymoon, cruise, cruise ship,
      tourist, tourist attraction, tourist spot, tourist trap, sightseeing tour, landmark, travel agent, travel plan,
      travel buddy, trip, journey, backpacker, beach house, staycation, world tour, souvenir, destination, jet,
      round trip, roundtrip, round trip ticket, one way ticket, one way flight, plane, excursion, voyage, safari,
      bucket list place, place to stay, place to visit, room for two, travel destination, city break, tour guide`,
    terms:
      `travel, traveling, travelling, traveled, travelled, travels, traveler, sightseeing, jet lag, jetlag, jet lagged,
      jetlagged, abroad, overseas, wanderlust, backpacking, flying to, fly to, flying from, fly out, flying out,
      fly home, flying home, flew to, flew back, landed in, just landed, departing from, depart from, departing flight, departure, departure date, return flight,
      returning flight, return date, economy class, business class, first class, window seat, aisle seat, nonstop,
      non stop, direct flight, connecting flight, book a flight, book flights, booked a flight, flight tickets, on holiday,
      on vacation, holiday in, going on holiday, summer holiday, holidays in, beach vacation, book a hotel,
      book a room, reserve a room, check in, checking in, check out time, check in time, checkin date, star hotel,
      star rating, room service, hotel booking, hotel reservation, all inclusive, explore the city, things to do in,
      places to visit, places to go, attractions, visit the museum, free entry attraction, good for kids to visit, visiting
      paris, trip to, travel to, moving abroad, southwest airlines, united airlines, delta airlines, american airlines,
      alaska airlines, expedia, tripadvisor, tsa, visa application, out of the country, eiffel tower,
      have you ever been to, bucket list, las vegas trip, disneyland, disney world`,
    hints:
      `fly, flying, airways, hawaii, bali, paris, london, italy, spain, greece, mexico, thailand, japan, dubai, miami, vegas, cancun, tulum, europe, caribbean, bahamas, maldives, rooms, stay, staying, nights, visit, visiting, visited, tour, tours, museum, beach, island, abroad, packing, packed, seats, one way, check out, outbound, holiday, holidays, explore, exploring, attraction, smoke free, rating`,
  },
  {
    id: "music",
    title: "Music",
    kind: "everyday",
    nouns:
      `song, singer, musician, band, album, playlist, lyric, guitar, piano, violin, drummer, ukulele, rapper,
      dj, karaoke night, music video, soundtrack, melody, mixtape, vinyl record, record label, songwriter, orchestra,
      choir, headphone, love song, sad song, tune, bassist, remix, chorus, banger, guitar solo, music festival, spotify playlist`,
    terms:
      `music, musical taste, spotify, apple music, soundcloud, sing, singing, sang, sings, karaoke, rap music, hip hop,
      hiphop, r&b, rnb, k-pop, kpop, reggae, reggaeton, techno, edm, jazz, indie rock, rock music, pop music, country music,
      metal music, classical music, heavy metal, punk rock, house music, lo-fi, lofi, taylor swift, beyonce, beyoncé,
      drake song, bad bunny, billie eilish, ariana grande, lana del rey, the weeknd, kendrick lamar, metallica, coachella,
      play the song, play some music, play music, listen to music, listening to music, on repeat, on the speaker,
      what are you listening to, favorite song, favourite song, favorite artist, favourite artist, play this song, hear the song, listen to it,
      release year, the genre is, genre of music, playing guitar, play guitar, play the piano, bluetooth speaker`,
    hints:
      `listen, listening, listened, hear, play, playing, artist, artists, genre, speaker, speakers, track, tracks, pop, rock,
      rap, country, concert, drums, bass, beat, beats, dance, dancing, kitchen speaker, device, living room, patio, bedroom, released`,
  },
  {
    id: "film-series",
    title: "Film and series",
    kind: "everyday",
    nouns:
      `movie, film, cinema, movie theater, movie theatre, movie night, tv show, tv series, sitcom, rom-com, romcom, documentary,
      netflix show, movie ticket, sequel, prequel, actor, actress, movie director, plot twist, season finale, movie trailer,
      scary movie, horror movie, comedy movie, action movie, romantic movie, thriller, blockbuster, box office, superhero movie,
      anime, cartoon, soap opera, reality show, film festival, screenplay, subtitle, spoiler, oscar, movie star, film buff, showtime`,
    terms:
      `netflix, hulu, hbo, hbo max, disney plus, disney+, prime video, amazon prime video, paramount plus, imax, binge watch,
      binge watching, bingeing, binging, watching tv, watch tv, on tv, netflix and chill, next episode, last episode,
      new episode, new season, season two, first season, new season of, game of thrones, breaking bad, stranger things, the office,
      star wars, marvel, harry potter, lord of the rings, the last of us, bridgerton, squid game, house of the dragon,
      watch a movie, watching a movie, watch movies, watch a film, watch the movie, see a movie, with subtitles, directed by,
      starring, playing at the theater, 3d show, regular show, show type, show times, amc, cinemark, regal cinemas, romance
      movies, sci-fi, sci fi, favorite movie, favourite movie, favorite show, favourite show, what are you watching, good movie`,
    hints:
      `watch, watching, watched, show, shows, episode, episodes, season, series, genre, drama, comedy, horror, fantasy,
      theater, theatre, theaters, directed, director, starred, stars, screen, popcorn, scene, trailer, stream it, streaming, animation, imaginative, fantasy, biographical, mystery, play, subtitles, english, playing, 3d, imax, regular`,
  },
  {
    id: "events",
    title: "Events and going out",
    kind: "everyday",
    nouns:
      `concert, festival, gig, venue, event, nightclub, house party, pool party, party tonight, pub crawl, bar crawl,
      comedy show, stand up show, art gallery, exhibition, conference, convention, comic con, parade, carnival, fair ground,
      ticket for the show, backstage pass, ball game, baseball game, basketball game, football game, hockey game, soccer game,
      soccer match, football match, stadium, arena, rave, theme park, amusement park, escape room, bowling alley, vip ticket,
      concert ticket, event ticket, musical, opera, broadway show, theater play, theatre play, live show, comedian`,
    terms:
      `clubbing, nightlife, going out tonight, went out last night, night out, girls night, girls' night out, broadway,
      live nation, ticketmaster, tickets for the game, tickets to the game, tickets for the show, buy tickets, get tickets, tickets for the event, tickets to see, front row, meet and greet, red carpet,
      halloween party, new year's eve party, afterparty, after party, partying, partied, went to a party, at the party, stand-up comedy, bowling night, trivia night,
      sports event, sports events, music event, music events, event in, events in, fun things to do, what to do tonight, interesting to do, something to do`,
    hints:
      `party, parties, club, clubs, ticket, tickets, show, game, games, match, performance, perform, performing, live,
      sports, tour, bar, bars, dance, dancing, crowd, front, seats, stage, tonight, plans, date, vs`,
  },
  {
    id: "money",
    title: "Money and banking",
    kind: "everyday",
    nouns:
      `bank account, checking account, savings account, account balance, credit card, debit card, bank transfer, wire transfer,
      money transfer, paycheck, salary, mortgage, loan, student loan, tax return, income tax, investment, stock market, stock price,
      crypto wallet, pension, retirement fund, overdraft, interest rate, credit score, budget, invoice, debt, atm, currency,
      exchange rate, side hustle, lottery ticket, piggy bank, bill to pay, inheritance, financial advisor, bank, recipient account`,
    terms:
      `money, cash, bitcoin, btc, ethereum, crypto, nft, nfts, dollars, bucks, paypal, venmo, cashapp, cash app, zelle, apple pay,
      revolut, taxes, irs, investing, invested, stocks, shares and stocks, finances, financial, financially, banking, broke this month, i'm broke,
      so broke, payday, pay day, pay rent, paying bills, pay my bills, pay the bills, bills to pay, afford, can't afford, savings, save up, saving up, saving for, transfer money, send money, transfer funds,
      make a transfer, make a payment, checking balance, savings balance, balance in my, balance of my, earn money, make money, making money, rich, wealthy, inflation, economy is, minimum wage, raise at work`,
    hints:
      `account, balance, checking, savings, transfer, transferred, payment, pay, paying, paid, bill, bills, budget, deposit, withdraw, expensive, cheap, price, cost, costs, amount, card, tax, interest, rent, recipient`,
  },
  {
    id: "home",
    title: "Home",
    kind: "everyday",
    nouns:
      `apartment, condo, studio flat, townhouse, landlord, roommate, flatmate, housemate, real estate agent, realtor, lease, tenant,
      bedroom apartment, living room, bathroom, backyard, back yard, balcony, garage, sofa, couch, furniture, mattress, dishwasher,
      washing machine, laundry day, neighbor, neighbour, neighborhood, neighbourhood, house plant, houseplant, garden, front door, renovation,
      new house, new apartment, new flat, house to rent, home improvement, bedroom house, property, moving box, rental property, kitchen remodel, apartment complex, number of bath, number of bed, bath`,
    terms:
      `allow pets, allows pets, pets are allowed, allow for pets, are pets allowed, house hunting, apartment hunting, real estate, moving house, moving in, moving out, move into, moved in, moved into, movers, laundry, ikea, cleaning the house, clean the house,
      house cleaning, house chores, chores, vacuuming, gardening, mowing the lawn, mow the lawn, interior design, home decor, redecorating, decorating, renovating, renovations,
      furnished, unfurnished, bedrooms, bathrooms, baths, bedroom, beds and, for rent, to rent, rent a house, rent an apartment, rent a place, place to live, somewhere to live, home sweet home,
      at my place, my new place, pets allowed, in unit laundry, work on the house, schedule a visit, property visit, visit the property, visit the apartment`,
    hints:
      `house, home, rent, rental, kitchen, floor, roof, yard, pool, clean, cleaning, cleaned, dishes, door, wall, paint, painting, bed, beds, flat, room, place, move, moving, moved, area, address`,
  },
  {
    id: "weather",
    title: "Weather",
    kind: "everyday",
    nouns:
      `weather forecast, forecast, thunderstorm, snowstorm, blizzard, hurricane, tornado, heatwave, heat wave, rainbow, raincoat,
      umbrella, temperature, drizzle, cold front, weather report, rain storm, snowflake, rainy day, sunny day, snow day, chance of rain, chance of precipitation`,
    terms:
      `weather, rain, raining, rainy, rained, rains, snow, snowing, snowy, snowed, sunshine, sunny, cloudy, overcast, foggy, windy, humid, humidity, muggy, freezing cold, freezing outside, freezing here,
      cold outside, hot outside, cold today, hot today, so cold here, so hot here, too hot outside, cold out, hot out, warm out, nice out, getting cold, getting colder, getting dark early, degrees outside, degrees fahrenheit, degrees celsius, degrees,
      fahrenheit, celsius, precipitation, wind speed, mph wind, sunset was, storm, storms, stormy, thunder, lightning, hail, breeze, breezy, chilly, icy roads, minus degrees`,
    hints:
      `hot, cold, warm, cool, sun, cloud, clouds, wind, fog, ice, outside, wet, dry, umbrella, humid, forecast, freezing, mild, spring, summer, winter, autumn, fall, jacket, coat, chance, percent, today`,
  },
  {
    id: "health",
    title: "Health",
    kind: "everyday",
    nouns:
      `family counselor, counselor, counsellor, doctor, dentist, hospital, clinic, nurse, surgeon, surgery, therapist, psychiatrist, psychologist, dermatologist, gynecologist, pediatrician, physician,
      general practitioner, optometrist, ophthalmologist, physiotherapist, headache, migraine, stomach ache, stomachache, toothache, fever, flu, allergy, infection, vaccine, prescription, medication, medicine, painkiller, antibiotic, vitamin,
      blood test, blood pressure, checkup, check up with, injury, broken leg, broken arm, ankle sprain, back pain, wisdom tooth, root canal, diet, panic attack, mental illness, symptom, pharmacy, health insurance, doctor's appointment, dentist appointment, cosmetic dentist, dental appointment, teeth cleaning`,
    terms:
      `health, healthy, healthier, unhealthy, sick today, feeling sick, been sick, got sick, so sick, i'm sick, am sick, under the weather, got a cold, have a cold, bad cold, covid, corona, coughing, cough, sneezing, sore throat, runny nose, vomiting, nausea,
      throwing up, dizzy, period cramps, cramps, pregnant, pregnancy, anxiety, depression, depressed, adhd, therapy, mental health, diagnosed, diagnosis, cancer, diabetes, diabetic, asthma, insomnia, hospitalized, in hospital, chemo, recovering from, recover from,
      get well soon, feel better soon, hope you feel better, feeling better, self care, self-care, dental, dentistry, medical, dermatology, lose weight, losing weight, lost weight, weight loss, gained weight, quit smoking, stopped smoking, sober, hungover, hangover`,
    hints:
      `sick, ill, pain, hurt, hurts, hurting, tooth, teeth, appointment, er, sleep, rest, heal, healing, recovery, cold, blood, pill, pills, stress, stressed, ache, sore, specialist, visit`,
  },
  {
    id: "beauty-fashion",
    title: "Beauty and fashion",
    kind: "everyday",
    nouns:
      `hair salon, beauty salon, nail salon, salon, hairdresser, hair stylist, stylist, barber, barbershop, haircut, hairstyle, hair color, hair colour, manicure, pedicure, facial, spa day,
      lipstick, mascara, eyeliner, eyelash, lash extension, eyebrow, foundation, perfume, moisturizer, sunscreen, face mask, nail polish, acrylic nail, tattoo, piercing, outfit, dress, skirt, high heel, heel, sneaker, boot, jacket,
      sweater, hoodie, t-shirt, jean, bikini, swimsuit, lingerie set, bra, necklace, earring, bracelet, handbag, purse, sunglasses, costume, shoe, stocking, bodysuit, crop top, wig, corset, makeup artist`,
    terms:
      `makeup, make-up, lipgloss, lip gloss, skincare, skin care, botox, fillers, waxing, wax appointment, spray tan, tanning, getting my hair done, hair done, nails done, my nails, your nails, my hair, your hair, new hair, dyed, dye my hair, blonde, brunette, redhead,
      fashion, shopping spree, went shopping, go shopping, shopping for clothes, clothes, clothing, wardrobe, lingerie, stockings, leggings, jeans, shorts, pajamas, pyjamas, pjs, louboutins, gucci, prada, chanel, louis vuitton, zara, sephora, shein, victoria's secret, wearing, what are you wearing, wear for me, dress up, dressed up, dressing up, cosplay, try on haul, haul, unisex, is it unisex`,
    hints:
      `hair, nails, nail, skin, curls, curly, bangs, red, pink, wear, wore, color, colour, style, stylish, shopping, mall, size, lips, lace, silk, leather, cut, trim, appointment, glow, tan, beauty`,
  },
  {
    id: "work",
    title: "Work",
    kind: "everyday",
    nouns:
      `job, coworker, co-worker, colleague, boss, office, meeting at work, work meeting, interview, job interview, career, promotion at work, resume, night shift, day shift, double shift, long shift, overtime shift, deadline, client meeting, startup, business owner, employer, employee, workplace, workload, work week, workday, work trip, warehouse, construction site, freelancer, side job, day job, full time job, part time job, coworking space, manager`,
    terms:
      `at work, from work, off work, after work, to work today, at the office, work tomorrow, work today, working today, working late, working tonight, working nights, working from home, work from home, wfh, long day at work, busy at work, busy day at work, work was, work is, works been, my work, got work, have work, have to work, go to work, going to work, back to work, hard at work, overtime, got fired, laid off, quit my job, unemployed, unemployment, hired, got promoted, promoted, self employed, my business, own business, small business, hr department, zoom call, zoom meeting, work life balance, career change, retired, retirement, nurse shift, truck driver, engineer, lawyer, accountant, electrician, plumber, mechanic, teacher, firefighter, software developer, programmer, veteran, in the army, military`,
    hints:
      `work, working, worked, shift, shifts, meeting, meetings, busy, company, business, project, client, clients, customers, day off, days off`,
  },
  {
    id: "study",
    title: "Study",
    kind: "everyday",
    nouns:
      `exam, final exam, midterm, homework assignment, assignment, essay, thesis, dissertation, professor, lecture, classmate, student, university, college, campus, semester, scholarship, degree in, master's degree, bachelor's degree, phd, textbook, graduation, high school, school year, grad school, law school, med school, nursing school, online course, study group, tuition, language course, kindergarten, teacher at school`,
    terms:
      `school, homework, studying, study for, studied, studies, uni, finals week, finals, gpa, graduate, graduated, graduating, learn spanish, learning spanish, learning english, learning to, learn a language, learning a language, duolingo, back to school, at school, in school, in college, taking a class, take classes, math class, biology class, psychology major, majoring in, my major, studying abroad`,
    hints:
      `study, class, classes, learn, learning, test, tests, grade, grades, math, science, history, library, course, courses, teacher, book, books, paper`,
  },
  {
    id: "sport-fitness",
    title: "Sport and fitness",
    kind: "everyday",
    nouns:
      `gym, workout, personal trainer, treadmill, dumbbell, squat, deadlift, bench press, push up, pull up, pushup, pullup, yoga class, yoga mat, marathon, half marathon, leg day, arm day, protein shake, quarterback, touchdown, goalkeeper, striker, world cup, super bowl, superbowl, playoff, championship, olympic, coach, league, tennis court, golf course, football team, basketball team, soccer team, team mate, teammate, boxer, athlete, surfer, skater, home run, penalty kick, basketball player, football player, martial art, fitness class, six pack, rest day, fitness goal`,
    terms:
      `working out, work out, worked out, works out, fitness, yoga, pilates, crossfit, cardio, jogging, go for a run, went for a run, morning run, went running, go running, running shoes, lifting weights, weight lifting, weightlifting, bodybuilding, cycling, swimming, swim laps, skiing, snowboarding, skateboarding, surfing, rock climbing, bouldering, boxing, kickboxing, jiu jitsu, bjj, mma, ufc, wrestling, nfl, nba, mlb, nhl, premier league, champions league, football, soccer, basketball, baseball, hockey, rugby, cricket, tennis, volleyball, golf, golfing, formula 1, f1 race, lakers, yankees, cowboys game, dodgers, real madrid, manchester united, arsenal, liverpool, barcelona game, sports, sport, watch the game, watching the game, won the game, lost the game, who won, fantasy football, marathon training, training session, stretching, abs, glutes, biceps, gains`,
    hints:
      `run, running, ran, train, training, trained, team, game, games, match, score, win, won, lost, ball, muscle, muscles, bike, bike ride, swim, swimming, ride, hike, hiking, steps, flexible, fit, exercise, exercising, player`,
  },
  {
    id: "family",
    title: "Family",
    kind: "everyday",
    nouns:
      `mother, father, mom, mum, mommy's boy, parent, brother, sister, sibling, son, daughter, grandma, grandpa, grandmother, grandfather, grandparent, aunt, uncle, cousin, nephew, niece, toddler, newborn, stepson, stepdaughter, stepmom, stepdad, mother in law, father in law, sister in law, brother in law, husband, wife, ex wife, ex husband, family dinner, family reunion, family member, family gathering, babysitter, twin sister, twin brother, grandchild, grandson, granddaughter`,
    terms:
      `family, families, my dad, your dad, his dad, her dad, my kids, your kids, the kids, have kids, kids are, my kid, your kid, my children, grandkids, my folks, my ex, my baby boy, my baby girl, baby shower, single mom, single dad, wives, mother's day, father's day, married, marriage, divorced, divorce, wedding anniversary, engaged to, my fiance, my fiancé, fiancee, custody, raising kids, parenting`,
    hints:
      `kids, kid, children, child, baby, dad, babies, boy, girl, twins, wedding, home, relatives, holidays, reunion`,
  },
  {
    id: "relationships",
    title: "Love and dating",
    kind: "everyday",
    nouns:
      `girlfriend, boyfriend, relationship, soulmate, soul mate, first date, blind date, long distance relationship, dating app, crush on, valentine, love life, ex girlfriend, ex boyfriend, broken heart, heartbreak, breakup, situationship, best friend, love letter, wedding, bride, bridesmaid, groom, lover`,
    terms:
      `dating, on a date, go on a date, went on a date, date night, dream date, perfect date, take you out, take you on a date, falling in love, fell in love, in love with you, fall in love, love at first sight, tinder, bumble, hinge, single and, i'm single, are you single, still single, being single, cheated on me, broke up, break up with, dumped me, valentine's day, valentines day, i love you, love you so much, love you too, marry me, be my girlfriend, be mine, my crush, romantic, romance, chemistry between, feelings for you, have feelings, lonely, loneliness, feel alone, so alone, hold hands, hold you, cuddle, cuddles, cuddling, kiss you, hug you, trust issues, true love`,
    hints:
      `date, single, love, heart, kiss, kisses, hug, hugs, romantic, couple, partner, together, feelings, ex, trust`,
  },
  {
    id: "pets",
    title: "Pets and animals",
    kind: "everyday",
    nouns:
      `dog, puppy, doggo, pup, cat, kitten, kitty, hamster, bunny, rabbit, guinea pig, parrot, goldfish, turtle, lizard, horse, pony, golden retriever, german shepherd, labrador, poodle, bulldog, corgi, chihuahua, husky, rottweiler, dachshund, vet appointment, veterinarian, dog park, dog walk, pet, fur baby, animal shelter, cat litter, animal, zoo, aquarium, wild animal`,
    terms:
      `walk the dog, walking the dog, walk my dog, walking my dog, adopt a dog, adopted a dog, rescue dog, dog mom, dog dad, cat lady, dog person, cat person, at the vet, to the vet, horseback riding, meow, woof`,
    hints:
      `fish, bird, birds, snake, walk, tail, paw, paws, fur, fluffy, breed, leash, wild, adopt, adopted`,
  },
  {
    id: "games",
    title: "Games",
    kind: "everyday",
    nouns:
      `video game, videogame, board game, card game, gamer, gaming pc, gaming setup, gaming chair, console, playstation, xbox, game controller, online game, chess game, puzzle game, poker night, poker game, speedrun, boss fight, loot box, esport, twitch stream, streamer, arcade, casino`,
    terms:
      `gaming, ps5, ps4, nintendo, nintendo switch, switch game, steam deck, fortnite, minecraft, call of duty, cod warzone, warzone, league of legends, valorant, overwatch, world of warcraft, wow raid, gta, grand theft auto, elden ring, zelda, mario kart, super mario, pokemon, pokémon, animal crossing, the sims, roblox, apex legends, counter strike, csgo, fifa, madden, 2k24, skyrim, baldur's gate, cyberpunk, god of war, chess, poker, blackjack, dungeons and dragons, d&d, dnd, truth or dare, play games with, playing games, play video games, playing video games, mmo, rpg, fps game, multiplayer`,
    hints:
      `game, games, play, playing, played, console, level, rank, ranked, quest, switch, twitch, controller, online, raid`,
  },
  {
    id: "cars-transport",
    title: "Cars and transport",
    kind: "everyday",
    nouns:
      `car, rental car, car rental, truck, suv, sedan, hatchback, minivan, motorcycle, motorbike, scooter, bus, bus ticket, bus station, bus stop, bus ride, train station, train ticket, train ride, subway, taxi, cab, cab ride, uber ride, uber driver, lyft ride, rideshare, shared ride, ride share, shared uber, commute, highway, freeway, traffic jam, traffic light, parking lot, parking spot, driver's license, driving license, license plate, speeding ticket, flat tire, oil change, gas station, gas price, car insurance, car wash, mechanic shop, electric car, sports car, race car, convertible, engine, tire, brake, pickup truck, compact car, standard car, full-size car, luxury ride, bmw, audi, mercedes, ferrari, lamborghini, porsche, ford mustang, toyota, honda, jeep, harley, vehicle`,
    terms:
      `drive, drives, driving, drove, driven, uber, lyft, tesla, corvette, traffic, rush hour, stuck in traffic, parking, commuting, rent a car, renting a car, hire a car, pick up the car, pick the car up, drop off the car, pickup location, pick up location, pickup date, pick up date, drop off date, dropoff date, drop off location, pick-up time, pickup time, pick up time, pick it up, get a ride, need a ride, book a ride, order a ride, a ride to, ride to, ride for, riders, regular ride, pool ride, a cab to, take the bus, take a bus, by bus, by train, take the train, on the train, train to, greyhound, bus to, bus from, buses to, leaving from, departing from, public transport, public transportation, hybrid car, insurance coverage, add insurance, number of riders, electric scooter, road rage, new wheels`,
    hints:
      `ride, rides, train, trains, driver, gas, fuel, wheel, wheels, pickup, pick up, drop off, fare, fares, station, transfers, transfer, destination, passengers, passenger, departing, leave, leaving, road, garage, compact, standard, full-size, full, hybrid, insurance, wait, bike, luggage`,
  },
  {
    id: "scheduling",
    title: "Plans and appointments",
    kind: "everyday",
    nouns:
      `calendar, alarm, alarm clock, calendar event, appointment, reminder, schedule, time slot, timeslot, time zone, timezone, calendar entry, rsvp, to-do list, agenda, meeting time`,
    terms:
      `schedule a call, scheduled, reschedule, rescheduled, rescheduling, make an appointment, book an appointment, schedule an appointment, set an alarm, set a reminder, add an alarm, new alarm, remind me, what time works, what time are you, what time will you, when are you free, when are you available, are you free, are you available, i'm free, am i free, free on, available on, available times, any other time, plans for the weekend, plans for tonight, plans today, plans this weekend, any plans, what are your plans, see you at, call me at, let's do tomorrow, running late, on my schedule, my calendar, save the date, postpone, postponed, another time, another day, next week works, tomorrow works, does that work for you, works for me,`,
    hints:
      `pm, am, 0am, 0pm, tomorrow, monday, tuesday, wednesday, thursday, friday, saturday, sunday, noon, available, availability, next week, this week`,
  },
  {
    id: "technology",
    title: "Technology",
    kind: "everyday",
    nouns:
      `iphone, smartphone, laptop, macbook, computer, ipad, tablet computer, phone screen, new phone, phone battery, wifi password, internet connection, router, webcam, app store, software update, chatbot, gadget, robot, drone, website, web site, 3d printer, smartwatch, apple watch, airpod, usb cable, hard drive, graphics card, server, browser, virus on my, phone charger, power bank`,
    terms:
      `android phone, google pixel, samsung galaxy, chatgpt, artificial intelligence, ai generated, coding, programming, javascript, python code, windows update, wifi, wi-fi, bluetooth, my internet, internet is, bad signal, no signal, phone died, phone is dead, phone broke, new camera, 4k camera, tech support, technology, techy, tech guy, vr headset, oculus, virtual reality, app crashed, app keeps, the app, password reset, log in, logged out, login, glitch, glitching, glitchy, buffering, won't load, not loading, doesn't load, can't open it, error message`,
    hints:
      `phone, app, apps, internet, online, screen, battery, charger, download, upload, update, camera, mac, pc, windows, load, loading, link, broken, site`,
  },
  {
    id: "celebrations",
    title: "Birthdays and holidays",
    kind: "everyday",
    nouns:
      `birthday, bday, birthday party, birthday cake, birthday gift, anniversary, christmas gift, christmas tree, halloween costume, graduation party, baby shower, firework, wedding party, easter egg, b-day`,
    terms:
      `happy birthday, merry christmas, happy new year, new year's eve, new years eve, new year's, christmas, xmas, thanksgiving, halloween, easter, hanukkah, diwali, ramadan, eid mubarak, eid, lunar new year, happy holidays, fourth of july, independence day, memorial day, labor day, st patrick's day, happy valentine's, happy anniversary, turning 30, turned 30, congratulations, congrats, celebrate, celebrating, celebrated, celebration`,
    hints:
      `gift, gifts, present, presents, party, holiday, holidays, cake, surprise, toast, turning, year`,
  },
  {
    id: "arts-books",
    title: "Books and art",
    kind: "everyday",
    nouns:
      `novel, poem, poet, poetry book, author, bookstore, book club, good book, comic book, manga, audiobook, podcast, painting class, painter, sculpture, watercolor, sketchbook, photographer, photography, art class, art museum, artwork, museum exhibit, ballet, dance class, dance recital, theater class, pottery class, library card, fan art`,
    terms:
      `reading a book, read a book, reading books, read books, favorite book, favourite book, poetry, bookworm, kindle, sketching, drawing, i draw, i paint, oil painting, pottery, crochet, crocheting, knitting, sewing, origami, calligraphy, creative writing, writing a book, wrote a poem, stephen king, jane austen, art gallery, art school, arts and crafts, diy project, crafting`,
    hints:
      `book, books, read, reading, art, artist, draw, paint, painting, write, writing, writer, story, stories, page, pages, chapter, museum, creative, craft`,
  },
  {
    id: "nature-outdoors",
    title: "Nature and outdoors",
    kind: "everyday",
    nouns:
      `beach day, mountain, waterfall, national park, hiking trail, campsite, camping trip, campfire, bonfire, forest, lake house, sunset, sunrise, picnic, hot spring, fishing trip, boat ride, kayak, full moon, shooting star, desert, jungle, ocean view, river, canyon, meadow, wildflower`,
    terms:
      `hiking, hike, hiked, camping, fishing, hunting season, kayaking, paddle boarding, scuba diving, snorkeling, snorkelling, sailing, stargazing, at the beach, to the beach, beach today, walk on the beach, at the lake, in the woods, in nature, nature, outdoors, outdoorsy, fresh air, the stars, northern lights, seaside, by the sea, by the ocean, the ocean, national parks, sunbathing, sunbathe, central park, walk in the park, at the park, to the park`,
    hints:
      `beach, lake, ocean, sea, park, trail, walk, tree, trees, woods, sun, sand, waves, island, boat, tent, moon, outside, garden, flowers`,
  },
  {
    id: "wellbeing",
    title: "Mood and rest",
    kind: "everyday",
    nouns:
      `bubble bath, hot bath, nap, bad day, rough day, tough day, long day, lazy day, lazy sunday, day off, good mood, bad mood, cozy night, massage, good cry, rough week, long week, hard time, nightmare`,
    terms:
      `stressed, stressed out, stressful, overwhelmed, exhausted, burned out, burnt out, burnout, worn out, so tired, i'm tired, really tired, tired today, sleepy, sleeping, slept, sleep well, can't sleep, couldn't sleep, didn't sleep, go to sleep, going to sleep, go to bed, going to bed, in bed, woke up, just woke, waking up, wake up, relax, relaxing, relaxed, chill, chilling, chillin, chilled, unwind, unwinding, meditation, meditate, feeling down, feel down, feeling sad, feeling low, feeling good, feeling great, bored, so bored, boredom, in a good mood, cheer me up, cheered me up, make my day, made my day, made me smile, make me smile, makes me smile, miss my, grieving, passed away, my therapist, hard day, tough week`,
    hints:
      `tired, sleep, rest, sad, mood, stress, calm, cry, crying, lazy, dreams, energy`,
  },
];
