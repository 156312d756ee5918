extension String {
  /// The text without white space around it.
  var trimmed: String { utf8.isPrintedAtBothEnds ? self : self[...].trimmedByCharacters }
}

extension Substring {
  /// The text without white space around it.
  var trimmed: String { utf8.isPrintedAtBothEnds ? String(self) : trimmedByCharacters }

  fileprivate var trimmedByCharacters: String {
    guard let first = firstIndex(where: { !$0.isWhitespace }),
      let last = lastIndex(where: { !$0.isWhitespace })
    else { return "" }
    return String(self[first...last])
  }
}

extension BidirectionalCollection<UInt8> {
  /// Whether there is no white space around the text: nearly all values are so already, and characters
  /// take long to look at.
  fileprivate var isPrintedAtBothEnds: Bool {
    if let first, let last { first.isPrinted && last.isPrinted } else { false }
  }
}

extension StringProtocol {
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

extension UInt8 {
  /// Whether it is a visible sign of ASCII, and so never white space nor the end of any.
  var isPrinted: Bool { (0x21..<0x7F).contains(self) }
}
