import Synchronization

@testable import parley

/// Keeps what is written to it.
final class RecordedStream: TerminalStream {
  let isTerminal: Bool
  let columns: Int?
  private let failure: OutputError?
  private let written = Mutex("")

  init(isTerminal: Bool = false, columns: Int? = nil, failure: OutputError? = nil) {
    self.isTerminal = isTerminal
    self.columns = columns
    self.failure = failure
  }

  var text: String { written.withLock { $0 } }

  func write(_ text: String) throws(OutputError) {
    if let failure { throw failure }
    written.withLock { $0 += text }
  }
}

extension Terminal {
  /// A terminal that writes nowhere.
  static var silent: Self {
    Self(output: RecordedStream(), errors: RecordedStream(), environment: [:])
  }
}
