extension PortuguesePhrases {
  var smallTalk: SmallTalkPatterns { PortuguesePhrases.smallTalkPatterns }

  private static let smallTalkPatterns = SmallTalkPatterns(
    SmallTalkLists(
      greeting: [
        "olá", "oi", "bom dia", "boa tarde", "boa noite", "tudo bem", "como vai", "como está",
      ],
      thanks: [
        "obrigado", "obrigada", "muito obrigado", "muito obrigada", "não obrigado",
        "não obrigada", "obrigado pela ajuda", "obrigada pela ajuda",
      ],
      goodbye: ["adeus", "tchau", "até logo", "até breve", "até amanhã", "até mais"],
      identity: [
        "quem é você", "quem és tu", "quem és", "o que é você", "o que és", "qual é o seu nome",
        "como te chamas", "como se chama", "você é um robô", "és um robô", "você é humano",
        "és humano", "você é uma ia",
      ],
      insult: [
        "idiota", "estúpido", "burro", "você é burro", "és burro", "inútil", "você é inútil",
        "és inútil", "cala a boca", "merda", "imbecil",
      ],
      help: [
        "ajuda", "ajude me", "ajuda me", "me ajude", "o que você pode fazer", "o que podes fazer",
        "o que sabes fazer", "como funciona", "o que posso perguntar",
      ],
      affirmation: ["sim", "ok", "está bem", "bem", "muito bem", "perfeito", "ótimo", "não"],
      fillers: ["muito", "por", "tudo", "e", "então", "a", "você", "ti", "favor", "pois"]))
}
