/// What stands below one heading of a page, whatever the page is written in.
struct PageSection: Hashable {
  /// The headings above the text, outermost first.
  var headings: [String]
  var text: String
  /// The line of the heading, from 1.
  var line: Int
}

/// Makes a record of each passage of a page.
enum PageRecords {
  /// The records, in the order of the page.
  ///
  /// - Parameters:
  ///   - page: Fields that every passage gets; `title` is the page's.
  static func records(of sections: [PageSection], page columns: [RawColumn], in file: SourceFile)
    -> [RawRecord]
  {
    let isTitle: (RawColumn) -> Bool = { $0.name.lowercased() == "title" && !$0.value.isEmpty }
    let given = columns.first(where: isTitle)?.value.scalars.first
    let page = given ?? sections.first?.headings.first ?? file.stem
    let shared = columns.filter { column in
      !["title", "id", "description", "headings"].contains(column.name.lowercased())
    }
    var slugs = SlugCounter()
    var records: [RawRecord] = []
    for section in sections {
      let heading = section.headings.last
      let slug = heading.map { slugs.next(for: $0) }
      let title = heading.flatMap { $0 == page ? nil : "\(page): \($0)" } ?? page
      for (index, part) in PassageSplitter.split(section.text).enumerated() {
        let suffix = index == 0 ? "" : "-\(index + 1)"
        let anchor = (slug ?? (index == 0 ? "" : "part")) + suffix
        let line = section.line
        let own = [
          ("id", anchor.isEmpty ? file.relativeName : "\(file.relativeName)#\(anchor)"),
          ("title", index == 0 ? title : "\(title) (part \(index + 1))"),
          ("description", part),
        ].map { RawColumn(name: $0.0, value: .text($0.1), line: line) }
        let headings = RawColumn(
          name: "headings", value: .list(section.headings.map { .text($0) }), line: line)
        records.append(
          RawRecord(
            place: SourcePlace(file: file.name, line: line), columns: own + [headings] + shared,
            isPassage: true))
      }
    }
    return records
  }
}
