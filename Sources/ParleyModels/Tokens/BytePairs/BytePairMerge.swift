/// Splits a piece that is no token into tokens: begins with single bytes and joins, again and again,
/// the neighbours that together are the token of the lowest rank, the leftmost first.
///
/// Short pieces look for the lowest rank among all. Longer ones keep the pairs in a heap, so a
/// megabyte without a space takes n log n steps. The working memory is kept from piece to piece.
struct BytePairMerge {
  /// Up to this length, in bytes, looking is faster than keeping a heap.
  private static let lookedThrough = 128

  private let ranks: TokenRanks
  /// For the part that begins at each offset: the rank that it would have together with the next
  /// one, times 128, plus the offset, so that one minimum finds both. `none` where no part begins.
  private var pairs = [Int64](repeating: Self.none, count: lookedThrough)
  private var next = [Int](repeating: 0, count: lookedThrough)
  private var previous = [Int](repeating: 0, count: lookedThrough)
  private var long = LongPiece()

  private static let none = Int64.max

  init(_ ranks: TokenRanks) {
    self.ranks = ranks
  }

  /// Appends the tokens of a piece of at least two bytes.
  mutating func merge(
    _ text: Span<UInt8>, from start: Int, to end: Int, into tokens: inout [UInt32]
  ) {
    let count = end - start
    guard count <= Self.lookedThrough else {
      long.merge(text, from: start, to: end, by: ranks, into: &tokens)
      return
    }
    for offset in 0..<count {
      next[offset] = offset + 1
      previous[offset] = offset - 1
      pairs[offset] = Self.none
      if offset + 2 <= count {
        rate(offset, ranks.rank(ofPairAt: start + offset, in: text))
      }
    }
    while let offset = lowestPair(of: count) {
      let joined = next[offset]
      let after = next[joined]
      pairs[joined] = Self.none
      next[offset] = after
      rate(offset, TokenRanks.none)
      if after < count {
        previous[after] = offset
        rate(offset, ranks.rank(of: text, from: start + offset, to: start + next[after]))
      }
      if offset > 0 {
        let before = previous[offset]
        rate(before, ranks.rank(of: text, from: start + before, to: start + after))
      }
    }
    var offset = 0
    while offset < count {
      tokens.append(ranks.rank(of: text, from: start + offset, to: start + next[offset]))
      offset = next[offset]
    }
  }

  private mutating func rate(_ offset: Int, _ rank: UInt32) {
    pairs[offset] = rank == TokenRanks.none ? Self.none : Int64(rank) << 7 | Int64(offset)
  }

  /// Where the pair of the lowest rank begins.
  private func lowestPair(of count: Int) -> Int? {
    var lowest = Self.none
    for offset in 0..<count { lowest = min(lowest, pairs[offset]) }
    return lowest == Self.none ? nil : Int(lowest & 127)
  }
}

/// The parts of a long piece as a linked list, by the offset at which they begin.
private struct LongPiece {
  private var next: [Int] = []
  private var previous: [Int] = []
  private var pairs: [UInt32] = []
  /// Rank and offset of pairs, the rank in the upper half; some are out of date.
  private var heap = LeastFirst()

  mutating func merge(
    _ text: Span<UInt8>, from start: Int, to end: Int, by ranks: TokenRanks,
    into tokens: inout [UInt32]
  ) {
    let count = end - start
    next.removeAll(keepingCapacity: true)
    previous.removeAll(keepingCapacity: true)
    pairs.removeAll(keepingCapacity: true)
    for offset in 0..<count {
      next.append(offset + 1)
      previous.append(offset - 1)
      pairs.append(TokenRanks.none)
    }
    for offset in 0..<count { rate(offset, text, start, ranks) }
    while let lowest = heap.popFirst() {
      let offset = Int(lowest & 0xFFFF_FFFF)
      guard pairs[offset] == UInt32(lowest >> 32) else { continue }
      let joined = next[offset]
      pairs[joined] = TokenRanks.none
      next[offset] = next[joined]
      if next[joined] < count { previous[next[joined]] = offset }
      rate(offset, text, start, ranks)
      if previous[offset] >= 0 { rate(previous[offset], text, start, ranks) }
    }
    var offset = 0
    while offset < count {
      tokens.append(ranks.rank(of: text, from: start + offset, to: start + next[offset]))
      offset = next[offset]
    }
    if count > 1 << 16 { self = LongPiece() }
  }

  /// Finds out what the part at an offset would be together with the next one.
  private mutating func rate(
    _ offset: Int, _ text: Span<UInt8>, _ start: Int, _ ranks: TokenRanks
  ) {
    let joined = next[offset]
    guard joined < next.count else {
      pairs[offset] = TokenRanks.none
      return
    }
    let rank = ranks.rank(of: text, from: start + offset, to: start + next[joined])
    pairs[offset] = rank
    if rank != TokenRanks.none {
      heap.insert(UInt64(rank) << 32 | UInt64(truncatingIfNeeded: offset))
    }
  }
}

/// A binary heap of numbers.
private struct LeastFirst {
  private var numbers: [UInt64] = []

  mutating func insert(_ number: UInt64) {
    numbers.append(number)
    var index = numbers.count - 1
    while index > 0, number < numbers[(index - 1) / 2] {
      numbers[index] = numbers[(index - 1) / 2]
      index = (index - 1) / 2
    }
    numbers[index] = number
  }

  mutating func popFirst() -> UInt64? {
    guard let last = numbers.popLast() else { return nil }
    guard let first = numbers.first else { return last }
    var index = 0
    while true {
      var child = 2 * index + 1
      guard child < numbers.count else { break }
      if child + 1 < numbers.count, numbers[child + 1] < numbers[child] { child += 1 }
      guard numbers[child] < last else { break }
      numbers[index] = numbers[child]
      index = child
    }
    numbers[index] = last
    return first
  }
}
