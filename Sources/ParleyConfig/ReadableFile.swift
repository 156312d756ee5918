import Glibc

/// A file that is open for reading.
final class ReadableFile {
  private let descriptor: Int32

  /// - Throws: ``FileError`` when the file cannot be opened.
  init(_ path: String) throws(FileError) {
    // Opening a pipe must not wait for its writer.
    descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw FileError(path: path, code: errno) }
  }

  deinit {
    close(descriptor)
  }

  /// - Throws: ``FileError`` for folders (`EISDIR`) and what else is no regular file (`EINVAL`).
  func requireRegular() throws(FileError) {
    switch try mode() & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw FileError(path: nil, code: EISDIR)
    default: throw FileError(path: nil, code: EINVAL)
    }
  }

  /// Type and permissions, as `st_mode` has them.
  func mode() throws(FileError) -> mode_t {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw FileError(path: nil, code: errno) }
    return status.st_mode
  }

  /// Fills the buffer as far as it goes; 0 at the end.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
    while true {
      let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      if count >= 0 { return count }
      if errno != EINTR { throw FileError(path: nil, code: errno) }
    }
  }

  /// All bytes of a regular file.
  ///
  /// - Throws: ``FileError``, also for more bytes than the limit (`EFBIG`) and for what is no
  ///   regular file.
  func contents(limit: Int) throws(FileError) -> [UInt8] {
    try requireRegular()
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let count: Int
      do {
        count = try buffer.withUnsafeMutableBytes { try read(into: $0) }
      } catch let error as FileError {
        throw error
      } catch {
        throw FileError(path: nil, code: EIO)
      }
      if count == 0 { return bytes }
      bytes += buffer.prefix(count)
      if bytes.count > limit { throw FileError(path: nil, code: EFBIG) }
    }
  }
}

/// Why a file could not be read.
package struct FileError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The path as it was given; `nil` when the message stands beside it anyway.
  package var path: String?
  /// A value of `errno`.
  package var code: Int32

  package init(path: String?, code: Int32) {
    self.path = path
    self.code = code
  }

  /// The system's words.
  package var reason: String {
    code == EINVAL ? "Not a regular file" : String(cString: strerror(code))
  }

  package var description: String {
    path.map { "\($0): \(reason)" } ?? reason
  }
}
