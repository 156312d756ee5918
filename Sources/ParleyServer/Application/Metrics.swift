import ParleyDomain
package import ParleyEngine
package import ParleyPlugin
import Synchronization

/// What has happened since the start, as Prometheus reads it (text format 0.0.4).
///
/// Labels are patterns of routes and names from the configuration, so their number is bounded.
package final class Metrics: Sendable {
  private struct State {
    var requests: [[String]: Int] = [:]
    var durations = Histogram(bounds: [0.005, 0.025, 0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 300])
    var firstText = Histogram(bounds: [0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 20, 60])
    var tokens: [[String]: Int] = [:]
    var generations: [[String]: Int] = [:]
    var deliveries: [[String]: Int] = [:]
    var loads = LoadFigures()
  }

  private let state = Mutex(State())
  /// When the program started.
  let startedAt: Timestamp

  package init(startedAt: Timestamp) {
    self.startedAt = startedAt
  }

  func requestEnded(route: String, method: String, status: Int, seconds: Double) {
    let method = Route.Method(rawValue: method)?.rawValue ?? "other"
    state.withLock { state in
      state.requests[[route, method, "\(status)"], default: 0] += 1
      state.durations.add(seconds)
    }
  }

  /// Counts a generation by its last event.
  package func generationEnded(_ event: LiveEvent) {
    switch event {
    case .turn: return
    case .failed(is ReplyNotSaved):
      state.withLock { $0.generations[["not_saved"], default: 0] += 1 }
    case .failed: state.withLock { $0.generations[["failed"], default: 0] += 1 }
    case .done(let reply): count(reply)
    }
  }

  /// Counts a try to deliver something for a plugin's entry.
  package func deliveryTried(plugin: String, outcome: DeliveryLoop.Outcome) {
    state.withLock { $0.deliveries[[plugin, outcome.rawValue], default: 0] += 1 }
  }

  /// Counts a scheduled load of a collection.
  package func loadEnded(_ collection: String, _ result: LoadResult, at time: Timestamp) {
    state.withLock { $0.loads.add(collection, result, at: time) }
  }

  /// The scheduled loads so far.
  var loads: LoadFigures { state.withLock { $0.loads } }

  private func count(_ reply: TurnReply) {
    let usage = reply.message.usage ?? Usage()
    state.withLock { state in
      state.generations[[reply.message.status.rawValue], default: 0] += 1
      state.tokens[["input"], default: 0] += max(0, usage.inputTokens)
      state.tokens[["output"], default: 0] += max(0, usage.outputTokens)
      state.tokens[["cached"], default: 0] += max(0, usage.cachedTokens)
      for attempt in reply.trace.attempts {
        if let first = attempt.firstTextMilliseconds { state.firstText.add(first / 1000) }
      }
    }
  }

  /// The page. What hooks did and which configuration holds is asked of those who know.
  func text(
    generations: LiveGenerations, configuration: ConfigurationState, version: String
  ) -> String {
    let state = state.withLock { $0 }
    var page = MetricsPage()
    page.counter(
      "parley_http_requests_total", "Requests answered.", ["route", "method", "code"],
      state.requests)
    page.histogram(
      "parley_http_request_duration_seconds", "From the request to the end of its answer.",
      state.durations)
    page.gauge(
      "parley_generations_running", "Replies in the making.", [], [[]: generations.running])
    page.gauge(
      "parley_replies_not_saved", "Replies in memory that the store did not take yet.", [],
      [[]: generations.waitingToBeStored])
    page.counter(
      "parley_generations_total", "Replies made, by what became of them.", ["status"],
      state.generations)
    page.counter("parley_tokens_total", "Tokens of replies.", ["direction"], state.tokens)
    page.histogram(
      "parley_time_to_first_token_seconds", "From the call of an upstream to its first text.",
      state.firstText)
    page.add(generations.engine.plugins)
    page.add(generations.engine.guards)
    page.add(configuration.figures)
    page.counter(
      "parley_deliveries_total", "Tries to deliver something.", ["plugin", "outcome"],
      state.deliveries)
    state.loads.write(to: &page)
    page.gauge("parley_build_info", "The version that runs.", ["version"], [[version]: 1])
    return page.text
  }
}
