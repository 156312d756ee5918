/// The two members of a request's body that choose the answer.
///
/// They are found by a search through the bytes: a quotation mark inside a text is escaped, so
/// `"model":` cannot stand in one.
struct UpstreamRequestBody {
  /// Empty when the body names none.
  let model: String
  let streams: Bool

  init(_ body: [UInt8]) {
    let value = Self.value(of: "model", in: body) ?? []
    model = String(decoding: value.dropFirst().prefix { $0 != UInt8(ascii: "\"") }, as: UTF8.self)
    streams = Self.value(of: "stream", in: body)?.starts(with: "true".utf8) ?? false
  }

  /// What stands behind a member's name and its colon.
  private static func value(of name: StaticString, in body: [UInt8]) -> ArraySlice<UInt8>? {
    let pattern = Array("\"\(name)\"".utf8)
    var position = 0
    while let quote = body[position...].firstIndex(of: UInt8(ascii: "\"")) {
      position = quote + 1
      guard body[quote...].starts(with: pattern) else { continue }
      let rest = body[(quote + pattern.count)...].drop { $0 == UInt8(ascii: " ") }
      if rest.first == UInt8(ascii: ":") {
        return rest.dropFirst().drop { $0 == UInt8(ascii: " ") }
      }
    }
    return nil
  }
}
