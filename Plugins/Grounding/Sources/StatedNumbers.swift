import Synchronization

/// The numbers and identifiers that stand in a text.
struct StatedNumbers: Sendable {
  var numbers: Set<FigureNumber>
  /// Without hyphens and case.
  var identifiers: Set<String>

  init(_ text: String) {
    let tokens = Tokens(text)
    numbers = tokens.numbers
    identifiers = Set(
      tokens.all.indices.compactMap { IdentifierRun(in: tokens, at: $0)?.plain })
  }
}

/// Remembers what stands in the last texts, because a persona's instructions are the same in every
/// turn and longer than most replies.
final class StatedNumbersCache: Sendable {
  /// At most so many texts.
  static let capacity = 32

  private let known = Mutex<[String: StatedNumbers]>([:])

  subscript(text: String) -> StatedNumbers {
    if let stated = known.withLock({ $0[text] }) { return stated }
    let stated = StatedNumbers(text)
    known.withLock { known in
      if known.count >= StatedNumbersCache.capacity { known = [:] }
      known[text] = stated
    }
    return stated
  }
}
