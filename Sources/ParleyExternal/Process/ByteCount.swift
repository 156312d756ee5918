import Synchronization

/// Bytes on their way between two threads, with a limit.
final class ByteCount: Sendable {
  private let count = Mutex(0)

  /// Takes room for so many bytes; returns `false`, with nothing taken, when there is too little.
  func reserve(_ bytes: Int, of most: Int) -> Bool {
    count.withLock { count in
      guard bytes <= most - count else { return false }
      count += bytes
      return true
    }
  }

  func release(_ bytes: Int) {
    count.withLock { $0 -= bytes }
  }
}
