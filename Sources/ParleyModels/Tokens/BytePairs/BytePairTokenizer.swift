import ParleyPlugin

/// Counts tokens exactly as OpenAI's models do, with the ranks of a file.
///
/// The ids are those of tiktoken's `encode_ordinary`: control tokens such as `<|endoftext|>` in a text
/// are ordinary text. Copies share the ranks; one text is counted on the caller's thread, in time
/// n log n and with up to 40 bytes of working memory for each byte of its longest piece.
package struct BytePairTokenizer: TokenCounter {
  private let ranks: TokenRanks
  private let scanner: PieceScanner

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
    var merge = BytePairMerge(ranks)
    let bytes = text.utf8.span
    var start = 0
    while start < bytes.count {
      let end = scanner.pieceEnd(from: start, in: bytes)
      let rank = ranks.rank(of: bytes, from: start, to: end)
      if rank != TokenRanks.none {
        tokens.append(rank)
      } else {
        merge.merge(bytes, from: start, to: end, into: &tokens)
      }
      start = end
    }
    return tokens
  }
}
