/// Messages that ask for nothing that knowledge could hold.
enum SmallTalk {
  private static let words: Set<String> = Set(
    """
    hello hi hey good morning afternoon evening day thanks thank you so very much many bye goodbye \
    see ok okay great fine nice perfect cool yes no please sorry who what are is how your name do can \
    i am a bot there help me hallo guten tag morgen abend danke vielen dank schön tschüss ja nein \
    bitte wer bist du sind sie wie geht es bonjour bonsoir salut merci beaucoup au revoir oui non \
    qui êtes vous ça va hola buenos días buenas tardes gracias muchas adiós sí quién eres cómo está \
    olá bom dia boa tarde obrigado obrigada sim não quem é você tudo bem
    """.split(separator: " ").map(String.init))

  /// Whether a text is small talk from its first word to its last.
  static func isAll(of text: String) -> Bool {
    text.lowercased().split { !$0.isLetter && !$0.isNumber }
      .allSatisfy { words.contains(String($0)) }
  }
}
