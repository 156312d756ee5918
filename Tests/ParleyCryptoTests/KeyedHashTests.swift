import ParleyCrypto
import Testing

/// Expected values: Python's `hashlib.blake2b`.
@Suite struct KeyedHashTests {
  @Test(arguments: [
    (16, "203.0.113.7", 16, "60555592bba2adb9a96f2f49923c3d32"),
    (32, "203.0.113.7", 16, "684a1e8f3b9a9b1641cd00e5a5ed231d"),
    (
      64, "", 64,
      "10ebb67700b1868efb4417987acf4690ae9d972fb7a590c2f02871799aaa4786"
        + "b5e996e8f0f4eb981fc214b005f42d2ff4233499391653df7aefcbc13fc51568"
    ),
  ])
  func knownAnswers(keyLength: UInt8, text: String, length: Int, expected: String) throws {
    let hash = try KeyedHash(key: Array(0..<keyLength))
    #expect(hash.hex(of: text, length: length) == expected)
  }

  @Test(arguments: [0, 15, 65]) func otherKeyLengthsAreRefused(count: Int) {
    let error = #expect(throws: KeyLengthError.self) {
      try KeyedHash(key: Array(repeating: 7, count: count))
    }
    #expect(error?.description == "a key for hashing has 16 to 64 bytes, this one has \(count)")
  }

  @Test func printingDoesNotShowTheKey() throws {
    let hash = try KeyedHash(key: Array(repeating: 201, count: 16))
    var dumped = ""
    dump(hash, to: &dumped)
    #expect(!"\(hash) \(String(reflecting: hash)) \(dumped)".contains("201"))
  }
}
