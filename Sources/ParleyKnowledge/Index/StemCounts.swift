/// How often each stem stands in the fields of one record.
struct StemCounts {
  private struct Places {
    var title = 0
    var people = 0
    var labels = 0
    var body = 0
  }

  /// The record's stems in the order in which they came.
  private var stems: [Int] = []
  private var places: [Places] = []
  /// Where each stem stands in ``stems``; out of date unless that is so.
  private var index: [Int32] = []

  /// Counts the words of a record in place of those of the record before.
  mutating func count(_ entry: IndexEntry, _ words: WordNumbers) {
    stems.removeAll(keepingCapacity: true)
    places.removeAll(keepingCapacity: true)
    while index.count < words.stems.count { index.append(0) }
    for word in entry.title { places[place(of: words.stem(of: word))].title += 1 }
    for word in entry.subtitle { places[place(of: words.stem(of: word))].title += 1 }
    for word in entry.people { places[place(of: words.stem(of: word))].people += 1 }
    for word in entry.labels { places[place(of: words.stem(of: word))].labels += 1 }
    for word in entry.body { places[place(of: words.stem(of: word))].body += 1 }
  }

  private mutating func place(of stem: Int) -> Int {
    let known = Int(index[stem])
    if known < stems.count, stems[known] == stem { return known }
    index[stem] = Int32(truncatingIfNeeded: stems.count)
    stems.append(stem)
    places.append(Places())
    return stems.count - 1
  }

  /// Visits the stems that were counted, each once.
  func visit(_ body: (_ stem: Int, _ counts: FieldCounts) -> Void) {
    for (stem, places) in zip(stems, places) {
      body(
        stem,
        FieldCounts(
          title: places.title, people: places.people, labels: places.labels, body: places.body))
    }
  }
}
