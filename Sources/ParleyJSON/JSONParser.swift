import CJansson
package import ParleyPlugin

/// Reads JSON strictly: RFC 8259 in UTF-8 and nothing that another reader could take differently.
///
/// Refused with the offset: byte order marks, other encodings, invalid UTF-8, lone surrogates,
/// `\u0000`, duplicate keys, comments, trailing commas, a second document, numbers beyond `Double`,
/// whole numbers beyond 64 bits, nesting and size beyond the limits.
package enum JSONParser {
  /// The document in these bytes: any value, also a bare text or number.
  package static func parse(
    _ bytes: [UInt8], limits: JSONLimits = JSONLimits()
  ) throws(JSONError) -> JSONValue {
    try JSONPreflight.check(bytes, limits: limits)
    var report = json_error_t()
    let flags = Int(JSON_REJECT_DUPLICATES | JSON_DECODE_ANY)
    let root = bytes.withUnsafeBytes { buffer in
      json_loadb(buffer.baseAddress, buffer.count, flags, &report)
    }
    guard let root else { throw JanssonReport(report).error(in: bytes) }
    defer { json_decref(root) }
    do {
      return try JanssonTree.value(of: root)
    } catch {
      throw error.jsonError(in: bytes)
    }
  }

  /// The document in any collection of bytes, for example a slice of a receive buffer.
  package static func parse(
    _ bytes: some Collection<UInt8>, limits: JSONLimits = JSONLimits()
  ) throws(JSONError) -> JSONValue {
    try parse(Array(bytes), limits: limits)
  }

  /// The document in a text.
  package static func parse(
    _ text: String, limits: JSONLimits = JSONLimits()
  ) throws(JSONError) -> JSONValue {
    try parse(Array(text.utf8), limits: limits)
  }

  /// The members of a document that has to be an object, such as a request body.
  package static func parseObject(
    _ bytes: [UInt8], limits: JSONLimits = JSONLimits()
  ) throws(JSONError) -> [String: JSONValue] {
    let expected = JSONError(.notAnObject, at: 0, "expected a JSON object")
    do throws(JSONError) {
      guard case .object(let members) = try parse(bytes, limits: limits) else { throw expected }
      return members
    } catch {
      throw error.code == .empty ? expected : error
    }
  }
}
