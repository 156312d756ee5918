import Glibc
import ParleyPlugin
import Synchronization

/// Something that a hook does wrong, until a test lets it go.
enum HookFault: String, CaseIterable, Sendable {
  case throwing
  /// Waits for something that never comes, deaf to cancellation.
  case hangs
  /// Notices that it is cancelled and goes on.
  case ignoresCancellation
  /// Sits on its thread.
  case blocksThread
  /// Computes without end.
  case spins
  /// Hands back more than anybody can use.
  case oversized

  /// Whether only the deadline ends it.
  var isLate: Bool { self != .throwing && self != .oversized }

  /// Does it; returns when the gate is opened, or never has to.
  func happen(until gate: FaultGate) async throws {
    switch self {
    case .throwing: throw PluginError("broken on purpose")
    case .hangs: await gate.opened()
    case .ignoresCancellation:
      while !gate.isOpen {
        do { try await Task.sleep(for: .milliseconds(5)) } catch { await Task.yield() }
      }
    case .blocksThread: gate.blockThread()
    case .spins: gate.spin()
    case .oversized: break
    }
  }
}

/// What faulty hooks wait for.
final class FaultGate: Sendable {
  private let flag = Atomic(false)
  private let waiters = Mutex<[CheckedContinuation<Void, Never>]>([])

  var isOpen: Bool { flag.load(ordering: .acquiring) }

  func open() {
    flag.store(true, ordering: .releasing)
    let waiting = waiters.withLock { waiters in
      defer { waiters = [] }
      return waiters
    }
    for waiter in waiting { waiter.resume() }
  }

  func opened() async {
    await withCheckedContinuation { continuation in
      let isOver = waiters.withLock { waiters in
        if !isOpen { waiters.append(continuation) }
        return isOpen
      }
      if isOver { continuation.resume() }
    }
  }

  func blockThread() {
    while !isOpen { usleep(2000) }
  }

  func spin() {
    var state: UInt64 = 88_172_645_463_325_252
    while !isOpen { state = state &* 6_364_136_223_846_793_005 &+ 1 }
    withExtendedLifetime(state) {}
  }
}
