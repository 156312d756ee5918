extension Lexicon {
  static let spanish = Lexicon(
    LexiconSource(
      language: "es",
      irregularEndings: [("ces", "z"), ("eses", "es")],
      cues: [
        .function: """
        el, la, los, las, un, una, unos, unas, lo, de, del, al, a, y, o, u, e, pero, si, no, en, \
        con, sin, por, para, sobre, entre, desde, hasta, que, qué, quién, cual, cuál, cuáles, \
        cuándo, dónde, cómo, yo, tú, él, ella, usted, ustedes, nosotros, me, mi, mis, te, tu, \
        tus, se, su, sus, nos, es, son, era, está, están, hay, he, ha, han, tengo, tiene, \
        tienen, puedo, puede, pueden, quiero, quisiera, algo, alguien, algún, alguna, todo, todos, \
        este, esta, estos, estas, ese, esa, esos, esas, muy, más, también, menos, tenéis, \
        tendrían, tendríais, tenga, tengan, podría, podrían, puedes, quiere, querría, debo, sea, \
        ser, fue, eran, hacia, donde, cuando, como, sí, ya, nuestro, nuestra, vuestro, vosotros, \
        les, le, ello, ellos, ellas, aquí, ahí, porque, pues
        """,
        .chat: """
        isbn, ean, referencia, \
        hola, buenos días, buenas tardes, gracias, por favor, dime, dígame, cuánto cuesta, \
        cuánto, cuántos, saber, ayuda, ayúdame, pregunta, buenas noches, buenas, perdón, disculpe, \
        vale, cuánto cuestan, cuánto vale, qué precio tiene, me puede decir, información, quizás
        """,
        .assortment: """
        tienen, tienes, tenéis, venden, vendéis, vendes, ofrecen, ofrecéis, hay, todo, categorías, \
        categoría, secciones, catálogo, surtido, su tienda, vuestra tienda, todos los productos, \
        todos los artículos, puedo comprar, se puede comprar, muéstrame, muestra, enséñame, qué tipos, \
        tipos de, qué clase
        """,
        .shopTalk: """
        tienen, venden, busco, estoy buscando, buscar, buscando, muéstrame, mostrar, encontrar, \
        comprar, necesito, recomendar, recomienda, recomiendas, recomendación, regalo para, \
        un regalo para, regalo, bueno, buena, buenos, mejor, mejores, cuesta, precio, leer, \
        escrito, llamado, gusta, tienes, vendéis, vende, disponen de, hay, ofrecen, ando buscando, \
        me gustaría, gustaría, quisiera, deseo, quiero comprar, necesitamos, recomiendan, \
        recomendáis, me recomienda, me recomiendan, sugieren, sugerencia, sugerencias, idea, \
        ideas, aconsejan, regalar, para regalar, de regalo, para mi madre, para mi padre, \
        para mi hija, para mi hijo, para mi mujer, para mi marido, para mi hermana, \
        para mi hermano, para un amigo, para una amiga, bonito, bonita, bonitos, buenas, tipo, \
        tipos, modelo, modelos, marca, de la marca, cuestan, precios, tienda, catálogo
        """,
        .question: """
        quién, quiénes, qué, cuál, cuáles, cuándo, dónde, cómo, cuánto, cuánta, cuántos, puedo, \
        puede, pueden, es posible
        """,
        .wish: """
        tienen, tenéis, tienes, tiene, venden, vendéis, busco, buscando, comprar, necesito, \
        quisiera, \
        quiero, gustaría, recomienda, recomiendan, recomendar, regalo, regalar, mostrar, encontrar, \
        algo, libro, libros, en stock, disponible, autor, leer, qué, cuál, cuáles, cuánto
        """,
        .cost: "cuesta, cuestan",
        .otherTask: """
        chiste, poema sobre, escríbeme, traduce, traducir, tiempo hace, capital de, \
        presidente de, quién ganó, mundial, receta de, quién eres, qué hora es
        """,
        .atMost: """
        menos de, de menos de, bajo, máximo, max, hasta, como mucho, no más de, por menos de, \
        por debajo de, inferior a, inferiores a, que no pase de, que cueste menos de, \
        que cuesten menos de, un máximo de, presupuesto, presupuesto de, más barato que
        """,
        .atLeast:
          "más de, de más de, a partir de, al menos, mínimo, desde, por encima de, superior a, como mínimo",
        .orLess: "o menos, máximo", .orMore: "o más, mínimo", .between: "entre, de, desde",
        .upTo: "y, a, hasta", .and: "y, con", .or: "o, u",
        .around: "alrededor de, unos, aproximadamente, cerca de",
        .unit: """
        cm, mm, m, km, kg, g, ml, cl, l, litro, litros, gramos, años, meses, días, horas, minutos, \
        piezas, tazas, jugadores, personas, vatios, voltios, lúmenes, grados, pulgadas
        """, .pages: "página, páginas",
        .onSale: "en oferta, rebajado, rebajados, rebajada, rebajas, ofertas, de oferta",
        .inStock: "en stock, disponible, disponibles, en existencia, en existencias, de inmediato",
        .since: "desde",
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
        .versus: "vs, o",
        .similar: """
        algo como, algo parecido, algo similar, algo así, parecido a, parecida a, similar a, \
        al estilo de, del mismo estilo, algo por el estilo
        """,
        .like: "como",
        .next: """
        qué viene después de, qué viene después, después de, continuación de, la continuación, \
        secuela de, el siguiente, la siguiente, qué sigue
        """,
        .volume: "libro, volumen, tomo, parte", .series: "serie, saga, ciclo, trilogía",
        .sameMaker: """
        del mismo autor, de la misma autora, del mismo escritor, de la misma escritora, \
        de la misma marca, la misma marca, del mismo fabricante
        """,
        .readingOrder: "orden de lectura, en qué orden",
        .it:
          "eso, ese, esa, este, esta, lo mismo, el mismo, la misma, lo tienen, la tienen, lo tienen también",
        .them: "ellos, cuál de ellos, cuáles de ellos, cuál es, cuáles son",
        .cheaper: """
        más barato, más barata, más baratos, más baratas, algo más barato, muy caro, muy cara, \
        demasiado caro, demasiado cara, más económico, más económica
        """,
        .dearer: "más caro",
        .more: "más, otros, otras, otro, algo más, otra cosa, qué más, alguno más, enséñame más",
        .last: "último, última", .also: "y, y en, también, y para, y con, pero, o, mejor",
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
      wearers: [
        "niño, niña, niños, niñas, infantil, infantiles",
        "mujer, mujeres, señora, señoras",
        "hombre, hombres, caballero, caballeros",
      ],
      synonyms: [
        "abierto, horario, abrir, abren, cerrado", "devolución, devolver, reembolso, cambio",
        "envío, entrega, enviar", "pagar, pago", "coste, cuesta, precio, gastos",
      ]))
}
