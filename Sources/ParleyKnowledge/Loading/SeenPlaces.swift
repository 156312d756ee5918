/// Where each id, or each ISBN, stood first. Takes little more memory than the texts themselves: a load
/// keeps one for every row.
struct SeenPlaces {
  private var texts = WordTable()
  /// By the number of the text: the file's place in ``files`` and the line.
  private var places: [(file: UInt32, line: UInt32)] = []
  private var files: [String] = []

  /// Notes where a text stands, unless it was noted before: then this is where.
  mutating func note(_ text: String, at place: SourcePlace) -> SourcePlace? {
    let number = texts.insert(text.utf8)
    if number < places.count {
      let first = places[number]
      return SourcePlace(file: files[Int(first.file)], line: Int(first.line))
    }
    if files.last != place.file { files.append(place.file) }
    places.append((UInt32(clamping: files.count - 1), UInt32(clamping: place.line)))
    return nil
  }
}
