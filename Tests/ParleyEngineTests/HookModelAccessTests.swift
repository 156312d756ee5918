import ParleyDomain
import ParleyEngine
import ParleyPlugin
import ParleyTestKit
import Synchronization
import Testing

/// Model calls that hooks make.
struct HookModelAccessTests {
  private final class Found: Sendable {
    let texts = Mutex<[String]>([])
    func add(_ text: String) { texts.withLock { $0.append(text) } }
  }

  @Test func aHookMayNameAnUpstreamThatItsPersonaDoesNotUse() async throws {
    let found = Found()
    let model = FakeModel(saying: "from the small one")
    let small = EngineFixture.upstream("small", model)
    let clerk = EngineFixture.upstream("clerk", FakeModel(saying: "no"), extractive: true)
    let fixture = EngineFixture(
      plugins: [
        PluginEntry(
          name: "hook",
          plugin: ClosurePlugin(postResponse: { _, host in
            for name in ["small", nil, "clerk", "none"] {
              found.add("\(name ?? "own"): \(host.model.isGenerative(upstream: name))")
            }
            let reply = try await host.model.complete([], as: .text, upstream: "small")
            found.add(reply.text)
            found.add("\(host.historyTokens)")
            return []
          }))
      ],
      upstreams: [EngineFixture.upstream("main", FakeModel(saying: "Hi.")), small, clerk],
      configure: { $0.upstreams = ["main"] })
    _ = try await fixture.ask("hello")
    try await JobRunner(engine: fixture.engine).runDue()
    #expect(
      found.texts.withLock { $0 } == [
        "small: true", "own: true", "clerk: false", "none: false", "from the small one",
        // 40 % of what 8,000 tokens leave beside a reply of 800.
        "2880",
      ])
    #expect(model.requests.map(\.replyTokens) == [1600])
  }

  @Test(arguments: [
    (#"{"a": 1}"#, true), ("```json\n{\"a\": 1}\n```", true), ("```\n{\"a\": 1}\n```\n", true),
    ("Sure! {\"a\": 1}", false), ("Sure!\n```json\n{\"a\": 1}\n```", false), ("[1]", false),
    ("I cannot help with that.", false), ("", false), ("{\"a\": 1}{\"a\": 2}", false),
  ])
  func onlyOneObjectIsAnObject(said: String, isRead: Bool) async throws {
    let found = Found()
    let model = FakeModel(saying: said)
    let fixture = EngineFixture(
      plugins: [
        PluginEntry(
          name: "hook",
          plugin: ClosurePlugin(postResponse: { _, host in
            do {
              let reply = try await host.model.complete([], as: .json, upstream: nil)
              found.add("\(reply.json?["a"]?.integer ?? 0)")
            } catch is ReplyFormatError {
              found.add("refused")
            }
            return []
          }))
      ], upstreams: [EngineFixture.upstream("main", model)])
    var engine = fixture.engine
    engine.documents = FixedDocuments(parse: { text in
      switch text {
      case #"{"a": 1}"#: ["a": 1]
      case "[1]": [1]
      default: throw PluginError("this is no JSON")
      }
    })
    _ = try await fixture.ask("hello")
    try await JobRunner(engine: engine).runDue()
    #expect(found.texts.withLock { $0 } == [isRead ? "1" : "refused"])
  }
}
