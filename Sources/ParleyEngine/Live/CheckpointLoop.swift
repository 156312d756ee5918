package import ParleyDomain
import ParleyPlugin

/// Brings the text of replies in the making to disk: after a second or 2 KiB at the latest, all of
/// them in one transaction.
package struct CheckpointLoop: Sendable {
  /// A text that has grown by this much does not wait for the second to be over.
  static let mostUnsavedBytes = 2048
  static let pause = Duration.milliseconds(200)
  /// In pauses: a second.
  static let mostPauses = 5

  private let generations: LiveGenerations
  private let store: any ChatStore
  private let log: any OperatorLog

  package init(
    generations: LiveGenerations, store: any ChatStore, log: any OperatorLog
  ) {
    self.generations = generations
    self.store = store
    self.log = log
  }

  /// Runs until the task is cancelled.
  package func run() async {
    var saved: [MessageID: Int] = [:]
    var pauses = 0
    while !Task.isCancelled {
      do {
        try await Task.sleep(for: CheckpointLoop.pause)
      } catch {
        return
      }
      pauses += 1
      let texts = generations.partialTexts()
      let grown = texts.filter { $0.text.utf8.count > saved[$0.reply, default: 0] }
      let isUrgent = grown.contains { partial in
        partial.text.utf8.count - saved[partial.reply, default: 0]
          >= CheckpointLoop.mostUnsavedBytes
      }
      guard isUrgent || pauses >= CheckpointLoop.mostPauses else { continue }
      pauses = 0
      let running = Set(texts.map(\.reply))
      saved = saved.filter { running.contains($0.key) }
      guard !grown.isEmpty else { continue }
      do {
        try await store.checkpoint(grown)
        for partial in grown { saved[partial.reply] = partial.text.utf8.count }
      } catch {
        log.write(
          .warning, "replies in the making could not be saved", ["error": "\(error)"])
      }
    }
  }
}
