import Dispatch
import Glibc
import ParleySQLite
import Testing

@Suite struct SQLiteQueueTests {
  private let queue: SQLiteQueue

  init() throws {
    queue = try SQLiteQueue(path: "test", mode: .inMemory) { connection in
      try connection.execute("CREATE TABLE t (n INTEGER) STRICT; INSERT INTO t VALUES (0);")
    }
  }

  @Test func manyTasksShareIt() async throws {
    let queue = queue
    try await withThrowingTaskGroup { group in
      for _ in 0..<100 {
        group.addTask {
          try await queue.run { connection in
            try connection.transaction {
              let number = try connection.first("SELECT n FROM t") { $0.integer(0) } ?? 0
              try connection.run("UPDATE t SET n = ?", [.integer(number + 1)])
            }
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(try await number() == 100)
  }

  @Test(.timeLimit(.minutes(1))) func cancellingInterruptsAndRollsBack() async throws {
    let (started, signal) = AsyncStream.makeStream(of: Void.self)
    let queue = queue
    let task = Task {
      try await queue.run { connection in
        try connection.transaction {
          try connection.run("UPDATE t SET n = 5")
          signal.finish()
          try connection.run(endless)
        }
      }
    }
    for await _ in started {}
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(try await number() == 0)
  }

  @Test func whoMayBlockRunsItOnItsOwnThread() async throws {
    let queue = queue
    let lane = Lane()
    let task = Task(executorPreference: lane) {
      let own = pthread_self()
      return try await queue.run(mayBlock: true) { connection in
        try connection.run("UPDATE t SET n = 3")
        return pthread_equal(own, pthread_self()) != 0
      }
    }
    #expect(try await task.value)
    #expect(try await number() == 3)
  }

  @Test(.timeLimit(.minutes(1))) func whoBlocksIsInterruptedByCancelling() async throws {
    let (started, signal) = AsyncStream.makeStream(of: Void.self)
    let queue = queue
    let task = Task(executorPreference: Lane()) {
      try await queue.run(mayBlock: true) { connection in
        signal.finish()
        try connection.run(endless)
      }
    }
    for await _ in started {}
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
  }

  @Test func workToTheEndIgnoresCancellation() async throws {
    let queue = queue
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      try await queue.runToEnd { try $0.run("UPDATE t SET n = 9") }
    }
    try await task.value
    #expect(try await number() == 9)
  }

  @Test func aConfiguredLimitHoldsBesideCancellation() async throws {
    let limited = try SQLiteQueue(path: "test", mode: .inMemory) { connection in
      connection.isInterrupted = { true }
    }
    for _ in 0..<2 {
      let error = await #expect(throws: SQLiteError.self) {
        try await limited.run { try $0.run(endless) }
      }
      #expect(error?.kind == .interrupted)
    }
  }

  @Test func aClosedQueueSaysSo() async throws {
    await queue.close()
    await queue.close()
    let error = await #expect(throws: SQLiteError.self) { try await queue.run { _ in } }
    #expect(error?.description.contains("closed") == true)
  }

  private func number() async throws -> Int64? {
    try await queue.run { try $0.first("SELECT n FROM t") { $0.integer(0) } }
  }
}

/// A thread that may block.
private final class Lane: TaskExecutor {
  private let queue = DispatchQueue(label: "lane")

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}
