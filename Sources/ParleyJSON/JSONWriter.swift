package import ParleyPlugin

/// Writes JSON: the same value always gives the same bytes.
///
/// Keys are sorted. Text outside ASCII is written as it is, except for the characters that some
/// reader takes as the end of a line (U+0085, U+2028, U+2029): a compact document is one line to
/// every reader. Numbers are the shortest that read back as the same number; infinity and
/// not-a-number, which JSON cannot say, are written as `null`.
package enum JSONWriter {
  /// The document as text; `pretty` puts every member on a line of its own, indented by two spaces.
  package static func string(_ value: JSONValue, pretty: Bool = false) -> String {
    String(decoding: bytes(value, pretty: pretty), as: UTF8.self)
  }

  /// The document as UTF-8.
  package static func bytes(_ value: JSONValue, pretty: Bool = false) -> [UInt8] {
    var output = JSONOutput(isPretty: pretty)
    output.append(value)
    return output.bytes
  }
}
