/// An address that a reply may link to.
struct LinkTarget {
  /// The address as an `href` holds it, before escaping for HTML.
  let href: String
  /// Where it leads, in lower case; `nil` for a mail address.
  let host: String?

  /// `nil` unless the address is an absolute http or https one, or a mail address.
  ///
  /// Other schemes run code (`javascript:`), and an address without one leads into our own site,
  /// where a click acts with the reader's rights.
  init?(_ address: String) {
    let bytes = Array(address.utf8)
    if LinkTarget.begins(bytes, "mailto:") {
      host = nil
    } else if LinkTarget.begins(bytes, "http://") || LinkTarget.begins(bytes, "https://") {
      let host = LinkTarget.host(in: bytes)
      guard !host.isEmpty else { return nil }
      self.host = host
    } else {
      return nil
    }
    href = LinkTarget.percentEncoded(bytes)
  }

  /// Whether a link's text already says where it leads: the address itself, or its beginning.
  func isNamed(by text: String) -> Bool {
    guard let host else { return true }
    var rest = text.lowercased()[...]
    for scheme in ["https://", "http://"] where rest.hasPrefix(scheme) {
      rest = rest.dropFirst(scheme.count)
    }
    guard rest.hasPrefix(host) else { return false }
    return rest.dropFirst(host.count).first.map { $0 == "/" } ?? true
  }

  private static func begins(_ bytes: [UInt8], _ prefix: StaticString) -> Bool {
    let prefix = "\(prefix)".utf8
    return bytes.count >= prefix.count
      && zip(bytes, prefix).allSatisfy { byte, expected in
        byte == expected || byte | 0x20 == expected && (0x41...0x5A).contains(byte)
      }
  }

  /// What stands between the slashes and the path, without user and port. Browsers take `\` for `/`.
  private static func host(in bytes: [UInt8]) -> String {
    guard let slash = bytes.firstIndex(of: UInt8(ascii: "/")) else { return "" }
    let rest = bytes[slash...].dropFirst(2)
    let ends: [UInt8] = [
      UInt8(ascii: "/"), UInt8(ascii: "\\"), UInt8(ascii: "?"), UInt8(ascii: "#"),
    ]
    var authority = rest.prefix { !ends.contains($0) }
    if let at = authority.lastIndex(of: UInt8(ascii: "@")) {
      authority = authority[at...].dropFirst()
    }
    if authority.first != UInt8(ascii: "["), let colon = authority.firstIndex(of: UInt8(ascii: ":"))
    {
      authority = authority[..<colon]
    }
    return String(decoding: authority, as: UTF8.self).lowercased()
  }

  /// Leaves only characters that an address may hold (RFC 3986), `%` taken as written.
  private static func percentEncoded(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var encoded: [UInt8] = []
    for byte in bytes {
      if isAllowed(byte) {
        encoded.append(byte)
      } else {
        encoded += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: encoded, as: UTF8.self)
  }

  private static func isAllowed(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "-._~:/?#[]@!$&'()*+,;=%".utf8.contains(byte)
    }
  }
}
