/// Text that cannot steer a terminal: control characters stand as the pictures that Unicode has for
/// them. Line feeds, tabs and colours pass.
enum VisibleText {
  static func of(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F || $0 == 0xC2 }) else { return text }
    var visible = String.UnicodeScalarView()
    var rest = text.unicodeScalars[...]
    while let scalar = rest.first {
      if let sequence = colourSequence(rest) {
        visible += sequence
        rest = rest[sequence.endIndex...]
      } else {
        visible.append(picture(of: scalar))
        rest.removeFirst()
      }
    }
    return String(visible)
  }

  /// The sequence `ESC [ digits and semicolons m` at the beginning, if there is one.
  private static func colourSequence(
    _ text: Substring.UnicodeScalarView
  ) -> Substring.UnicodeScalarView? {
    guard text.starts(with: "\u{1B}[".unicodeScalars) else { return nil }
    let parameters = text.dropFirst(2).prefix { ("0"..."9").contains($0) || $0 == ";" }
    guard parameters.endIndex < text.endIndex, text[parameters.endIndex] == "m" else { return nil }
    return text[...parameters.endIndex]
  }

  private static func picture(of scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar {
    case "\n", "\t": scalar
    case "\u{0}"..."\u{1F}": Unicode.Scalar(0x2400 + scalar.value) ?? "\u{FFFD}"
    case "\u{7F}": "\u{2421}"
    case "\u{80}"..."\u{9F}": "\u{FFFD}"
    default: scalar
    }
  }
}
