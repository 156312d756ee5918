/// The way to a setting, as people read it and as the table knows it.
struct SettingPath {
  /// `personas[0].budget.reply`
  private(set) var text = ""
  /// `personas[].budget.reply`
  private(set) var pattern = ""

  func key(_ key: String) -> SettingPath {
    var path = self
    let dot = text.isEmpty ? "" : "."
    path.text += dot + key
    path.pattern += dot + key
    return path
  }

  /// Whether this is a header that holds no secret, as its name tells.
  var isOfPlainHeader: Bool {
    guard let name = pattern.split(separator: ".headers.").dropFirst().last?.lowercased() else {
      return false
    }
    return !["auth", "key", "token", "secret", "cookie", "password"].contains { name.contains($0) }
  }

  func index(_ index: Int) -> SettingPath {
    var path = self
    path.text += "[\(index)]"
    path.pattern += "[]"
    return path
  }
}
