import ParleyPlugin

/// Makes passages of questions with answers, and of articles.
struct SchemaOrgPassages {
  private let file: SourceFile
  /// Names stay different through all objects of a file.
  private var slugs = SlugCounter()

  init(_ file: SourceFile) {
    self.file = file
  }

  /// A record for each question, or for each passage of an article; none when there is no text.
  mutating func records(of node: SchemaOrgNode, line: Int) -> [RawRecord] {
    let questions = node.types.contains("Question") ? [node] : node.nodes("mainEntity")
    if node.types.contains(where: SchemaOrgGraph.questions.contains) {
      return questions.flatMap { question in
        guard let title = question.text("name") ?? question.text("text") else {
          return [RawRecord]()
        }
        let answers = question.nodes("acceptedAnswer") + question.nodes("suggestedAnswer")
        let text = answers.lazy.compactMap { $0.text("text") }.first ?? ""
        let url = question.text("url") ?? node.text("url")
        return passages(title: title, text: text, url: url, node: question, line: line)
      }
    }
    let title = node.text("headline") ?? node.text("name") ?? file.stem
    let steps = node.nodes("step").compactMap { $0.text("text") ?? $0.text("name") }
    let text =
      node.text("articleBody") ?? steps.joined(separator: "\n\n").nonEmpty
      ?? node.text("description") ?? ""
    return passages(title: title, text: text, url: node.text("url"), node: node, line: line)
  }

  private mutating func passages(
    title: String, text: String, url: String?, node: SchemaOrgNode, line: Int
  ) -> [RawRecord] {
    let plain = HTMLText.plain(text).trimmed
    guard !plain.isEmpty else { return [] }
    let slug = slugs.next(for: title)
    let date = node.text("dateModified") ?? node.text("datePublished")
    return PageText.passages(plain).enumerated().map { index, part in
      let suffix = index == 0 ? "" : "-\(index + 1)"
      var cells: [(String, RawValue)] = [
        ("id", .text("\(file.relativeName)#\(slug)\(suffix)")),
        ("title", .text(index == 0 ? title : "\(title) (part \(index + 1))")),
        ("description", .text(part)), ("headings", .list([.text(title)])),
      ]
      if let url { cells.append(("url", .text(url))) }
      if let date { cells.append(("updated_at", .text(date))) }
      return RawRecord(
        place: SourcePlace(file: file.name, line: line),
        columns: cells.map { RawColumn(name: $0.0, value: $0.1, line: line) }, isPassage: true)
    }
  }
}
