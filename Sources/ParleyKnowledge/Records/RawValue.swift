/// A value as a source writes it. Numbers keep their digits, so that no price loses a cent.
package indirect enum RawValue: Sendable, Hashable {
  /// Written as text: quoted, or a block.
  case text(String)
  /// Written without quotes: may stand for a number or a truth value. All cells of a table.
  case plain(String)
  /// A JSON or YAML number: its point is a decimal point whatever the language.
  case number(String)
  case list([RawValue])
  case object([RawColumn])
  case none

  /// The text of a scalar.
  var scalar: String? {
    switch self {
    case .text(let text), .plain(let text), .number(let text): text
    default: nil
    }
  }

  /// Every scalar inside; an object stands for its `name`, as in `authors: [{name: …, role: …}]`.
  var scalars: [String] {
    switch self {
    case .text(let text), .plain(let text), .number(let text): [text]
    case .list(let values): values.flatMap(\.scalars)
    case .object(let columns): columns.first { $0.name.lowercased() == "name" }?.value.scalars ?? []
    case .none: []
    }
  }

  /// Whether a scalar inside is as asked for.
  func contains(where isMatch: (String) -> Bool) -> Bool {
    switch self {
    case .text(let text), .plain(let text), .number(let text): isMatch(text)
    case .list, .object, .none: scalars.contains(where: isMatch)
    }
  }

  /// Whether there is nothing in it.
  var isEmpty: Bool {
    switch self {
    case .text(let text), .plain(let text), .number(let text):
      text.utf8.first?.isPrinted != true && text.allSatisfy(\.isWhitespace)
    case .list(let values): values.allSatisfy(\.isEmpty)
    case .object(let columns): columns.allSatisfy(\.value.isEmpty)
    case .none: true
    }
  }

  /// Bytes of all texts inside.
  var byteCount: Int {
    switch self {
    case .text(let text), .plain(let text), .number(let text): text.utf8.count
    case .list(let values): values.reduce(0) { $0 + $1.byteCount }
    case .object(let columns): columns.reduce(0) { $0 + $1.name.utf8.count + $1.value.byteCount }
    case .none: 0
    }
  }

  /// The value with every text in it changed; numbers stay.
  func mapTexts(_ change: (String) -> String) -> RawValue {
    switch self {
    case .text(let text): .text(change(text))
    case .plain(let text): .plain(change(text))
    case .list(let values): .list(values.map { $0.mapTexts(change) })
    case .object(let columns):
      .object(
        columns.map {
          RawColumn(name: $0.name, value: $0.value.mapTexts(change), line: $0.line)
        })
    case .number, .none: self
    }
  }
}
