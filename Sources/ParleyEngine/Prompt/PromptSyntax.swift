/// Finds what a model or a chat template could read as syntax, and breaks it up.
///
/// Works on a shadow of the text: what each character looks like (``LookAlikes``), without marks and
/// joiners, so that `＜｜`, `<\u{301}|` and `<|` are one. What is found is broken by a space after its
/// first character, which no tokenizer reads over; the fence word is replaced.
struct PromptSyntax {
  /// The text with everything found broken up.
  var defused: String {
    guard !breaks.isEmpty || !words.isEmpty else {
      var result = String.UnicodeScalarView()
      result.append(contentsOf: scalars)
      return String(result)
    }
    var result = String.UnicodeScalarView()
    var position = 0
    while position < scalars.count {
      if let end = words[position] {
        result.append(contentsOf: "(fence)".unicodeScalars)
        position = end
        continue
      }
      if breaks.contains(position) { result.append(" ") }
      result.append(scalars[position])
      position += 1
    }
    return String(result)
  }

  private let scalars: [Unicode.Scalar]
  /// What each visible character looks like, and which of `scalars` it is.
  private var shadow: [UInt8] = []
  private var places: [Int] = []
  /// Before which scalars a space is put.
  private var breaks: Set<Int> = []
  /// Where fence words begin and end.
  private var words: [Int: Int] = [:]

  /// What stands for a character that looks like none of ASCII.
  private static let other: UInt8 = 0xFF

  init(_ scalars: [Unicode.Scalar], fenceWord: String) {
    self.scalars = scalars
    shadow.reserveCapacity(scalars.count)
    places.reserveCapacity(scalars.count)
    for (place, scalar) in scalars.enumerated() {
      if scalar.value > 0xFF, PromptSyntax.isCarried(scalar) { continue }
      shadow.append(LookAlikes.ascii(scalar) ?? PromptSyntax.other)
      places.append(place)
    }
    findWord(fenceWord.utf8.map(LookAlikes.lowercased))
    findTokens()
  }

