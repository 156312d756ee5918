import ParleyPlugin

/// A record while its columns are being read.
struct RecordDraft {
  let place: SourcePlace
  /// Whether the text is a passage that stays as it is.
  let isPassage: Bool
  /// Whether it may go without a title, because it changes a record that has one.
  var isChange = false
  /// The columns of each field, best first; fields in the order of their names.
  private(set) var columns: [(field: String, entries: [(column: RawColumn, rank: Int)])] = []

  var id: String?
  var title = ""
  var text = ""
  var url: String?
  var fields: [FieldName: FieldValue] = [:]
  private(set) var problems: [RowMessage] = []
  private(set) var warnings: [RowMessage] = []

  init(place: SourcePlace, isPassage: Bool) {
    self.place = place
    self.isPassage = isPassage
  }

  /// Notes that a column belongs to a field; empty columns are not to be added.
  mutating func add(_ column: RawColumn, to target: ColumnMapping.Target) {
    let place = place(ofColumns: target.field)
    guard place < columns.count, columns[place].field == target.field else {
      columns.insert((target.field, [(column, target.rank)]), at: place)
      return
    }
    let entries = columns[place].entries
    let index = entries.firstIndex { $0.rank > target.rank } ?? entries.endIndex
    columns[place].entries.insert((column, target.rank), at: index)
  }

  /// The column that fills the field.
  func column(_ field: String) -> RawColumn? {
    entries(field).first?.column
  }

  /// The columns of a field, best first.
  func entries(_ field: String) -> [(column: RawColumn, rank: Int)] {
    let place = place(ofColumns: field)
    return place < columns.count && columns[place].field == field ? columns[place].entries : []
  }

  /// Where the columns of a field stand or would stand.
  private func place(ofColumns field: String) -> Int {
    var (low, high) = (0, columns.count)
    while low < high {
      let middle = (low + high) / 2
      if columns[middle].field < field { low = middle + 1 } else { high = middle }
    }
    return low
  }

  mutating func refuse(_ field: String, _ reason: String) {
    problems.append(RowMessage(place: place(of: field), field: field, reason: reason))
  }

  mutating func warn(_ field: String, _ reason: String) {
    warnings.append(RowMessage(place: place(of: field), field: field, reason: reason))
  }

  /// The line of the field's column; fields that are missing stand where the row begins.
  private func place(of field: String) -> SourcePlace {
    SourcePlace(file: place.file, line: column(field)?.line ?? place.line)
  }
}
