import Glibc
import ParleyPlugin

/// Notices that files have changed, by looking at them: it sees what editors, deployments and links
/// that are turned around do, on every file system, and needs no watch on each folder on the way.
struct FileWatch: Sendable {
  /// How often it looks.
  static let pause = Duration.seconds(1)
  /// How long a changed file must rest before it counts as written to the end.
  static let rest = Duration.milliseconds(200)
  /// A file that never rests is taken as it is after so many looks.
  private static let mostLooks = 25

  /// File systems stamp a change with the time of the last tick of the clock.
  private static let tick = Duration.milliseconds(20)

  /// What is looked at.
  struct Subject: Sendable {
    /// Absolute; one that does not exist is waited for.
    var files: [String]
    /// Just before they were read. What changed later has not been taken in.
    var readAt: Timestamp
  }

  /// What tells two states of a file apart.
  private struct Look: Hashable {
    var inode: ino_t
    var size: off_t
    var seconds: Int
    var nanoseconds: Int

    func isYounger(than time: Timestamp) -> Bool {
      Int64(seconds) * 1000 + Int64(nanoseconds) / 1_000_000 >= time.milliseconds
    }
  }

  /// Looks until the task is cancelled.
  ///
  /// - Parameters:
  ///   - subject: Asked before each look, because the files name others.
  ///   - onChange: Called after files have changed and rested.
  func run(
    subject: @Sendable () async -> Subject, onChange: @Sendable () async -> Void
  ) async {
    var seen: [String: Look?] = [:]
    while await FileWatch.sleep(FileWatch.pause) {
      let subject = await subject()
      var now = FileWatch.look(at: subject.files)
      let readAt = subject.readAt.advanced(by: .zero - FileWatch.tick)
      let hasChanged = now.contains { name, look in
        seen[name].map { $0 != look } ?? (look?.isYounger(than: readAt) ?? false)
      }
      guard hasChanged else {
        seen = now
        continue
      }
      for _ in 0..<FileWatch.mostLooks {
        guard await FileWatch.sleep(FileWatch.rest) else { return }
        let again = FileWatch.look(at: subject.files)
        if again == now { break }
        now = again
      }
      seen = now
      await onChange()
    }
  }

  /// Returns whether the time went by without the task being cancelled.
  private static func sleep(_ duration: Duration) async -> Bool {
    do {
      try await Task.sleep(for: duration)
      return true
    } catch {
      return false
    }
  }

  private static func look(at files: [String]) -> [String: Look?] {
    Dictionary(files.map { ($0, look(at: $0)) }, uniquingKeysWith: { first, _ in first })
  }

  private static func look(at file: String) -> Look? {
    var status = stat()
    guard stat(file, &status) == 0 else { return nil }
    return Look(
      inode: status.st_ino, size: status.st_size, seconds: status.st_mtim.tv_sec,
      nanoseconds: status.st_mtim.tv_nsec)
  }
}
