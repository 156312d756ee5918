/// How a piece of text is set off on a terminal that shows colours.
enum TextStyle: Sendable {
  /// Headings and names.
  case strong
  /// What matters less.
  case faint
  case success
  case warning
  case failure

  /// The parameter of the terminal's "select graphic rendition" sequence (ECMA-48, 8.3.117).
  var code: String {
    switch self {
    case .strong: "1"
    case .faint: "2"
    case .success: "32"
    case .warning: "33"
    case .failure: "1;31"
    }
  }
}
