import ParleyDomain
import ParleyPlugin

/// The generations of a running server, found by what asks for them: those in the making by name,
/// chat and owner, and the last ones that ended by name.
///
/// Every question costs the same however many there are; it is asked for each request.
struct GenerationRegistry: Sendable {
  /// At most so many that ended are kept; older ones are read from the store.
  static let mostEnded = 1000

  private var making: [GenerationID: LiveGeneration] = [:]
  private var makingByChat: [ChatID: GenerationID] = [:]
  private var makingByOwner: [OwnerID: Int] = [:]
  private var ended: [GenerationID: LiveGeneration] = [:]
  /// Those that stay until they are forgotten.
  private var kept: [GenerationID: LiveGeneration] = [:]
  /// In the order in which they ended; those before `firstEnded` are no longer kept.
  private var endings: [(id: GenerationID, at: ContinuousClock.Instant)] = []
  private var firstEnded = 0

  /// The generations in the making, in no order.
  var unfinished: [LiveGeneration] { Array(making.values) }

  /// How many are in the making.
  var count: Int { making.count }

  /// One that is in the making, ended a moment ago, or is kept.
  subscript(id: GenerationID) -> LiveGeneration? { making[id] ?? ended[id] ?? kept[id] }

  func making(in chat: ChatID) -> LiveGeneration? {
    makingByChat[chat].flatMap { making[$0] }
  }

  func kept(in chat: ChatID) -> LiveGeneration? {
    kept.values.first { $0.turn.chat == chat }
  }

  func count(of owner: OwnerID) -> Int { makingByOwner[owner] ?? 0 }

  mutating func begin(_ generation: LiveGeneration) {
    let turn = generation.turn
    making[turn.generation] = generation
    makingByChat[turn.chat] = turn.generation
    makingByOwner[turn.owner, default: 0] += 1
  }

  /// Takes note that a generation has ended at `now`, and lets go of those that ended longer than
  /// `afterlife` before.
  mutating func end(
    _ id: GenerationID, at now: ContinuousClock.Instant, afterlife: Duration
  ) {
    guard let generation = making.removeValue(forKey: id) else { return }
    let turn = generation.turn
    if makingByChat[turn.chat] == id { makingByChat[turn.chat] = nil }
    let left = (makingByOwner[turn.owner] ?? 1) - 1
    makingByOwner[turn.owner] = left > 0 ? left : nil
    ended[id] = generation
    endings.append((id, now))
    forget(endedBefore: now - afterlife)
  }

  /// Lets one in the making stay after its end, until it is forgotten.
  mutating func keep(_ id: GenerationID) {
    kept[id] = making[id]
  }

  /// Lets go of one that has ended.
  mutating func forget(_ id: GenerationID) {
    kept[id] = nil
    ended[id] = nil
  }

  private mutating func forget(endedBefore limit: ContinuousClock.Instant) {
    while firstEnded < endings.count,
      endings[firstEnded].at < limit || endings.count - firstEnded > GenerationRegistry.mostEnded
    {
      ended[endings[firstEnded].id] = nil
      firstEnded += 1
    }
    // Now and then, so that taking one off the front costs nothing.
    if firstEnded > GenerationRegistry.mostEnded {
      endings.removeFirst(firstEnded)
      firstEnded = 0
    }
  }
}
