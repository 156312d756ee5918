import ParleyDomain
import ParleyHTTPClient
import ParleyModels
import Synchronization

/// How long the first token of a reply takes while other replies run.
struct FirstTokens {
  private let http: HTTPClient
  private let url: String

  init(_ http: HTTPClient, _ url: String) {
    self.http = http
    self.url = url
  }

  func run(streams: Int, probes: Int) async throws {
    let open = Measurement.client("ok-100000-\(Measurement.rate)", at: url, http)
    let probe = Measurement.client("ok-2-0", at: url, http)
    try await withThrowingTaskGroup(of: Void.self) { group in
      let (begun, hasBegun) = AsyncStream.makeStream(of: Void.self)
      for _ in 0..<streams - 1 {
        group.addTask {
          let isFirst = Mutex(true)
          _ = try await open.generate(Measurement.request) { _ in
            let mustTell = isFirst.withLock { isFirst in
              defer { isFirst = false }
              return isFirst
            }
            if mustTell { hasBegun.yield() }
          }
        }
      }
      var waiting = begun.makeAsyncIterator()
      for _ in 0..<streams - 1 { await waiting.next() }
      for _ in 0..<probes { print(try await microseconds(probe)) }
      group.cancelAll()
      while let result = await group.nextResult() { _ = result }
    }
  }

  private func microseconds(_ client: OpenAIClient) async throws -> Int64 {
    let begin = ContinuousClock.now
    let first = Mutex<ContinuousClock.Instant?>(nil)
    _ = try await client.generate(Measurement.request) { _ in
      first.withLock { $0 = $0 ?? .now }
    }
    let taken = begin.duration(to: first.withLock { $0 } ?? .now).components
    return taken.seconds * 1_000_000 + taken.attoseconds / 1_000_000_000_000
  }
}
