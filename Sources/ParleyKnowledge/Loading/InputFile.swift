import Glibc
import ParleyDomain

/// A source file that is open for reading, and that notices when somebody writes to it meanwhile.
final class InputFile {
  let source: SourceFile
  private let descriptor: Int32
  private let opened: stat

  /// - Throws: ``KnowledgeError`` with ``KnowledgeError/Code/noInput`` when it cannot be opened.
  init(_ source: SourceFile) throws(KnowledgeError) {
    self.source = source
    descriptor = open(source.path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW)
    guard descriptor >= 0 else { throw Self.error(source, .noInput) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw KnowledgeError(.noInput, "\(source.name): is not a file any more; load again")
    }
    opened = status
  }

  deinit {
    close(descriptor)
  }

  /// The size when it was opened, in bytes.
  var size: Int { Int(opened.st_size) }

  /// Fills the buffer as far as it goes; 0 at the end.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(KnowledgeError) -> Int {
    while true {
      let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      if count >= 0 { return count }
      if errno != EINTR { throw Self.error(source, .noInput) }
    }
  }

  /// The next bytes, at most this many; none at the end.
  func read(upTo count: Int) throws(KnowledgeError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    var filled = 0
    while filled < count {
      let read = try readSlice(&bytes, from: filled)
      if read == 0 { break }
      filled += read
    }
    bytes.removeLast(count - filled)
    return bytes
  }

  private func readSlice(_ bytes: inout [UInt8], from start: Int) throws(KnowledgeError) -> Int {
    let result = bytes.withUnsafeMutableBytes { buffer in
      Result { () throws(KnowledgeError) in
        try read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[start...]))
      }
    }
    return try result.get()
  }

  /// Goes back to the beginning.
  func rewind() throws(KnowledgeError) {
    guard lseek(descriptor, 0, SEEK_SET) == 0 else { throw Self.error(source, .noInput) }
  }

  /// Throws when the file was written to, replaced or removed since it was opened: what was read
  /// may be half of an old and half of a new file.
  func checkUnchanged() throws(KnowledgeError) {
    var now = stat()
    guard stat(source.path, &now) == 0 else {
      throw KnowledgeError(.noInput, "\(source.name): vanished while it was read; load again")
    }
    guard now.st_ino == opened.st_ino, now.st_dev == opened.st_dev, now.st_size == opened.st_size,
      now.st_mtim.tv_sec == opened.st_mtim.tv_sec, now.st_mtim.tv_nsec == opened.st_mtim.tv_nsec
    else {
      throw KnowledgeError(.noInput, "\(source.name): changed while it was read; load again")
    }
  }

  private static func error(_ source: SourceFile, _ code: KnowledgeError.Code) -> KnowledgeError {
    KnowledgeError(code, "\(source.name): \(String(cString: strerror(errno)))")
  }
}
