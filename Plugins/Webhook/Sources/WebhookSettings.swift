import ParleyPlugin

/// What the table of options cannot refuse: found when the configuration is read, not when the first
/// delivery fails.
enum WebhookSettings {
  private static let ownHeaders: Set<String> = [
    "connection", "content-length", "content-type", "expect", "host", "keep-alive", "te",
    "trailer", "transfer-encoding", "upgrade", "user-agent", "webhook-id", "webhook-signature",
    "webhook-timestamp",
  ]

  static func check(url: String) throws {
    let rest = ["https://", "http://"].first { url.hasPrefix($0) }.map { url.dropFirst($0.count) }
    guard let rest, let host = rest.split(whereSeparator: { "/?#".contains($0) }).first,
      rest.hasPrefix(host), !url.contains(where: \.isWhitespace)
    else {
      throw PluginError("url: expected an address such as https://example.org/hooks/parley")
    }
    guard !host.contains("@") else {
      throw PluginError("url: holds a user name; set an Authorization header under `headers:`")
    }
  }

  static func check(secret: String) throws {
    let prefix = "whsec_"
    guard secret.hasPrefix(prefix) else {
      guard secret.utf8.count >= 16 else {
        throw PluginError(
          "secret: has fewer than 16 characters; `openssl rand -base64 32` makes one")
      }
      return
    }
    let key = secret.dropFirst(prefix.count)
    let digits = key.reversed().drop { $0 == "=" }
    let isBase64 =
      key.utf8.count % 4 == 0 && key.utf8.count - digits.count <= 2
      && digits.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "+/".contains($0)) }
    // 24 bytes, the shortest key that Standard Webhooks allows, are 32 digits.
    guard isBase64, key.utf8.count >= 32 else {
      throw PluginError(
        "secret: after whsec_ must come at least 24 bytes in Base64; copy the whole secret")
    }
  }

  static func check(headers: [String: String]) throws {
    for (name, value) in headers.sorted(by: { $0.key < $1.key }) {
      guard !ownHeaders.contains(name.lowercased()) else {
        throw PluginError("headers: '\(name)' is set by Parley itself")
      }
      guard !name.isEmpty, name.utf8.allSatisfy(isTokenByte) else {
        throw PluginError("headers: '\(name)' is no name of a header")
      }
      guard !value.unicodeScalars.contains(where: { $0.value < 32 || $0.value == 127 }) else {
        throw PluginError("headers: the value of '\(name)' holds a control character")
      }
    }
  }

  /// RFC 9110, section 5.6.2.
  private static func isTokenByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"):
      true
    default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
  }
}
