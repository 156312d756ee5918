import ParleyEngine

/// Reads the events of a generation in the making, with a limit to its patience.
struct LiveReader: Sendable {
  let generation: LiveGeneration
  /// How many events have been read.
  private(set) var position = 0

  enum Next: Sendable {
    case events([LiveEvent])
    /// Nothing has come until then.
    case late
    /// The last event has been read before, or the task is cancelled.
    case over
  }

  init(_ generation: LiveGeneration) {
    self.generation = generation
  }

  /// The next events as soon as there are any.
  mutating func next(until instant: ContinuousClock.Instant) async -> Next {
    let (generation, start) = (generation, position)
    let next = await withTaskGroup(of: Next.self) { group in
      group.addTask {
        let events = await generation.events(after: start)
        return events.isEmpty ? .over : .events(events)
      }
      group.addTask {
        do {
          try await Task.sleep(until: instant, clock: .continuous)
          return .late
        } catch {
          return .over
        }
      }
      let first = await group.next() ?? .over
      group.cancelAll()
      return first
    }
    if case .events(let events) = next { position += events.count }
    return next
  }
}
