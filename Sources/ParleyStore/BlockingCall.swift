import Dispatch

/// Runs what waits for a disk on a thread that may wait, never on the cooperative pool.
enum BlockingCall {
  static func run<T: Sendable>(_ body: @escaping @Sendable () throws -> T) async throws -> T {
    try await withCheckedThrowingContinuation { continuation in
      DispatchQueue.global().async { continuation.resume(with: Result { try body() }) }
    }
  }
}
