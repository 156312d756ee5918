import ParleyPlugin

/// What follows a book in its series.
struct SeriesReading {
  private let hits: [CitedRecord]
  private let reading: QueryReading
  private let history: [ChatMessage]
  private let phrases: any ClerkPhrases
  private let fields: FieldText

  init(
    _ hits: [CitedRecord], _ reading: QueryReading, _ history: [ChatMessage],
    _ phrases: any ClerkPhrases
  ) {
    self.hits = hits
    self.reading = reading
    self.history = history
    self.phrases = phrases
    fields = FieldText(phrases: phrases)
  }

  var paragraphs: [String] {
    let following = hits.filter { !reading.named.contains($0.record.reference) }
    guard let next = following.first else {
      return [block(last.map(phrases.nothing(after:)), hits)]
    }
    let sentence = last.map { phrases.comes(after: $0, next: titleInSeries(next.record)) }
    return [block(sentence, following)]
  }

  /// The named record with its place in the series, as far as the chat knows it.
  private var last: String? {
    for named in reading.named {
      if let hit = hits.first(where: { $0.record.reference == named }) {
        return titleInSeries(hit.record)
      }
      let sources = history.flatMap(\.sources)
      if let source = sources.first(where: { $0.reference == named }) {
        return plainLine(source.title)
      }
    }
    return nil
  }

  private func titleInSeries(_ record: Record) -> String {
    let title = plainLine(record.title)
    return fields.series(of: record).map { "\(title) (\($0))" } ?? title
  }

  private func block(_ sentence: String?, _ records: [CitedRecord]) -> String {
    let lines = RecordLine(records, reading: reading, phrases: phrases).lines
    return ((sentence.map { [$0] } ?? []) + lines).joined(separator: "\n")
  }
}
