/// Splits a piece that is no token into tokens: begins with single bytes and joins, again and again,
/// the neighbours that together are the token of the lowest rank, the leftmost first.
///
/// Short pieces look for the lowest rank one by one. Longer ones keep the pairs in a heap, so a
/// megabyte without a space takes n log n steps. The working memory is kept from piece to piece.
struct BytePairMerge {
  /// Up to this length looking is faster than keeping a heap.
  private static let lookedThrough = 96

  private let ranks: TokenRanks
  /// Where each part begins, with the end of the piece as the last.
  private var starts: [Int] = []
  /// The rank that each part would have together with its right neighbour.
  private var pairs: [UInt32] = []
  private var long = LongPiece()

  init(_ ranks: TokenRanks) {
    self.ranks = ranks
  }

  /// Appends the tokens of a piece of at least two bytes.
  mutating func merge(_ text: Span<UInt8>, from start: Int, to end: Int, into tokens: inout [UInt32]) {
    guard end - start <= Self.lookedThrough else {
      long.merge(text, from: start, to: end, by: ranks, into: &tokens)
      return
    }
    starts.removeAll(keepingCapacity: true)
    pairs.removeAll(keepingCapacity: true)
    for index in start...end {
      starts.append(index)
      pairs.append(index + 2 <= end ? ranks.rank(of: text, from: index, to: index + 2) : .max)
    }
    while let lowest = lowestPair() {
      starts.remove(at: lowest + 1)
      pairs.remove(at: lowest + 1)
      pairs[lowest] = pair(at: lowest, in: text)
      if lowest > 0 { pairs[lowest - 1] = pair(at: lowest - 1, in: text) }
    }
    for index in 0..<starts.count - 1 {
      tokens.append(ranks.rank(of: text, from: starts[index], to: starts[index + 1]))
    }
  }

  private func pair(at index: Int, in text: Span<UInt8>) -> UInt32 {
    guard index + 2 < starts.count else { return TokenRanks.none }
    return ranks.rank(of: text, from: starts[index], to: starts[index + 2])
  }

  private func lowestPair() -> Int? {
    var (lowest, rank): (Int?, UInt32) = (nil, TokenRanks.none)
    for index in pairs.indices where pairs[index] < rank {
      (lowest, rank) = (index, pairs[index])
    }
    return lowest
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
    next = (0..<count).map { $0 + 1 }
    previous = (0..<count).map { $0 - 1 }
    pairs = Array(repeating: TokenRanks.none, count: count)
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
