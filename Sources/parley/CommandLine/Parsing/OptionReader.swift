import ParleyConfig

/// Reads options off a command line, by the specifications of those that are accepted there.
struct OptionReader {
  /// What may stand here.
  var options: [OptionSpec]
  /// Whose options they are, as typed: `parley ask`. For errors.
  var command: String
  /// What was found, by long name; a flag has one empty value.
  private(set) var values: [String: [String]] = [:]

  init(options: [OptionSpec], command: String) {
    self.options = options
    self.command = command
  }

  /// Names whose values would be secrets: everyone on the machine can read them in the list of
  /// processes.
  private static let secrets: Set<String> = ["password", "api-key", "secret", "token"]

  /// Reads one argument that begins with a dash and, when it needs one, the value after it.
  ///
  /// - Parameter rest: what follows the argument; the value is taken off its front.
  mutating func read(_ argument: String, _ rest: inout ArraySlice<String>) throws(UsageError) {
    if argument.hasPrefix("--") {
      try readLong(argument.dropFirst(2), &rest)
    } else {
      try readShort(argument.dropFirst(), &rest)
    }
  }

  private mutating func readLong(
    _ text: Substring, _ rest: inout ArraySlice<String>
  ) throws(UsageError) {
    let name = String(text.prefix { $0 != "=" })
    let attached = text.contains("=") ? String(text.dropFirst(name.count + 1)) : nil
    guard let option = options.first(where: { $0.name == name }) else {
      throw unknown("--\(name)", secret: Self.secrets.contains(name))
    }
    switch (option.value, attached) {
    case (nil, nil): try store("", option)
    case (nil, .some): throw error("option '--\(name)' takes no value")
    case (.some, let value?): try store(value, option)
    case (.some, nil): try store(try nextValue(option, &rest), option)
    }
  }

  /// One dash and one letter each; the last of them may take the rest or the next argument as value.
  private mutating func readShort(
    _ letters: Substring, _ rest: inout ArraySlice<String>
  ) throws(UsageError) {
    var letters = letters
    while let letter = letters.popFirst() {
      guard let option = options.first(where: { $0.short == letter }) else {
        throw unknown("-\(letter)", secret: false)
      }
      if option.value == nil {
        try store("", option)
      } else if letters.isEmpty {
        try store(try nextValue(option, &rest), option)
      } else {
        try store(String(letters), option)
        return
      }
    }
  }

  private func nextValue(
    _ option: OptionSpec, _ rest: inout ArraySlice<String>
  ) throws(UsageError) -> String {
    // "-" is standard input and "-5" a number; anything else with a dash is the next option.
    if let next = rest.first, !next.hasPrefix("-") || next == "-" || next.isNegativeNumber {
      return rest.removeFirst()
    }
    throw error("option '--\(option.name)' needs a value: \(option.form)")
  }

  private mutating func store(_ value: String, _ option: OptionSpec) throws(UsageError) {
    if values[option.name] != nil && !option.repeatable {
      throw error("option '--\(option.name)' is given twice")
    }
    if let words = option.value?.kind.words, !words.contains(value) {
      throw error(
        "option '--\(option.name)' takes \(words.alternatives), not '\(value)'"
          + NearestName.question(value, among: words))
    }
    values[option.name, default: []].append(value)
  }

  private func unknown(_ spelling: String, secret: Bool) -> UsageError {
    if secret {
      return error(
        "'\(spelling)' is refused: everyone on this machine can read a command line; "
          + "Parley asks for secrets or reads them from standard input")
    }
    let known = options.flatMap(\.spellings).filter { $0.hasPrefix("--") }
    return error(
      "'\(command)' has no option '\(spelling)'" + NearestName.question(spelling, among: known))
  }

  private func error(_ message: String) -> UsageError {
    UsageError(message, helpOf: command)
  }
}

extension String {
  fileprivate var isNegativeNumber: Bool {
    dropFirst().first.map { $0.isASCII && $0.isNumber } ?? false
  }
}

extension [String] {
  /// The words as a choice: `a`, `a or b`, `a, b or c`.
  var alternatives: String {
    guard let last, count > 1 else { return first ?? "" }
    return dropLast().joined(separator: ", ") + " or " + last
  }
}
