import Dispatch
import Glibc
import Testing

@testable import parley

struct VerbExecutorTests {
  /// Verbs block as many threads as the cooperative pool has; a task of the pool sets them free.
  @Test func aBlockedVerbHoldsUpNobodyElse() async {
    let gate = DispatchSemaphore(value: 0)
    let count = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    let executor = VerbExecutor()
    let blocked = (0..<count).map { _ in
      Task(executorPreference: executor) { Self.wait(gate) }
    }
    await Task {
      for _ in 0..<count { gate.signal() }
    }.value
    for task in blocked { await task.value }
  }

  private static func wait(_ gate: DispatchSemaphore) { gate.wait() }
}
