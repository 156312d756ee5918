import ParleyPlugin

/// The lines around data in a prompt, and the guard that nothing inside can look like them.
///
/// A fence line carries the chat's random word. Text from outside loses what could close a fence,
/// open another, or pass for a chat template's control token: runs of angle brackets, `<|…|>`,
/// `[INST]`, the fence word itself, and characters that hide or reorder text.
struct Fence: Sendable {
  let word: String

  /// A fenced piece of data, ending in a line break.
  func enclose(_ text: String, label: String) -> String {
    "<<data \(word)\(label.isEmpty ? "" : " " + escape(oneLine(label)))>>\n\(escape(text))\n<<end \(word)>>\n"
  }

  /// The text with everything defused that could act as prompt syntax.
  func escape(_ text: String) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count)
    var previous: Unicode.Scalar?
    for scalar in text.unicodeScalars where Fence.isVisible(scalar) {
      if let previous, Fence.opensToken(previous, scalar) { result.unicodeScalars.append(" ") }
      result.unicodeScalars.append(scalar)
      previous = scalar
    }
    for token in Fence.templateTokens {
      result = result.replacing(token, with: "\(token.first ?? " ") \(token.dropFirst())")
    }
    // The word is only ever met here when somebody has seen a prompt of this chat.
    return word.isEmpty ? result : result.replacing(word, with: "(fence)")
  }

  /// Whether two neighbouring characters begin or end something that prompts use as syntax.
  private static func opensToken(_ first: Unicode.Scalar, _ second: Unicode.Scalar) -> Bool {
    switch (first, second) {
    case ("<", "<"), (">", ">"), ("<", "|"), ("|", ">"), ("{", "{"), ("}", "}"): true
    case ("\u{FF1C}", "\u{FF1C}"), ("\u{FF1E}", "\u{FF1E}"): true
    default: false
    }
  }

  /// Control tokens of common chat templates that consist of ordinary characters.
  private static let templateTokens = [
    "[INST]", "[/INST]", "<s>", "</s>", "<<SYS>>", "<</SYS>>", "<start_of_turn>", "<end_of_turn>",
  ]

  /// Line breaks and tabs stay; other control, zero-width and direction-changing characters go.
  private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A: true
    case 0x00...0x1F, 0x7F...0x9F: false
    case 0x200B, 0x200E...0x200F, 0x202A...0x202E, 0x2060...0x2069, 0xFEFF: false
    case 0xE0000...0xE007F: false
    default: true
    }
  }

  private func oneLine(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).joined(separator: " ")
  }
}

extension String {
  /// This text with every occurrence of another replaced.
  fileprivate func replacing(_ target: String, with replacement: String) -> String {
    guard !target.isEmpty, utf8.count >= target.utf8.count else { return self }
    let (text, pattern) = (Array(utf8), Array(target.utf8))
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    var position = 0
    while position < text.count {
      if text[position] == pattern[0], position + pattern.count <= text.count,
        text[position..<position + pattern.count].elementsEqual(pattern)
      {
        result.append(contentsOf: replacement.utf8)
        position += pattern.count
      } else {
        result.append(text[position])
        position += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
