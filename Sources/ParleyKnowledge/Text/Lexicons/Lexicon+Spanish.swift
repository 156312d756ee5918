extension Lexicon {
  static let spanish = Lexicon(
    LexiconSource(
      language: "es",
      cues: [
        .function: """
        el, la, los, las, un, una, unos, unas, lo, de, del, al, a, y, o, u, e, pero, si, no, en, \
        con, sin, por, para, sobre, entre, desde, hasta, que, qué, quién, cual, cuál, cuáles, \
        cuándo, dónde, cómo, yo, tú, él, ella, usted, ustedes, nosotros, me, mi, mis, te, tu, \
        tus, se, su, sus, nos, es, son, era, está, están, hay, he, ha, han, tengo, tiene, \
        tienen, puedo, puede, pueden, quiero, quisiera, algo, alguien, algún, alguna, todo, todos, \
        este, esta, estos, estas, ese, esa, esos, esas, muy, más, también
        """,
        .chat: """
        isbn, ean, referencia, \
        hola, buenos días, buenas tardes, gracias, por favor, dime, dígame, cuánto cuesta, \
        cuánto, cuántos, saber, ayuda, ayúdame, pregunta
        """,
        .shopTalk: """
        tienen, venden, busco, estoy buscando, buscar, buscando, muéstrame, mostrar, encontrar, \
        comprar, necesito, recomendar, recomienda, recomiendas, recomendación, regalo para, \
        un regalo para, regalo, bueno, buena, buenos, mejor, mejores, cuesta, precio, leer, \
        escrito, llamado, gusta
        """,
        .otherTask: """
        chiste, poema sobre, escríbeme, traduce, traducir, tiempo hace, capital de, \
        presidente de, quién ganó, mundial, receta de, quién eres, qué hora es
        """,
        .atMost: "menos de, bajo, máximo, max, hasta, como mucho, no más de, por menos de",
        .atLeast: "más de, a partir de, al menos, mínimo, desde",
        .orLess: "o menos, máximo", .orMore: "o más, mínimo", .between: "entre, de, desde",
        .upTo: "y, a, hasta", .and: "y, con", .or: "o, u",
        .around: "alrededor de, unos, aproximadamente, cerca de",
        .unit: "cm, mm, m, kg, g, ml, l, años, días, minutos", .pages: "página, páginas",
        .onSale: "en oferta, rebajado, rebajados, rebajada, rebajas, ofertas, de oferta",
        .inStock: "en stock, disponible, disponibles, en existencia", .since: "desde",
        .later: "después de",
        .before: "antes de", .inYear: "de, en, del, publicado en",
        .purpose: "para",
        .by: "de, por, escrito por, libros de, autor", .size: "talla, en talla",
        .inLanguage: "en",
        .cheapest: "el más barato, la más barata, los más baratos, más barato, barato, baratos",
        .dearest: "el más caro, la más cara, los más caros",
        .newest: "el más reciente, los más recientes, más nuevo, novedades, último",
        .oldest: "el más antiguo, los más antiguos",
        .compare: "comparar, compara, diferencia entre",
        .versus: "vs, o", .similar: "algo como, parecido a, similar a, al estilo de",
        .like: "como", .next: "qué viene después de, después de, continuación de, secuela de",
        .volume: "libro, volumen, tomo, parte", .series: "serie, saga, ciclo, trilogía",
        .readingOrder: "orden de lectura, en qué orden", .it: "eso, ese, esa, este, esta",
        .them: "ellos, cuál de ellos, cuáles de ellos, cuál es, cuáles son",
        .cheaper: "más barato, algo más barato, muy caro",
        .dearer: "más caro", .more: "más, otros, otras, otro, algo más",
        .last: "último, última", .also: "y, y en, también",
      ],
      kinds: [
        ("libro, libros, novela, novelas", "books"), ("producto, productos", "products"),
        ("página, páginas, documento", "documents"), ("artículo, artículos, cosa, cosas", "item"),
      ],
      currencies: [
        ("euro, euros, eur", ["EUR"]), ("dólar, dólares", ["USD"]),
        ("peso, pesos", ["MXN", "ARS", "COP", "CLP"]),
      ],
      languages: [
        ("español, española, castellano", "es"), ("inglés, inglesa", "en"), ("francés", "fr"),
        ("alemán", "de"), ("italiano", "it"), ("portugués", "pt"),
      ],
      ordinals: [
        "primero, primer, primera", "segundo, segunda", "tercero, tercer, tercera",
        "cuarto, cuarta", "quinto, quinta", "sexto, sexta",
      ],
      cardinals: "uno, dos, tres, cuatro, cinco, seis, siete, ocho, nueve, diez",
      synonyms: [
        "abierto, horario, abrir, abren, cerrado", "devolución, devolver, reembolso, cambio",
        "envío, entrega, enviar", "pagar, pago", "coste, cuesta, precio, gastos",
      ]))
}
