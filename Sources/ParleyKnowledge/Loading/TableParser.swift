/// Takes a table apart, byte by byte: RFC 4180 with any separator and any line ending.
///
/// Cells in quotes may hold separators, line breaks and doubled quotes. A quote inside an unquoted
/// cell is an ordinary character.
struct TableParser {
  /// A row as it stands in the file.
  struct Row: Hashable {
    var cells: [String]
    /// Where it begins, from 1.
    var line: Int
    /// What is wrong with it, if anything.
    var fault: String?

    /// Whether the row is an empty line.
    var isBlank: Bool { cells.count == 1 && cells[0].isEmpty }
  }

  private enum State {
    case cellStart
    case unquoted
    case quoted
    /// After a quote inside quotes: the end of the cell or half of a doubled quote.
    case quoteInQuoted
    /// After a closing quote came something else.
    case afterQuoted
  }

  private let separator: UInt8
  private var state = State.cellStart
  private var cell: [UInt8] = []
  private var row = Row(cells: [], line: 1)
  private var line = 1
  private var previousWasReturn = false
  private var rowBytes = 0

  /// The most bytes a row may have before its rest is thrown away.
  static let rowLimit = 2 * RecordBuilder.recordLimit

  init(separator: UInt8) {
    self.separator = separator
  }

  /// The line in which a quoted cell began that is still open.
  private(set) var openQuoteLine: Int?

  /// Takes a byte; returns the row that it completes.
  mutating func accept(_ byte: UInt8) -> Row? {
    let isNewline = byte == 0x0A || byte == 0x0D
    // The second half of CR LF ends nothing.
    if byte == 0x0A, previousWasReturn {
      previousWasReturn = false
      if state == .quoted { append(byte) }
      return nil
    }
    previousWasReturn = byte == 0x0D
    if isNewline { line += 1 }
    switch state {
    case .cellStart where byte == UInt8(ascii: "\""):
      state = .quoted
      openQuoteLine = line
    case .cellStart, .unquoted, .afterQuoted:
      if byte == separator {
        endCell()
      } else if isNewline {
        return endRow()
      } else {
        if state == .afterQuoted, byte != 0x20 {
          row.fault = "characters stand after a closing quote; double the quotes inside of a cell"
        }
        if state == .cellStart { state = .unquoted }
        if state == .unquoted { append(byte) }
      }
    case .quoted:
      if byte == UInt8(ascii: "\"") { state = .quoteInQuoted } else { append(byte) }
    case .quoteInQuoted: return acceptAfterQuote(byte, isNewline: isNewline)
    }
    return nil
  }

  private mutating func acceptAfterQuote(_ byte: UInt8, isNewline: Bool) -> Row? {
    if byte == UInt8(ascii: "\"") {
      append(byte)
      state = .quoted
      return nil
    }
    openQuoteLine = nil
    if isNewline { return endRow() }
    if byte == separator {
      endCell()
      return nil
    }
    state = .afterQuoted
    if byte != 0x20 {
      row.fault = "characters stand after a closing quote; double the quotes inside of a cell"
    }
    return nil
  }

  /// The last row, when the file does not end with a line break.
  mutating func finish() -> Row? {
    if state == .quoteInQuoted { openQuoteLine = nil }
    guard !row.cells.isEmpty || !cell.isEmpty || state != .cellStart else { return nil }
    return endRow()
  }

  private mutating func append(_ byte: UInt8) {
    rowBytes += 1
    if rowBytes <= Self.rowLimit {
      cell.append(byte)
    } else {
      row.fault = "the row is over \(Self.rowLimit) bytes; is a quote missing?"
    }
  }

  private mutating func endCell() {
    row.cells.append(String(decoding: cell, as: UTF8.self))
    cell.removeAll(keepingCapacity: true)
    state = .cellStart
  }

  private mutating func endRow() -> Row {
    endCell()
    defer {
      row = Row(cells: [], line: line)
      rowBytes = 0
    }
    return row
  }
}
