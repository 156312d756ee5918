package import ParleyPlugin

/// A place in a JSON document, as RFC 6901 writes it: `/headers/Authorization`, `/urls/0`.
package struct JSONPointer: Sendable, Hashable, CustomStringConvertible {
  package let description: String

  package init(_ text: String) {
    description = text
  }

  fileprivate func appending(_ token: String) -> JSONPointer {
    var escaped = ""
    for character in token {
      switch character {
      case "~": escaped += "~0"
      case "/": escaped += "~1"
      default: escaped.append(character)
      }
    }
    return JSONPointer("\(description)/\(escaped)")
  }

  /// The names of members and numbers of elements that lead there.
  fileprivate var tokens: [String] {
    description.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map {
      String($0).replacing("~1", with: "/").replacing("~0", with: "~")
    }
  }
}

extension JSONValue {
  /// What stands at a place; `nil` when there is no such place.
  package subscript(pointer: JSONPointer) -> JSONValue? {
    var value = self
    for token in pointer.tokens {
      switch value {
      case .object(let members):
        guard let member = members[token] else { return nil }
        value = member
      case .array(let elements):
        guard let position = Int(token), elements.indices.contains(position) else { return nil }
        value = elements[position]
      default: return nil
      }
    }
    return value
  }

  /// The first place, in the order of the keys, at which this text stands by itself; `nil` when there
  /// is none.
  package func pointer(to text: String) -> JSONPointer? {
    pointer(to: text, from: JSONPointer(""))
  }

  private func pointer(to text: String, from place: JSONPointer) -> JSONPointer? {
    switch self {
    case .string(text): return place
    case .array(let elements):
      for (position, element) in elements.enumerated() {
        if let found = element.pointer(to: text, from: place.appending("\(position)")) {
          return found
        }
      }
    case .object(let members):
      for (key, member) in members.sorted(by: { $0.key < $1.key }) {
        if let found = member.pointer(to: text, from: place.appending(key)) { return found }
      }
    default: break
    }
    return nil
  }
}
