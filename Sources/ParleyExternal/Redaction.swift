/// Hides the values of the environment variables that a child was given, wherever it repeats them.
struct Redaction: Sendable {
  /// Shorter values are too likely to be ordinary words.
  private static let shortest = 8
  /// Variables that hold no secrets and stand in many messages.
  private static let harmless: Set<String> = [
    "HOME", "LANG", "LC_ALL", "LOGNAME", "PATH", "PWD", "SHELL", "TMPDIR", "TZ", "USER",
  ]

  private let secrets: [String]

  init(environment: [String: String]) {
    secrets =
      environment.filter {
        $0.value.utf8.count >= Redaction.shortest && !Redaction.harmless.contains($0.key)
      }
      // One value may contain another.
      .values.sorted { $0.utf8.count > $1.utf8.count }
  }

  func redacted(_ text: String) -> String {
    secrets.reduce(text) { text, secret in text.replacing(secret, with: "***") }
  }

  /// One line with the last bytes of a text, redacted before it is cut.
  func lastWords(_ text: String, bytes: Int = 200) -> String {
    String(decoding: Array(redacted(text).oneLine.utf8).suffix(bytes), as: UTF8.self)
  }
}
