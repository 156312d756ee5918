import ParleyCrypto
import Testing

struct WebhookSignatureTests {
  /// Expected value: the example of the Standard Webhooks libraries.
  @Test func signsAsTheLibrariesOfReceiversVerify() throws {
    let signature = try WebhookSignature(secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    let header = signature.header(
      id: "msg_p5jXN8AQM9LWM0D4loKWxJek", timestamp: 1_614_265_330,
      body: Array(#"{"test": 2432232314}"#.utf8))
    #expect(header == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
  }

  /// Expected value: Python's `hmac`.
  @Test func anyOtherTextIsTheKeyItself() throws {
    let signature = try WebhookSignature(secret: "a plain secret text")
    #expect(
      signature.header(id: "id", timestamp: 1, body: [])
        == "v1,P3W80e89yadf4vZvGkROel6ZPUT4j0i9lOQBeljZYKQ=")
  }

  @Test(arguments: ["whsec_", "whsec_***", "whsec_abc", "whsec_AAAA AAAA"])
  func aDamagedSecretIsRefused(secret: String) {
    #expect(throws: SecretFormatError.self) { try WebhookSignature(secret: secret) }
  }

  @Test func printingShowsNoKey() throws {
    let signature = try WebhookSignature(secret: "a plain secret text")
    #expect(!"\(signature) \(String(reflecting: signature))".contains("plain"))
  }

  /// Expected values: RFC 4231, test cases 2 and 6.
  @Test(arguments: [
    (
      Array("Jefe".utf8), "what do ya want for nothing?",
      "W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM="
    ),
    (
      [UInt8](repeating: 0xAA, count: 131),
      "Test Using Larger Than Block-Size Key - Hash Key First",
      "YOQxWR7gtn8Niiaqy/W3f44LxiE3KMUUBUYEDw7jf1Q="
    ),
  ])
  func knownCodes(key: [UInt8], message: String, expected: String) {
    #expect(Base64.text(of: HMACSHA256.code(for: Array(message.utf8), key: key)) == expected)
  }

  @Test func base64GoesThereAndBack() {
    for count in 0...9 {
      let bytes = (0..<UInt8(count)).map { 251 &+ $0 }
      #expect(Base64.bytes(of: Base64.text(of: bytes)) == bytes)
    }
  }
}
