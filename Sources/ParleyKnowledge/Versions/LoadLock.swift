import Glibc
import ParleyDomain

/// Keeps two loads of a collection apart, also in different processes. Ends when it is released or
/// its process ends.
final class LoadLock {
  private let descriptor: Int32

  init(_ folder: CollectionFolder) throws(KnowledgeError) {
    let path = "\(folder.path)/.lock"
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw DurableFile.error(path) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let isBusy = errno == EWOULDBLOCK
      let error = DurableFile.error(path)
      close(descriptor)
      if isBusy {
        throw KnowledgeError(
          .io, "another load of '\(folder.collection)' is running; try again when it has ended")
      }
      throw error
    }
  }

  deinit {
    close(descriptor)
  }
}
