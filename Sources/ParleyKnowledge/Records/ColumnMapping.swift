import ParleyDomain

/// Decides which field each column of a source fills.
package struct ColumnMapping: Sendable, Hashable {
  /// Where a column goes.
  struct Target: Sendable, Hashable {
    /// A field of ``ColumnSynonyms``, or `attributes.…`.
    var field: String
    /// Columns with lower ranks win over others of the same field.
    var rank: Int
  }

  /// Normalized column → field, as the caller asked.
  private var chosen: [String: String] = [:]
  private var chosenFields: Set<String> = []
  /// Whether rows may change records that are there already: then a table needs no title.
  var allowsChanges = false

  /// Columns find their fields by name.
  package init() {}

  /// Some columns are told where to go; the others find their fields by name.
  ///
  /// - Parameter pairs: Field → column, as in `--map price=RRP,title=Bezeichnung`.
  /// - Throws: ``KnowledgeError`` with ``KnowledgeError/Code/badData`` for a field that no record has.
  package init(_ pairs: [(field: String, column: String)]) throws {
    for (field, column) in pairs {
      guard ColumnSynonyms.columns[field] != nil || field.hasPrefix("attributes.") else {
        throw KnowledgeError(.badData, "--map \(field)=\(column): \(Self.advice(for: field))")
      }
      chosen[ColumnSynonyms.normalized(column)] = field
      chosenFields.insert(field)
    }
  }

  /// Where the column goes. A column that no field knows becomes an attribute.
  func target(of column: String) -> Target {
    let normalized = ColumnSynonyms.normalized(column)
    if let field = chosen[normalized] { return Target(field: field, rank: -1) }
    if let known = ColumnSynonyms.fields[normalized], !chosenFields.contains(known.field) {
      return Target(field: known.field, rank: known.rank)
    }
    return Target(field: Self.attribute(column), rank: 0)
  }

  /// Reads `attributes.…` off a column name: `Battery life` is `attributes.battery_life`.
  static func attribute(_ column: String) -> String {
    var key = ""
    for character in column.trimmed.lowercased() {
      if character.isLetter || character.isNumber || character == "." {
        key.append(character)
      } else if key.last != "_", !key.isEmpty {
        key.append("_")
      }
    }
    while key.last == "_" { key.removeLast() }
    return key.hasPrefix("attributes.") ? key : "attributes.\(key)"
  }

  private static func advice(for field: String) -> String {
    let known = ColumnSynonyms.columns.keys.sorted().joined(separator: ", ")
    if let guess = ColumnSynonyms.fields[ColumnSynonyms.normalized(field)]?.field {
      return "no field is called '\(field)'; did you mean '\(guess)'?"
    }
    return "no field is called '\(field)'; fields are \(known), and attributes.NAME"
  }
}
