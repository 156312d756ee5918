extension SpanishPhrases {
  var smallTalk: SmallTalkPatterns { SpanishPhrases.smallTalkPatterns }

  private static let smallTalkPatterns = SmallTalkPatterns(
    SmallTalkLists(
      greeting: [
        "hola", "buenos días", "buenas tardes", "buenas noches", "buenas", "qué tal", "cómo estás",
        "cómo está usted",
      ],
      thanks: [
        "gracias", "muchas gracias", "mil gracias", "no gracias", "gracias por la ayuda",
        "gracias por su ayuda", "gracias por tu ayuda",
      ],
      goodbye: ["adiós", "hasta luego", "hasta pronto", "hasta la vista", "chao", "nos vemos"],
      identity: [
        "quién eres", "quién es usted", "qué eres", "cómo te llamas", "cómo se llama usted",
        "eres un robot", "eres humano", "eres una persona", "eres una ia", "es usted un robot",
      ],
      insult: [
        "idiota", "imbécil", "estúpido", "eres estúpido", "eres tonto", "tonto", "inútil",
        "eres inútil", "cállate", "mierda", "vete a la mierda",
      ],
      help: [
        "ayuda", "ayúdame", "ayúdeme", "qué puedes hacer", "qué sabes hacer", "qué puede hacer",
        "cómo funciona", "cómo funciona esto", "qué puedo preguntar",
      ],
      affirmation: ["sí", "vale", "de acuerdo", "bien", "muy bien", "perfecto", "genial", "no"],
      fillers: ["muy", "por", "todo", "y", "pues", "entonces", "a", "usted", "ti", "favor"]))
}
