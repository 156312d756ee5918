import Testing

@testable import ParleySQLite

@Suite struct LogLengthTests {
  @Test func aCheckpointIsDueAtEachStep() {
    let log = LogLength(step: 50)
    let due = [10, 49, 50, 60, 99, 104].map { log.due(at: $0) }
    #expect(due == [.nothing, .nothing, .checkpoint, .nothing, .nothing, .checkpoint])
    // The log has begun anew.
    #expect([3, 49, 50].map { log.due(at: $0) } == [.nothing, .nothing, .checkpoint])
  }

  @Test func forALongLogReadersMustPause() {
    let log = LogLength(step: 50)
    let due = [199, 220, 249, 299].map { log.due(at: $0) }
    #expect(due == [.checkpoint, .nothing, .checkpointWithoutReaders, .checkpointWithoutReaders])
  }
}
