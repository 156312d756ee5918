/// The body of a response: its bytes as they come, in pieces of at most 64 KiB.
///
/// At most 64 KiB wait for the reader. While nobody takes them the connection is not read, so a slow
/// reader slows the sender down instead of filling memory. (Over HTTP/2 the sender may still fill the
/// stream's window, at most 32 MiB.) Cancelling the reading task, or dropping the body before its
/// end, closes the connection. One task reads at a time.
package struct HTTPBody: AsyncSequence, Sendable {
  package typealias Element = [UInt8]
  package typealias Failure = HTTPClientError

  /// Ends the transfer when the last one who could read it is gone.
  fileprivate final class Lease: Sendable {
    let transfer: Transfer

    init(_ transfer: Transfer) {
      self.transfer = transfer
    }

    deinit {
      transfer.abandon()
    }
  }

  private let lease: Lease

  init(_ transfer: Transfer) {
    lease = Lease(transfer)
  }

  package func makeAsyncIterator() -> Iterator {
    Iterator(lease: lease)
  }

  /// Reads on from where the last reader stopped.
  package struct Iterator: AsyncIteratorProtocol {
    fileprivate let lease: Lease

    /// The next bytes; `nil` at the end. Throws when the connection breaks off, a time or size limit
    /// is passed, or the task is cancelled.
    package mutating func next(
      isolation actor: isolated (any Actor)? = #isolation
    ) async throws(HTTPClientError) -> [UInt8]? {
      let result = await withTaskCancellationHandler {
        do throws(HTTPClientError) {
          var bytes: [UInt8] = []
          let hasMore = try await next(into: &bytes, isolation: actor)
          return Result<[UInt8]?, HTTPClientError>.success(hasMore ? bytes : nil)
        } catch {
          return .failure(error)
        }
      } onCancel: { [lease] in
        lease.transfer.cancel()
      }
      return try result.get()
    }

    /// Puts the next bytes in the place of those in `bytes`, whose memory takes up later ones;
    /// `false` at the end. Throws as ``next(isolation:)`` does.
    ///
    /// For streams of small pieces: nothing is made anew for each. It does not look out for the
    /// cancellation of the task by itself, but only inside ``HTTPBody/endingWhenCancelled(_:)``.
    package func next(
      into bytes: inout [UInt8], isolation actor: isolated (any Actor)? = #isolation
    ) async throws(HTTPClientError) -> Bool {
      try await lease.transfer.nextBytes(into: &bytes, isolation: actor)
    }
  }

  /// Lets somebody read, and closes the connection when the task is cancelled meanwhile.
  package func endingWhenCancelled<Value>(
    _ read: () async throws -> Value
  ) async rethrows -> Value {
    try await withTaskCancellationHandler {
      try await read()
    } onCancel: {
      lease.transfer.cancel()
    }
  }

  /// Reads the whole rest, of which at most `limit` bytes are kept.
  ///
  /// What lies beyond is not read: the connection is closed once the body is dropped.
  package func collect(upTo limit: Int) async throws(HTTPClientError) -> [UInt8] {
    var iterator = makeAsyncIterator()
    var collected: [UInt8] = []
    while collected.count < limit, let bytes = try await iterator.next() {
      collected += bytes.prefix(limit - collected.count)
    }
    return collected
  }

  /// Gives the rest up but lets it end by itself within a second, so that the connection can be used
  /// again. For a reader who knows from the content that nothing more will come.
  package func discardRest() {
    lease.transfer.discardRest()
  }
}
