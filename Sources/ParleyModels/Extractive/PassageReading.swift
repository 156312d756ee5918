import ParleyPlugin

/// A passage of a document exactly as it stands there, under its heading; never stitched together
/// from several.
struct PassageReading {
  /// How near the score of another page's passage must come to be read out too.
  private static let reach = 0.9

  private let passages: [CitedRecord]

  /// The best passage, and the best of another page when it is nearly as good.
  init(_ hits: [CitedRecord]) {
    guard let best = hits.first else {
      passages = []
      return
    }
    let second = hits.dropFirst().first {
      PassageReading.page(of: $0.record) != PassageReading.page(of: best.record)
        && best.score > 0 && $0.score >= best.score * PassageReading.reach
    }
    passages = [best] + (second.map { [$0] } ?? [])
  }

  var paragraphs: [String] {
    passages.flatMap { passage in
      [
        startingLine("\(PassageReading.heading(of: passage.record)) \(passage.marker)"),
        passage.record.text,
      ]
    }
  }

  /// The headings above the passage from the page's title on, in one line.
  private static func heading(of record: Record) -> String {
    var headings = (record[.headings]?.texts ?? []).map(plainLine).filter { !$0.isEmpty }
    let title = plainLine(record.title)
    if headings.isEmpty {
      headings = [title]
    } else if !title.isEmpty, !headings.contains(title), !headings.contains(where: title.contains) {
      headings.insert(title, at: 0)
    }
    return headings.joined(separator: " \u{203A} ")
  }

  /// What tells one page from another: its address without the fragment, else its first heading.
  private static func page(of record: Record) -> String {
    if let url = record.url { return String(url.prefix { $0 != "#" }) }
    return record[.headings]?.texts.first ?? record.title
  }
}
