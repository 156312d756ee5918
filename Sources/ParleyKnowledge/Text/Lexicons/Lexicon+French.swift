extension Lexicon {
  static let french = Lexicon(
    LexiconSource(
      language: "fr",
      cues: [
        .function: """
        le, la, les, un, une, des, du, de, au, aux, ce, cet, cette, ces, je, tu, il, elle, on, \
        nous, vous, ils, elles, me, moi, mon, ma, mes, votre, vos, notre, nos, son, sa, ses, \
        leur, qui, que, quoi, quel, quelle, quels, quelles, quand, où, comment, pourquoi, est, \
        sont, était, ai, as, a, avons, avez, ont, peux, peut, pouvez, puis, voudrais, veux, et, \
        ou, mais, si, ne, pas, plus, dans, en, sur, sous, par, pour, avec, sans, entre, chez, \
        quelque, chose, tout, tous, toute, y, se
        """,
        .chat: """
        isbn, ean, référence, \
        bonjour, bonsoir, salut, merci, svp, plaît, s'il vous plaît, dites moi, combien coûte, \
        combien, savoir, aide, aidez, est ce que, qu'est ce que, y a t il, question
        """,
        .shopTalk: """
        avez vous, vendez vous, cherche, je cherche, chercher, montrez, montrez moi, trouver, \
        acheter, besoin, recommander, recommandez, conseiller, conseillez, cadeau pour, \
        un cadeau pour, cadeau, bon, bonne, beau, belle, meilleur, meilleurs, coûte, prix, \
        lire, écrit, intitulé, aime
        """,
        .otherTask: """
        blague, poème sur, écris moi, traduis, traduire, météo, capitale de, président de, \
        qui a gagné, coupe du monde, recette de, qui es tu, quelle heure est il
        """,
        .atMost: "moins de, sous, maximum, max, jusqu'à, au plus, pas plus de, moins cher que",
        .atLeast: "plus de, à partir de, au moins, minimum, dès",
        .orLess: "ou moins, maximum", .orMore: "ou plus, et plus, minimum",
        .between: "entre, de", .upTo: "et, à", .and: "et, avec", .or: "ou",
        .around: "environ, autour de, vers", .unit: "cm, mm, m, kg, g, ml, l, ans, jours, minutes",
        .pages: "page, pages", .onSale: "en promotion, en solde, soldé, soldés, promotions, promo",
        .inStock: "en stock, disponible, disponibles", .since: "depuis", .later: "après",
        .before: "avant", .inYear: "de, en, paru en, publié en",
        .purpose: "pour",
        .by: "de, d', par, écrit par, livres de, auteur", .size: "taille, en taille",
        .inLanguage: "en",
        .cheapest: "le moins cher, la moins chère, les moins chers, moins cher, pas cher",
        .dearest: "le plus cher, la plus chère, les plus chers",
        .newest: "le plus récent, les plus récents, dernier, nouveautés, le dernier",
        .oldest: "le plus ancien, les plus anciens",
        .compare: "comparer, comparez, différence entre",
        .versus: "vs, ou",
        .similar: "quelque chose comme, semblable à, similaire à, dans le style de", .like: "comme",
        .next: "suite de, la suite de, après, que vient après", .volume: "tome, volume, livre",
        .series: "série, saga, cycle, trilogie", .readingOrder: "ordre de lecture, dans quel ordre",
        .it: "il, elle, celui ci, celle ci, ça, cela", .them: "lequel, laquelle, lesquels, eux",
        .cheaper: "moins cher, quelque chose de moins cher, trop cher",
        .dearer: "plus cher", .more: "plus, d'autres, encore, autre chose",
        .last: "dernier, dernière", .also: "et, et en, aussi",
      ],
      kinds: [
        ("livre, livres, roman, romans", "books"), ("produit, produits", "products"),
        ("page, pages, document", "documents"), ("article, articles, choses", "item"),
      ],
      currencies: [("euro, euros, eur", ["EUR"]), ("dollar, dollars", ["USD", "CAD"])],
      languages: [
        ("français, française", "fr"), ("anglais, anglaise", "en"), ("allemand, allemande", "de"),
        ("espagnol, espagnole", "es"), ("italien, italienne", "it"), ("portugais", "pt"),
      ],
      ordinals: [
        "premier, première, 1er", "deuxième, second, seconde", "troisième",
        "quatrième", "cinquième", "sixième", "septième",
      ],
      cardinals: "un, deux, trois, quatre, cinq, six, sept, huit, neuf, dix",
      synonyms: [
        "ouvert, ouverture, horaires, ouvrir, fermé", "retour, retourner, remboursement, échange",
        "livraison, livrer, expédition, port", "payer, paiement", "coût, coûte, prix, frais",
      ]))
}
