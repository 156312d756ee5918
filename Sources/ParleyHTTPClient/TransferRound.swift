/// What one round of the I/O thread has in common: its time, and the readers it has something for.
///
/// Reading the clock and waking a thread cost as much as reading a token, so both are done once for
/// all sockets of a round. Lives on the I/O thread.
final class TransferRound {
  /// When the round began. What comes in it counts as come then.
  private(set) var now = ContinuousClock.now
  private var readers: [Transfer.Reader] = []

  func begin() {
    now = .now
  }

  /// Lets a reader go on when the round ends.
  func wake(_ reader: Transfer.Reader) {
    readers.append(reader)
  }

  func end() {
    for reader in readers { reader.resume() }
    readers.removeAll(keepingCapacity: true)
  }
}
