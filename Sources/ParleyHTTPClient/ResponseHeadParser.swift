/// Status and headers of a response.
struct ResponseHead: Sendable {
  var status: Int
  var headers: HTTPHeaders
}

/// Builds the head of a response from the lines that libcurl hands over. No I/O.
///
/// Interim responses (1xx) are passed over, trailers after the body are ignored, folded lines
/// (obsolete, RFC 9112 section 5.2) are joined.
struct ResponseHeadParser {
  /// More header lines came than allowed.
  struct TooLarge: Error {}

  let limit: Int
  private var status = 0
  private var fields: [(name: String, value: String)] = []
  private var size = 0
  private var isComplete = false

  init(limit: Int) {
    self.limit = limit
  }

  /// Takes one line with its line end; returns the head once it is complete.
  mutating func consume(_ line: some Collection<UInt8>) throws(TooLarge) -> ResponseHead? {
    size += line.count
    guard size <= limit else { throw TooLarge() }
    guard !isComplete else { return nil }
    let text = String(decoding: line.prefix { $0 != 10 && $0 != 13 }, as: UTF8.self)
    if text.isEmpty {
      guard status >= 200 else { return nil }
      isComplete = true
      return ResponseHead(status: status, headers: HTTPHeaders(fields))
    }
    if text.hasPrefix("HTTP/") {
      let words = text.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: true)
      status = words.count > 1 ? Int(words[1]) ?? 0 : 0
      fields = []
    } else if text.hasPrefix(" ") || text.hasPrefix("\t") {
      guard let last = fields.indices.last else { return nil }
      fields[last].value += " " + trimmed(text[...])
    } else if let colon = text.firstIndex(of: ":") {
      fields.append((String(text[..<colon]), trimmed(text[text.index(after: colon)...])))
    }
    return nil
  }

  private func trimmed(_ text: Substring) -> String {
    let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" }
    let start = text.drop(while: isBlank)
    guard let end = start.lastIndex(where: { !isBlank($0) }) else { return "" }
    return String(start[...end])
  }
}
