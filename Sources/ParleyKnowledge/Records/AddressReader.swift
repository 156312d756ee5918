/// Reads web addresses.
enum AddressReader {
  /// An `http` or `https` address with a host; nothing else can be linked to safely.
  static func read(_ text: String) throws(FieldProblem) -> String {
    let lower = text.prefix(8).lowercased()
    let scheme = ["https://", "http://"].first { lower.hasPrefix($0) }
    guard let scheme else {
      throw FieldProblem(
        "'\(text.excerpt)' is not a web address; it begins with https:// or http://")
    }
    let host = text.dropFirst(scheme.count).prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    guard !host.isEmpty, !host.contains("@"), text.utf8.count <= 2048,
      text.unicodeScalars.allSatisfy({ $0.value > 0x20 && !"<>\"\\".unicodeScalars.contains($0) })
    else {
      throw FieldProblem(
        "'\(text.excerpt)' is not a web address; it needs a host, up to 2048 bytes, and no spaces, "
          + "quotes, backslashes, angle brackets or passwords")
    }
    return text
  }
}
