/// Rules for addresses in the configuration. Only their form is looked at; libcurl reads them when a
/// request is made.
enum WebAddress {
  private struct Parts {
    var host: String
    /// What follows host and port.
    var rest: Substring
  }

  /// Any address of a web page.
  static func fault(in text: String) -> String? {
    var parts = Parts(host: "", rest: "")
    return split(text, into: &parts)
  }

  /// An address that Parley sends requests to.
  static func fault(inUpstream text: String) -> String? {
    var parts = Parts(host: "", rest: "")
    if let fault = split(text, into: &parts) { return fault }
    if parts.rest.contains("?") || parts.rest.contains("#") {
      return "'?' and '#' are refused; end the address with its path, for example /v1"
    }
    return NetworkName.isLinkLocalOrMetadata(parts.host)
      ? "link-local and metadata hosts are refused" : nil
  }

  /// An origin: scheme, host and port alone.
  static func fault(inOrigin text: String) -> String? {
    if text == "*" { return "'*' is refused; name every origin, for example https://shop.example" }
    var parts = Parts(host: "", rest: "")
    if let fault = split(text, into: &parts) { return fault }
    return parts.rest.isEmpty ? nil : "expected scheme, host and port without a path"
  }

  private static func split(_ text: String, into parts: inout Parts) -> String? {
    guard text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "\\") }) else {
      return "spaces and '\\' are not allowed in an address"
    }
    let lower = text.lowercased()
    guard let scheme = ["http://", "https://"].first(where: lower.hasPrefix) else {
      return "expected an address that begins with http:// or https://"
    }
    let afterScheme = text.dropFirst(scheme.count)
    let end = afterScheme.firstIndex { "/?#".contains($0) } ?? afterScheme.endIndex
    let authority = afterScheme[..<end]
    if authority.contains("@") {
      return "a user name or password in the address is refused; use api_key"
    }
    parts.rest = afterScheme[end...]
    return host(of: authority, into: &parts)
  }

  private static func host(of authority: Substring, into parts: inout Parts) -> String? {
    var host = authority
    // A colon inside brackets belongs to the address.
    if let colon = authority.lastIndex(of: ":"), !authority[colon...].contains("]") {
      host = authority[..<colon]
      let port = authority[colon...].dropFirst()
      guard let number = Int(port), (1...65_535).contains(number) else {
        return "expected a port from 1 to 65535 after the host"
      }
    }
    if host.hasPrefix("["), host.hasSuffix("]") {
      parts.host = String(host.dropFirst().dropLast())
      return NetworkName.isIPv6(parts.host) ? nil : "expected an IPv6 address between [ and ]"
    }
    parts.host = String(host)
    return host.isEmpty || host.contains(":") || NetworkName.fault(inHost: parts.host) != nil
      ? "expected a host name after http:// or https://" : nil
  }
}
