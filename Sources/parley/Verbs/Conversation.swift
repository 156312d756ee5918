import ParleyDomain
import ParleyEngine
import ParleyJSON
import ParleyPlugin
import ParleyStore
import Synchronization

/// A shop opened to answer: engine, store and the persona that speaks.
struct Conversation: Sendable {
  let shop: Shop
  let engine: Engine
  let store: SQLiteChatStore
  let persona: Persona
  let terminal: Terminal
  let json: Bool

  /// Opens everything that answering needs, runs the work, finishes the jobs that it left, and gives
  /// everything up again. Throws ``CommandFailure``.
  static func run(
    _ invocation: Invocation, _ work: @Sendable (Conversation) async throws -> Void
  ) async throws {
    try await CommandFailure.translating {
      let shop = try Shop.open(invocation)
      let persona = try shop.persona(named: invocation.value("persona"))
      try await shop.tellWhatIsMissing(for: persona, on: invocation.terminal)
      let store = try await shop.openStore()
      do {
        let engine = try await shop.startEngine(store: store, knowledge: shop.library())
        try await work(
          Conversation(
            shop: shop, engine: engine, store: store, persona: persona,
            terminal: invocation.terminal, json: invocation.globals.json))
        await engine.plugins.stop()
      } catch {
        await store.close()
        throw error
      }
      await store.close()
    }
  }

  /// Asks one question, prints the reply, and runs the jobs that the turn left.
  @discardableResult
  func ask(_ text: String, in chat: ChatID?, stream: Bool) async throws -> TurnReply {
    let shows = stream && !json
    let output = ReplyOutput(terminal: terminal)
    let request = TurnRequest(
      owner: .local, chat: chat, persona: persona.name, text: text, stream: stream)
    let reply: TurnReply
    do {
      reply = try await engine.answer(request) { event in
        switch event {
        case .delta(let text) where shows: output.write(text)
        default: break
        }
      }
    } catch {
      try await runJobs()
      throw error
    }
    try await runJobs()
    try output.check()
    try show(reply, textIsShown: shows)
    return reply
  }

  private func runJobs() async throws {
    let engine = engine
    // Jobs belong to the turn that is stored already: Ctrl-C does not take them back.
    try await Task { _ = try await JobRunner(engine: engine).runDue() }.value
  }

  private func show(_ reply: TurnReply, textIsShown: Bool) throws {
    if json {
      try terminal.data(JSONWriter.string(reply.json(session: nil)))
      return
    }
    if textIsShown {
      if !reply.message.content.hasSuffix("\n") { try terminal.data("") }
    } else {
      try terminal.data(reply.message.content)
    }
    let citations = reply.message.citations
    if !citations.isEmpty { try terminal.data("") }
    for citation in citations {
      let place = citation.source.url ?? citation.source.reference.description
      try terminal.data(terminal.faint("[\(citation.index)] \(citation.source.title) — \(place)"))
    }
    for notice in reply.message.notices where notice.audience == .everyone {
      terminal.talk("note: \(notice.message)")
    }
    if reply.message.status == .stopped { terminal.talk("stopped; the text so far is kept") }
  }
}

/// Prints a reply as it comes, and remembers when nobody reads any more: the turn goes on and is
/// stored whole.
private final class ReplyOutput: Sendable {
  private let terminal: Terminal
  private let failure = Mutex<OutputError?>(nil)

  init(terminal: Terminal) {
    self.terminal = terminal
  }

  func write(_ text: String) {
    failure.withLock { failure in
      guard failure == nil else { return }
      do throws(OutputError) {
        try terminal.data(text, terminator: "")
      } catch {
        failure = error
      }
    }
  }

  /// Throws what kept the text from being printed.
  func check() throws {
    if let failure = failure.withLock({ $0 }) { throw failure }
  }
}
