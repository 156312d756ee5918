import ParleyDomain
import ParleyPlugin
import ParleyStore
import ParleyTestKit
import Testing

@Suite struct ReplyNoticeTests {
  @Test func anAnnotationBecomesANoticeOfTheReplyOnce() async throws {
    let fixture = try StoreFixture()
    let store = try await fixture.open()
    try await fixture.storeTurn(store, jobs: ["a", "b"])
    let notice = Notice(code: "unsure", message: "Check it.", plugin: "log", audience: .operators)
    for _ in 0..<2 {
      let job = try #require(try await store.claim(at: StoreFixture.time(9)))
      try await store.complete(
        job, effects: [.annotation(Annotation(notice, range: 0..<1))], at: StoreFixture.time(9))
    }
    let messages = try await store.messages(of: ChatID("chat"), owner: .local)
    #expect(messages.map(\.notices) == [[], [notice]])
    #expect(messages.last?.content == "Answer.")
    // Who reads what happened sees what came after the turn, too, in either way.
    let reply = MessageID("a.reply")
    let trace = try await store.trace(of: reply, owner: .local)
    #expect(trace?["notices"] == [notice.json])
    #expect(try await store.recording(of: ChatID("chat"))?.traces[reply] == trace)
    await store.close()
  }

  @Test func aReplyTakesSoManyNoticesAndNoMore() async throws {
    let fixture = try StoreFixture()
    let store = try await fixture.open()
    try await fixture.storeTurn(store, jobs: ["a"])
    let job = try #require(try await store.claim(at: StoreFixture.time(9)))
    let effects = (0..<150).map { number in
      Effect.annotation(Annotation(Notice(code: "n\(number)", message: "m")))
    }
    try await store.complete(job, effects: effects, at: StoreFixture.time(9))
    let reply = try await store.messages(of: ChatID("chat"), owner: .local).last
    #expect(reply?.notices.count == 100)
    await store.close()
  }
}
