import ParleyDomain
import ParleyPlugin

extension PreparedTurn {
  /// The data of this prompt that the built-in model may read out besides records: what entries with
  /// ``PluginEntry/isReadOut`` contributed without a search of their own.
  func remarks(in prompt: Prompt) -> [TurnContext.Remark] {
    let searched = Set(lookups.map(\.plugin))
    return result.contributions.filter {
      readOut.contains($0.plugin) && !searched.contains($0.plugin)
    }.flatMap { remarks(of: $0, in: prompt) }
  }

  /// Parts that the budget cut are left out: those without a record by their number, because the
  /// budget takes them by priority.
  private func remarks(of contribution: Contribution, in prompt: Prompt) -> [TurnContext.Remark] {
    let data = contribution.parts.enumerated().filter { $0.element.kind == .data }
    let sent = prompt.parts.filter { $0.plugin == contribution.plugin && $0.kind == .data }
    let withoutRecord = data.filter { $0.element.source == nil }.sorted {
      let (left, right) = ($0.element.priority, $1.element.priority)
      return left == right ? $0.offset < $1.offset : left > right
    }.prefix(sent.count { $0.source == nil })
    let kept = Set(withoutRecord.map(\.offset))
    let numbers = prompt.citationIndex
    return data.compactMap { offset, part in
      guard let source = part.source else {
        return kept.contains(offset) ? TurnContext.Remark(text: part.text) : nil
      }
      return numbers[source.reference].map { TurnContext.Remark(text: part.text, number: $0) }
    }
  }
}
