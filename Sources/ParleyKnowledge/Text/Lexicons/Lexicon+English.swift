extension Lexicon {
  static let english = Lexicon(
    LexiconSource(
      language: "en", byNeedsCapital: false,
      cues: englishWords.merging(englishRules) { words, _ in words },
      kinds: [
        ("book, books, novel, novels, stories, title, titles, paperbacks and hardcovers", "books"),
        ("product, products, merchandise, goods", "products"),
        ("page, pages, article, articles, document, documents, policy", "documents"),
        ("item, items, thing, things, stuff, one, ones", "item"),
      ],
      currencies: [
        ("dollar, dollars, buck, bucks", ["USD", "CAD", "AUD", "NZD", "SGD", "HKD"]),
        ("usd, us dollars", ["USD"]), ("cad", ["CAD"]), ("aud", ["AUD"]),
        ("euro, euros, eur", ["EUR"]), ("pound, pounds, quid, gbp, sterling", ["GBP"]),
        ("franc, francs, chf", ["CHF"]), ("yen, jpy", ["JPY"]), ("rupee, rupees, inr", ["INR"]),
      ],
      languages: [
        ("english", "en"), ("german", "de"), ("french", "fr"), ("spanish", "es"),
        ("portuguese", "pt"), ("italian", "it"), ("dutch", "nl"), ("polish", "pl"),
        ("russian", "ru"), ("japanese", "ja"), ("chinese", "zh"), ("korean", "ko"),
        ("arabic", "ar"), ("turkish", "tr"), ("swedish", "sv"), ("danish", "da"),
        ("norwegian", "no"), ("finnish", "fi"), ("greek", "el"), ("latin", "la"),
        ("hebrew", "he"), ("hindi", "hi"), ("ukrainian", "uk"), ("czech", "cs"),
      ],
      ordinals: [
        "first, 1st", "second, 2nd", "third, 3rd", "fourth, 4th",
        "fifth, 5th", "sixth, 6th", "seventh, 7th", "eighth, 8th",
        "ninth, 9th", "tenth, 10th", "eleventh, 11th", "twelfth, 12th",
      ],
      cardinals: "one, two, three, four, five, six, seven, eight, nine, ten",
      longForms: [
        ("sci fi, scifi", "science fiction"), ("ya, teen books", "young adult"),
        (
          "kids books, kids book, childrens book, books for children, books for kids",
          "children's books"
        ),
        ("cookbook, cookbooks, cookery", "cooking"),
        ("whodunit, whodunits, crime novels", "mystery"),
        ("comic, comics", "graphic novels"), ("tee, tees", "t-shirts"),
        ("audio book, audio books", "audiobook"), ("e book, e books", "ebook"),
        ("hard cover, hardback, hardbacks", "hardcover"), ("soft cover, softcover", "paperback"),
      ],
      paraphrases: [("how much is, how much are, how much does, how much do", "cost")],
      wearers: [
        "kids, kid, children, child, childrens, toddler, toddlers",
        "women, woman, womens, ladies, lady",
        "men, man, mens, gents, gentlemen",
      ],
      synonyms: [
        "open, opening, hours, close, closed, closing",
        "return, refund, exchange",
        "ship, shipping, delivery, deliver, postage",
        "pay, payment",
        "cost, price, fee, charge",
        "repair, mend, fix",
        "wrap, wrapping, giftwrap",
        "cancel, cancellation",
        "email, mail, contact, phone, telephone",
        "discount, coupon, promo",
        "loyalty, reward, rewards, stamps, points, program, scheme",
        "warranty, guarantee",
        "parking, park",
        "measure, size, sizing, fit",
        "color, colour",
      ]))

  private static let englishWords: [Cue: String] = [
    .function: """
    a, an, the, this, that, these, those, i, im, ive, id, ill, me, my, mine, we, us, our, ours, \
    you, your, yours, youre, he, him, his, she, her, hers, it, its, they, them, their, who, whom, \
    whose, what, whats, which, when, where, why, how, is, are, was, were, be, been, being, am, \
    do, does, did, doing, dont, doesnt, didnt, have, has, had, having, havent, can, cant, could, \
    couldnt, will, wont, would, wouldnt, shall, should, may, might, must, isnt, arent, not, no, \
    and, or, but, if, then, than, so, as, of, at, by, for, with, about, into, to, from, in, on, \
    off, out, up, down, over, under, through, between, near, nearby, there, here, any, some, all, \
    each, both, \
    just, only, very, too, also, yet, such, while, because, until, per, via, let, lets, please, s, \
    t, \
    something, anything, someone, somebody, anyone, anybody, everything, nothing, else, other
    """,
    .chat: """
    isbn, sku, ean, gtin, item number, article number, product number, \
    please, do you take, thanks, thank you, thank, hello, hi, hey, good morning, good evening, \
    good afternoon, ok, okay, well, sure, yes, yeah, great, cool, maybe, perhaps, actually, \
    really, kindly, tell me, tell me about, tell me more about, more about, can you, could you, \
    would you, i want to know, i would like to know, id like to know, i wonder, wondering, \
    i was wondering, know, let me know, explain, question, quick question, \
    how much is, how much are, how much does, how much do, how many, what is, what are, who is, is \
    there, are there, help, \
    help me, say, said, think, thinking, sorry, excuse me, today, right now, now, currently, \
    moment, information, info, details, like
    """,
    .service: """
    what size should i, which size should i, what size do i, which size do i, size guide, \
    size chart, can i return, how do i return, return policy, can i bring, order a, buy used, sell \
    you my, sell my, trade in, return a, return an, return something, return my, return it, \
    return this, returns, refund, refunds, get my money back, money back, exchange a, exchange it, \
    exchange my, exchange for, shipping, delivery, do you ship, ship to, ship abroad, \
    do you deliver, deliver to, how long does delivery, postage, opening hours, are you open, \
    when do you open, when do you close, do you open, are you closed, pay by, pay with, pay for, \
    payment, payment methods, credit card, my order, track my order, cancel my order, \
    order number, tracking number, tracking, gift wrap it, \
    do you gift wrap, gift wrapping service, wrap it, warranty, guarantee, repair my, privacy, \
    newsletter, loyalty card, \
    where are you, where is your shop, where is the shop, phone number, email address, \
    contact you, talk to a person, talk to a human, parking, park my, sales tax, discount code, \
    coupon, promo code, customer service, work for you, job openings
    """,
    .shopTalk: """
    do you have, do you sell, do you carry, do you stock, have you got, you have, you sell, got, \
    sell, carry, offer, offers, available to buy, looking, looking for, look for, look, search, \
    search for, searching, find, find me, show, show me, list, give, give me, get, get me, buy, \
    purchase, buying, order, want, want to buy, need, would like, i like, i love, love, loves, \
    likes, liked, enjoy, enjoys, enjoyed, interested, interested in, recommend, \
    recommendation, recommendations, suggest, suggestion, suggestions, advise, idea, ideas, \
    gift for, a gift for, gifts for, present for, a present for, as a gift, as a present, \
    birthday present for, birthday gift for, \
    for my wife, for my husband, for my mother, for my father, for my mum, for my mom, \
    for my dad, for my brother, for my sister, for my son, for my daughter, for my friend, \
    for a friend, for my boyfriend, for my girlfriend, for my partner, for my boss, \
    for my colleague, for my grandmother, for my grandfather, for my niece, for my nephew, \
    for my aunt, for my uncle, someone who, somebody who, good, nice, best, favourite, favorite, \
    popular, kind, kinds, sort, sorts, type, types, kind of, sort of, type of, selection, range, \
    choice, options, choose, pick, cost, costs, price, prices, priced, much, many, shop, store, \
    assortment, catalog, catalogue, stuff, wrote, written, write, author, read, reading list, \
    called, named, titled, entitled, copy, copies, copy of, edition of, anything by, available, \
    use, used for, use for, new to, published, released, come out, came out
    """,
    .factQuestion: """
    why is, why are, why do, why does, why did, who was, who is, who are, who sang, who painted, \
    who composed, who made, who built, when did, when was, when is the, where is the, where was, \
    how far, how many, how tall, how long do, how long does, how do, how does, how did, how can i, \
    what causes, explain, what year, what time, what language, what currency, what do, what does, \
    convert, what would happen, is it true, is it safe, which country, which team
    """,
    .question: """
    what, whats, who, whos, whom, whose, which, when, where, why, how, is, are, was, were, am, \
    do, does, did, can, could, will, would, should, shall, may, might, must, has, have, if
    """,
    .assortment: """
    do you have, do you sell, do you carry, do you stock, do you offer, have you got, you have, \
    you sell, you got, you carry, you stock, you offer, everything, all products, all items, \
    all articles, categories, category, departments, sections, your range, your selection, \
    assortment, product range, your catalog, your catalogue, the catalog, the catalogue, \
    inventory, can i buy, can i buy here, can i get here, your shop, your store, this shop, \
    this store, what is there, your offers, on offer, are you selling, do you deal in, what kinds, \
    what kind, what sorts, what types, kinds of, types of, sorts of, kind of, sort of, type of, show
    """,
    .wish: """
    do you have, do you sell, do you carry, do you stock, do you offer, have you got, you have, \
    you sell, you got, you carry, you stock, looking for, look for, search for, find me, show me, \
    recommend, recommendation, recommendations, suggest, suggestion, suggestions, i want, i need, \
    would like, gift, gifts, present, presents, buy, purchase, anything, something, to read, \
    reading, wrote, written, author, titled, available, in stock
    """,
    .cost: "cost, costs",
    .otherTask: """
    what should i do, what can i do, what do i do, make me, \
    play some, play music, play me, put on some, price of gold, gold price, exchange rate, \
    restaurants in, hotel in, a hotel, flight to, a flight, book me, whats the score, \
    the score of, do you love, you love me, marry me, movies, tv show, the news, the score, can i \
    take, lose weight, build muscle, \
    joke, jokes, write me, write a, write an, translate this, translate the, translate into, \
    solve for, solve this, calculate the, weather like, weather in, weather today, \
    weather tomorrow, weather forecast, will it rain, capital of, president of, prime minister, \
    population of, who won, who invented, who discovered, who is the president, world cup, \
    stock market, stock price, recipe for, how do i cook, how do i fix, how do i learn, \
    how old is, how tall is, how far is, meaning of life, sing me, sing a song, play a song, \
    what time is it, what day is it, square root, divided by, definition of, python code, \
    write code, football match, who are you, what are you, are you a robot, are you human, \
    your name
    """,
    .sameMaker: """
    by the same author, same author, the same author, by this author, by that author, \
    of this author, other books by her, other books by him, other books by them, \
    more by her, more by him, more by this author, anything else by her, anything else by him, \
    anything else by them, else by her, else by him, by the same writer, same brand, \
    the same brand, of the same brand, by the same brand, from the same brand, by the same maker, \
    from the same maker, did she write, did he write, has she written, has he written
    """,
    .it: """
    it, that, this, that one, this one, the one, tell me more, tell me about it, is it, is that, \
    that book, this book, that item, \
    this item, its
    """,
    .them: """
    them, they, these, those, which of them, which of these, which of those, which one, \
    which ones, which is, which are, which was, which has, which have, which can, which would, \
    which do you, of them, of these, of those, the ones, both
    """,
    .cheaper: """
    cheaper, anything cheaper, something cheaper, cheaper one, cheaper ones, less expensive, \
    lower price, lower priced, more affordable, too expensive, that is too expensive, \
    cheaper option, cheaper options, cheaper alternative, cheaper alternatives
    """,
    .dearer: "more expensive, pricier, fancier, higher priced",
    .more: """
    more, show me more, show more, any more, some more, others, any others, other ones, \
    anything else, something else, what else, more like that, more of these, more options, next, \
    the rest, different ones, another, another one
    """,
    .last: "last, the last, last one, the last one",
    .also: "and, what about, how about, and what about, but, or, also, now, then, ok and",
  ]

  private static let englishRules: [Cue: String] = [
    .atMost: """
    under, below, less than, lower than, cheaper than, up to, max, maximum, at most, no more than, \
    not more than, within, beneath, fewer than, shorter than, budget, budget of, budget is, \
    my budget is, i have, not over, for less than, for under
    """,
    .atLeast: """
    over, above, more than, at least, from, starting at, starting from, minimum, min, \
    no less than, not under, upwards of, longer than, greater than, exceeding
    """,
    .orLess: "or less, or under, or below, or cheaper, or fewer, max, maximum, at most, and under",
    .orMore: "or more, or over, or above, and up, and over, and above, plus, upwards",
    .between: "between, from, anywhere between",
    .upTo: "to, through, till, until, and",
    .and: "and, with, to, from",
    .or: "or",
    .around: "around, about, roughly, approximately, approx, circa, ca, near",
    .unit: """
    cm, mm, m, km, inch, inches, in, feet, foot, ft, kg, g, gram, grams, oz, lb, lbs, ml, l, \
    litre, liter, litres, liters, year, years, month, months, week, weeks, day, days, hour, \
    hours, minute, minutes, piece, pieces, percent, degrees, lumens, watts, watt, people, \
    players, volts, mah, pack, sheets, stars, age, ages, aged
    """,
    .pages: "page, pages",
    .onSale: """
    on sale, for sale at a discount, discounted, reduced, on offer, special offer, \
    special offers, on special, sale items, sale price, sale, marked down, deals, bargain, \
    bargains, at a discount
    """,
    .inStock: """
    in stock, available now, is available, are available, available, availability, \
    ready to ship, in store now, on hand, currently available
    """,
    .since: """
    since, published since, released since, written since, no older than, not before
    """,
    .later: """
    after, from after, later than, newer than, published after, released after, written after
    """,
    .before: """
    before, older than, earlier than, published before, released before, written before, prior to
    """,
    .inYear: "from, in, of, published in, released in, written in, year, from the, in the, the",
    .purpose: "for",
    .by: """
    by, written by, authored by, books of, novels of, works of, made by, illustrated by, \
    author, wrote by, stuff by, anything by
    """,
    .size: "size, in size, in a size, sized, in a",
    .inLanguage: "in, written in, language, edition in, translated into",
    .cheapest: """
    cheapest, the cheapest, least expensive, lowest price, lowest priced, most affordable, \
    cheapest one, from cheapest, sorted by price, sort by price, by price, inexpensive, \
    cheap, low cost, low priced
    """,
    .dearest: """
    most expensive, dearest, priciest, highest price, highest priced, costliest, luxurious
    """,
    .newest: """
    newest, latest, most recent, recently published, recently released, new releases, \
    new arrivals, just published, just released
    """,
    .oldest: "oldest, earliest, first published",
    .compare: """
    compare, comparison of, comparison between, difference between, differences between, \
    the difference between, differ, which is better, what is better, better, \
    compared to, should i get, should i buy
    """,
    .versus: "vs, versus, or, compared to, compared with",
    .similar: """
    something like, something similar, anything similar, similar books, similar items, anything \
    like, similar to, more like, something similar to, \
    anything similar to, along the lines of, in the style of, in the vein of, \
    if i liked, if you liked, since i liked, i liked, i loved, i enjoyed, reminds me of, \
    comparable to, alternatives to, alternative to, things like, stuff like, ones like
    """,
    .like: "like, similar to, comparable to, such as",
    .next: """
    what comes after, which comes after, comes after, next book after, the book after, \
    next after, after, what follows, follows, sequel to, the sequel to, sequel of, \
    what should i read after, what to read after, next in, next book in, the next, next, \
    next volume of, follow up to, continuation of, what happens after, comes next after, what \
    comes next, comes next, \
    what is next, whats next, the next one, the next book, next book, sequel
    """,
    .volume: "book, volume, vol, part, number, no, nr, novel, episode, instalment, installment",
    .series: "series, saga, cycle, trilogy, books, book, novels, novel, sequence, chronicles",
    .readingOrder: """
    reading order, order of, order to read, in what order, what order, in which order, \
    which order, in order, chronological order, series order
    """,
  ]
}
