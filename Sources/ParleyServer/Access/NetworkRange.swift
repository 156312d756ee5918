import Glibc

/// An IP address in bytes: 4 of IPv4, 16 of IPv6. IPv4 inside of IPv6 counts as IPv4.
struct IPAddress: Sendable, Hashable {
  let bytes: [UInt8]

  /// `nil` for anything but one numeric address.
  init?(_ text: some StringProtocol) {
    let text = String(text)
    let family = text.utf8.contains(UInt8(ascii: ":")) ? AF_INET6 : AF_INET
    let parsed = withUnsafeTemporaryAllocation(byteCount: 16, alignment: 8) { buffer -> [UInt8]? in
      guard let start = buffer.baseAddress, inet_pton(family, text, start) == 1 else { return nil }
      return Array(buffer.prefix(family == AF_INET ? 4 : 16))
    }
    guard let parsed else { return nil }
    let mapped = [UInt8](repeating: 0, count: 10) + [0xFF, 0xFF]
    bytes = parsed.starts(with: mapped) ? Array(parsed.dropFirst(12)) : parsed
  }
}

/// An IP address alone, or a network: `10.0.0.0/8`, `2001:db8::/32`.
struct NetworkRange: Sendable, Hashable {
  private let base: IPAddress
  /// Leading bits that all its addresses share.
  private let prefix: Int

  /// `nil` for anything else, and for prefixes that are longer than the address.
  init?(_ text: String) {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let first = parts.first, let base = IPAddress(first) else { return nil }
    self.base = base
    let bits = base.bytes.count * 8
    guard parts.count == 2 else {
      prefix = bits
      return
    }
    guard let prefix = Int(parts[1]), (0...bits).contains(prefix) else { return nil }
    self.prefix = prefix
  }

  func contains(_ address: IPAddress) -> Bool {
    guard address.bytes.count == base.bytes.count else { return false }
    var rest = prefix
    for (mine, other) in zip(base.bytes, address.bytes) where rest > 0 {
      let mask: UInt8 = rest >= 8 ? 0xFF : 0xFF << UInt8(8 - rest)
      if mine & mask != other & mask { return false }
      rest -= 8
    }
    return true
  }
}
