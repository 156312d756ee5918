/// How much a message may tell about who wrote it, guessed where no model has judged: it decides when
/// memories are drawn, never what they say.
enum Importance {
  private static let ofOneself: Set<String> = Set(
    """
    i i'm i’m i've my me mine myself we our us ich mein meine meinen meiner mir mich wir unser unsere je \
    mon ma mes moi nous notre yo mi mis nosotros nuestra eu meu minha meus minhas nós
    """.split(separator: " ").map(String.init))

  /// From 1, small talk, to 10: more for people who speak of themselves, and for longer messages.
  static func estimate(of text: String) -> Int {
    guard !SmallTalk.isAll(of: text) else { return 1 }
    let words = text.lowercased().split { !$0.isLetter && $0 != "'" && $0 != "’" }
    let isOfOneself = words.contains { ofOneself.contains(String($0)) }
    return 2 + (isOfOneself ? 3 : 0) + min(words.count / 6, 5)
  }
}
