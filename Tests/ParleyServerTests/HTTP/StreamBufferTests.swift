import Testing

@testable import ParleyServer

struct StreamBufferTests {
  private func take(_ count: Int, from buffer: inout StreamBuffer) -> String {
    var bytes = [UInt8](repeating: 0, count: count)
    let (taken, written) = bytes.withUnsafeMutableBytes { buffer.take(into: $0) }
    for continuation in written { continuation.resume() }
    return String(decoding: bytes.prefix(taken), as: UTF8.self)
  }

  @Test func handsOutWhatItTookInOrder() {
    var buffer = StreamBuffer(capacity: 8)
    let isTaken1 = buffer.appendWhole(Array("abc".utf8))
    #expect(isTaken1)
    let isTaken2 = buffer.appendWhole(Array("def".utf8))
    #expect(isTaken2)
    #expect(take(2, from: &buffer) == "ab")
    let isTaken3 = buffer.appendWhole(Array("ghij".utf8))
    #expect(isTaken3)
    let isRefused4 = !buffer.appendWhole([0x6B])
    #expect(isRefused4)
    #expect(buffer.count == 8)
    #expect(take(100, from: &buffer) == "cdefghij")
    #expect(buffer.isEmpty)
  }

  @Test func writesThatWaitStayUndividedAndInOrder() async throws {
    var buffer = StreamBuffer(capacity: 4)
    let isTaken5 = buffer.appendWhole(Array("ab".utf8))
    #expect(isTaken5)
    // A continuation needs a task; the buffer is a value, so it goes in and comes out.
    let text: String = try await withThrowingTaskGroup(of: Void.self) { group in
      let first = await waiting(Array("cdefgh".utf8), id: 1, &buffer, &group)
      #expect(first.isEmpty)
      let isRefused6 = !buffer.appendWhole([0x7A])
      #expect(isRefused6, "nobody passes those who wait")
      _ = await waiting(Array("ij".utf8), id: 2, &buffer, &group)
      #expect(buffer.count == 4, "never more than its capacity")
      var text = ""
      while !buffer.isEmpty {
        text += take(3, from: &buffer)
        #expect(buffer.count <= 4)
      }
      try await group.waitForAll()
      return text
    }
    #expect(text == "abcdefghij")
  }

  @Test func aWithdrawnWriteMakesRoomForTheNext() async {
    var buffer = StreamBuffer(capacity: 2)
    let isTaken7 = buffer.appendWhole(Array("ab".utf8))
    #expect(isTaken7)
    await withTaskGroup(of: Void.self) { group in
      let handOver = AsyncStream<StreamBuffer.Continuation>.makeStream()
      group.addTask {
        try? await withCheckedThrowingContinuation { handOver.continuation.yield($0) }
      }
      for await continuation in handOver.stream {
        _ = buffer.appendWaiting([0x63], id: 7, continuation)
        break
      }
      let nobody = buffer.withdraw(8)
      #expect(nobody == nil)
      buffer.withdraw(7)?.resume(throwing: CancellationError())
    }
    #expect(take(2, from: &buffer) == "ab")
    let isTaken8 = buffer.appendWhole(Array("xy".utf8))
    #expect(isTaken8)
  }

  /// Lets a child task wait with these bytes.
  private func waiting(
    _ bytes: [UInt8], id: UInt64, _ buffer: inout StreamBuffer,
    _ group: inout ThrowingTaskGroup<Void, any Error>
  ) async -> [StreamBuffer.Continuation] {
    let handOver = AsyncStream<StreamBuffer.Continuation>.makeStream()
    group.addTask {
      try await withCheckedThrowingContinuation { handOver.continuation.yield($0) }
    }
    for await continuation in handOver.stream {
      return buffer.appendWaiting(bytes, id: id, continuation)
    }
    return []
  }
}
