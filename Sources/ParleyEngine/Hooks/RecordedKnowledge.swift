import ParleyDomain
import ParleyPlugin
import Synchronization

/// The lookups of a turn, collected while its hooks run at the same time.
final class LookupRecord: Sendable {
  private let lookups = Mutex<[Lookup]>([])

  func append(_ lookup: Lookup) {
    lookups.withLock { $0.append(lookup) }
  }

  /// In the order of the entries given, so that the same turn gives the same trace.
  func ordered(by entries: [String]) -> [Lookup] {
    let rank = Dictionary(
      entries.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    return lookups.withLock { $0 }.enumerated().sorted { left, right in
      let (a, b) = (rank[left.element.plugin] ?? .max, rank[right.element.plugin] ?? .max)
      return a == b ? left.offset < right.offset : a < b
    }.map(\.element)
  }
}

/// Search for one hook: adds what the chat was about and records what came back.
struct RecordedKnowledge: KnowledgeAccess {
  /// The most records that a hook may list: more would not fit a prompt, and citations have at most
  /// three digits.
  static let mostListed = 500

  let entry: String
  let snapshot: any KnowledgeSnapshot
  let history: [ChatMessage]
  let record: LookupRecord

  func search(_ collection: String, for text: String, limit: Int) async throws -> SearchResult {
    let stopwatch = Stopwatch()
    let result = try await snapshot.search(
      KnowledgeQuery(
        collection: collection, text: text, limit: limit, history: history,
        mayBlock: PluginLane.isCurrent))
    record.append(
      Lookup(plugin: entry, text: text, result: result, milliseconds: stopwatch.milliseconds))
    return result
  }

  func record(_ reference: RecordReference) async throws -> Record? {
    try await snapshot.record(reference)
  }

  func records(of collection: String, atMost limit: Int) async throws -> [Record]? {
    try await snapshot.records(
      of: collection, atMost: min(limit, RecordedKnowledge.mostListed))
  }
}
