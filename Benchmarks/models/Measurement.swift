import Glibc
import ParleyDomain
import ParleyHTTPClient
import ParleyModels
import ParleyPlugin

/// Asks an upstream as the program does, for `run.py`, which compares and prints the figures.
///
/// - `first URL STREAMS PROBES`: holds replies open and prints the microseconds from each probe's call to
///   its first token, one a line;
/// - `crowd URL STREAMS SECONDS`: reads numbered tokens of many replies and prints what was lost, and what
///   it took;
/// - `slow URL BYTES`: takes so many bytes a second of a long reply, until it is killed.
enum Measurement {
  /// How many tokens a second each open reply brings.
  static let rate = 20

  @concurrent static func run(arguments: [String]) async -> Int32 {
    do {
      let http = try HTTPClient()
      switch (arguments.first, arguments.dropFirst(2).compactMap { Int($0) }) {
      case ("first", let numbers) where numbers.count == 2:
        try await FirstTokens(http, arguments[1]).run(streams: numbers[0], probes: numbers[1])
      case ("crowd", let numbers) where numbers.count == 2:
        try await Crowd(http, arguments[1]).run(streams: numbers[0], seconds: numbers[1])
      case ("slow", let numbers) where numbers.count == 1:
        try await SlowReader(http, arguments[1]).run(bytesPerSecond: numbers[0])
      default:
        print("usage: ModelBenchmark first|crowd|slow URL NUMBER [NUMBER]")
        return 64
      }
      return 0
    } catch {
      print("\(error)")
      return 1
    }
  }

  /// A client of a model whose name tells the upstream what to do.
  static func client(_ model: String, at url: String, _ http: HTTPClient) -> OpenAIClient {
    OpenAIClient(
      UpstreamEndpoint(
        name: "benchmark", baseURL: url, model: model,
        timeouts: HTTPTimeouts(idle: .seconds(600), total: .seconds(3600))),
      http: http, clock: BenchmarkClock(), version: "0")
  }

  static let request = ModelRequest(
    messages: [ModelMessage(role: .user, content: "How are you?")], replyTokens: 100, stream: true)
}

private struct BenchmarkClock: WallClock {
  var now: Timestamp { Timestamp(milliseconds: Int64(time(nil)) * 1000) }
}
