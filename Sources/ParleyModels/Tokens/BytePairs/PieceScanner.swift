/// Cuts text into the pieces that a tokenizer looks at one by one, as the regular expression of its
/// encoding does.
///
/// The expressions are those of tiktoken (`tiktoken_ext/openai_public.py`), read by hand: first what
/// they match, then where their backtracking ends. Each piece takes time proportional to its length,
/// but for the rest of a run of capitals or spaces, which is read three times at most.
struct PieceScanner: Sendable {
  let encoding: TokenEncoding
  private let table = ScalarTraits.table

  init(_ encoding: TokenEncoding) {
    self.encoding = encoding
  }

  /// The end of the piece that begins at an index below the end of the text; always beyond it.
  func pieceEnd(from start: Int, in text: Span<UInt8>) -> Int {
    switch encoding {
    case .cl100k: pieceEndCL100K(from: start, in: text)
    case .o200k: pieceEndO200K(from: start, in: text)
    }
  }

  /// `'(?i:[sdmt]|ll|ve|re)` `[^\r\n\p{L}\p{N}]?\p{L}+` `\p{N}{1,3}` ` ?[^\s\p{L}\p{N}]+[\r\n]*`
  /// `\s+$` `\s*[\r\n]` `\s+(?!\S)` `\s`
  private func pieceEndCL100K(from start: Int, in text: Span<UInt8>) -> Int {
    if let end = contractionEnd(from: start, in: text) { return end }
    let (first, next) = scalar(at: start, in: text)
    if first.contains(.letter) { return runEnd(of: .letter, from: next, in: text) }
    if first.contains(.prefix) {
      let end = runEnd(of: .letter, from: next, in: text)
      if end > next { return end }
    }
    if first.contains(.number) { return numberEnd(after: next, in: text) }
    if let end = signsEnd(from: start, first, next, in: text) {
      return runEnd(of: .newline, from: end, in: text)
    }
    return spaceEnd(from: start, takesAllAtEnd: true, in: text)
  }

  /// `[^\r\n\p{L}\p{N}]?[upper]*[lower]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?`
  /// `[^\r\n\p{L}\p{N}]?[upper]+[lower]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?` `\p{N}{1,3}`
  /// ` ?[^\s\p{L}\p{N}]+[\r\n/]*` `\s*[\r\n]+` `\s+(?!\S)` `\s+`
  private func pieceEndO200K(from start: Int, in text: Span<UInt8>) -> Int {
    let (first, next) = scalar(at: start, in: text)
    if let end = wordEnd(from: start, first, next, in: text) {
      return contractionEnd(from: end, in: text) ?? end
    }
    if first.contains(.number) { return numberEnd(after: next, in: text) }
    if var end = signsEnd(from: start, first, next, in: text) {
      while end < text.count, text[end] == 0x0A || text[end] == 0x0D || text[end] == 0x2F {
        end += 1
      }
      return end
    }
    return spaceEnd(from: start, takesAllAtEnd: false, in: text)
  }

  /// The end of a word of o200k: the first alternative with and without the prefix, then the second.
  private func wordEnd(
    from start: Int, _ first: ScalarTraits, _ next: Int, in text: Span<UInt8>
  ) -> Int? {
    var capitalsEnd: Int?
    if first.contains(.prefix) {
      let (end, hasLower) = caseEnd(from: next, in: text)
      if hasLower { return end }
      if end > next { capitalsEnd = end }
      // Only a mark is both what may precede a word and what may begin one.
      guard first.contains(.upper) else { return capitalsEnd }
    }
    let (end, hasLower) = caseEnd(from: start, in: text)
    if hasLower { return end }
    return capitalsEnd ?? (end > start ? end : nil)
  }

