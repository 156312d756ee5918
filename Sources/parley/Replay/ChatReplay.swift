import ParleyDomain
import ParleyEngine
import ParleyPlugin
import ParleyStore

/// Replays a recorded chat with an engine. Nothing is stored, and no plugin's effect is carried out.
///
/// Each turn begins where it began then: with the recorded history, the recorded fence word, and the
/// time of its question, so that only the configuration and the records can make a difference.
struct ChatReplay: Sendable {
  let recording: RecordedChat
  let engine: Engine
  /// Who answers now.
  let persona: String
  /// Whether the model is asked, too.
  let isLive: Bool

  /// Replays turn after turn. Throws `CancellationError`, and what keeps the whole chat from being
  /// replayed; what concerns one turn stands in its result.
  func run(_ onTurn: (ReplayedTurn) throws -> Void) async throws {
    _ = try engine.persona(persona)
    for turn in recording.turns {
      try Task.checkCancellation()
      try onTurn(try await replay(turn))
    }
  }

  private func replay(_ turn: RecordedTurn) async throws -> ReplayedTurn {
    var result = ReplayedTurn(recorded: turn)
    do {
      let now = try await engine(at: turn).explain(request(turn)).json
      result.now = now
      result.comparison = turn.trace.map { PromptComparison(then: $0, now: now) }
    } catch let error as TurnError {
      result.problem = error.description
    }
    guard isLive else { return result }
    do {
      let reply = try await engine(at: turn).answer(request(turn)) { _ in }
      result.reply = reply.json(session: nil)
    } catch let error as TurnError {
      result.replyProblem = error.description
    }
    return result
  }

  private func request(_ turn: RecordedTurn) -> TurnRequest {
    TurnRequest(
      owner: recording.chat.owner, chat: recording.chat.id, persona: persona,
      text: turn.question.content, stream: false)
  }

  /// The engine as it was placed when the turn began.
  private func engine(at turn: RecordedTurn) -> Engine {
    var chat = recording.chat
    chat.persona = persona
    chat.leaf = turn.history.last?.id
    let chats = UnkeptChats(chat, messages: turn.history)
    var engine = engine
    engine.store = chats
    engine.jobs = chats
    engine.clock = StoppedClock(now: turn.question.createdAt)
    return engine
  }
}

/// A clock that shows one moment.
private struct StoppedClock: WallClock {
  let now: Timestamp
}
