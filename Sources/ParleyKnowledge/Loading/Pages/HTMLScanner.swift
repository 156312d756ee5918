/// Goes through an HTML page from tag to tag, once, without a tree.
///
/// It takes what browsers take: tags that are never closed, attributes without quotes. Time grows with
/// the page only: an end that was looked for in vain is not looked for again.
struct HTMLScanner {
  /// A tag, its name in lower case.
  struct Tag: Hashable {
    var name: String
    var isClosing: Bool
    /// Everything between the name and `>`.
    var rest: String
    /// Where it begins and where the text behind it begins.
    var range: Range<Int>

    /// The value of an attribute, entities decoded.
    func attribute(_ wanted: String) -> String? {
      var text = rest[...]
      while let equals = text.firstIndex(of: "=") {
        let name = text[..<equals].split(whereSeparator: \.isWhitespace).last?.lowercased()
        let after = text[text.index(after: equals)...].drop(while: \.isWhitespace)
        let value: Substring
        if let quote = after.first, quote == "\"" || quote == "'" {
          value = after.dropFirst().prefix { $0 != quote }
          text = after[value.endIndex...].dropFirst()
        } else {
          value = after.prefix { !$0.isWhitespace }
          text = after[value.endIndex...]
        }
        if name == wanted { return HTMLText.decodingEntities(String(value)) }
      }
      return nil
    }
  }

  let bytes: [UInt8]
  private(set) var position = 0
  /// The line of ``position``, from 1.
  private(set) var line = 1
  /// Elements whose end does not come any more.
  private var unclosed: Set<String> = []

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// The next tag; comments and declarations are passed over.
  mutating func nextTag() -> Tag? {
    while let bracket = find(UInt8(ascii: "<"), from: position) {
      if matches("!--", at: bracket + 1) {
        guard let end = find("-->", from: bracket + 4) else { return nil }
        move(to: end + 3)
        continue
      }
      let isClosing = byte(bracket + 1) == UInt8(ascii: "/")
      let start = bracket + (isClosing ? 2 : 1)
      var end = start
      while let byte = byte(end), Self.isLetter(byte) || (end > start && Self.isDigit(byte)) {
        end += 1
      }
      guard end > start, end - start <= 20, let close = endOfTag(from: end) else {
        move(to: bracket + 1)
        continue
      }
      move(to: close + 1)
      return Tag(
        name: text(start..<end).lowercased(), isClosing: isClosing, rest: text(end..<close),
        range: bracket..<(close + 1))
    }
    move(to: bytes.count)
    return nil
  }

  /// Passes over an element whose tag was read, with elements of its name inside, and returns its
  /// content; `nil` when it has no end, and nothing is passed over.
  mutating func skip(toEndOf name: String) -> ArraySlice<UInt8>? {
    guard !unclosed.contains(name) else { return nil }
    let start = position
    var depth = 1
    var search = position
    let isText = name == "script" || name == "style"
    while let bracket = find(UInt8(ascii: "<"), from: search) {
      search = bracket + 1
      let isClosing = byte(search) == UInt8(ascii: "/")
      let at = search + (isClosing ? 1 : 0)
      guard matches(name, at: at), byte(at + name.utf8.count).map(Self.isLetter) != true else {
        continue
      }
      if !isClosing {
        if !isText { depth += 1 }
        continue
      }
      depth -= 1
      if depth == 0 {
        move(to: find(UInt8(ascii: ">"), from: at).map { $0 + 1 } ?? bytes.count)
        return bytes[start..<bracket]
      }
    }
    unclosed.insert(name)
    return nil
  }

  /// The text of a range of bytes.
  func text(_ range: Range<Int>) -> String {
    String(decoding: bytes[range.clamped(to: 0..<bytes.count)], as: UTF8.self)
  }

  // MARK: Bytes

  private func byte(_ index: Int) -> UInt8? { index < bytes.count ? bytes[index] : nil }

  private mutating func move(to end: Int) {
    let end = min(max(end, position), bytes.count)
    line += bytes[position..<end].count { $0 == 0x0A }
    position = end
  }

  /// The `>` that ends a tag; quotes may hold one. A tag is not longer than 64 KiB.
  private func endOfTag(from start: Int) -> Int? {
    var quote: UInt8?
    for index in start..<min(start + 65_536, bytes.count) {
      let byte = bytes[index]
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        // A quote counts only after `=`: `<p don't>` is a tag, too.
        if index > start, bytes[index - 1] == UInt8(ascii: "=") || bytes[index - 1] == 0x20 {
          quote = byte
        }
      } else if byte == UInt8(ascii: ">") {
        return index
      } else if byte == UInt8(ascii: "<") {
        return nil
      }
    }
    return nil
  }

  private func find(_ wanted: UInt8, from start: Int) -> Int? {
    start < bytes.count ? bytes[start...].firstIndex(of: wanted) : nil
  }

  private func find(_ pattern: StaticString, from start: Int) -> Int? {
    var search = start
    while let dash = find(pattern.utf8Start.pointee, from: search) {
      if matches("\(pattern)", at: dash) { return dash }
      search = dash + 1
    }
    return nil
  }

  /// Whether the ASCII text stands there, in upper or lower case.
  private func matches(_ pattern: String, at index: Int) -> Bool {
    guard index + pattern.utf8.count <= bytes.count else { return false }
    return zip(bytes[index...], pattern.utf8).allSatisfy { byte, letter in
      byte == letter || (Self.isLetter(byte) && byte | 0x20 == letter)
    }
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
