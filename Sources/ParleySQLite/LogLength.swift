import Synchronization

/// Decides when the write-ahead log of the one connection that writes is checkpointed.
///
/// A checkpoint that never waits is tried each time the log has grown by a step. Somebody who reads
/// can keep such a checkpoint from reaching the end of the log, again and again; so from four steps on
/// one is due for which the reader must pause.
final class LogLength: Sendable {
  enum Due: Sendable, Hashable {
    case nothing
    case checkpoint
    case checkpointWithoutReaders
  }

  /// Pages, of 4 KiB.
  private let step: Int
  private let longest: Int
  /// At how many pages the next checkpoint is due.
  private let due: Atomic<Int>

  init(step: Int) {
    self.step = step
    longest = 4 * step
    due = Atomic(step)
  }

  /// What is due after a commit that left so many pages in the log; the same is not due again before
  /// the log has grown by another step.
  func due(at pages: Int) -> Due {
    if pages < step { due.store(step, ordering: .relaxed) }
    guard pages >= due.load(ordering: .relaxed) else { return .nothing }
    due.store(pages + step, ordering: .relaxed)
    return pages >= longest ? .checkpointWithoutReaders : .checkpoint
  }
}
