import ParleyDomain
import ParleyEngine
import ParleyPlugin
import ParleyTestKit
import Synchronization
import Testing

/// A plugin that decides about sentences by a closure of a test.
private struct Keeper: SentenceHook {
  static let name = "Keeper"
  static let summary = "Decides about sentences."

  let decide: @Sendable (DraftSentence) async throws -> SentenceVerdict
  var holdsSentences = true

  init(options: NoOptions) { self.init { _ in .release } }

  init(_ decide: @escaping @Sendable (DraftSentence) async throws -> SentenceVerdict) {
    self.decide = decide
  }

  var hooks: Set<HookPoint> { [.beforeDone] }

  func release(_ sentence: DraftSentence, _ host: any TurnHost) async throws -> SentenceVerdict {
    try await decide(sentence)
  }

  /// Withholds every sentence that says `wrong`.
  static let strict = Keeper { sentence in
    guard sentence.text.contains("wrong") else { return .release }
    return .withhold(
      line: "(left out)",
      notice: Notice(code: "held_sentence", message: sentence.text, audience: .operators))
  }
}

struct SentenceGateTests {
  private struct Heard {
    var reply: TurnReply
    var deltas: [String]
  }

  private func fixture(
    _ plugin: Keeper, _ steps: [FakeModel.Step], onError: PluginEntry.FailurePolicy = .skip,
    timeout: Duration = .seconds(60)
  ) -> EngineFixture {
    EngineFixture(
      plugins: [PluginEntry(name: "keeper", plugin: plugin, timeout: timeout, onError: onError)],
      upstreams: [EngineFixture.upstream("main", FakeModel { _ in steps })])
  }

  private func hear(_ fixture: EngineFixture, stream: Bool = true) async throws -> Heard {
    let deltas = Mutex<[String]>([])
    let reply = try await fixture.engine.answer(
      TurnRequest(owner: .local, persona: "clerk", text: "hello", stream: stream)
    ) { event in if case .delta(let text) = event { deltas.withLock { $0.append(text) } } }
    let stored = try await fixture.store.messages(of: reply.message.chat, owner: .local)
    #expect(stored.last?.content == reply.message.content)
    let heard = deltas.withLock { $0 }
    #expect(heard.joined() == reply.message.content)
    return Heard(reply: reply, deltas: heard)
  }

  @Test func textIsReadSentenceBySentenceAndAWithheldOneIsReplaced() async throws {
    let steps = ["Good", " one. This is wr", "ong. La", "st one"].map(FakeModel.Step.text)
    let heard = try await hear(fixture(.strict, steps))
    #expect(heard.deltas == ["Good one. ", "(left out) ", "Last one"])
    let notice = try #require(heard.reply.message.notices.first)
    #expect(notice.message == "This is wrong. ")
    #expect(notice.plugin == "keeper")
    #expect(notice.range == 10..<20)
    #expect(heard.reply.trace.hooks.map(\.outcome) == [.unchanged])
  }

  @Test(arguments: [
    ("- wrong a\n- good b\n2. wrong c\n", "- (left out)\n- good b\n2. (left out)\n"),
    ("| a | wrong |\n| b | 2 |\n", "| (left out) |\n| b | 2 |\n"),
    ("So wrong. Also wrong. Fine. Again wrong.", "(left out) Fine. (left out)"),
    ("So wrong.\n\nAlso fine.", "(left out)\n\nAlso fine."),
  ])
  func theLineStandsWhereTheSentenceStood(text: String, shown: String) async throws {
    let heard = try await hear(fixture(.strict, [.text(text)]), stream: false)
    #expect(heard.reply.message.content == shown)
  }

  @Test func theHookIsToldWhatWasLetThroughBefore() async throws {
    let before = Mutex<[String]>([])
    let keeper = Keeper { sentence in
      before.withLock { $0.append(sentence.before) }
      return try await Keeper.strict.decide(sentence)
    }
    _ = try await hear(fixture(keeper, [.text("One. Then wrong. Two.")]))
    #expect(before.withLock { $0 } == ["", "One. ", "One. (left out) "])
  }

