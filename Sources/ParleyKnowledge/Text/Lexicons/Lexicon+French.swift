extension Lexicon {
  static let french = Lexicon(
    LexiconSource(
      language: "fr",
      irregularEndings: [
        ("eaux", "eau"), ("aux", "al"), ("aux", "ail"), ("eux", "eu"), ("oux", "ou"),
      ],
      cues: [
        .function: """
        le, la, les, un, une, des, du, de, au, aux, ce, cet, cette, ces, je, tu, il, elle, on, \
        nous, vous, ils, elles, me, moi, mon, ma, mes, votre, vos, notre, nos, son, sa, ses, \
        leur, qui, que, quoi, quel, quelle, quels, quelles, quand, où, comment, pourquoi, est, \
        sont, était, ai, as, a, avons, avez, ont, peux, peut, pouvez, puis, voudrais, veux, et, \
        ou, mais, si, ne, pas, plus, dans, en, sur, sous, par, pour, avec, sans, entre, chez, \
        quelque, chose, tout, tous, toute, toutes, y, se, à, moins, très, aussi, sera, serait, \
        avait, auriez, aurais, auriez vous, pourrais, pourriez, voulez, voulons, voudrions, veut, \
        dois, doit, faut, ceux, celles, dont, sa, ses, leurs, lui, eux, vers, dès, depuis, donc, car
        """,
        .chat: """
        isbn, ean, référence, \
        bonjour, bonsoir, salut, merci, svp, plaît, s'il vous plaît, dites moi, combien coûte, \
        combien, savoir, aide, aidez, est ce que, qu'est ce que, y a t il, question, \
        s'il te plaît, excusez moi, pardon, d'accord, peut être, pouvez vous, pourriez vous, \
        pouvez vous me dire, dites, dis moi, informations, infos, quel est le prix, c'est combien
        """,
        .assortment: """
        avez vous, vous avez, vendez vous, vous vendez, proposez vous, vous proposez, tout, \
        catégories, catégorie, rayons, rayon, catalogue, assortiment, gamme, votre boutique, \
        votre magasin, tous les produits, tous les articles, on peut acheter, \
        peut on acheter, montre, montrez, quels genres, quels types, quelles sortes
        """,
        .shopTalk: """
        avez vous, vendez vous, cherche, je cherche, chercher, montrez, montrez moi, trouver, \
        acheter, besoin, recommander, recommandez, conseiller, conseillez, cadeau pour, \
        un cadeau pour, cadeau, bon, bonne, beau, belle, meilleur, meilleurs, coûte, prix, \
        lire, écrit, intitulé, aime, auriez vous, avez vous en, vous avez, vous vendez, proposez, \
        proposez vous, cherchons, je recherche, recherche, j'aimerais, aimerais, souhaite, \
        souhaiterais, offrir, à offrir, idée cadeau, pour ma mère, pour mon père, pour ma fille, \
        pour mon fils, pour ma femme, pour mon mari, pour ma soeur, pour mon frère, pour un ami, \
        pour une amie, conseillez vous, me conseillez vous, me recommandez vous, suggérez, genre, \
        sorte, sortes, type, modèle, modèles, jolis, jolie, joli, belles, beaux, bonnes, bons, \
        meilleure, meilleures, prix de, coûtent, marque, de la marque, magasin, boutique
        """,
        .question: """
        qui, que, quoi, quel, quelle, quels, quelles, quand, où, comment, pourquoi, combien, est \
        ce, \
        peut, peux, puis, pouvez, dois, faut, a t, y a t il
        """,
        .wish: """
        avez vous, auriez vous, vendez vous, proposez vous, cherche, recherche, cherchons, acheter, \
        besoin, voudrais, aimerais, souhaite, conseillez, conseiller, recommandez, recommander, \
        cadeau, montrez, trouver, livre, livres, quelque chose, en stock, disponible, auteur, lire, \
        quel, quelle, quels, quelles, combien
        """,
        .cost: "coûte, coûtent",
        .otherTask: """
        blague, poème sur, écris moi, traduis, traduire, météo, capitale de, président de, \
        qui a gagné, coupe du monde, recette de, qui es tu, quelle heure est il
        """,
        .atMost: """
        moins de, à moins de, pour moins de, sous, maximum, max, jusqu'à, au plus, pas plus de, \
        moins cher que, en dessous de, au dessous de, en dessous des, inférieur à, inférieurs à, \
        ne dépassant pas, budget, budget de, budget max de, n'excédant pas, maximum de
        """,
        .atLeast: """
        plus de, à plus de, à partir de, au moins, minimum, dès, au dessus de, supérieur à, \
        minimum de
        """,
        .orLess: "ou moins, maximum", .orMore: "ou plus, et plus, minimum",
        .between: "entre, de", .upTo: "et, à", .and: "et, avec", .or: "ou",
        .around: "environ, autour de, vers",
        .unit: """
        cm, mm, m, km, kg, g, ml, cl, l, litre, litres, grammes, ans, mois, jours, heures, minutes, \
        pièces, places, tasses, joueurs, personnes, watts, volts, lumens, degrés, pouces
        """,
        .pages: "page, pages", .onSale: "en promotion, en solde, soldé, soldés, promotions, promo",
        .inStock: "en stock, disponible, disponibles, disponible immédiatement, en magasin",
        .since: "depuis", .later: "après",
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
        .similar: """
        quelque chose comme, quelque chose de semblable, quelque chose de similaire, \
        quelque chose de pareil, semblable à, similaire à, dans le style de, dans le même genre, \
        dans le même style, du même genre, le même genre, ressemblant à
        """, .like: "comme",
        .next: """
        suite de, la suite de, la suite, après, que vient après, qu'est ce qui vient après, \
        quelle est la suite, le suivant, le tome suivant, tome suivant, le prochain
        """, .volume: "tome, volume, livre",
        .series: "série, saga, cycle, trilogie", .readingOrder: "ordre de lecture, dans quel ordre",
        .sameMaker: """
        du même auteur, de la même auteure, de la même autrice, du même écrivain, \
        de la même marque, la même marque, du même fabricant, d'autres livres de lui, \
        d'autres livres d'elle
        """,
        .it:
          "il, elle, celui ci, celle ci, ça, cela, le même, la même, l'avez vous, l'avez vous aussi",
        .them:
          "lequel, laquelle, lesquels, lesquelles, eux, ceux ci, celles ci, lequel est, laquelle est",
        .cheaper: """
        moins cher, moins chère, moins chers, quelque chose de moins cher, trop cher, trop chère, \
        c'est trop cher, meilleur marché, plus abordable
        """,
        .dearer: "plus cher",
        .more:
          "plus, d'autres, encore, autre chose, une autre, un autre, quoi d'autre, en voir d'autres",
        .last: "dernier, dernière", .also: "et, et en, aussi, et pour, et avec, mais, ou, plutôt",
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
        "premier, première, 1er, 1ère", "deuxième, second, seconde, 2e, 2ème",
        "troisième, 3e, 3ème",
        "quatrième", "cinquième", "sixième", "septième",
      ],
      cardinals: "un, deux, trois, quatre, cinq, six, sept, huit, neuf, dix",
      wearers: [
        "enfant, enfants, garçon, garçons, fille, filles, junior",
        "femme, femmes, dame, dames",
        "homme, hommes, messieurs",
      ],
      synonyms: [
        "ouvert, ouverture, horaires, ouvrir, fermé", "retour, retourner, remboursement, échange",
        "livraison, livrer, expédition, port", "payer, paiement", "coût, coûte, prix, frais",
      ]))
}
