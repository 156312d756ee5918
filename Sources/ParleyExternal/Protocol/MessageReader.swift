import ParleyPlugin

/// Reads members of a message and says which one is wrong and how.
struct MessageReader {
  let members: [String: JSONValue]
  /// Where the members stand, for errors: `parts[2]`.
  let place: String

  init(_ value: JSONValue, at place: String) throws(ProtocolViolation) {
    guard let members = value.object else {
      throw ProtocolViolation("'\(place)' has to be an object")
    }
    self.members = members
    self.place = place
  }

  init(members: [String: JSONValue], at place: String) {
    self.members = members
    self.place = place
  }

  subscript(key: String) -> JSONValue? {
    guard let value = members[key], value != .null else { return nil }
    return value
  }

  func text(_ key: String) throws(ProtocolViolation) -> String {
    guard let text = self[key]?.string else { throw wrong(key, "a text") }
    return text
  }

  func textIfAny(_ key: String) throws(ProtocolViolation) -> String? {
    guard self[key] != nil else { return nil }
    return try text(key)
  }

  func number(
    _ key: String, in range: ClosedRange<Double>, otherwise: Double?
  ) throws(ProtocolViolation) -> Double? {
    guard let value = self[key] else { return otherwise }
    guard let number = value.number, range.contains(number) else {
      throw wrong(key, "a number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  func integer(
    _ key: String, in range: ClosedRange<Int>, otherwise: Int
  ) throws(ProtocolViolation) -> Int {
    guard let value = self[key] else { return otherwise }
    guard let number = value.integer, range.contains(number) else {
      throw wrong(key, "a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  func boolean(_ key: String, otherwise: Bool) throws(ProtocolViolation) -> Bool {
    guard let value = self[key] else { return otherwise }
    guard let boolean = value.boolean else { throw wrong(key, "true or false") }
    return boolean
  }

  /// One of the words of an enumeration.
  func word<Word: RawRepresentable<String> & CaseIterable>(
    _ key: String, otherwise: Word
  ) throws(ProtocolViolation) -> Word {
    guard let value = self[key] else { return otherwise }
    guard let word = value.string.flatMap(Word.init(rawValue:)) else {
      throw wrong(key, "one of " + Word.allCases.map(\.rawValue).joined(separator: ", "))
    }
    return word
  }

  func messages(_ key: String) throws(ProtocolViolation) -> [MessageID] {
    try identifiers(key, of: "message ids").map { MessageID($0) }
  }

  func identifiers(_ key: String, of what: String) throws(ProtocolViolation) -> [String] {
    guard let value = self[key] else { return [] }
    guard let names = value.array?.map(\.string), !names.contains(nil) else {
      throw wrong(key, "a list of \(what)")
    }
    return names.compactMap(\.self)
  }

  /// The objects of a list; none when it is missing.
  func list(_ key: String, atMost most: Int) throws(ProtocolViolation) -> [MessageReader] {
    guard let value = self[key] else { return [] }
    guard let elements = value.array, elements.count <= most else {
      throw wrong(key, "a list of at most \(most)")
    }
    var readers: [MessageReader] = []
    for (position, element) in elements.enumerated() {
      readers.append(try MessageReader(element, at: "\(path(key))[\(position)]"))
    }
    return readers
  }

  func object(_ key: String) throws(ProtocolViolation) -> MessageReader? {
    guard let value = self[key] else { return nil }
    return try MessageReader(value, at: path(key))
  }

  func wrong(_ key: String, _ expected: String) -> ProtocolViolation {
    ProtocolViolation("'\(path(key))' has to be \(expected)")
  }

  private func path(_ key: String) -> String { place.isEmpty ? key : "\(place).\(key)" }
}
