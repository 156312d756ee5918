/// How alike two runs of words are, by the trigrams of their letters (Dice's coefficient): forgives
/// what no list of spellings foresees.
struct LetterSimilarity {
  private let trigrams: [UInt32]

  init(_ words: [some Collection<UInt8>]) {
    trigrams = Self.trigrams(words)
  }

  /// 0 to 1.
  func dice(_ words: [some Collection<UInt8>]) -> Float {
    let others = Self.trigrams(words)
    guard !trigrams.isEmpty, !others.isEmpty else { return 0 }
    return 2 * Float(shared(others)) / Float(trigrams.count + others.count)
  }

  /// The share of the own trigrams that the others have.
  func containment(in words: [some Collection<UInt8>]) -> Float {
    let others = Self.trigrams(words)
    return trigrams.isEmpty ? 0 : Float(shared(others)) / Float(trigrams.count)
  }

  private func shared(_ others: [UInt32]) -> Int {
    var count = 0
    var (left, right) = (0, 0)
    while left < trigrams.count, right < others.count {
      if trigrams[left] == others[right] {
        count += 1
        left += 1
        right += 1
      } else if trigrams[left] < others[right] {
        left += 1
      } else {
        right += 1
      }
    }
    return count
  }

  /// Sorted, with a space before the first and after the last word; words are written together, so
  /// that spaces in the wrong place cost nothing.
  private static func trigrams(_ words: [some Collection<UInt8>]) -> [UInt32] {
    var trigrams: [UInt32] = []
    var last: UInt32 = 0x20
    var count = 0
    for word in words {
      for letter in word {
        last = (last << 8 | UInt32(letter)) & 0xFF_FFFF
        count += 1
        if count >= 2 { trigrams.append(last) }
      }
    }
    if count > 0 { trigrams.append((last << 8 | 0x20) & 0xFF_FFFF) }
    return trigrams.sorted()
  }
}
