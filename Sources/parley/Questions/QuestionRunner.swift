import ParleyDomain
import ParleyEngine
import ParleyPlugin
import ParleyStore

/// Asks questions, each in a chat of its own of which nothing is left.
struct QuestionRunner: Sendable {
  /// Nobody else's memories and chats are this owner's.
  static let owner = OwnerID("test")

  let engine: Engine

  /// Asks a question and looks at the last reply. Throws `CancellationError`; a turn that fails is a
  /// question that fails.
  func ask(_ question: Question, of file: String, persona: String) async throws -> QuestionResult {
    let chats = UnkeptChats()
    var engine = engine
    engine.store = chats
    engine.jobs = chats
    let begun = ContinuousClock.now
    var result = QuestionResult(
      file: file, question: question, persona: persona, faults: [], milliseconds: 0)
    do {
      var chat: ChatID?
      for text in question.turns {
        let reply = try await engine.answer(
          TurnRequest(
            owner: Self.owner, chat: chat, persona: persona, text: text, stream: false)
        ) { _ in }
        try Task.checkCancellation()
        chat = reply.message.chat
        result.reply = reply.json(session: nil)
      }
      result.faults = question.expectation.faults(in: result.reply ?? .null)
    } catch let error as TurnError {
      result.problem = error.description
    }
    result.milliseconds = (ContinuousClock.now - begun) / .milliseconds(1)
    return result
  }
}