  @Test func aFailingCheckReleasesOrWithholdsAsItsEntrySays() async throws {
    let failing = Keeper { sentence in
      guard sentence.text.contains("2") else { return .release }
      throw PluginError("no idea")
    }
    let skipped = try await hear(
      fixture(failing, [.text("Part 1 fine. Part 2 fine. Part 3 fine.")]))
    #expect(skipped.reply.message.content == "Part 1 fine. Part 2 fine. Part 3 fine.")
    #expect(skipped.reply.trace.hooks.map(\.outcome) == [.skipped(reason: "no idea")])
    let failed = try await hear(
      fixture(failing, [.text("Part 1 fine. Part 2 fine. Part 3 fine.")], onError: .fail))
    #expect(
      failed.reply.message.content
        == "Part 1 fine. (A sentence is missing here: it could not be checked.) Part 3 fine.")
    #expect(failed.reply.message.notices.map(\.audience) == [.operators])
    #expect(failed.reply.trace.hooks.map(\.outcome) == [.failed(reason: "no idea")])
  }

  @Test func aLateCheckCostsItsDeadlineOnly() async throws {
    let late = Keeper { _ in
      try await Task.sleep(for: .seconds(3600))
      return .release
    }
    let heard = try await hear(
      fixture(late, [.text("Only this.")], timeout: .milliseconds(20)))
    #expect(heard.reply.message.content == "Only this.")
  }

  @Test func stoppingChecksTheBeginningOfASentenceToo() async throws {
    let fixture = fixture(.strict, [.text("Good one. This is wrong and"), .hang])
    let generations = LiveGenerations(engine: fixture.engine, jobs: JobLoop())
    let start = try await generations.start(
      TurnRequest(owner: .local, persona: "clerk", text: "hello"))
    guard case .live(let generation) = start else { throw PluginError("not live") }
    _ = await generation.events(after: 1)
    #expect(generation.text == "Good one. ")
    generation.end(.stopped)
    await generation.finished()
    let stored = try await fixture.store.messages(of: generation.turn.chat, owner: .local)
    #expect(stored.last?.content == "Good one. (left out)")
    #expect(stored.last?.status == .stopped)
    #expect(generation.text == "Good one. (left out)")
  }

  @Test func aBrokenStreamKeepsWhatWasLetThrough() async throws {
    let fixture = fixture(
      .strict, [.text("Good one. Half a wr"), .fail(ModelError(.brokenOff, "broke off"))])
    await #expect(throws: TurnError.self) { try await fixture.ask("hello") }
    let stored = try #require(fixture.store.contents.messages.values.first)
    #expect(stored.map(\.content) == ["hello", "Good one. Half a wr"])
    #expect(stored.last?.status == .incomplete)
  }

  @Test func textThatNobodyHasReadDoesNotForbidAnotherUpstream() async throws {
    let breaks = FakeModel { _ in [.text("Half"), .fail(ModelError(.brokenOff, "broke off"))] }
    let fixture = EngineFixture(
      plugins: [PluginEntry(name: "keeper", plugin: Keeper.strict)],
      upstreams: [
        EngineFixture.upstream("first", breaks),
        EngineFixture.upstream("second", FakeModel(saying: "Whole.")),
      ])
    let heard = try await hear(fixture)
    #expect(heard.deltas == ["Whole."])
  }

  @Test func aPluginThatDoesNotHoldSentencesIsNotAsked() async throws {
    var keeper = Keeper { _ in .withhold(line: "no", notice: Notice(code: "x", message: "x")) }
    keeper.holdsSentences = false
    let heard = try await hear(fixture(keeper, [.text("Half"), .text(" a sentence")]))
    #expect(heard.deltas == ["Half", " a sentence"])
  }
}
