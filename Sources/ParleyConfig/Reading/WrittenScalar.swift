import ParleyPlugin

/// A scalar as it was written and as it reads with its variables filled in.
struct WrittenScalar {
  var text: String
  var written: String
  var isPlain: Bool
  /// Whether a variable stands in it.
  var isFilled: Bool

  /// One sentence without place.
  struct Fault: Error {
    var message: String
  }

  /// The value in the form that ``JSONValue/decoded(as:)`` expects.
  func read(as type: OptionType, files: ConfigurationFiles) -> Result<JSONValue, Fault> {
    switch type {
    case .boolean: boolean()
    case .integer(let range): integer(range)
    case .number(let range): number(range)
    default:
      // The rest is text, or begins as text.
      if let fault = noText { .failure(fault) } else { text(type, files) }
    }
  }

  private func text(_ type: OptionType, _ files: ConfigurationFiles) -> Result<JSONValue, Fault> {
    switch type {
    case .name:
      let isName = !text.isEmpty && text.utf8.allSatisfy(Self.isNameByte)
      return isName ? .success(.string(text)) : wrong(type)
    case .path:
      if text.isEmpty { return wrong(type) }
      return .success(.string(files.absolute(text)))
    case .duration(let range):
      guard let duration = Duration(withUnit: text) else { return wrong(type) }
      guard range.contains(duration) else {
        let bounds = "\(range.lowerBound.withUnit) to \(range.upperBound.withUnit)"
        return .failure(Fault(message: "expected a time span from \(bounds)\(quote())"))
      }
      return .success(.string(text))
    case .byteSize(let range):
      guard let size = ByteSize(text) else { return wrong(type) }
      guard range.contains(size) else {
        let bounds = "\(range.lowerBound) to \(range.upperBound)"
        return .failure(Fault(message: "expected a size from \(bounds)\(quote())"))
      }
      return .success(.string(text))
    case .tokenShare:
      return TokenShare(text) == nil ? wrong(type) : .success(.string(text))
    case .choice(let words):
      if words.contains(text) { return .success(.string(text)) }
      let nearest = NearestName.of(text, among: words).map { "; did you mean '\($0)'?" } ?? ""
      return .failure(Fault(message: "expected \(type.wanted)\(quote())\(nearest)"))
    default:
      return .success(.string(text))
    }
  }

  /// Plain `true` or `null` would be no text for any other reader of YAML.
  private var noText: Fault? {
    guard isPlain, let word = CoreWord(written) else { return nil }
    if word == .null, written.isEmpty {
      return Fault(
        message: "nothing stands here; write a value, '' for empty text, or leave the key out")
    }
    return Fault(
      message: "'\(written)' is not text but a \(word.rawValue); quote it: \"\(written)\"")
  }

  /// Whether the text may be something else: quotes say that it is text, but `"${NAME}"` needs them
  /// inside brackets.
  private var isUntyped: Bool { isPlain || isFilled }

  private func boolean() -> Result<JSONValue, Fault> {
    if isUntyped, let word = CoreWord(text), word == .boolean {
      return .success(.boolean(text.lowercased() == "true"))
    }
    return .failure(Fault(message: "expected a boolean\(quote()); write true or false"))
  }

  private func integer(_ range: ClosedRange<Int>) -> Result<JSONValue, Fault> {
    guard isUntyped, case .integer(let number)? = CoreNumber(text)?.value, range.contains(number)
    else {
      return wrong(.integer(range))
    }
    return .success(.integer(number))
  }

  private func number(_ range: ClosedRange<Double>) -> Result<JSONValue, Fault> {
    guard isUntyped, let value = CoreNumber(text)?.value, let number = value.number,
      range.contains(number)
    else { return wrong(.number(range)) }
    return .success(value)
  }

  private func wrong(_ type: OptionType) -> Result<JSONValue, Fault> {
    .failure(Fault(message: "expected \(type.wanted)\(quote())"))
  }

  /// `, not '80a'`: the value as written, so that what a variable holds is never shown.
  func quote(_ isConfidential: Bool = false) -> String {
    guard !isConfidential else { return "" }
    let line = written.split(whereSeparator: \.isNewline).first ?? ""
    let excerpt = line.count > 60 || line.count < written.count ? "\(line.prefix(60))…" : "\(line)"
    return isFilled ? ", not what '\(excerpt)' stands for" : ", not '\(excerpt)'"
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true
    default: false
    }
  }
}

/// The plain words that YAML's core schema reads as something else than text or numbers.
enum CoreWord: String {
  case null
  case boolean

  init?(_ text: String) {
    switch text {
    case "", "~", "null", "Null", "NULL": self = .null
    case "true", "True", "TRUE", "false", "False", "FALSE": self = .boolean
    default: return nil
    }
  }
}
