import CJansson
import ParleyPlugin

/// Turns Jansson's tree into a value. The tree stays the caller's to free.
enum JanssonTree {
  /// Two keys that differ in bytes and are the same text to Unicode (`é` in one scalar or in two).
  ///
  /// Jansson compares bytes, `Dictionary` compares text: without this error one member would be lost.
  struct SameKey: Error {
    let key: String

    /// Places the error at the last key written in these bytes; at 0 when it is written with escapes.
    func jsonError(in bytes: [UInt8]) -> JSONError {
      let quoted = Array("\"\(key)\"".utf8)
      let starts = bytes.indices.reversed().lazy.filter { bytes[$0] == UInt8(ascii: "\"") }
      let offset = starts.first { bytes[$0...].starts(with: quoted) } ?? 0
      return .duplicateKey(key, at: offset)
    }
  }

  static func value(of node: UnsafeMutablePointer<json_t>) throws(SameKey) -> JSONValue {
    switch node.pointee.type {
    case JSON_OBJECT: return .object(try members(of: node))
    case JSON_ARRAY: return .array(try elements(of: node))
    case JSON_STRING: return .string(text(json_string_value(node), json_string_length(node)))
    case JSON_INTEGER: return .integer(Int(json_integer_value(node)))
    case JSON_REAL: return .number(json_real_value(node))
    case JSON_TRUE: return .boolean(true)
    case JSON_FALSE: return .boolean(false)
    default: return .null
    }
  }

  private static func members(
    of node: UnsafeMutablePointer<json_t>
  ) throws(SameKey) -> [String: JSONValue] {
    var members: [String: JSONValue] = [:]
    members.reserveCapacity(json_object_size(node))
    var iterator = json_object_iter(node)
    while let current = iterator {
      let key = text(json_object_iter_key(current), json_object_iter_key_len(current))
      if let member = json_object_iter_value(current) {
        let previous = members.updateValue(try value(of: member), forKey: key)
        guard previous == nil else { throw SameKey(key: key) }
      }
      iterator = json_object_iter_next(node, current)
    }
    return members
  }

  private static func elements(
    of node: UnsafeMutablePointer<json_t>
  ) throws(SameKey) -> [JSONValue] {
    var elements: [JSONValue] = []
    elements.reserveCapacity(json_array_size(node))
    for index in 0..<json_array_size(node) {
      guard let element = json_array_get(node, index) else { continue }
      elements.append(try value(of: element))
    }
    return elements
  }

  private static func text(_ start: UnsafePointer<CChar>?, _ count: Int) -> String {
    let raw = UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : count)
    return String(decoding: raw, as: UTF8.self)
  }
}
