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

  func index(_ index: Int) -> SettingPath {
    var path = self
    path.text += "[\(index)]"
    path.pattern += "[]"
    return path
  }
}
