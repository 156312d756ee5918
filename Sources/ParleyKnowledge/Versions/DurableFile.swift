import Glibc
import ParleyDomain

/// The few file operations that versions need, each one safe against a power cut.
enum DurableFile {
  /// Makes the folder and those above it, readable by the owner alone.
  static func makeFolder(_ path: String) throws(KnowledgeError) {
    if mkdir(path, 0o700) == 0 || errno == EEXIST { return }
    guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash != path.startIndex else {
      throw error(path)
    }
    try makeFolder(String(path[..<slash]))
    guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw error(path) }
  }

  /// Makes an empty file, readable by the owner alone. Fails when it exists.
  static func create(_ path: String) throws(KnowledgeError) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw error(path) }
    close(descriptor)
  }

  /// Waits until the file's or folder's content is on the disk.
  static func sync(_ path: String) throws(KnowledgeError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw error(path) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw error(path) }
  }

  /// Gives the file another name in the same folder, replacing what has it, in one step.
  static func move(_ path: String, to target: String) throws(KnowledgeError) {
    guard rename(path, target) == 0 else { throw error(path) }
  }

  /// Writes a copy, readable by the owner alone, that does not exist yet.
  static func copy(_ path: String, to target: String) throws(KnowledgeError) {
    let source = open(path, O_RDONLY | O_CLOEXEC)
    guard source >= 0 else { throw error(path) }
    defer { close(source) }
    let descriptor = open(target, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw error(target) }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = Glibc.read(source, &bytes, bytes.count)
      guard count >= 0 else { throw error(path) }
      if count == 0 { return }
      var written = 0
      while written < count {
        let step = bytes[written..<count].withUnsafeBytes {
          Glibc.write(descriptor, $0.baseAddress, $0.count)
        }
        guard step > 0 else { throw error(target) }
        written += step
      }
    }
  }

  /// Removes the file; a file that is not there is removed already.
  static func remove(_ path: String) throws(KnowledgeError) {
    guard unlink(path) == 0 || errno == ENOENT else { throw error(path) }
  }

  /// Writes a small file and waits until it is on the disk.
  static func write(_ text: String, to path: String) throws(KnowledgeError) {
    try remove(path)
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw error(path) }
    defer { close(descriptor) }
    let bytes = Array(text.utf8)
    guard Glibc.write(descriptor, bytes, bytes.count) == bytes.count, fsync(descriptor) == 0 else {
      throw error(path)
    }
  }

  /// The beginning of a small file, or `nil` when there is none.
  static func read(_ path: String, upTo limit: Int) throws(KnowledgeError) -> String? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      if errno == ENOENT { return nil }
      throw error(path)
    }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: limit)
    let count = Glibc.read(descriptor, &bytes, limit)
    guard count >= 0 else { throw error(path) }
    return String(decoding: bytes.prefix(count), as: UTF8.self)
  }

  /// The size in bytes, or `nil` when there is no such file.
  static func size(_ path: String) -> Int? {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : nil
  }

  /// The failure of the last system call.
  static func error(_ path: String) -> KnowledgeError {
    KnowledgeError(.io, "\(path): \(String(cString: strerror(errno)))")
  }
}
