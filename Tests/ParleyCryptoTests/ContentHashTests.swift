import ParleyCrypto
import Testing

/// Expected values: Python's `hashlib.blake2b`.
@Suite struct ContentHashTests {
  @Test(arguments: [
    ("", 16, "cae66941d9efbd404e4d88758ea67670"),
    ("abc", 16, "cf4ab791c62b8d2b2109c90275287816"),
    (
      "abc", 64,
      "ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d1"
        + "7d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923"
    ),
    ("Ænglisc", 32, "6418cca205801c043425a7f0907674214f838881dcf4dde43fcbe7e168109b4b"),
  ])
  func knownAnswers(text: String, length: Int, expected: String) {
    #expect(ContentHash.hex(of: text, length: length) == expected)
  }

  @Test func hashesMoreThanOneBlockOfBytes() {
    let bytes = (0..<1024).map { UInt8(truncatingIfNeeded: $0) }
    #expect(ContentHash.hex(of: bytes) == "0b4661484ed1cc8e28c4a7f18e8b1019")
  }

  @Test func lengthIsTakenIntoRange() {
    #expect(ContentHash.hex(of: "abc", length: 1) == ContentHash.hex(of: "abc", length: 16))
    #expect(ContentHash.hex(of: "abc", length: 1000) == ContentHash.hex(of: "abc", length: 64))
  }
}
