import ParleyTestKit
import Testing

@testable import ParleyEngine

@Suite(.timeLimit(.minutes(1))) struct DeadlineWatchTests {
  @Test func anAlarmRingsOnceAndNotBeforeItsTime() async {
    let watch = DeadlineWatch()
    let rung = EventCounter()
    let start = ContinuousClock.now
    _ = watch.arm(after: .milliseconds(30)) { rung.signal() }
    await rung.reached()
    #expect(start.duration(to: .now) >= .milliseconds(30))
    // Later alarms are looked at, too, and the first does not ring again.
    _ = watch.arm(after: .milliseconds(1)) { rung.signal() }
    await rung.reached(2)
    #expect(rung.count == 2)
  }

  @Test func oneThatIsTakenBackDoesNotRing() {
    let watch = DeadlineWatch()
    let (kept, takenBack) = (EventCounter(), EventCounter())
    _ = watch.arm(after: .seconds(3600)) { kept.signal() }
    let number = watch.arm(after: .seconds(3600)) { takenBack.signal() }
    watch.disarm(number)
    #expect(watch.takeDue(at: .now).rings.isEmpty)
    for ring in watch.takeDue(at: .now + .seconds(3601)).rings { ring() }
    #expect(kept.count == 1)
    #expect(takenBack.count == 0)
  }
}
