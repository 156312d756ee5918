/// One row of a source as it was read, before anything is known of its types.
package struct RawRecord: Sendable, Hashable {
  package var place: SourcePlace
  /// In the order of the source.
  package var columns: [RawColumn]
  /// Whether texts are passages to be kept as they are: no HTML is looked for in them.
  package var isPassage: Bool

  package init(place: SourcePlace, columns: [RawColumn], isPassage: Bool = false) {
    self.place = place
    self.columns = columns
    self.isPassage = isPassage
  }
}

/// A place in a source file; lines count from 1.
package struct SourcePlace: Sendable, Hashable, CustomStringConvertible {
  /// The path as it was named, relative to the base folder.
  package var file: String
  package var line: Int

  package init(file: String, line: Int) {
    self.file = file
    self.line = line
  }

  package var description: String { "\(file):\(line)" }
}

/// A named value of a row.
package struct RawColumn: Sendable, Hashable {
  package var name: String
  package var value: RawValue
  package var line: Int

  package init(name: String, value: RawValue, line: Int) {
    self.name = name
    self.value = value
    self.line = line
  }
}

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

  /// Whether there is nothing in it.
  var isEmpty: Bool {
    switch self {
    case .text(let text), .plain(let text), .number(let text): text.allSatisfy(\.isWhitespace)
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
}
