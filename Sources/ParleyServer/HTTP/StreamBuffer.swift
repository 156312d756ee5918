/// What a streamed reply has yet to send: bounded bytes, and behind them the writes that wait for
/// room. A write that waits keeps its place, so pieces never mix.
///
/// A value without a lock; whoever holds it resumes the continuations that it hands back after
/// leaving the lock.
struct StreamBuffer {
  typealias Continuation = CheckedContinuation<Void, any Error>

  private struct Write {
    var id: UInt64
    var rest: ArraySlice<UInt8>
    var continuation: Continuation
  }

  private let capacity: Int
  private var bytes: [UInt8] = []
  /// Those of `bytes` that are sent already.
  private var sent = 0
  private var waiting: [Write] = []

  init(capacity: Int) {
    self.capacity = max(1, capacity)
  }

  /// Bytes that are held here.
  var count: Int { bytes.count - sent }

  var isEmpty: Bool { count == 0 }

  private var room: Int { capacity - count }

  /// Takes the bytes when there is room for all of them and nobody waits.
  mutating func appendWhole(_ piece: [UInt8]) -> Bool {
    guard waiting.isEmpty, piece.count <= room else { return false }
    append(piece[...])
    return true
  }

  /// Takes what there is room for and keeps the rest waiting, behind those that wait already. The
  /// continuation is resumed at once when everything fits.
  mutating func appendWaiting(_ piece: [UInt8], id: UInt64, _ continuation: Continuation)
    -> [Continuation]
  {
    waiting.append(Write(id: id, rest: piece[...], continuation: continuation))
    return settle()
  }

  /// Moves bytes out; returns how many, and the writes that found room by it.
  mutating func take(into target: UnsafeMutableRawBufferPointer) -> (Int, [Continuation]) {
    let piece = bytes[sent...].prefix(target.count)
    target.copyBytes(from: piece)
    sent += piece.count
    if sent == bytes.count {
      bytes.removeAll(keepingCapacity: bytes.count <= 64 << 10)
      sent = 0
    }
    return (piece.count, settle())
  }

  /// Takes a waiting write out of its place.
  mutating func withdraw(_ id: UInt64) -> Continuation? {
    guard let index = waiting.firstIndex(where: { $0.id == id }) else { return nil }
    return waiting.remove(at: index).continuation
  }

  /// Forgets everything; returns the writes that waited.
  mutating func close() -> [Continuation] {
    defer {
      bytes = []
      sent = 0
      waiting = []
    }
    return waiting.map(\.continuation)
  }

  private mutating func append(_ piece: ArraySlice<UInt8>) {
    if sent > 0 {
      bytes.removeFirst(sent)
      sent = 0
    }
    bytes += piece
  }

  /// Lets waiting writes move up; returns those that are in.
  private mutating func settle() -> [Continuation] {
    var done: [Continuation] = []
    while let first = waiting.first, room > 0 || first.rest.isEmpty {
      let fitting = room
      append(first.rest.prefix(fitting))
      waiting[0].rest = first.rest.dropFirst(fitting)
      guard waiting[0].rest.isEmpty else { break }
      done.append(waiting.removeFirst().continuation)
    }
    return done
  }
}
