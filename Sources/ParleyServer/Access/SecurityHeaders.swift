/// What tells browsers to keep to the rules of this house; on every reply.
enum SecurityHeaders {
  private static let always = [
    ("Content-Security-Policy", ChatPage.contentSecurityPolicy),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
  ]

  static func fields(_ settings: ApplicationSettings) -> [(String, String)] {
    guard settings.publicURL.lowercased().hasPrefix("https:") else { return always }
    return always + [("Strict-Transport-Security", "max-age=31536000")]
  }
}
