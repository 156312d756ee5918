import Glibc

/// Host names and addresses as text.
enum NetworkName {
  static func fault(inHost text: String) -> String? {
    if text == "*" || text.hasPrefix("*.") { return "'*' is refused; name every host" }
    let isName =
      !text.isEmpty && text.utf8.count <= 253
      && text.utf8.allSatisfy {
        isLetterOrDigit($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-")
          || $0 == UInt8(ascii: "_")
      }
    return isName || isIPv6(text) ? nil : "expected a host name without scheme, port or spaces"
  }

  /// An address, alone or with the length of its network: `10.0.0.0/8`.
  static func fault(inNetwork text: String) -> String? {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    let address = String(parts.first ?? "")
    let bits = isIPv6(address) ? 128 : ipv4(address) != nil ? 32 : 0
    var isGood = bits > 0
    if parts.count == 2 {
      isGood = isGood && (Int(parts[1]).map { (0...bits).contains($0) } ?? false)
    }
    return isGood ? nil : "expected an IP address or network, for example 10.0.0.0/8"
  }

  static func isLoopback(_ host: String) -> Bool {
    let name = host.lowercased()
    if name == "localhost" || name.hasSuffix(".localhost") { return true }
    if let bytes = ipv6(name) {
      return bytes == Array(repeating: 0, count: 15) + [1] || mapped(bytes).map(isLoopback) == true
    }
    return ipv4(name).map(isLoopback) ?? false
  }

  /// Whether a host hands out a machine's own credentials, or can only be a neighbour on the link:
  /// nothing that a model endpoint could be. IPv4 is read in all the spellings that `inet_aton` takes.
  static func isLinkLocalOrMetadata(_ host: String) -> Bool {
    var name = host.lowercased()
    while name.hasSuffix(".") { name.removeLast() }
    if ["metadata", "metadata.google.internal", "instance-data"].contains(name) { return true }
    if let bytes = ipv6(name) {
      let isLinkLocal = bytes[0] == 0xFE && bytes[1] & 0xC0 == 0x80
      let isMetadata = bytes == ipv6("fd00:ec2::254")
      return isLinkLocal || isMetadata || mapped(bytes).map(isLinkLocalOrMetadata) == true
    }
    return inetAton(name).map(isLinkLocalOrMetadata) ?? false
  }

  static func isIPv6(_ text: String) -> Bool { ipv6(text) != nil }

  private static func isLoopback(_ address: UInt32) -> Bool { address >> 24 == 127 }

  private static func isLinkLocalOrMetadata(_ address: UInt32) -> Bool {
    address >> 16 == 0xA9FE || address == 0x6464_64C8
  }

  /// The IPv4 address inside `::ffff:a.b.c.d`.
  private static func mapped(_ bytes: [UInt8]) -> UInt32? {
    guard bytes.prefix(10).allSatisfy({ $0 == 0 }), bytes[10] == 0xFF, bytes[11] == 0xFF else {
      return nil
    }
    return bytes[12...].reduce(0) { $0 << 8 | UInt32($1) }
  }

  private static func ipv6(_ text: String) -> [UInt8]? {
    var address = in6_addr()
    guard inet_pton(AF_INET6, text, &address) == 1 else { return nil }
    return withUnsafeBytes(of: &address) { Array($0) }
  }

  private static func ipv4(_ text: String) -> UInt32? {
    var address = in_addr()
    return inet_pton(AF_INET, text, &address) == 1 ? UInt32(bigEndian: address.s_addr) : nil
  }

  private static func inetAton(_ text: String) -> UInt32? {
    var address = in_addr()
    return inet_aton(text, &address) == 1 ? UInt32(bigEndian: address.s_addr) : nil
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    default: false
    }
  }
}
