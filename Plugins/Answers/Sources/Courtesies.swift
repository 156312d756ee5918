/// The greetings and polite words around a question, in English, German, French, Spanish and
/// Portuguese. They are taken off both ends of a message, as often as they stand there.
enum Courtesies {
  /// The words between the courtesies; none when there is nothing else.
  static func removed(from words: [String]) -> [String] {
    var rest = words[...]
    while let opening = openings.first(where: { rest.starts(with: $0) }) {
      rest = rest.dropFirst(opening.count)
    }
    while let closing = closings.first(where: { rest.suffix($0.count).elementsEqual($0) }) {
      rest = rest.dropLast(closing.count)
    }
    return Array(rest)
  }

  /// Longer ones first: "good morning" before "good".
  private static func table(_ texts: [String]) -> [[String]] {
    texts.map { FoldedWords.words(of: $0) }.sorted { $0.count > $1.count }
  }

  private static let openings = table(
    greetings + polite + [
      "can you tell me", "could you tell me", "can you please tell me", "could you please tell me",
      "please tell me", "tell me", "do you know", "i would like to know", "i'd like to know",
      "i want to know", "i was wondering", "excuse me", "quick question", "so", "and", "ok", "okay",
      "können sie mir sagen", "könnten sie mir sagen", "kannst du mir sagen", "sagen sie mir",
      "ich möchte wissen", "ich wüsste gern", "wissen sie", "entschuldigung", "kurze frage", "und",
      "pouvez-vous me dire", "pourriez-vous me dire", "dites-moi", "je voudrais savoir",
      "savez-vous", "excusez-moi", "et",
      "puede decirme", "podría decirme", "me puede decir", "me podría decir", "dígame",
      "quisiera saber", "quiero saber", "sabe usted", "disculpe", "perdone",
      "pode me dizer", "pode dizer-me", "poderia me dizer", "poderia dizer-me", "diga-me",
      "gostaria de saber", "quero saber", "com licença",
    ])

  private static let closings = table(
    greetings + polite + [
      "thank you", "thank you very much", "thanks", "thanks a lot", "many thanks", "cheers",
      "vielen dank", "danke", "danke schön", "merci", "merci beaucoup", "merci d'avance",
      "gracias", "muchas gracias", "obrigado", "obrigada", "muito obrigado", "muito obrigada",
    ])

  private static let greetings = [
    "hello", "hello there", "hi", "hi there", "hey", "good morning", "good afternoon",
    "good evening", "good day", "dear team",
    "hallo", "guten tag", "guten morgen", "guten abend", "moin", "servus", "grüß gott",
    "bonjour", "bonsoir", "salut", "coucou",
    "hola", "buenos días", "buenas tardes", "buenas noches", "buenas",
    "olá", "oi", "bom dia", "boa tarde", "boa noite",
  ]

  private static let polite = [
    "please", "bitte", "s'il vous plaît", "svp", "por favor", "se faz favor",
  ]
}
