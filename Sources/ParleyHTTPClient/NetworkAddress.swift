/// An address to which a name resolved, and what kind of place it is.
struct NetworkAddress: Sendable, Hashable {
  enum Kind: Sendable, Hashable {
    case global
    /// This machine, or a network that is not part of the Internet.
    case `private`
    /// Neighbours on the link, a cloud's metadata, everybody, or nobody: no place for a request.
    case unfit
  }

  /// Four bytes or sixteen.
  let bytes: [UInt8]

  /// By the registries of special-purpose addresses (RFC 6890, RFC 8190).
  var kind: Kind {
    if bytes.count == 4 { return kindOfIPv4(bytes[...]) }
    guard bytes.count == 16 else { return .unfit }
    if let embedded { return kindOfIPv4(embedded) }
    if bytes.dropLast().allSatisfy({ $0 == 0 }) { return bytes[15] == 1 ? .private : .unfit }
    // fd00:ec2::254 hands out the credentials of a machine on EC2.
    if bytes == [0xFD, 0, 0x0E, 0xC2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0x54] { return .unfit }
    switch (bytes[0], bytes[1]) {
    case (0xFF, _), (0xFE, 0x80...0xBF): return .unfit
    case (0xFC...0xFD, _), (0xFE, 0xC0...0xFF): return .private
    default: return .global
    }
  }

  /// The IPv4 address inside `::ffff:0:0/96` and `64:ff9b::/96`.
  private var embedded: ArraySlice<UInt8>? {
    let prefixes: [[UInt8]] = [
      [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF], [0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0],
    ]
    return prefixes.contains { bytes.starts(with: $0) } ? bytes[12...] : nil
  }

  private func kindOfIPv4(_ address: ArraySlice<UInt8>) -> Kind {
    let part = Array(address)
    switch (part[0], part[1]) {
    case (0, _), (169, 254), (224..., _): return .unfit
    // Alibaba Cloud's metadata stands in the middle of a shared network.
    case (100, 100) where part[2] == 100 && part[3] == 200: return .unfit
    case (10, _), (127, _), (172, 16...31), (192, 168), (100, 64...127), (198, 18...19):
      return .private
    default: return .global
    }
  }
}

extension HTTPRequest {
  /// Which addresses a request may reach, whatever its host's name resolves to.
  package enum Reach: Sendable, Hashable {
    case anywhere
    /// The Internet, this machine and private networks; not neighbours on the link and metadata.
    case privateNetworks
    /// The Internet alone.
    case internet

    func allows(_ address: NetworkAddress) -> Bool {
      switch self {
      case .anywhere: true
      case .privateNetworks: address.kind != .unfit
      case .internet: address.kind == .global
      }
    }
  }
}
