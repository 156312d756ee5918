extension StringProtocol {
  /// The text without white space around it.
  var trimmed: String {
    guard let first = firstIndex(where: { !$0.isWhitespace }),
      let last = lastIndex(where: { !$0.isWhitespace })
    else { return "" }
    return String(self[first...last])
  }

  /// The beginning of a value, for messages: a long value must not flood the terminal.
  var excerpt: String {
    let short = prefix(60)
    return short.endIndex == endIndex ? String(self) : short + "…"
  }
}

extension String {
  /// The text, or `nil` when there is none.
  var nonEmpty: String? { isEmpty ? nil : self }
}
