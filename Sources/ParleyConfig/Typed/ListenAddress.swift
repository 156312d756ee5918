/// An address to listen on: `HOST:PORT`, an IPv6 address in brackets.
package struct ListenAddress: Decodable, Sendable, Hashable, CustomStringConvertible {
  /// A host name or address, without brackets.
  package var host: String
  /// 0 takes a free port.
  package var port: Int

  package init(host: String, port: Int) {
    self.host = host
    self.port = port
  }

  /// Reads `127.0.0.1:8080`, `localhost:0`, `[::1]:8080`; `nil` for anything else.
  package init?(_ text: String) {
    guard let colon = text.lastIndex(of: ":") else { return nil }
    let digits = text[text.index(after: colon)...]
    guard !digits.isEmpty, digits.utf8.count <= 5,
      digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let port = Int(digits),
      port <= 65_535
    else { return nil }
    var host = String(text[..<colon])
    if host.hasPrefix("["), host.hasSuffix("]") {
      host = String(host.dropFirst().dropLast())
      guard NetworkName.isIPv6(host) else { return nil }
    } else {
      guard !host.contains(":"), NetworkName.fault(inHost: host) == nil else { return nil }
    }
    self.init(host: host, port: port)
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let address = ListenAddress(text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not HOST:PORT")
    }
    self = address
  }

  static func fault(in text: String) -> String? {
    ListenAddress(text) == nil
      ? "expected HOST:PORT with a port from 0 to 65535, for example 127.0.0.1:8080" : nil
  }

  /// Whether only programs on this machine can reach it.
  package var isLoopback: Bool { NetworkName.isLoopback(host) }

  package var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}
