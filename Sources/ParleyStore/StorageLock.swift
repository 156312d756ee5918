import Glibc
import ParleyDomain
import Synchronization

/// Keeps a second process away from the storage folder.
///
/// SQLite 3.40 can damage a database that two processes write and checkpoint at the same instant;
/// the lock is what rules that out. The system gives it up when the process ends, however it ends.
final class StorageLock: Sendable {
  private let descriptor: Mutex<Int32?>

  /// Takes the lock; throws ``StoreError`` with code `storage_locked` when somebody has it.
  ///
  /// The file names the holder. It stays when the lock is given up: removing it would let two
  /// processes lock two files of the same name.
  init(path: String) throws {
    let number = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard number >= 0 else { throw SystemError("open").storeError(file: path) }
    guard flock(number, LOCK_EX | LOCK_NB) == 0 else {
      let reason = SystemError("flock")
      defer { close(number) }
      guard reason.code == EWOULDBLOCK else { throw reason.storeError(file: path) }
      throw StorageLock.held(path, by: StorageLock.holder(number))
    }
    let name = Array("\(getpid())\n".utf8)
    // Only for people: a lock without a readable name is as good.
    if ftruncate(number, 0) == 0 { _ = pwrite(number, name, name.count, 0) }
    descriptor = Mutex(number)
  }

  deinit {
    release()
  }

  /// Gives the lock up; again does nothing.
  func release() {
    descriptor.withLock { number in
      if let held = number { close(held) }
      number = nil
    }
  }

  private static func held(_ path: String, by holder: Int?) -> StoreError {
    let process = holder.map { "process \($0)" } ?? "another process"
    return StoreError(
      .locked,
      "\(path): \(process) uses this storage folder. Stop it, or set another storage.directory.")
  }

  private static func holder(_ number: Int32) -> Int? {
    var bytes = [UInt8](repeating: 0, count: 20)
    let count = pread(number, &bytes, bytes.count, 0)
    let digits = bytes.prefix(max(0, count)).prefix { $0 != UInt8(ascii: "\n") }
    return Int(String(decoding: digits, as: UTF8.self))
  }
}
