extension Lexicon {
  static let german = Lexicon(
    LexiconSource(
      language: "de", capitalisesNouns: true,
      linkingLetters: ["", "s", "es", "n", "en", "ens", "e", "er"],
      writesUmlautsAsDigraphs: true,
      cues: germanWords.merging(germanRules) { words, _ in words },
      kinds: [
        ("buch, bücher, büchern, buches, roman, romane, romanen, titel, lektüre", "books"),
        ("produkt, produkte, produkten, artikel, artikeln, ware, waren", "products"),
        ("seite, seiten, dokument, dokumente, regel, regeln", "documents"),
        ("ding, dinge, sache, sachen, stück", "item"),
      ],
      currencies: [
        ("euro, euros, eur", ["EUR"]), ("franken, chf, sfr", ["CHF"]),
        ("dollar, dollars", ["USD", "CAD", "AUD"]), ("usd, us dollar", ["USD"]),
        ("pfund, gbp", ["GBP"]),
      ],
      languages: [
        ("deutsch, deutscher, deutsche, deutschen, deutsches, deutscher sprache", "de"),
        ("englisch, englischer, englische, englischen, englischer sprache", "en"),
        ("französisch, französischer, französische, französischen", "fr"),
        ("spanisch, spanischer, spanische, spanischen", "es"),
        ("italienisch, italienischer, italienische, italienischen", "it"),
        ("portugiesisch, portugiesischer, portugiesische", "pt"),
        ("niederländisch, niederländischer, niederländische", "nl"),
        ("russisch, russischer, russische", "ru"), ("polnisch, polnischer, polnische", "pl"),
        ("türkisch, türkischer, türkische", "tr"), ("japanisch, japanischer, japanische", "ja"),
        ("chinesisch, chinesischer, chinesische", "zh"), ("latein, lateinisch", "la"),
        ("schwedisch, schwedischer, schwedische", "sv"), ("dänisch, dänischer, dänische", "da"),
      ],
      ordinals: [
        "erste, erster, erstes, ersten", "zweite, zweiter, zweites, zweiten",
        "dritte, dritter, drittes, dritten", "vierte, vierter, viertes, vierten",
        "fünfte, fünfter, fünftes, fünften", "sechste, sechster, sechstes, sechsten",
        "siebte, siebter, siebtes, siebten", "achte, achter, achtes, achten",
        "neunte, neunter, neuntes, neunten", "zehnte, zehnter, zehntes, zehnten",
      ],
      cardinals: "eins, zwei, drei, vier, fünf, sechs, sieben, acht, neun, zehn",
      longForms: [
        ("sci fi, scifi", "science fiction"), ("bücher für kinder, kinderbuch", "kinderbücher"),
        ("kochbuch, kochbücher", "kochen"), ("gebundene ausgabe, hardcover", "gebunden"),
      ],
      paraphrases: [("wie viel kostet, wieviel kostet, was kostet, wie teuer ist", "kosten")],
      wearers: [
        "kinder, kind, kindern, jungen, junge, mädchen, kids",
        "damen, dame, frauen, frau",
        "herren, herr, männer, mann",
      ],
      synonyms: [
        "geöffnet, öffnungszeiten, öffnen, offen, auf, geschlossen, schließen",
        "rückgabe, zurückgeben, umtausch, umtauschen, erstattung, widerruf, retoure",
        "versand, lieferung, liefern, versenden, versandkosten, porto, verschicken, lieferzeit",
        "zahlung, bezahlen, zahlen, zahlungsarten",
        "kosten, kostet, preis, gebühr",
        "reparatur, reparieren",
        "stornieren, stornierung, kündigen",
        "kontakt, telefon, mail, email, anrufen",
        "rabatt, gutschein",
        "garantie, gewährleistung",
        "größe, größen, größentabelle",
      ]))