  /// Marks and joiners, which sit on another character.
  private static func isCarried(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x300...0x36F, 0x483...0x489, 0x1AB0...0x1AFF, 0x1DC0...0x1DFF, 0x20D0...0x20FF,
      0xFE00...0xFE0F, 0xFE20...0xFE2F, 0x200C...0x200D, 0xE0100...0xE01EF:
      true
    default: false
    }
  }

  private subscript(position: Int) -> UInt8? {
    shadow.indices.contains(position) ? shadow[position] : nil
  }

  private static func isSpace(_ byte: UInt8?) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == nil
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x61...0x7A, UInt8(ascii: "_"), UInt8(ascii: "-"): true
    default: false
    }
  }

  private static func isName(_ byte: UInt8?) -> Bool { byte.map(isNameByte) ?? false }

  /// Puts a space before the character at a position of the shadow.
  private mutating func breakUp(before position: Int) {
    if places.indices.contains(position) { breaks.insert(places[position]) }
  }

  private mutating func findWord(_ word: [UInt8]) {
    guard let first = word.first, shadow.count >= word.count else { return }
    var position = 0
    while position + word.count <= shadow.count {
      guard shadow[position] == first, shadow[position...].starts(with: word) else {
        position += 1
        continue
      }
      let end = position + word.count
      words[places[position]] = end < places.count ? places[end] : scalars.count
      position = end
    }
  }

  private mutating func findTokens() {
    for position in shadow.indices {
      switch shadow[position] {
      case UInt8(ascii: "<"): findAngle(at: position)
      case UInt8(ascii: "|"):
        // The end of `<|…|>`; with a space before it, it is an operator.
        if self[position + 1] == UInt8(ascii: ">"), !PromptSyntax.isSpace(self[position - 1]) {
          breakUp(before: position + 1)
        }
      case UInt8(ascii: "["): findBracket(at: position)
      case UInt8(ascii: "{"): findVariable(at: position)
      default: break
      }
    }
  }

  /// `<|token`, `<token>`, `</token>`, `<token …>` and fence lines.
  private mutating func findAngle(at open: Int) {
    let next = self[open + 1]
    if next == UInt8(ascii: "|") {
      if !PromptSyntax.isSpace(self[open + 2]) { breakUp(before: open + 1) }
    } else if next == UInt8(ascii: "<") {
      findFence(at: open)
    } else {
      let start = open + (next == UInt8(ascii: "/") ? 2 : 1)
      let name = name(at: start)
      if TemplateTokens.isTag(name), endsTag(at: start + name.count) {
        breakUp(before: open + 1)
      }
    }
  }

  /// Whether a tag's name ends here: `<s>`, `<s/>`, `<function=…`, `<document id="1">`, but not `i<end;`.
  private func endsTag(at position: Int) -> Bool {
    switch self[position] {
    case UInt8(ascii: ">"), UInt8(ascii: "/"), UInt8(ascii: "="), UInt8(ascii: ":"): return true
    case 0x20: return restOfLine(from: position).contains(UInt8(ascii: ">"))
    default: return false
    }
  }

  /// `<<data`, `<< end` and everything of the form `<<name…>>` on one line. `a << b` and `x<<y>>z` are
  /// none.
  private mutating func findFence(at open: Int) {
    guard self[open - 1] != UInt8(ascii: "<") else { return }
    var start = open
    while self[start] == UInt8(ascii: "<") { start += 1 }
    let end = start
    while self[start] == 0x20 { start += 1 }
    if self[start] == UInt8(ascii: "/") { start += 1 }
    let closing = closing(after: end)
    // After a space it may as well be a shift or a stream: `out << data`.
    let isCertain =
      self[end] != 0x20 || closing != nil || self[open - 1] == nil || self[open - 1] == 0x0A
    let isFence = isCertain && TemplateTokens.isFenceWord(name(at: start))
    let isBracketed =
      closing != nil && (PromptSyntax.isName(self[end]) || self[end] == UInt8(ascii: "/"))
      && !PromptSyntax.isName(self[open - 1])
    guard isFence || isBracketed else { return }
    for position in open..<end { breakUp(before: position + 1) }
    guard var position = closing else { return }
    while self[position + 1] == UInt8(ascii: ">") {
      position += 1
      breakUp(before: position)
    }
  }

  /// Where `>>` stands soon on the same line.
  private func closing(after start: Int) -> Int? {
    restOfLine(from: start).indices.first {
      self[$0] == UInt8(ascii: ">") && self[$0 + 1] == UInt8(ascii: ">")
    }
  }

  /// The next 200 characters of a line: no token is longer, and a text full of beginnings stays cheap.
  private func restOfLine(from start: Int) -> ArraySlice<UInt8> {
    guard start < shadow.count else { return [] }
    return shadow[start...].prefix(200).prefix { $0 != 0x0A }
  }

  /// `[INST]`, `[/TOOL_RESULTS]`.
  private mutating func findBracket(at open: Int) {
    let start = open + (self[open + 1] == UInt8(ascii: "/") ? 2 : 1)
    let name = name(at: start)
    if self[start + name.count] == UInt8(ascii: "]"), TemplateTokens.isBracketed(name) {
      breakUp(before: open + 1)
    }
  }

  /// `{{name}}`, which template languages fill in.
  private mutating func findVariable(at open: Int) {
    guard self[open + 1] == UInt8(ascii: "{") else { return }
    var start = open + 2
    while self[start] == 0x20 { start += 1 }
    var end = start + name(at: start).count
    guard end > start else { return }
    while self[end] == 0x20 { end += 1 }
    if self[end] == UInt8(ascii: "}"), self[end + 1] == UInt8(ascii: "}") {
      breakUp(before: open + 1)
    }
  }

  /// The name that begins at a position; at most 40 bytes, longer ones are none of ours.
  private func name(at start: Int) -> ArraySlice<UInt8> {
    guard start < shadow.count else { return [] }
    return shadow[start...].prefix(40).prefix(while: PromptSyntax.isNameByte)
  }
}
