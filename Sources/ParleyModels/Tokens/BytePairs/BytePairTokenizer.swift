import ParleyPlugin
import Synchronization

/// Counts tokens exactly as OpenAI's models do, with the ranks of a file.
///
/// The ids are those of tiktoken's `encode_ordinary`: control tokens such as `<|endoftext|>` in a text
/// are ordinary text. Copies share the ranks; one text is counted on the caller's thread, in time
/// n log n and with up to 40 bytes of working memory for each byte of its longest piece. The tokens of
/// 4,096 pieces that came up lately are kept (300 KB).
package struct BytePairTokenizer: TokenCounter {
  private let ranks: TokenRanks
  private let scanner: PieceScanner
  private let workplaces = Workplaces()

  package init(_ ranks: TokenRanks, encoding: TokenEncoding) {
    self.ranks = ranks
    scanner = PieceScanner(encoding)
  }

  package func count(_ text: String) -> Int {
    encode(text).count
  }

  /// The ids of a text's tokens, in order.
  package func encode(_ text: String) -> [UInt32] {
    var tokens: [UInt32] = []
    tokens.reserveCapacity(text.utf8.count / 4 + 1)
    var workplace = workplaces.take() ?? Workplace(ranks)
    defer { workplaces.giveBack(workplace) }
    let bytes = text.utf8.span
    var start = 0
    while start < bytes.count {
      let end = scanner.pieceEnd(from: start, in: bytes)
      let rank = ranks.rank(of: bytes, from: start, to: end)
      if rank != TokenRanks.none {
        tokens.append(rank)
      } else {
        workplace.append(bytes, from: start, to: end, to: &tokens)
      }
      start = end
    }
    return tokens
  }
}

/// What merging needs besides the text: working memory, and the pieces that came up lately.
private struct Workplace {
  private var merge: BytePairMerge
  private var recent = RecentPieces()

  init(_ ranks: TokenRanks) {
    merge = BytePairMerge(ranks)
  }

  /// Appends the tokens of a piece that is no token itself.
  mutating func append(
    _ text: Span<UInt8>, from start: Int, to end: Int, to tokens: inout [UInt32]
  ) {
    guard let key = RecentPieces.Key(text, from: start, to: end) else {
      merge.merge(text, from: start, to: end, into: &tokens)
      return
    }
    if recent.append(key, to: &tokens) { return }
    let before = tokens.count
    merge.merge(text, from: start, to: end, into: &tokens)
    recent.keep(key, tokens[before...])
  }
}

/// A workplace that waits for the next text. Who finds none takes a new one, so nobody waits.
private final class Workplaces: Sendable {
  private let waiting = Mutex<Workplace?>(nil)

  func take() -> Workplace? {
    waiting.withLock { $0.take() }
  }

  func giveBack(_ workplace: Workplace) {
    waiting.withLock { $0 = workplace }
  }
}