  private static let germanWords: [Cue: String] = [
    .function: """
    der, die, das, den, dem, des, ein, eine, einen, einem, einer, eines, ich, mir, mich, du, dir, \
    dich, er, sie, es, ihm, ihn, ihr, ihnen, wir, uns, man, mein, meine, meinen, meinem, meiner, \
    dein, deine, sein, seine, seinen, ihre, ihren, unser, unsere, euer, eure, euch, wer, wen, \
    wem, was, welche, welcher, welches, welchen, welchem, wann, wo, warum, wieso, wie, womit, \
    ist, sind, war, waren, bin, bist, seid, wird, werden, wurde, habe, hast, hat, haben, habt, \
    hatte, hätte, hätten, kann, kannst, können, könnt, könnte, könnten, möchte, möchten, will, \
    wollen, wollte, soll, sollte, sollen, muss, müssen, darf, dürfen, mag, würde, würden, nicht, \
    kein, keine, keinen, und, oder, aber, wenn, dann, als, so, von, vom, bei, beim, für, mit, \
    über, in, im, ins, an, am, auf, aus, zu, zum, zur, nach, um, unter, zwischen, bis, ab, seit, \
    vor, durch, ohne, gegen, hier, da, dort, dies, diese, dieser, dieses, diesen, etwas, was, \
    irgendwas, irgendetwas, jemand, jemanden, alle, alles, auch, nur, noch, schon, mal, sehr, \
    ja, nein, doch, denn, dass, ob, sich, gerade, gern, gerne
    """,
    .chat: """
    isbn, ean, gtin, sku, artikelnummer, bestellnummer, \
    bitte, danke, vielen dank, hallo, guten tag, guten morgen, guten abend, moin, hi, servus, \
    entschuldigung, sagen, sag mir, sagen sie mir, erzähl mir, erzählen sie mir, wissen, \
    ich möchte wissen, ich frage mich, frage, können sie mir, kannst du mir, hilfe, helfen, \
    wie viel, wieviel, wie viele, gibt es, gibts, gibt, eigentlich, vielleicht, okay, gut, also, \
    mehr über, informationen, info, heute, jetzt, aktuell
    """,
    .service: """
    kann ich zurückgeben, zurückgeben, zurückschicken, rückgabe, umtauschen, umtausch, \
    erstattung, geld zurück, versand, versandkosten, lieferung, liefern sie, liefert ihr, \
    lieferzeit, porto, öffnungszeiten, haben sie geöffnet, habt ihr geöffnet, haben sie offen, \
    habt ihr offen, wann öffnen, wann schließen, zahlen mit, bezahlen mit, zahlungsarten, \
    kreditkarte, meine bestellung, bestellnummer, sendungsverfolgung, stornieren, \
    als geschenk verpacken, geschenkverpackung, garantie, gewährleistung, datenschutz, \
    newsletter, kundenkarte, wo finde ich euch, wo sind sie, telefonnummer, \
    kundendienst, parken, mehrwertsteuer, rabattcode
    """,
    .assortment: """
    haben sie, habt ihr, hast du, verkaufen sie, verkauft ihr, führen sie, führt ihr, bieten sie, \
    bietet ihr, gibt es, gibts, sie haben, ihr habt, ihr verkauft, sie verkaufen, alles, sortiment, \
    warengruppen, kategorien, kategorie, abteilungen, auswahl, angebot, produktpalette, katalog, \
    kann ich kaufen, kann man kaufen, alle produkte, alle artikel, alle waren, zeig, zeige, \
    zeigt, welche arten, was für
    """,
    .shopTalk: """
    haben sie, habt ihr, hast du, verkaufen sie, verkauft ihr, führen sie, führt ihr, suche, \
    suchen, gesucht, ich suche, zeig, zeig mir, zeige, zeigen, zeigen sie mir, finde, finden, \
    kaufen, bestellen, brauche, brauchen, benötige, hätte gern, hätte gerne, empfehlen, \
    empfiehl, empfehlung, empfehlungen, vorschlag, vorschläge, vorschlagen, geschenk für, \
    ein geschenk für, als geschenk, geschenk, geschenke, für meine frau, für meinen mann, \
    für meine mutter, für meinen vater, für meinen bruder, für meine schwester, \
    für meinen sohn, für meine tochter, für einen freund, für eine freundin, \
    für meine freundin, für meinen freund, schön, schönes, schöne, gutes, gute, guten, guter, \
    beste, besten, bestes, beliebt, beliebte, art, arten, auswahl, sortiment, angebot an, \
    interessiere, interessiert, kosten, kostet, preis, preise, lesen, geschrieben, schrieb, \
    namens, genannt, erschienen, erscheint, mit dem titel, laden, shop, geschäft
    """,
    .factQuestion: """
    warum ist, warum sind, warum hat, wieso ist, wer war, wer ist, wer hat, wann war, \
    wann wurde, wann ist, wo liegt, wo ist, wie weit, wie viele, wie hoch, wie alt, \
    wie funktioniert, wie mache ich, wie kann ich, was bedeutet, was ist die, was ist der, welches \
    land
    """,
    .question: """
    wer, wen, wem, wessen, was, wann, wo, woher, wohin, warum, wieso, weshalb, wie, wieviel, \
    welche, welcher, welches, welchen, welchem, ist, sind, war, waren, kann, können, darf, soll, \
    sollte, sollen, muss, wird, werden, hat, haben, habt, gibt, gibts, ob, wenn
    """,
    .wish: """
    haben sie, habt ihr, hast du, verkaufen sie, verkauft ihr, führen sie, führt ihr, gibt es, \
    gibts, suche, suchen, zeig, zeige, zeigen, finde, kaufen, bestellen, brauche, brauchen, \
    benötige, hätte gern, hätte gerne, möchte, empfehlen, empfiehl, empfehlung, empfehlungen, \
    vorschlag, vorschläge, geschenk, geschenke, etwas, irgendetwas, irgendwas, lesen, \
    geschrieben, schrieb, autor, autorin, auf lager, vorrätig, lieferbar
    """,
    .cost: "kostet, kosten",
    .otherTask: """
    was soll ich tun, was kann ich tun, was soll ich machen, was mache ich, \
    hauptstadt, spiel musik, ein hotel, flug nach, restaurants in, wechselkurs, goldpreis, \
    witz, witze, schreib mir, schreibe mir, schreiben sie mir, übersetze, \
    wie wird das wetter, wetter morgen, wetter heute, wetter in, wettervorhersage, \
    hauptstadt von, bundeskanzler, \
    wer hat gewonnen, wer gewann, weltmeisterschaft, rezept für, wie repariere ich, \
    wie koche ich, wie alt ist, einwohner, horoskop, lotto, aktienkurs, wie spät ist es, \
    wer bist du, wer sind sie, bist du ein roboter
    """,
    .sameMaker: """
    vom selben autor, vom gleichen autor, von derselben autorin, von der gleichen autorin, \
    von demselben autor, desselben autors, derselben autorin, noch etwas von ihr, \
    noch etwas von ihm, andere bücher von ihr, andere bücher von ihm, mehr von ihr, mehr von ihm, \
    von derselben marke, von der gleichen marke, derselben marke, vom selben hersteller, \
    vom gleichen hersteller
    """,
    .it: "es, das, dieses, dieser, diese, ihn, das da, dieses buch, diesen artikel, davon",
    .them: """
    davon, welche davon, welches davon, welcher davon, welche sind, welche ist, welches ist, \
    welcher ist, welche hat, welche haben, welche gibt es, die, sie, beide
    """,
    .cheaper: """
    günstiger, günstigeres, günstigere, günstigeren, billiger, billigeres, billigere, \
    was günstigeres, etwas günstigeres, etwas billigeres, preiswerter, zu teuer, \
    das ist zu teuer, nicht so teuer, weniger teuer, günstigere alternative, gibt es das \
    günstiger, geht es günstiger, gehts günstiger
    """,
    .dearer: "teurer, teureres, teurere, hochwertiger",
    .more: """
    mehr, mehr davon, noch mehr, weitere, weiteres, andere, anderes, noch andere, noch eins, \
    noch einen, noch eine, noch welche, was noch, sonst noch etwas, sonst noch was, etwas anderes
    """,
    .last: "letzte, letzter, letztes, letzten",
    .also:
      "und, und was ist mit, was ist mit, wie wäre es mit, wie ist es mit, aber, oder, auch, und für, lieber",
  ]

