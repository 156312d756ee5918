import ParleyCrypto
import Testing

@Suite struct SecureRandomTests {
  @Test(arguments: [1, 16, 33, 4096]) func givesAsManyBytesAsAsked(count: Int) {
    #expect(SecureRandom.bytes(count).count == count)
  }

  @Test(arguments: [0, -1, .min]) func givesNothingForCountsBelowOne(count: Int) {
    #expect(SecureRandom.bytes(count).isEmpty)
  }

  @Test func neverRepeatsFromManyTasksAtOnce() async {
    let drawn = await withTaskGroup(of: [UInt8].self) { group in
      for _ in 0..<200 { group.addTask { SecureRandom.bytes(16) } }
      return await group.reduce(into: Set<[UInt8]>()) { $0.insert($1) }
    }
    #expect(drawn.count == 200)
  }
}
