import ParleyDomain

/// Data that plugins put into the prompt without a search, under a heading that promises nothing:
/// one line as a paragraph, several as a list.
struct RemarkReading {
  private let remarks: [TurnContext.Remark]
  private let phrases: any ClerkPhrases

  init(_ remarks: [TurnContext.Remark], _ phrases: any ClerkPhrases) {
    self.remarks = remarks.filter { !plainLine($0.text).isEmpty }
    self.phrases = phrases
  }

  /// None when there is nothing to read out.
  var paragraphs: [String] {
    remarks.isEmpty ? [] : [phrases.remarks] + remarks.map(RemarkReading.paragraph)
  }

  private static func paragraph(_ remark: TurnContext.Remark) -> String {
    let marker = remark.number.map { " [\($0)]" } ?? ""
    let lines = remark.text.split(whereSeparator: \.isNewline).map { plainLine(String($0)) }
      .filter { !$0.isEmpty }.map(startingLine)
    let text = lines.count == 1 ? lines[0] : lines.map { "- \($0)" }.joined(separator: "\n")
    return text + marker
  }
}
