/// What settings there are, of which type, with which defaults: one table that feeds validation,
/// `parley config schema` and the generated documentation.
public struct OptionSchema: Sendable, Hashable {
  /// In the order in which the documentation lists them.
  public var options: [Option]

  public init(_ options: [Option]) {
    self.options = options
  }

  /// The option with this key.
  public subscript(key: String) -> Option? {
    options.first { $0.key == key }
  }
}

/// One setting.
public struct Option: Sendable, Hashable {
  /// Whether a setting may be left out, and what holds then.
  public enum Presence: Sendable, Hashable {
    /// Leaving it out is an error.
    case required
    /// Left out, it decodes as `nil`.
    case optional
    /// Left out, it has this value.
    case otherwise(JSONValue)
  }

  /// The key under `with:`.
  public var key: String
  /// What may stand there.
  public var type: OptionType
  /// Whether it may be left out.
  public var presence: Presence
  /// One sentence, for people.
  public var doc: String

  public init(_ key: String, _ type: OptionType, _ presence: Presence, _ doc: String) {
    self.key = key
    self.type = type
    self.presence = presence
    self.doc = doc
  }
}

/// The type of a setting.
public indirect enum OptionType: Sendable, Hashable {
  /// Any text, also empty.
  case text
  /// Text that names something: not empty, letters, digits, `.`, `_`, `-`.
  case name
  /// A file or folder, relative to the configuration file.
  case path
  /// Text that is never printed: written here, `${VARIABLE}`, or `{file: path}`.
  case secret
  /// `true` or `false`.
  case boolean
  /// A whole number within bounds. Decodes as `Int`.
  case integer(ClosedRange<Int>)
  /// A number within bounds. Decodes as `Double`.
  case number(ClosedRange<Double>)
  /// A time span with its unit: `300ms`, `5s`, `30m`, `12h`, `180d`. Decodes as `Duration`.
  case duration(ClosedRange<Duration>)
  /// A size with its unit: `512KiB`, `64MiB`, `2GiB`, or bytes without one. Decodes as ``ByteSize``.
  case byteSize(ClosedRange<ByteSize>)
  /// A share of the context: tokens (`800`) or percent (`40%`). Decodes as ``TokenShare``.
  case tokenShare
  /// One of these words.
  case choice([String])
  /// Any number of values of one type.
  case list(OptionType)
  /// A mapping from free keys to values of one type.
  case map(OptionType)
  /// A mapping with settings of its own.
  case object(OptionSchema)
  /// Any value, passed on as it is. Decodes as ``JSONValue``.
  case any
}

/// A share of a model's context.
public enum TokenShare: Sendable, Hashable, Decodable, CustomStringConvertible {
  /// So many tokens.
  case tokens(Int)
  /// 0 to 100.
  case percent(Int)

  /// Reads `800` or `40%`.
  public init?(_ text: String) {
    if text.hasSuffix("%") {
      guard let percent = Int(text.dropLast()), (0...100).contains(percent) else { return nil }
      self = .percent(percent)
    } else {
      guard let tokens = Int(text), tokens >= 0 else { return nil }
      self = .tokens(tokens)
    }
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text: String
    do {
      text = try container.decode(String.self)
    } catch DecodingError.typeMismatch {
      // YAML and JSON give tokens as a number.
      text = String(try container.decode(Int.self))
    }
    guard let share = TokenShare(text) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "'\(text)' is neither tokens (800) nor percent (40%)")
    }
    self = share
  }

  /// The tokens this share is of a whole: never more than the whole, never less than none.
  public func tokens(of whole: Int) -> Int {
    let whole = max(0, whole)
    switch self {
    case .tokens(let tokens): return min(max(0, tokens), whole)
    case .percent(let percent):
      let percent = min(max(0, percent), 100)
      return whole / 100 * percent + whole % 100 * percent / 100
    }
  }

  public var description: String {
    switch self {
    case .tokens(let tokens): "\(tokens)"
    case .percent(let percent): "\(percent)%"
    }
  }
}
