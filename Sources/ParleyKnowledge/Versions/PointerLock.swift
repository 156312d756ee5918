import Glibc
import ParleyDomain

/// Keeps two changes of a collection's pointer apart, also in different processes. Held for moments
/// only, so that a rollback need not wait for a load that is still reading.
final class PointerLock {
  private let descriptor: Int32

  /// Waits for whoever changes it now.
  init(_ folder: CollectionFolder) throws(KnowledgeError) {
    descriptor = open(folder.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw DurableFile.error(folder.path) }
    while flock(descriptor, LOCK_EX) != 0 {
      guard errno == EINTR else {
        let error = DurableFile.error(folder.path)
        close(descriptor)
        throw error
      }
    }
  }

  deinit {
    close(descriptor)
  }

  /// Does the work while nobody else changes the pointer. Not within another such work.
  static func hold<T>(_ folder: CollectionFolder, _ work: () throws -> T) throws -> T {
    let lock = try PointerLock(folder)
    defer { withExtendedLifetime(lock) {} }
    return try work()
  }
}
