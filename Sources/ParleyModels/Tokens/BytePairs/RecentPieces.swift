/// The tokens of pieces that had to be merged lately: a table of fixed size, in which a new piece takes
/// the place of the one with the same hash.
struct RecentPieces {
  /// A piece of up to 32 bytes.
  struct Key: Equatable {
    private var first: UInt64 = 0
    private var second: UInt64 = 0
    private var third: UInt64 = 0
    private var fourth: UInt64 = 0
    private var length = 0

    /// No piece.
    init() {}

    /// `nil` for a piece that is too long to be kept.
    init?(_ text: Span<UInt8>, from start: Int, to end: Int) {
      length = end - start
      guard length <= 32 else { return nil }
      first = TokenRanks.word(of: text, from: start, length: min(length, 8))
      if length > 8 {
        second = TokenRanks.word(of: text, from: start + 8, length: min(length - 8, 8))
      }
      if length > 16 {
        third = TokenRanks.word(of: text, from: start + 16, length: min(length - 16, 8))
      }
      if length > 24 { fourth = TokenRanks.word(of: text, from: start + 24, length: length - 24) }
    }

    fileprivate var slot: Int {
      let low = TokenRanks.mixed(first ^ UInt64(truncatingIfNeeded: length) << 56)
      let high = TokenRanks.mixed(second ^ third &* 31 ^ fourth &* 961 ^ low)
      return Int(truncatingIfNeeded: high & UInt64(RecentPieces.slotCount - 1))
    }
  }

  private static let slotCount = 4096
  /// Pieces of more tokens are not kept.
  private static let mostTokens = 8

  private var keys = [Key](repeating: Key(), count: slotCount)
  private var counts = [Int](repeating: 0, count: slotCount)
  private var tokens = [UInt32](repeating: 0, count: slotCount * mostTokens)

  /// Appends the tokens of a piece; `false` when they are not known.
  func append(_ key: Key, to list: inout [UInt32]) -> Bool {
    let slot = key.slot
    guard keys[slot] == key else { return false }
    let begin = slot * Self.mostTokens
    for index in begin..<begin + counts[slot] { list.append(tokens[index]) }
    return true
  }

  mutating func keep(_ key: Key, _ list: ArraySlice<UInt32>) {
    guard list.count <= Self.mostTokens else { return }
    let slot = key.slot
    keys[slot] = key
    counts[slot] = list.count
    for (offset, token) in list.enumerated() { tokens[slot * Self.mostTokens + offset] = token }
  }
}
