/// The words of a message or a phrase, lower case, without punctuation: what small talk and names of
/// kinds are recognised by.
struct MessageWords {
  let words: [String]

  /// Apostrophes join ("what's" is one word, `whats`); everything else that is neither letter nor
  /// digit separates.
  init(_ text: String) {
    let text = text.lowercased()
    var words: [String] = []
    var word = ""
    if text.utf8.allSatisfy({ $0 < 0x80 }) {
      // Looking up what a letter is costs a hundred times as much.
      for byte in text.utf8 {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
          word.unicodeScalars.append(Unicode.Scalar(byte))
        case UInt8(ascii: "'"): break
        default: MessageWords.end(&word, in: &words)
        }
      }
    } else {
      for character in text {
        if character.isLetter || character.isNumber {
          word.append(character)
        } else if character != "'" && character != "\u{2019}" {
          MessageWords.end(&word, in: &words)
        }
      }
    }
    MessageWords.end(&word, in: &words)
    self.words = words
  }

  private static func end(_ word: inout String, in words: inout [String]) {
    if !word.isEmpty { words.append(word) }
    word = ""
  }

  /// Whether the words of a phrase stand here next to each other.
  func contains(_ phrase: MessageWords) -> Bool {
    words.indices.contains { phrase.stands(in: words, at: $0) }
  }

  /// Whether these words stand in others from a position on.
  func stands(in others: [String], at position: Int) -> Bool {
    !words.isEmpty && others.dropFirst(position).starts(with: words)
  }
}
