import Glibc

/// An open file; closes it when it goes away. Programs that we start do not inherit it.
struct Descriptor: ~Copyable {
  let number: Int32

  /// Opens a file, never through a symbolic link at the end of the path.
  ///
  /// `mode` counts when `flags` make the file.
  init(_ path: String, _ flags: Int32, mode: mode_t = 0o600) throws(SystemError) {
    try self.init(open(path, flags | O_CLOEXEC | O_NOFOLLOW, mode), "open")
  }

  /// The same for a path of one component in an open folder.
  init(
    _ name: String, in folder: borrowing Descriptor, _ flags: Int32, mode: mode_t = 0o600
  ) throws(SystemError) {
    try self.init(openat(folder.number, name, flags | O_CLOEXEC | O_NOFOLLOW, mode), "open")
  }

  private init(_ number: Int32, _ call: String) throws(SystemError) {
    guard number >= 0 else { throw SystemError(call) }
    self.number = number
  }

  deinit {
    close(number)
  }

  func status() throws(SystemError) -> stat {
    var status = stat()
    guard fstat(number, &status) == 0 else { throw SystemError("stat") }
    return status
  }

  /// Waits until the disk has what was written.
  func synchronize() throws(SystemError) {
    guard fsync(number) == 0 else { throw SystemError("fsync") }
  }

  /// Cuts the file to this many bytes.
  func truncate(to size: Int) throws(SystemError) {
    guard ftruncate(number, off_t(size)) == 0 else { throw SystemError("truncate") }
  }

  /// Writes all of the bytes, at the end when the file was opened for appending.
  func write(_ bytes: ArraySlice<UInt8>) throws(SystemError) {
    var rest = bytes
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(number, $0.baseAddress, $0.count) }
      if count < 0 {
        guard errno == EINTR else { throw SystemError("write") }
      } else {
        rest = rest.dropFirst(count)
      }
    }
  }

  /// Up to `count` bytes from this place; fewer at the end of the file.
  func read(count: Int, at offset: Int = 0) throws(SystemError) -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < count {
      var chunk = [UInt8](repeating: 0, count: min(count - bytes.count, 1 << 16))
      let got = pread(number, &chunk, chunk.count, off_t(offset + bytes.count))
      if got == 0 { break }
      if got < 0 {
        guard errno == EINTR else { throw SystemError("read") }
      } else {
        bytes += chunk.prefix(got)
      }
    }
    return bytes
  }
}

extension stat {
  var isRegularFile: Bool { st_mode & S_IFMT == S_IFREG }
  /// The bits that `chmod` sets.
  var permissions: mode_t { st_mode & 0o7777 }
}
