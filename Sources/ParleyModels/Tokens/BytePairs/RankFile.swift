/// Reads a file of ranks as tiktoken writes them: on each line a token's bytes in Base64, a space and
/// the token's rank, which is its id.
package enum RankFile {
  /// The largest file that is read, in bytes; that of o200k_base has 3.6 MB.
  package static let limit = 64 << 20

  /// The longest token that a file may have, in bytes.
  private static let longestToken = 1024

  /// The tokens of a file's content. Throws ``RankFileError``.
  package static func parse(_ content: [UInt8], encoding: TokenEncoding) throws(RankFileError)
    -> TokenRanks
  {
    var lines = RankLines(content.count)
    try lines.read(content.span, longestToken: longestToken)
    var ranks = TokenRanks(shortTokens: lines.shortTokens, longTokens: lines.longTokens)
    var taken = [Bool](repeating: false, count: lines.entries.count)
    let bytes = lines.bytes.span
    for entry in lines.entries {
      guard taken.indices.contains(Int(entry.rank)) else {
        throw RankFileError(
          line: entry.line,
          "the rank \(entry.rank) is not below the number of tokens, \(taken.count)")
      }
      guard !taken[Int(entry.rank)] else {
        throw RankFileError(
          line: entry.line, "the rank \(entry.rank) stands on an earlier line, too")
      }
      taken[Int(entry.rank)] = true
      guard ranks.insert(bytes, from: entry.start, to: entry.end, rank: entry.rank) else {
        throw RankFileError(line: entry.line, "the token stands on an earlier line, too")
      }
    }
    try check(ranks, encoding: encoding)
    return ranks
  }

  /// Every text must come out as tokens, and as those of the encoding that was named.
  private static func check(
    _ ranks: TokenRanks, encoding: TokenEncoding
  ) throws(RankFileError) {
    let every = (0...UInt8.max).map(\.self)
    for byte in every {
      guard ranks.rank(of: every.span, from: Int(byte), to: Int(byte) + 1) != TokenRanks.none else {
        throw RankFileError(
          "no token for the single byte \(byte); this is no file of ranks or not all of it")
      }
    }
    for other in TokenEncoding.allCases where other != encoding && ranks.count == other.rankCount {
      throw RankFileError(
        "its \(ranks.count) tokens are those of \(other.rawValue), not of \(encoding.rawValue)")
    }
  }
}

/// What is wrong with a file of ranks.
package struct RankFileError: Error, Sendable, Hashable, CustomStringConvertible {
  /// Counted from 1; `nil` when the file as a whole is wrong.
  package var line: Int?
  package var reason: String

  init(line: Int? = nil, _ reason: String) {
    self.line = line
    self.reason = reason
  }

  package var description: String { (line.map { "line \($0): " } ?? "") + reason }
}
