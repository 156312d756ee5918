package import ParleyDomain

/// A reply was made, and the store did not take it: a full disk, a file that cannot be written.
///
/// Nothing is lost while the program runs: it carries all that is still to be stored.
package struct ReplyNotSaved: Error, Sendable, CustomStringConvertible {
  package let turn: FinishedTurn
  /// What the store said, last time.
  package let cause: any Error

  package init(_ turn: FinishedTurn, cause: any Error) {
    self.turn = turn
    self.cause = cause
  }

  package var description: String { "the reply was made but could not be stored: \(cause)" }

  /// Whether trying again may help. It does not when the chat has been deleted meanwhile, or the
  /// reply is final already.
  static func mayPass(_ error: any Error) -> Bool {
    switch error {
    case let error as StoreError: error.code != .notFound && error.code != .conflict
    default: true
    }
  }
}
