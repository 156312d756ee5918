import ParleyConfig
import ParleyDomain
import ParleyPlugin

/// Somebody who answers for a persona: an engine of our own, or the server that runs already.
protocol Answering: Sendable {
  /// Answers a message and hands over the text as it comes; returns the reply object.
  func answer(
    _ message: String, in chat: ChatID?, stream: Bool,
    onText: @escaping @Sendable (String) -> Void
  ) async throws -> JSONValue
}

/// A persona in a terminal: asks whoever answers, and prints.
struct Conversation: Sendable {
  let persona: Persona
  let terminal: Terminal
  let json: Bool
  private let answering: any Answering

  /// Opens everything that answering needs, runs the work, and gives everything up again. While
  /// `parley serve` holds the storage folder, it answers instead. Throws ``CommandFailure``.
  static func run(
    _ invocation: Invocation, _ work: @Sendable (Conversation) async throws -> Void
  ) async throws {
    try await CommandFailure.translating {
      let shop = try Shop.open(invocation)
      let persona = try shop.persona(named: invocation.value("persona"))
      func conversation(_ answering: any Answering) -> Conversation {
        Conversation(
          persona: persona, terminal: invocation.terminal, json: invocation.globals.json,
          answering: answering)
      }
      let server = try ServerClient(storage: shop.configuration.storage.directory)
      if await server.answers() {
        try await work(conversation(ServedAnswers(server: server, persona: persona.name)))
        return
      }
      try await shop.tellWhatIsMissing(for: persona, on: invocation.terminal)
      let own = try await OwnAnswers.open(shop, persona: persona.name)
      do {
        try await work(conversation(own))
      } catch {
        await own.close()
        throw error
      }
      await own.close()
    }
  }

  /// Asks one question and prints the reply; returns its chat.
  @discardableResult
  func ask(_ text: String, in chat: ChatID?, stream: Bool) async throws -> ChatID? {
    let shows = stream && !json
    let output = ReplyOutput(terminal: terminal)
    let reply = try await answering.answer(text, in: chat, stream: stream) { text in
      if shows { output.write(text) }
    }
    try output.check()
    try ReplyReport(reply, terminal: terminal).print(asJSON: json, textIsShown: shows)
    return reply["chat_id"]?.string.map(ChatID.init)
  }
}
