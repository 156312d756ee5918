/// Signs a message to a webhook, as the Standard Webhooks specification describes
/// (https://www.standardwebhooks.com), so that receivers can use its libraries.
package struct WebhookSignature: Sendable {
  private let key: [UInt8]

  /// Takes `whsec_` and a key in Base64; of any other text the bytes are the key. Throws
  /// ``SecretFormatError`` for a `whsec_` that is no Base64.
  package init(secret: String) throws(SecretFormatError) {
    let prefix = "whsec_"
    guard secret.hasPrefix(prefix) else {
      key = Array(secret.utf8)
      return
    }
    guard let bytes = Base64.bytes(of: String(secret.dropFirst(prefix.count))), !bytes.isEmpty
    else { throw SecretFormatError() }
    key = bytes
  }

  /// The value of `webhook-signature`: `v1,` and the HMAC-SHA256 of `id.timestamp.body` in Base64.
  ///
  /// `timestamp` is in seconds since 1970, as `webhook-timestamp` says it.
  package func header(id: String, timestamp: Int64, body: [UInt8]) -> String {
    let signed = Array("\(id).\(timestamp).".utf8) + body
    return "v1,\(Base64.text(of: HMACSHA256.code(for: signed, key: key)))"
  }
}

extension WebhookSignature: CustomStringConvertible, CustomReflectable {
  package var description: String { "WebhookSignature" }
  package var customMirror: Mirror { Mirror(self, children: [:]) }
}

/// A secret that begins like a key in Base64 and is none.
package struct SecretFormatError: Error, Sendable, Hashable, CustomStringConvertible {
  package var description: String {
    "the secret begins with whsec_, but what follows is not Base64; copy the whole secret"
  }
}
