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

  @Test func oneThatIsTakenBackDoesNotRing() async {
    let watch = DeadlineWatch()
    let (early, late) = (EventCounter(), EventCounter())
    let number = watch.arm(after: .milliseconds(1)) { early.signal() }
    watch.disarm(number)
    _ = watch.arm(after: .milliseconds(20)) { late.signal() }
    await late.reached()
    #expect(early.count == 0)
  }
}
