import ParleyDomain
import ParleyHTTPClient
import ParleyModels
import Synchronization

/// Reads many replies at once, each of which brings the numbers 0, 1, 2 …, and checks every one.
struct Crowd {
  private let http: HTTPClient
  private let url: String

  init(_ http: HTTPClient, _ url: String) {
    self.http = http
    self.url = url
  }

  /// Prints a line `name value` for each figure.
  func run(streams: Int, seconds: Int) async throws {
    let tokens = Measurement.rate * seconds
    let client = Measurement.client("ok-\(tokens)-\(Measurement.rate)", at: url, http)
    // What the first call allocates for good is no stream's.
    _ = try await Measurement.client("ok-2-0", at: url, http)
      .generate(Measurement.request) { _ in }
    let before = ProcessFigures()
    var (peak, steady) = (before, before)
    let wrong = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<streams { group.addTask { try await wrongTokens(client, of: tokens) } }
      // All are connected after a while; until they end, only tokens come.
      try await Task.sleep(for: .seconds(seconds) / 4)
      steady = ProcessFigures()
      try await Task.sleep(for: .seconds(seconds) / 2)
      peak = ProcessFigures()
      var wrong = 0
      for try await count in group { wrong += count }
      return wrong
    }
    let span = Double(peak.nanoseconds - steady.nanoseconds)
    print("tokens", streams * tokens)
    print("wrong", wrong)
    print("bytes", max(0, peak.residentBytes - before.residentBytes) / streams)
    print("core", Double(peak.processorNanoseconds - steady.processorNanoseconds) / span)
    let told = Double(streams * Measurement.rate) * span / 1e9
    print("sleeps", Double(peak.sleeps - steady.sleeps) / told)
    print("io_core", Double(peak.clientNanoseconds - steady.clientNanoseconds) / span)
    print("io_threads", peak.clientThreads)
  }

  /// How many tokens of a reply were lost, doubled or out of order.
  private func wrongTokens(_ client: OpenAIClient, of tokens: Int) async throws -> Int {
    let state = Mutex((next: 0, wrong: 0))
    _ = try await client.generate(Measurement.request) { event in
      guard case .text(let text) = event else { return }
      state.withLock { state in
        if text != "\(state.next) " { state.wrong += 1 }
        state.next += 1
      }
    }
    return state.withLock { $0.wrong + abs(tokens - $0.next) }
  }
}
