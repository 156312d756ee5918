package import ParleyJSON
package import ParleyPlugin

/// Reads JSON from upstreams, which is not always as strict as ours.
///
/// Models emit bytes, not characters: bad UTF-8, halves of surrogate pairs and NULs in text become
/// U+FFFD instead of costing the whole reply. Everything else is parsed strictly.
package enum UpstreamJSON {
  package static func parse(
    _ bytes: some Collection<UInt8>, limit: Int = 4 << 20
  ) throws(JSONError) -> JSONValue {
    let text = Array(String(decoding: bytes, as: UTF8.self).utf8)
    let limits = JSONLimits(bytes: limit)
    do throws(JSONError) {
      return try JSONParser.parse(text, limits: limits)
    } catch {
      guard error.code == .loneSurrogate || error.code == .nulNotAllowed else { throw error }
      return try JSONParser.parse(repairingEscapes(in: text), limits: limits)
    }
  }

  /// Replaces `\u0000` and halves of surrogate pairs by `\ufffd`.
  static func repairingEscapes(in text: [UInt8]) -> [UInt8] {
    var repaired = text
    var position = 0
    while position < text.count {
      guard text[position] == UInt8(ascii: "\\") else {
        position += 1
        continue
      }
      guard let unit = escapedUnit(in: text, at: position) else {
        position += 2  // Another escape, for example of a backslash.
        continue
      }
      if (0xD800...0xDBFF).contains(unit), let next = escapedUnit(in: text, at: position + 6),
        (0xDC00...0xDFFF).contains(next)
      {
        position += 12
        continue
      }
      if unit == 0 || (0xD800...0xDFFF).contains(unit) {
        repaired.replaceSubrange(position..<position + 6, with: "\\ufffd".utf8)
      }
      position += 6
    }
    return repaired
  }

  /// The code unit of the `\uXXXX` that begins here.
  private static func escapedUnit(in text: [UInt8], at position: Int) -> UInt16? {
    guard position + 6 <= text.count, text[position] == UInt8(ascii: "\\"),
      text[position + 1] == UInt8(ascii: "u")
    else { return nil }
    return UInt16(String(decoding: text[position + 2..<position + 6], as: UTF8.self), radix: 16)
  }
}
