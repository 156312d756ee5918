import ParleyKnowledge
import ParleyPlugin
import ParleyServer
import ParleyStore

/// Loads the sources that say `every` while the server runs: one at a time, so that loading never takes
/// more than one processor from those who ask. What fails is told and leaves the old version.
actor ScheduledLoads {
  /// How soon a changed configuration, or what has become due, is noticed.
  private static let look = Duration.seconds(1)

  private var shop: Shop
  private var library: KnowledgeLibrary
  private var schedule = LoadSchedule()
  private let metrics: Metrics

  init(_ shop: Shop, metrics: Metrics) {
    self.shop = shop
    self.metrics = metrics
    library = shop.library()
    schedule.replace(with: library.collections, at: .now)
  }

  /// Goes by another configuration from now on; a load that runs ends as it began.
  func replace(with shop: Shop) {
    self.shop = shop
    library = shop.library()
    schedule.replace(with: library.collections, at: .now)
  }

  /// Loads what is due until the task is cancelled.
  func run() async {
    while !Task.isCancelled {
      if let entry = schedule.takeDue(at: .now) {
        await load(entry)
      } else {
        do { try await Task.sleep(for: ScheduledLoads.look) } catch { return }
      }
    }
  }

  private func load(_ entry: LoadSchedule.Entry) async {
    let name = entry.collection
    do {
      let options = LoadOptions(gate: try await shop.gate(of: name))
      let report =
        entry.source.isUpdate
        ? try await library.merge(entry.source, into: name, options: options)
        : try await library.load(name, options: options)
      metrics.loadEnded(name, report.isUnchanged ? .unchanged : .loaded, at: SystemClock().now)
      tell(report)
    } catch is CancellationError {
      return
    } catch {
      metrics.loadEnded(name, .failed("\(error)"), at: SystemClock().now)
      shop.log.write(
        .error, "a scheduled load failed; the version in use stays",
        [
          "collection": .string(name), "source": .string(entry.source.name),
          "error": .string("\(error)"),
        ])
    }
  }

  private func tell(_ report: LoadReport) {
    var fields: [String: JSONValue] = [
      "collection": .string(report.collection), "version": .string(report.version ?? ""),
      "records": .integer(report.records), "rejected_rows": .integer(report.rejectedRows),
      "seconds": .number(report.seconds),
    ]
    if let first = report.rejected.first { fields["first_refused"] = .string("\(first)") }
    let level: LogLevel = report.rejectedRows > 0 ? .warning : report.isUnchanged ? .debug : .info
    let words =
      report.isUnchanged ? "knowledge was read and has not changed" : "knowledge was loaded"
    shop.log.write(level, words, fields)
  }
}
