import ParleyPlugin

extension OptionType {
  /// What is expected, as it follows the word "expected" in a message.
  var wanted: String {
    switch self {
    case .text: "text"
    case .name: "a name of letters, digits, '.', '_' and '-'"
    case .path: "the path of a file or folder"
    case .secret: "text, ${VARIABLE} or {file: path}"
    case .boolean: "a boolean"
    case .integer(let range):
      range.lowerBound == range.upperBound
        ? "\(range.lowerBound)" : "a whole number from \(range.lowerBound) to \(range.upperBound)"
    case .number(let range):
      "a number from \(range.lowerBound.short) to \(range.upperBound.short)"
    case .duration: "a time span such as 300ms, 5s, 30m, 12h, 180d or 2w"
    case .byteSize: "a size such as 512KiB, 64MiB or 2GiB"
    case .tokenShare: "tokens (800) or percent (40%)"
    case .choice(let words): "one of \(words.joined(separator: ", "))"
    case .list: "a list"
    case .map, .object: "a mapping"
    case .any: "a value"
    }
  }
}

extension Double {
  /// Without a fraction that says nothing.
  var short: String { Int(exactly: self).map { "\($0)" } ?? "\(self)" }
}
