extension Lexicon {
  static let portuguese = Lexicon(
    LexiconSource(
      language: "pt",
      irregularEndings: [
        ("oes", "ao"), ("aes", "ao"), ("aos", "ao"), ("ais", "al"), ("eis", "el"), ("ois", "ol"),
        ("uis", "ul"), ("is", "il"), ("ns", "m"), ("zes", "z"),
      ],
      cues: [
        .function: """
        o, a, os, as, um, uma, uns, umas, de, do, da, dos, das, ao, aos, à, e, ou, mas, se, não, \
        em, no, na, nos, nas, com, sem, por, para, sobre, entre, desde, até, que, quem, qual, \
        quais, quando, onde, como, eu, tu, ele, ela, você, vocês, nós, me, meu, minha, meus, \
        minhas, seu, sua, seus, suas, é, são, era, está, estão, há, tenho, tem, têm, posso, \
        pode, podem, quero, queria, gostaria, algo, alguém, algum, alguma, tudo, todos, este, \
        esta, estes, estas, esse, essa, isso, muito, mais, também, menos, teriam, tens, temos, \
        terá, teria, poderia, poderiam, pode me, podem me, quer, queremos, devo, ser, seja, foi, \
        eram, pelo, pela, pelos, pelas, num, numa, nuns, numas, lhe, lhes, nosso, nossa, vosso, \
        dele, dela, onde, aqui, aí, ali, sim, já, então, pois, porque, os meus, as minhas, à, às
        """,
        .chat: """
        isbn, ean, referência, \
        olá, oi, bom dia, boa tarde, boa noite, obrigado, obrigada, por favor, diga me, \
        quanto custa, quanto, quantos, saber, ajuda, pergunta, quanto custam, qual o preço, \
        qual é o preço, desculpe, com licença, pode dizer me, pode me dizer, informação, \
        informações, talvez, está bem, viva
        """,
        .assortment: """
        têm, tem, vocês têm, vendem, vocês vendem, vende, oferecem, há, tudo, categorias, categoria, \
        secções, seções, catálogo, sortido, a vossa loja, a sua loja, todos os produtos, \
        todos os artigos, posso comprar, se pode comprar, mostre, mostra, mostre me, que tipos, \
        tipos de
        """,
        .shopTalk: """
        vocês têm, vendem, procuro, estou procurando, procurando, procurar, mostre, mostrar, \
        encontrar, comprar, preciso, recomendar, recomenda, recomendação, sugestão, \
        presente para, um presente para, presente, bom, boa, bons, melhor, melhores, custa, \
        preço, ler, escrito, chamado, gosto, têm, tem, vende, vocês vendem, dispõem de, há, \
        ando à procura de, à procura de, estou à procura de, procuramos, queria, queria comprar, \
        gostaria de, gostava de, desejo, precisava, precisava de, precisamos, recomendam, \
        aconselham, me recomendam, sugerem, sugestões, ideia, ideias, oferecer, para oferecer, \
        prenda, prendas, prenda para, presentes, para a minha mãe, para o meu pai, \
        para a minha filha, para o meu filho, para a minha mulher, para o meu marido, \
        para a minha irmã, para o meu irmão, para um amigo, para uma amiga, para minha mãe, \
        para meu pai, para meu filho, para minha filha, bonito, bonita, bonitos, boas, tipo, \
        tipos, modelo, modelos, marca, da marca, custam, preços, loja, catálogo
        """,
        .question: """
        quem, que, qual, quais, quando, onde, como, quanto, quanta, quantos, posso, pode, podem, \
        é possível
        """,
        .wish: """
        têm, tem, vendem, vende, procuro, procurando, comprar, preciso, queria, quero, gostaria, \
        gostava, recomenda, recomendam, recomendar, presente, prenda, mostrar, encontrar, algo, \
        livro, livros, em stock, em estoque, disponível, autor, ler, que, qual, quais, quanto
        """,
        .cost: "custa, custam",
        .otherTask: """
        piada, poema sobre, escreva, traduza, traduzir, previsão do tempo, capital de, \
        presidente de, quem ganhou, copa do mundo, receita de, quem é você, que horas são
        """,
        .atMost: """
        menos de, de menos de, abaixo de, abaixo dos, máximo, max, até, até aos, no máximo, \
        por menos de, a menos de, inferior a, inferiores a, que custe menos de, \
        que custem menos de, que não passe de, não mais de, não mais que, um máximo de, \
        orçamento de, mais barato que
        """,
        .atLeast:
          "mais de, acima de, acima dos, a partir de, pelo menos, mínimo, desde, superior a, no mínimo",
        .orLess: "ou menos, no máximo", .orMore: "ou mais, no mínimo", .between: "entre, de",
        .upTo: "e, a, até", .and: "e, com", .or: "ou",
        .around: "cerca de, por volta de, aproximadamente",
        .unit: """
        cm, mm, m, km, kg, g, ml, cl, l, litro, litros, gramas, anos, meses, dias, horas, minutos, \
        peças, chávenas, jogadores, pessoas, watts, volts, lúmens, graus, polegadas
        """, .pages: "página, páginas",
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
        .versus: "vs, ou",
        .similar: """
        algo como, algo parecido, algo parecido com, algo semelhante, algo do género, \
        algo do gênero, parecido com, parecida com, semelhante a, no estilo de, do mesmo estilo
        """,
        .like: "como",
        .next: """
        o que vem depois de, o que vem depois, depois de, continuação de, a continuação, \
        sequência de, o seguinte, o próximo, qual é o próximo
        """,
        .volume: "livro, volume, tomo, parte", .series: "série, saga, ciclo, trilogia",
        .sameMaker: """
        do mesmo autor, da mesma autora, do mesmo escritor, da mesma escritora, da mesma marca, \
        a mesma marca, do mesmo fabricante
        """,
        .readingOrder: "ordem de leitura, em que ordem",
        .it: "isso, esse, essa, este, esta, o mesmo, a mesma",
        .them: "eles, qual deles, quais deles, qual é, quais são",
        .cheaper: """
        mais barato, mais barata, mais baratos, mais baratas, algo mais barato, muito caro, \
        muito cara, demasiado caro, demasiado cara, caro demais, mais em conta, mais económico
        """,
        .dearer: "mais caro",
        .more: "mais, outros, outras, outro, outra, algo mais, outra coisa, que mais, mostre mais",
        .last: "último, última", .also: "e, e em, também, e para, e com, mas, ou",
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
      wearers: [
        "criança, crianças, infantil, infantis, menino, menina, meninos, meninas",
        "mulher, mulheres, senhora, senhoras, feminino",
        "homem, homens, senhor, masculino",
      ],
      synonyms: [
        "aberto, horário, abrir, abrem, fechado", "devolução, devolver, reembolso, troca",
        "envio, entrega, entregar, frete", "pagar, pagamento", "custo, custa, preço, taxa",
      ]))
}
