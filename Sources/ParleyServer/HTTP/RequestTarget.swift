/// What a request asks for, read strictly from the raw request line. The HTTP library's own path
/// ends at a NUL and decodes leniently, so it is never used.
struct RequestTarget: Sendable {
  var path: String
  var segments: [String]
  var query: [(name: String, value: String)]
  /// `host:port` of a target in absolute form; it has to agree with the field `Host`.
  var authority: String?

  /// Reads `/path?query`, `http://host/path?query`, or `*`.
  init(_ raw: String) throws(Refusal) {
    var rest = Array(raw.utf8)[...]
    guard rest.allSatisfy({ (0x21...0x7E).contains($0) }), !rest.contains(UInt8(ascii: "#")) else {
      throw .path("has characters that must be percent-encoded")
    }
    let scheme = Array("http://".utf8)
    if rest.count > scheme.count,
      zip(rest, scheme).allSatisfy({ $0.lowercasedASCII == $1 })
    {
      rest = rest.dropFirst(scheme.count)
      let end = rest.firstIndex { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") }
      authority = String(decoding: rest[..<(end ?? rest.endIndex)], as: UTF8.self)
      rest = rest[(end ?? rest.endIndex)...]
      if rest.first != UInt8(ascii: "/") { rest = [UInt8(ascii: "/")] + rest }
    }
    let split = rest.firstIndex(of: UInt8(ascii: "?")) ?? rest.endIndex
    path = try Self.path(rest[..<split])
    segments = Self.segments(path)
    query = try Self.query(rest[split...].dropFirst())
  }

  /// The path between its slashes: none for `/` and `*`, `["a", ""]` for `/a/`.
  static func segments(_ path: String) -> [String] {
    guard path.utf8.first == UInt8(ascii: "/"), path.utf8.count > 1 else { return [] }
    return path.utf8.dropFirst().split(
      separator: UInt8(ascii: "/"), omittingEmptySubsequences: false
    ).map { String(decoding: $0, as: UTF8.self) }
  }

  private static func path(_ raw: ArraySlice<UInt8>) throws(Refusal) -> String {
    if raw.elementsEqual("*".utf8) { return "*" }
    guard raw.first == UInt8(ascii: "/") else { throw .path("must begin with /") }
    let hidden = raw.indices.contains { index in
      guard raw[index] == UInt8(ascii: "%"), index + 2 < raw.endIndex else { return false }
      let code = raw[(index + 1)...(index + 2)].map(\.lowercasedASCII)
      return code.elementsEqual("2f".utf8) || code.elementsEqual("5c".utf8)
    }
    guard !hidden, !raw.contains(UInt8(ascii: "\\")) else {
      throw .path("must not hide a / or \\ in percent-encoding")
    }
    guard let bytes = decoded(raw) else { throw .path("has a % without two hexadecimal digits") }
    guard bytes.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
      throw .path("has a control character")
    }
    guard let path = String(validating: bytes, as: UTF8.self) else {
      throw .path("is not valid UTF-8")
    }
    guard !segments(path).contains(where: { $0 == "." || $0 == ".." }) else {
      throw .path("must not have . or .. segments")
    }
    return path
  }

  private static func query(_ raw: ArraySlice<UInt8>) throws(Refusal) -> [(
    name: String, value: String
  )] {
    var pairs: [(name: String, value: String)] = []
    for piece in raw.split(separator: UInt8(ascii: "&")) {
      let split = piece.firstIndex(of: UInt8(ascii: "=")) ?? piece.endIndex
      guard let name = queryText(piece[..<split]),
        let value = queryText(piece[split...].dropFirst())
      else {
        throw Refusal(
          400, "invalid_query",
          "The query must be percent-encoded UTF-8 without NUL, like ?q=caf%C3%A9.")
      }
      pairs.append((name, value))
    }
    return pairs
  }

  private static func queryText(_ raw: ArraySlice<UInt8>) -> String? {
    let spaced = raw.map { $0 == UInt8(ascii: "+") ? UInt8(ascii: " ") : $0 }
    guard let bytes = decoded(spaced[...]), !bytes.contains(0) else { return nil }
    return String(validating: bytes, as: UTF8.self)
  }

  /// The bytes that percent-encoding stands for; nil when a `%` lacks its two digits.
  private static func decoded(_ raw: ArraySlice<UInt8>) -> [UInt8]? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(raw.count)
    var iterator = raw.makeIterator()
    while let byte = iterator.next() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard let high = iterator.next().flatMap(digit), let low = iterator.next().flatMap(digit)
      else { return nil }
      bytes.append(high << 4 | low)
    }
    return bytes
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x41 + 10
    case 0x61...0x66: byte - 0x61 + 10
    default: nil
    }
  }
}

extension Refusal {
  fileprivate static func path(_ fault: String) -> Refusal {
    Refusal(400, "invalid_path", "The path \(fault).")
  }
}
