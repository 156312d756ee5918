import Glibc

/// A stream of the process, written without a buffer of its own.
struct FileDescriptorStream: TerminalStream {
  let descriptor: Int32

  static let output = Self(descriptor: STDOUT_FILENO)
  static let errors = Self(descriptor: STDERR_FILENO)

  var isTerminal: Bool { isatty(descriptor) == 1 }

  var columns: Int? {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }

  func write(_ text: String) throws(OutputError) {
    var text = text
    let failure = text.withUTF8 { bytes in write(UnsafeRawBufferPointer(bytes)) }
    if let failure { throw failure }
  }

  private func write(_ bytes: UnsafeRawBufferPointer) -> OutputError? {
    var rest = bytes[...]
    while !rest.isEmpty {
      let written = Glibc.write(
        descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
      if written >= 0 {
        rest = rest.dropFirst(written)
        continue
      }
      switch errno {
      case EINTR: continue
      case EAGAIN:
        // Somebody who shares the pipe or terminal with us has made it non-blocking.
        var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        poll(&waiting, 1, -1)
      case EPIPE: return .closed
      default: return .failed(errno: errno)
      }
    }
    return nil
  }
}
