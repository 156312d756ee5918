import Dispatch
import Glibc
import Testing

@testable import parley

struct FileDescriptorStreamTests {
  /// The two ends of a new pipe.
  private func pipe() throws -> (reader: Int32, writer: Int32) {
    var ends: [Int32] = [0, 0]
    try #require(Glibc.pipe(&ends) == 0)
    return (ends[0], ends[1])
  }

  @Test func writesAllOfItToANonBlockingPipe() async throws {
    let (reader, writer) = try pipe()
    #expect(fcntl(writer, F_SETFL, O_NONBLOCK) == 0)
    let text = String(repeating: "many words, ", count: 50_000)
    async let received = Self.readAll(reader)
    try FileDescriptorStream(descriptor: writer).write(text)
    close(writer)
    #expect(await received == text.utf8.count)
  }

  @Test func tellsThatTheReaderHasGone() throws {
    signal(SIGPIPE, SIG_IGN)
    let (reader, writer) = try pipe()
    close(reader)
    defer { close(writer) }
    #expect(throws: OutputError.closed) {
      try FileDescriptorStream(descriptor: writer).write("x")
    }
  }

  @Test func tellsWhyAWriteFailed() throws {
    let full = open("/dev/full", O_WRONLY)
    defer { close(full) }
    let stream = FileDescriptorStream(descriptor: full)
    #expect(throws: OutputError.failed(errno: ENOSPC)) { try stream.write("x") }
    #expect(!stream.isTerminal)
    #expect(stream.columns == nil)
  }

  /// Counts the bytes until the end, on a thread that may wait.
  private static func readAll(_ reader: Int32) async -> Int {
    await withCheckedContinuation { continuation in
      DispatchQueue.global().async {
        var total = 0
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while case let count = read(reader, &buffer, buffer.count), count > 0 { total += count }
        close(reader)
        continuation.resume(returning: total)
      }
    }
  }
}
