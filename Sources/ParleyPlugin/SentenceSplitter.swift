/// Cuts a growing text into sentences, each as soon as it is complete. The sentences, joined, are the
/// text.
///
/// A line break always ends a sentence, so a list is cut item by item and a table row by row. A full
/// stop does not end one after an abbreviation, an initial or a short number (`approx. 20`,
/// `J. R. R.`, `3. Mai`), within a number (`$12.99`), or before a small letter. White space and
/// citation markers after the end belong to the sentence. One that grows beyond
/// ``longestSentence`` is cut between two words.
public struct SentenceSplitter: Sendable {
  /// In Unicode scalars.
  public static let longestSentence = 2000

  private var pending: [Unicode.Scalar] = []
  /// How far ``pending`` has been looked through: nothing before it ends the sentence.
  private var position = 0

  /// A splitter at the beginning of a text.
  public init() {}

  /// Takes more text; returns the sentences that are complete now.
  public mutating func append(_ text: String) -> [String] {
    pending.append(contentsOf: text.unicodeScalars)
    var sentences: [String] = []
    var start = 0
    while let end = nextEnd(from: start) {
      sentences.append(SentenceSplitter.text(pending[start..<end]))
      start = end
      position = end
    }
    if start > 0 {
      pending.removeFirst(start)
      position -= start
    }
    return sentences
  }

  /// What is left when nothing more will come; empty when the text ended with a sentence.
  public mutating func rest() -> String {
    defer { (pending, position) = ([], 0) }
    return SentenceSplitter.text(pending[...])
  }

  /// All sentences of a text.
  public static func sentences(of text: String) -> [String] {
    var splitter = SentenceSplitter()
    let sentences = splitter.append(text)
    let rest = splitter.rest()
    return rest.isEmpty ? sentences : sentences + [rest]
  }

  private static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    String(String.UnicodeScalarView(scalars))
  }

  // MARK: Looking for the end

  /// Where the sentence that begins at `start` ends; `nil` while that cannot be said.
  private mutating func nextEnd(from start: Int) -> Int? {
    while position < pending.count {
      let scalar = pending[position]
      if SentenceSplitter.isLineBreak(scalar) { return position + 1 }
      if "。！？".unicodeScalars.contains(scalar) { return position + 1 }
      if ".!?…".unicodeScalars.contains(scalar) {
        switch end(afterMark: position, from: start) {
        case .here(let end): return end
        case .none: break
        case .unknown where position - start < SentenceSplitter.longestSentence: return nil
        case .unknown: break
        }
      }
      position += 1
      if position - start >= SentenceSplitter.longestSentence {
        let gap = pending[start..<position].lastIndex { $0.properties.isWhitespace }
        return gap.map { $0 + 1 } ?? position
      }
    }
    return nil
  }

  private enum End {
    /// The next sentence begins at this place.
    case here(Int)
    /// The sentence goes on.
    case none
    /// What follows has not come yet.
    case unknown
  }

  /// Whether a full stop, exclamation or question mark ends the sentence, and where the next begins.
  private func end(afterMark mark: Int, from start: Int) -> End {
    var next = mark + 1
    while next < pending.count, SentenceSplitter.closers.contains(pending[next]) { next += 1 }
    guard next < pending.count else { return .unknown }
    guard pending[next].properties.isWhitespace else { return .none }
    while true {
      while next < pending.count, pending[next].properties.isWhitespace {
        if SentenceSplitter.isLineBreak(pending[next]) { return .here(next + 1) }
        next += 1
      }
      guard next < pending.count else { return .unknown }
      guard pending[next] == "[" else { break }
      // A citation marker after the full stop; its end may still be on the way.
      let digits = pending[(next + 1)...].prefix { ("0"..."9").contains($0) }
      let close = next + 1 + digits.count
      guard close < pending.count else { return .unknown }
      guard !digits.isEmpty, pending[close] == "]" else { break }
      next = close + 1
    }
    let isStop = pending[mark] == "." || pending[mark] == "…"
    if isStop, pending[next].properties.isLowercase { return .none }
    if pending[mark] == ".", isAbbreviation(before: mark, from: start) { return .none }
    return .here(next)
  }

  /// Whether the word before a full stop is one that is written with it.
  private func isAbbreviation(before mark: Int, from start: Int) -> Bool {
    let word = pending[start..<mark].reversed().prefix {
      $0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == "."
    }
    guard !word.isEmpty else { return false }
    if word.allSatisfy({ ("0"..."9").contains($0) }) { return word.count <= 2 }
    let letters = String(String.UnicodeScalarView(word.reversed())).lowercased()
    return word.count == 1 || SentenceSplitter.abbreviations.contains(letters)
      || letters.split(separator: ".").allSatisfy { $0.count == 1 }
  }

  private static func isLineBreak(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "\n" || scalar == "\r" || scalar == "\u{2028}" || scalar == "\u{2029}"
  }

  private static let closers = Set("\"')]*_”’»›“‘".unicodeScalars)

  /// Words that are written with a full stop, in the five languages of the built-in words.
  private static let abbreviations: Set<String> = [
    "approx", "apt", "art", "av", "avda", "bd", "bzw", "ca", "cf", "ch", "dept", "dr", "dra", "ed",
    "eds", "ej", "env", "etc", "evtl", "ex", "exkl", "fig", "ggf", "hr", "hrsg", "inc", "incl",
    "inkl", "jr", "ltd", "max", "min", "mme", "mr", "mrs", "ms", "mwst", "no", "nos", "nr", "núm",
    "op", "pág", "pp", "prof", "ref", "réf", "resp", "sra", "srta", "st", "str", "tel", "tél", "ud",
    "uds", "usw", "vol", "vols", "vs", "zzgl", "aprox", "jan", "feb", "aug", "sept", "oct", "okt",
    "nov", "dec", "dez",
  ]
}