  private static let germanRules: [Cue: String] = [
    .atMost: """
    unter, bis, bis zu, höchstens, maximal, max, weniger als, günstiger als, billiger als, \
    nicht mehr als, nicht über, budget, budget von, kürzer als, bis maximal, unterhalb von, \
    weniger wie, \
    höchstens bis, für unter, für weniger als
    """,
    .atLeast: "über, ab, mindestens, mehr als, von, min, minimum, teurer als, länger als",
    .orLess: "oder weniger, oder günstiger, oder billiger, maximal, höchstens",
    .orMore: "oder mehr, und mehr, aufwärts, mindestens",
    .between: "zwischen, von",
    .upTo: "bis, und",
    .and: "und, mit, von, zu",
    .or: "oder",
    .around: "etwa, ungefähr, circa, ca, rund, um, um die",
    .unit: """
    cm, mm, m, km, zoll, kg, g, gramm, ml, l, liter, jahr, jahre, jahren, monat, monate, \
    monaten, woche, wochen, tag, tage, tagen, stunde, stunden, minute, minuten, teile, teilen, \
    prozent, grad, watt, lumen, personen, spieler, spielern, blatt
    """,
    .pages: "seite, seiten",
    .onSale: """
    im angebot, im sale, reduziert, reduzierte, reduzierter, reduziertes, heruntergesetzt, \
    herabgesetzt, sonderangebot, sonderangebote, angebote, schnäppchen, rabattiert, ermäßigt
    """,
    .inStock: """
    auf lager, vorrätig, lieferbar, verfügbar, sofort lieferbar, vorhanden, am lager, \
    auf vorrat, lagernd
    """,
    .since: "seit, ab, erschienen seit, nicht vor",
    .later: "nach, neuer als, später als, erschienen nach",
    .before: "vor, älter als, erschienen vor",
    .inYear: "von, aus, aus dem jahr, im jahr, jahrgang, erschienen, in",
    .purpose: "für, zum, zur",
    .by: "von, vom, geschrieben von, bücher von, werke von, autor, autorin, illustriert von",
    .size: "größe, in größe, grösse, in grösse, gr",
    .inLanguage: "auf, in, in der, sprache, auf sprache",
    .cheapest: """
    günstigste, günstigster, günstigstes, günstigsten, billigste, billigster, billigstes, \
    billigsten, am billigsten, am günstigsten, preiswerteste, preiswertester, preiswertestes, \
    preiswertesten, nach preis, nach preis sortiert, niedrigster preis, günstige, günstiges
    """,
    .dearest: "teuerste, teuerster, teuerstes, teuersten, am teuersten, kostbarste, höchster preis",
    .newest: """
    neueste, neuester, neuestes, neuesten, neuste, neuster, neustes, neusten, \
    neuerscheinung, neuerscheinungen, aktuellste, aktuellster, aktuellstes, jüngste, zuletzt \
    erschienen
    """,
    .oldest: "älteste, ältester, ältestes, ältesten, früheste, frühestes, frühester",
    .compare: """
    vergleiche, vergleich, vergleichen, vergleichen sie, unterschied zwischen, \
    unterschiede zwischen, der unterschied zwischen, was ist besser, besser
    """,
    .versus: "vs, versus, oder, verglichen mit, im vergleich zu, gegenüber",
    .similar: """
    ähnlich wie, ähnliches wie, etwas wie, so etwas wie, so was wie, sowas wie, \
    etwas ähnliches wie, im stil von, vergleichbar mit, alternative zu, alternativen zu, \
    ähnlich zu, mir gefiel, mir hat gefallen, ähnliche bücher wie, ähnliche wie, etwas ähnliches, \
    so etwas ähnliches, was ähnliches, so etwas, sowas, in der art, so was ähnliches
    """,
    .like: "wie, ähnlich, ähnlich wie",
    .next: """
    was kommt nach, kommt nach, nach, was kommt danach, was kommt als nächstes, danach, nachfolger \
    von, der nachfolger von, nachfolger, \
    fortsetzung von, die fortsetzung von, fortsetzung zu, fortsetzung, nächster band, \
    nächstes buch nach, das nächste buch nach, nächster teil, nächste band, \
    nächster band von, der nächste band von, der nächste, das nächste, nächste, folgt auf, \
    was folgt auf
    """,
    .volume: "band, bd, teil, buch, nummer, nr, folge",
    .series: "reihe, serie, saga, zyklus, trilogie, band, buch, bücher, roman",
    .readingOrder: """
    reihenfolge, in welcher reihenfolge, lesereihenfolge, der reihe nach, \
    chronologische reihenfolge
    """,
  ]
}
