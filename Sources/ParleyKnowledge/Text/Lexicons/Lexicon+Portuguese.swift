extension Lexicon {
  static let portuguese = Lexicon(
    LexiconSource(
      language: "pt",
      cues: [
        .function: """
        o, a, os, as, um, uma, uns, umas, de, do, da, dos, das, ao, aos, à, e, ou, mas, se, não, \
        em, no, na, nos, nas, com, sem, por, para, sobre, entre, desde, até, que, quem, qual, \
        quais, quando, onde, como, eu, tu, ele, ela, você, vocês, nós, me, meu, minha, meus, \
        minhas, seu, sua, seus, suas, é, são, era, está, estão, há, tenho, tem, têm, posso, \
        pode, podem, quero, queria, gostaria, algo, alguém, algum, alguma, tudo, todos, este, \
        esta, estes, estas, esse, essa, isso, muito, mais, também
        """,
        .chat: """
        isbn, ean, referência, \
        olá, oi, bom dia, boa tarde, boa noite, obrigado, obrigada, por favor, diga me, \
        quanto custa, quanto, quantos, saber, ajuda, pergunta
        """,
        .shopTalk: """
        vocês têm, vendem, procuro, estou procurando, procurando, procurar, mostre, mostrar, \
        encontrar, comprar, preciso, recomendar, recomenda, recomendação, sugestão, \
        presente para, um presente para, presente, bom, boa, bons, melhor, melhores, custa, \
        preço, ler, escrito, chamado, gosto
        """,
        .otherTask: """
        piada, poema sobre, escreva, traduza, traduzir, previsão do tempo, capital de, \
        presidente de, quem ganhou, copa do mundo, receita de, quem é você, que horas são
        """,
        .atMost: "menos de, abaixo de, máximo, max, até, no máximo, por menos de",
        .atLeast: "mais de, acima de, a partir de, pelo menos, mínimo, desde",
        .orLess: "ou menos, no máximo", .orMore: "ou mais, no mínimo", .between: "entre, de",
        .upTo: "e, a, até", .and: "e, com", .or: "ou",
        .around: "cerca de, por volta de, aproximadamente",
        .unit: "cm, mm, m, kg, g, ml, l, anos, dias, minutos", .pages: "página, páginas",
        .onSale: "em promoção, em oferta, promoções, ofertas, com desconto",
        .inStock: "em estoque, em stock, disponível, disponíveis", .since: "desde",
        .later: "depois de, após",
        .before: "antes de", .inYear: "de, em, publicado em",
        .purpose: "para",
        .by: "de, do, da, por, escrito por, livros de, autor", .size: "tamanho, no tamanho",
        .inLanguage: "em",
        .cheapest: "o mais barato, a mais barata, os mais baratos, mais barato, barato, baratos",
        .dearest: "o mais caro, a mais cara, os mais caros",
        .newest: "o mais recente, os mais recentes, mais novo, lançamentos, novidades",
        .oldest: "o mais antigo, os mais antigos", .compare: "comparar, compare, diferença entre",
        .versus: "vs, ou", .similar: "algo como, parecido com, semelhante a, no estilo de",
        .like: "como", .next: "o que vem depois de, depois de, continuação de, sequência de",
        .volume: "livro, volume, tomo, parte", .series: "série, saga, ciclo, trilogia",
        .readingOrder: "ordem de leitura, em que ordem", .it: "isso, esse, essa, este, esta",
        .them: "eles, qual deles, quais deles, qual é, quais são",
        .cheaper: "mais barato, algo mais barato, muito caro",
        .dearer: "mais caro", .more: "mais, outros, outras, outro, algo mais",
        .last: "último, última", .also: "e, e em, também",
      ],
      kinds: [
        ("livro, livros, romance, romances", "books"), ("produto, produtos", "products"),
        ("página, páginas, documento", "documents"), ("artigo, artigos, item, itens", "item"),
      ],
      currencies: [
        ("euro, euros, eur", ["EUR"]), ("real, reais, brl", ["BRL"]), ("dólar, dólares", ["USD"]),
      ],
      languages: [
        ("português, portuguesa", "pt"), ("inglês, inglesa", "en"), ("francês", "fr"),
        ("alemão", "de"), ("espanhol", "es"), ("italiano", "it"),
      ],
      ordinals: [
        "primeiro, primeira", "segundo, segunda", "terceiro, terceira",
        "quarto, quarta", "quinto, quinta", "sexto, sexta",
      ],
      cardinals: "um, dois, três, quatro, cinco, seis, sete, oito, nove, dez",
      synonyms: [
        "aberto, horário, abrir, abrem, fechado", "devolução, devolver, reembolso, troca",
        "envio, entrega, entregar, frete", "pagar, pagamento", "custo, custa, preço, taxa",
      ]))
}
