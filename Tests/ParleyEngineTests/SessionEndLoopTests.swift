import ParleyDomain
import ParleyEngine
import ParleyPlugin
import ParleyTestKit
import Synchronization
import Testing

struct SessionEndLoopTests {
  /// Sessions in memory, with the jobs that they left.
  private final class Endings: SessionEndings {
    let sessions = Mutex<[Session]>([])
    let jobs = Mutex<[Job]>([])

    func endedSessions(at now: Timestamp, limit: Int) async throws -> [Session] {
      sessions.withLock { Array($0.filter { $0.expiresAt <= now }.prefix(limit)) }
    }

    func settle(_ session: Session, jobs: [Job], at now: Timestamp) async throws {
      sessions.withLock { $0.removeAll { $0.id == session.id } }
      self.jobs.withLock { $0 += jobs }
    }

    func forgetTold() async throws {}
  }

  /// Looks at ended sessions and keeps what it saw.
  private struct Witness: SessionEndedHook {
    static let name = "Witness"
    static let summary = "Keeps what it saw."
    let seen: @Sendable (EndedSession) -> Void

    init(options: NoOptions) { seen = { _ in } }
    init(_ seen: @escaping @Sendable (EndedSession) -> Void) { self.seen = seen }

    var hooks: Set<HookPoint> { [.sessionEnded] }

    func sessionEnded(_ session: EndedSession, _ host: any TurnHost) async throws -> [Effect] {
      seen(session)
      return [.summary(text: "s", covers: session.messages.map(\.id))]
    }
  }

  private func session(_ fixture: EngineFixture, chat: ChatID) -> Session {
    Session(
      id: SessionID("s"), owner: .local, chat: chat, persona: "clerk",
      createdAt: fixture.clock.now, lastActiveAt: fixture.clock.now,
      expiresAt: fixture.clock.now.advanced(by: .seconds(60)))
  }

  @Test func anEndedSessionIsShownToThePluginsThatWantItOnce() async throws {
    let seen = Mutex<[EndedSession]>([])
    let fixture = EngineFixture(plugins: [
      PluginEntry(name: "w", plugin: Witness { ended in seen.withLock { $0.append(ended) } })
    ])
    let reply = try await fixture.ask("hello")
    // Such a plugin wants nothing of the turn itself.
    #expect(fixture.store.contents.jobs.isEmpty)
    let endings = Endings()
    let session = session(fixture, chat: reply.message.chat)
    endings.sessions.withLock { $0 = [session] }
    let loop = SessionEndLoop(
      endings: endings, engine: { fixture.engine }, log: fixture.log)
    #expect(try await loop.settleEnded() == 0)
    fixture.clock.advance(by: .seconds(60))
    #expect(try await loop.settleEnded() == 1)
    #expect(try await loop.settleEnded() == 0)

    fixture.store.enqueue(endings.jobs.withLock { $0 })
    #expect(try await JobRunner(engine: fixture.engine).runDue() == 1)
    let ended = try #require(seen.withLock { $0.first })
    #expect(ended.messages.map(\.text) == ["hello", "Hi."])
    #expect((ended.startedAt, ended.endedAt) == (session.createdAt, session.expiresAt))
    #expect(fixture.store.contents.effects.count == 1)
  }

  @Test func aSessionWithoutAMessageOrAListenerIsSettledQuietly() async throws {
    let fixture = EngineFixture()
    let reply = try await fixture.ask("hello")
    let endings = Endings()
    let sessions = [reply.message.chat, ChatID("empty")].map { chat in
      var session = session(fixture, chat: chat)
      session.id = SessionID(chat.rawValue)
      return session
    }
    endings.sessions.withLock { $0 = sessions }
    fixture.clock.advance(by: .seconds(60))
    let loop = SessionEndLoop(
      endings: endings, engine: { fixture.engine }, log: fixture.log)
    #expect(try await loop.settleEnded() == 0)
    #expect(endings.sessions.withLock { $0.isEmpty })
  }
}
