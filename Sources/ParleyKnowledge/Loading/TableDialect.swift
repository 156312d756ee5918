/// Finds out what separates the cells of a table.
enum TableDialect {
  static let separators: [Character] = [",", ";", "\t", "|"]

  /// The separator that a first line such as `sep=;` names, as Excel writes and reads it.
  static func declaredSeparator(in head: [UInt8]) -> Character? {
    let text = head.starts(with: [0xEF, 0xBB, 0xBF]) ? head.dropFirst(3) : head[...]
    let mark = Array("sep=".utf8)
    guard text.starts(with: mark) else { return nil }
    let rest = Array(text.dropFirst(mark.count).prefix(2))
    guard rest.count == 2, rest[1] == 0x0A || rest[1] == 0x0D else { return nil }
    return separators.first { $0.asciiValue == rest[0] }
  }

  /// The separator that cuts the first rows into the most columns, as many in each row.
  ///
  /// - Parameters:
  ///   - head: The beginning of the file.
  ///   - isWhole: Whether that is all of it; else its last row is incomplete and left out.
  ///   - preferred: Wins where several separators do equally well.
  static func separator(in head: [UInt8], isWhole: Bool, preferring preferred: Character)
    -> Character
  {
    var best = (separator: preferred, columns: 1)
    for candidate in [preferred] + separators.filter({ $0 != preferred }) {
      let columns = consistentColumns(in: head, isWhole: isWhole, separator: candidate)
      if columns > best.columns { best = (candidate, columns) }
    }
    return best.separator
  }

  /// How many columns the rows have, 0 when the header disagrees with most of them.
  private static func consistentColumns(
    in head: [UInt8], isWhole: Bool, separator: Character
  ) -> Int {
    guard let byte = separator.asciiValue else { return 0 }
    var parser = TableParser(separator: byte)
    var counts: [Int] = []
    for byte in head {
      if let row = parser.accept(byte), !row.isBlank { counts.append(row.cells.count) }
      if counts.count == 20 { break }
    }
    if isWhole, counts.count < 20, let row = parser.finish() { counts.append(row.cells.count) }
    guard let header = counts.first else { return 0 }
    let agreeing = counts.count { $0 == header }
    return agreeing * 2 > counts.count ? header : 0
  }
}
