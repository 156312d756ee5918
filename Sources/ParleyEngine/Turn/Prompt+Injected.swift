import ParleyDomain
import ParleyPlugin

extension Prompt {
  /// What plugins contributed, in order.
  var injected: [InjectedPart] {
    parts.filter { $0.plugin != "parley" }.map { part in
      InjectedPart(
        plugin: part.plugin,
        part: Part(
          part.kind == .data ? .data : .instruction, text: part.text, source: part.source,
          score: part.score),
        index: part.index)
    }
  }
}
