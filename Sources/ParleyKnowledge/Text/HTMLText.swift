/// Turns the HTML of product feeds into plain text.
///
/// Not a sanitizer: the result is text, and whoever shows it escapes it like any other. Only tags
/// that HTML knows are removed, so `a < b` and `<Dune>` stay.
enum HTMLText {
  /// The text without tags and comments, with entities decoded; paragraphs become lines. Text
  /// without HTML comes back unchanged.
  static func plain(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "<")) || text.utf8.contains(UInt8(ascii: "&")) else {
      return text
    }
    var stripper = TagStripper(text)
    let (stripped, hadTags) = stripper.strip()
    let decoded = decodingEntities(stripped)
    return hadTags ? collapsingSpace(decoded) : decoded
  }

  /// Decodes numeric entities and the named ones that feeds use; unknown ones stay.
  static func decodingEntities(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
    var decoded = ""
    var rest = text[...]
    while let ampersand = rest.firstIndex(of: "&") {
      decoded += rest[..<ampersand]
      rest = rest[rest.index(after: ampersand)...]
      let name = rest.prefix(12).prefix { $0 != ";" && $0 != "&" }
      if name.endIndex < rest.endIndex, rest[name.endIndex] == ";", let letters = entity(name) {
        decoded += letters
        rest = rest[rest.index(after: name.endIndex)...]
      } else {
        decoded += "&"
      }
    }
    return decoded + rest
  }

  private static func entity(_ name: Substring) -> String? {
    guard name.hasPrefix("#") else { return entities[String(name)] }
    let digits = name.dropFirst()
    let code =
      digits.lowercased().hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
    // Control characters stay as written, so that no entity smuggles in what is refused elsewhere.
    guard let code, let scalar = Unicode.Scalar(code),
      scalar == "\n" || scalar.properties.generalCategory != .control
    else { return nil }
    return String(Character(scalar))
  }

  private static func collapsingSpace(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
    return lines.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private static let entities: [String: String] = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": " ", "shy": "",
    "ndash": "–", "mdash": "—", "hellip": "…", "lsquo": "‘", "rsquo": "’", "sbquo": "‚",
    "ldquo": "“", "rdquo": "”", "bdquo": "„", "laquo": "«", "raquo": "»", "bull": "•",
    "middot": "·", "copy": "©", "reg": "®", "trade": "™", "euro": "€", "pound": "£", "yen": "¥",
    "cent": "¢", "deg": "°", "times": "×", "frac12": "½", "frac14": "¼", "frac34": "¾",
    "auml": "ä", "ouml": "ö", "uuml": "ü", "Auml": "Ä", "Ouml": "Ö", "Uuml": "Ü", "szlig": "ß",
    "eacute": "é", "egrave": "è", "ecirc": "ê", "euml": "ë", "agrave": "à", "aacute": "á",
    "acirc": "â", "atilde": "ã", "aring": "å", "ccedil": "ç", "iacute": "í", "icirc": "î",
    "iuml": "ï", "ntilde": "ñ", "oacute": "ó", "ocirc": "ô", "otilde": "õ", "oslash": "ø",
    "ugrave": "ù", "uacute": "ú", "ucirc": "û", "aelig": "æ", "oelig": "œ", "Eacute": "É",
  ]
}

/// Removes tags, comments, and what scripts and styles enclose.
private struct TagStripper {
  private var rest: Substring
  private var output = ""
  private var hadTags = false
  /// Whether a `>` may still come: looking for one that is not there takes all of the text each time.
  private var mayClose = true

  init(_ text: String) {
    rest = text[...]
  }

  mutating func strip() -> (text: String, hadTags: Bool) {
    while let bracket = rest.firstIndex(of: "<") {
      output += rest[..<bracket]
      rest = rest[bracket...]
      if rest.hasPrefix("<!--") {
        skip(past: "-->")
      } else if !skipTag() {
        output += "<"
        rest = rest.dropFirst()
      }
    }
    output += rest
    return (output, hadTags)
  }

  private mutating func skipTag() -> Bool {
    let isClosing = rest.hasPrefix("</")
    let body = rest.dropFirst(isClosing ? 2 : 1)
    let name = body.prefix { $0.isASCII && ($0.isLetter || $0.isNumber) }.lowercased()
    guard Self.inline.contains(name) || Self.block.contains(name) || Self.hidden.contains(name),
      mayClose
    else { return false }
    guard let end = body.firstIndex(of: ">") else {
      mayClose = false
      return false
    }
    rest = body[body.index(after: end)...]
    hadTags = true
    if Self.block.contains(name) { output += "\n" }
    if Self.hidden.contains(name), !isClosing { skip(past: "</\(name)") }
    return true
  }

  /// Drops everything through the marker, or all that is left when there is none.
  private mutating func skip(past marker: String) {
    hadTags = true
    while !rest.isEmpty {
      if rest.prefix(marker.count).lowercased() == marker {
        rest = rest.dropFirst(marker.count)
        if marker.hasPrefix("</") { rest = rest.drop { $0 != ">" }.dropFirst() }
        return
      }
      rest = rest.dropFirst()
    }
  }

  private static let hidden: Set<String> = ["script", "style", "head", "template"]
  private static let block: Set<String> = [
    "address", "article", "aside", "blockquote", "body", "br", "dd", "div", "dl", "dt", "figure",
    "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main",
    "nav", "ol", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
  ]
  private static let inline: Set<String> = [
    "a", "abbr", "b", "big", "center", "cite", "code", "del", "em", "font", "i", "iframe", "img",
    "input", "ins", "kbd", "label", "mark", "q", "s", "small", "span", "strike", "strong", "sub",
    "sup", "tt", "u", "video", "wbr",
  ]
}