  /// The end of `[upper]*[lower]+`, or when that does not match, of `[upper]*`.
  private func caseEnd(from start: Int, in text: Span<UInt8>) -> (end: Int, hasLower: Bool) {
    var index = start
    var lastLowerEnd: Int?
    while index < text.count {
      let (traits, next) = scalar(at: index, in: text)
      guard traits.contains(.upper) else {
        if traits.contains(.lower) {
          return (runEnd(of: .lower, from: next, in: text), true)
        }
        break
      }
      if traits.contains(.lower) { lastLowerEnd = next }
      index = next
    }
    // `[upper]*` gives back until `[lower]+` finds one that is both, such as a Chinese character.
    return lastLowerEnd.map { ($0, true) } ?? (index, false)
  }

  /// The end of `'s`, `'ll` and the like, in any case; `nil` when none begins here.
  private func contractionEnd(from start: Int, in text: Span<UInt8>) -> Int? {
    guard start + 1 < text.count, text[start] == 0x27 else { return nil }
    let letter = text[start + 1]
    switch letter | 0x20 {
    case 0x73, 0x64, 0x6D, 0x74: return letter < 0x80 ? start + 2 : nil  // s d m t
    default: break
    }
    guard start + 2 < text.count else { return nil }
    switch (letter, text[start + 2]) {
    case (0xC5, 0xBF): return start + 3  // ſ is an s without regard to case.
    case (let first, let second) where first < 0x80 && second < 0x80:
      let pair = (first | 0x20, second | 0x20)
      let isEnding = pair == (0x6C, 0x6C) || pair == (0x76, 0x65) || pair == (0x72, 0x65)
      return isEnding ? start + 3 : nil  // ll ve re
    default: return nil
    }
  }

  /// The end of at most three digits, of which the first has been read.
  private func numberEnd(after first: Int, in text: Span<UInt8>) -> Int {
    var end = first
    for _ in 0..<2 where end < text.count {
      let (traits, next) = scalar(at: end, in: text)
      guard traits.contains(.number) else { break }
      end = next
    }
    return end
  }

  /// The end of ` ?[^\s\p{L}\p{N}]+`; `nil` when it does not begin here.
  private func signsEnd(
    from start: Int, _ first: ScalarTraits, _ next: Int, in text: Span<UInt8>
  ) -> Int? {
    if first.contains(.sign) { return runEnd(of: .sign, from: next, in: text) }
    guard text[start] == 0x20 else { return nil }
    let end = runEnd(of: .sign, from: next, in: text)
    return end > next ? end : nil
  }

  /// The end of a piece of space: after its last line break; without one, before its last character,
  /// which belongs to what follows.
  private func spaceEnd(from start: Int, takesAllAtEnd: Bool, in text: Span<UInt8>) -> Int {
    var (index, last, lineBreakEnd) = (start, start, 0)
    while index < text.count {
      let (traits, next) = scalar(at: index, in: text)
      guard traits.contains(.space) else { break }
      if traits.contains(.newline) { lineBreakEnd = next }
      last = index
      index = next
    }
    if takesAllAtEnd, index == text.count { return index }
    if lineBreakEnd > 0 { return lineBreakEnd }
    return index == text.count || last == start ? index : last
  }

  /// The end of a run of characters with a trait; the start when there is none.
  private func runEnd(of trait: ScalarTraits, from start: Int, in text: Span<UInt8>) -> Int {
    var index = start
    while index < text.count {
      let byte = text[index]
      if byte < 0x80 {
        guard table[Int(byte)].contains(trait) else { return index }
        index += 1
      } else {
        let (traits, next) = scalar(at: index, in: text)
        guard traits.contains(trait) else { return index }
        index = next
      }
    }
    return index
  }

  /// The traits of the character at an index, and where the next one begins. The text is valid UTF-8.
  private func scalar(at index: Int, in text: Span<UInt8>) -> (ScalarTraits, next: Int) {
    let lead = text[index]
    guard lead >= 0x80 else { return (table[Int(lead)], index + 1) }
    let length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    let end = min(index + length, text.count)
    var value = UInt32(lead) & (0x7F >> UInt32(length))
    for position in index + 1..<end { value = value << 6 | UInt32(text[position] & 0x3F) }
    if Int(value) < table.count { return (table[Int(value)], end) }
    return (Unicode.Scalar(value).map(ScalarTraits.init) ?? [.sign, .prefix], end)
  }
}
