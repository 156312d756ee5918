/// When the sources that say `every` are loaded again.
///
/// Each load is followed by a pause of nine to eleven tenths of what the source says, so that several
/// servers, or several sources of one, do not ask at the same moment for ever. The first load comes
/// soon after the start.
package struct LoadSchedule: Sendable {
  package typealias Instant = ContinuousClock.Instant

  /// A source of a collection.
  package struct Entry: Sendable, Hashable {
    package var collection: String
    package var source: CollectionSource
  }

  private var due: [Entry: Instant] = [:]

  /// Nothing is due.
  package init() {}

  /// Takes over the sources of a configuration; those that stay as they were keep their time.
  package mutating func replace(with collections: [CollectionSettings], at now: Instant) {
    var fresh: [Entry: Instant] = [:]
    for collection in collections {
      for source in collection.sources {
        guard let every = source.every else { continue }
        let entry = Entry(collection: collection.name, source: source)
        fresh[entry] = due[entry] ?? now.advanced(by: every * Double.random(in: 0...0.1))
      }
    }
    due = fresh
  }

  /// The entry that has been due for longest, which is due again after its pause; `nil` while none is.
  package mutating func takeDue(at now: Instant) -> Entry? {
    guard let (entry, time) = due.min(by: { $0.value < $1.value }), time <= now,
      let every = entry.source.every
    else { return nil }
    due[entry] = now.advanced(by: every * Double.random(in: 0.9...1.1))
    return entry
  }
}
