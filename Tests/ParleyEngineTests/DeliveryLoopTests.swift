import ParleyDomain
import ParleyEngine
import ParleyPlugin
import ParleyTestKit
import Synchronization
import Testing

struct DeliveryLoopTests {
  @Test func whatIsDueIsSentOnceWithTheSettingsAsTheyAreNow() async {
    let fixture = DeliveryFixture { _ in .answered(status: 204, retryAfter: nil) }
    var delivery = fixture.delivery("m1")
    delivery.secret = JSONPointer("/key")
    delivery.headers = ["X": .setting(JSONPointer("/key")), "Y": .written("y")]
    fixture.queue.contents.withLock { [delivery] in $0.waiting = [delivery] }
    fixture.settings.withLock { $0["a"] = ["url": "https://moved.example", "key": "new secret"] }
    await fixture.sendDue()
    #expect(
      fixture.sender.got.withLock { $0 } == [
        DeliveryRequest(
          id: "m1", url: "https://moved.example", headers: ["X": "new secret", "Y": "y"],
          secret: "new secret", body: 1)
      ])
    #expect(fixture.queue.contents.withLock { $0.waiting.isEmpty && $0.dead.isEmpty })
    #expect(fixture.tries.withLock { $0 } == ["a delivered"])
  }

  @Test func deliveriesToOneDestinationGoOutInTurnUntilNoneIsLeft() async {
    let fixture = DeliveryFixture { _ in .answered(status: 200, retryAfter: nil) }
    fixture.queue.contents.withLock { contents in
      contents.waiting = (1...5).map { fixture.delivery("m\($0)") }
    }
    await fixture.sendDue()
    #expect(fixture.sender.got.withLock { $0.map(\.id) } == ["m1", "m2", "m3", "m4", "m5"])
  }

  @Test func aHangingReceiverHoldsUpNobodyElse() async {
    let arrived = EventCounter()
    let released = EventCounter()
    let fixture = DeliveryFixture { request in
      if request.url == "https://a.example" { await released.reached() }
      arrived.signal()
      return .answered(status: 200, retryAfter: nil)
    }
    fixture.queue.contents.withLock { contents in
      contents.waiting =
        (1...3).map { fixture.delivery("a\($0)") } + (1...3).map { fixture.delivery("b\($0)", "b") }
    }
    let loop = fixture.loop()
    let running = Task { await loop.run() }
    await arrived.reached(3)
    #expect(fixture.sender.got.withLock { $0.count { $0.url == "https://b.example" } } == 3)
    #expect(fixture.sender.got.withLock { $0.count { $0.url == "https://a.example" } } == 1)
    released.signal()
    await arrived.reached(6)
    running.cancel()
    await running.value
    await loop.finish(within: .seconds(60))
    #expect(fixture.queue.contents.withLock { $0.waiting.isEmpty })
  }

  @Test func theEndOfTheProgramClosesWhatHangsAndKeepsIt() async {
    let fixture = DeliveryFixture { _ in
      do {
        try await Task.sleep(for: .seconds(3600))
      } catch {
        return .cancelled
      }
      return .answered(status: 200, retryAfter: nil)
    }
    fixture.queue.contents.withLock { $0.waiting = [fixture.delivery("m1")] }
    await fixture.loop().finish(within: .milliseconds(50))
    #expect(fixture.queue.contents.withLock { $0.waiting.map(\.attempts) } == [0])
    #expect(fixture.log.lines.isEmpty)
  }

  @Test func aDestinationRestsWhileItsAnswersCannotBeStored() async {
    let fixture = DeliveryFixture { _ in .answered(status: 200, retryAfter: nil) }
    fixture.queue.contents.withLock { contents in
      contents.isFull = true
      contents.waiting = [fixture.delivery("m1"), fixture.delivery("b1", "b")]
    }
    await fixture.loop().finish(within: .milliseconds(50))
    #expect(fixture.sender.got.withLock { Set($0.map(\.id)) } == ["m1", "b1"])
    #expect(fixture.sender.got.withLock { $0.count } == 2)
    #expect(fixture.tries.withLock { $0.isEmpty })
    #expect(fixture.queue.contents.withLock { $0.waiting.count } == 2)
  }

  /// The longest pauses, in seconds, until a delivery is dead.
  @Test func pausesGrowAndThenADeliveryIsDead() async {
    let fixture = DeliveryFixture { _ in .unreachable(reason: "nobody listens") }
    fixture.queue.contents.withLock { $0.waiting = [fixture.delivery("m1")] }
    var pauses: [Int64] = []
    while true {
      await fixture.sendDue()
      guard let next = fixture.queue.contents.withLock({ $0.waiting.first }) else { break }
      let pause = next.dueAt.milliseconds - fixture.clock.now.milliseconds
      pauses.append(pause / 1000)
      fixture.clock.advance(by: .milliseconds(pause))
    }
    #expect(pauses == [1, 5, 30, 120, 600, 3600, 10_800, 21_600, 43_200, 86_400])
    #expect(fixture.queue.contents.withLock { $0.dead } == ["m1": "nobody listens"])
    #expect(fixture.log.lines.last?.level == .error)
    #expect(fixture.tries.withLock { $0.last } == "a dead")
    #expect(fixture.tries.withLock { $0.count } == 11)
  }

  @Test(arguments: [
    (200, 0), (204, 0), (410, 1), (400, 3), (404, 3), (302, 3), (408, 11), (429, 11), (500, 11),
    (503, 11),
  ])
  func theStatusDecidesHowOftenItIsTried(status: Int, tries: Int) async {
    let fixture = DeliveryFixture { _ in .answered(status: status, retryAfter: nil) }
    fixture.queue.contents.withLock { $0.waiting = [fixture.delivery("m1")] }
    for _ in 0..<12 {
      await fixture.sendDue()
      fixture.clock.advance(by: .seconds(90_000))
    }
    #expect(fixture.sender.got.withLock { $0.count } == max(1, tries))
    #expect(fixture.queue.contents.withLock { $0.dead.count } == (tries == 0 ? 0 : 1))
    #expect(Set(fixture.sender.got.withLock { $0.map(\.id) }) == ["m1"])
  }

  @Test(arguments: [(30, 30), (0, 1), (1_000_000, 86_400)])
  func aReceiverMayAskForMoreTime(asked: Int, waited: Int64) async {
    let fixture = DeliveryFixture { _ in .answered(status: 503, retryAfter: .seconds(asked)) }
    fixture.queue.contents.withLock { $0.waiting = [fixture.delivery("m1")] }
    await fixture.sendDue()
    let dueAt = fixture.queue.contents.withLock { $0.waiting.first?.dueAt }
    #expect(dueAt == fixture.clock.now.advanced(by: .seconds(waited)))
  }

  @Test func whatTheConfigurationNoLongerNamesIsNotCalled() async {
    let fixture = DeliveryFixture { _ in .answered(status: 200, retryAfter: nil) }
    fixture.queue.contents.withLock { contents in
      contents.waiting = [fixture.delivery("m1"), fixture.delivery("m2", "b")]
    }
    fixture.settings.withLock { $0 = ["b": ["url": 3]] }
    await fixture.sendDue()
    #expect(fixture.sender.got.withLock { $0.isEmpty })
    #expect(fixture.queue.contents.withLock { $0.waiting.map(\.attempts) } == [1, 1])
    #expect(fixture.log.lines.allSatisfy { $0.fields["error"]?.string?.contains("'") == true })
  }
}
