import ParleyPlugin

/// Reading of single values by their type.
extension SettingsReader {
  mutating func scalar(
    _ node: YAMLNode, _ type: OptionType, _ path: SettingPath
  ) -> JSONValue? {
    let form = SettingForm.of(path.pattern)
    if form == .textOrFile, node.entries != nil {
      return content(ofFileIn: node, path, limit: ConfigurationFiles.textLimit).map { .string($0) }
    }
    guard case .scalar(let written, let style) = node.content else {
      report("expected \(type.wanted), not a list or mapping", node, path)
      return nil
    }
    guard let result = filled(node, path) else { return nil }
    let source = WrittenScalar(
      text: result.text, written: written, isPlain: style == .plain, isFilled: result.isFilled)
    switch source.read(as: type, files: files) {
    case .failure(let fault):
      report(fault.message, node, path)
      return nil
    case .success(let value):
      if let text = value.string, let fault = form?.fault(in: text) {
        report("\(fault)\(source.quote(form?.isConfidential ?? false))", node, path)
        return nil
      }
      if case .path = type, path.pattern.hasPrefix(ConfigurationSchema.pluginOptions),
        let file = value.string
      {
        keep(fileNamed: file)
      }
      return value
    }
  }

  /// Text that is never shown: a literal, a variable's value, or the content of a file.
  mutating func secret(_ node: YAMLNode, _ path: SettingPath) -> JSONValue? {
    let value: String
    let origin: Secret.Origin
    if node.entries != nil {
      guard let text = content(ofFileIn: node, path, limit: ConfigurationFiles.secretLimit) else {
        return nil
      }
      (value, origin) = (text.trimmingLineEnd, .file)
    } else if case .scalar(let written, let style) = node.content {
      if style == .plain, !written.isEmpty, CoreWord(written) != nil {
        report("this is no text for other readers of YAML; quote it", node, path)
        return nil
      }
      guard let result = filled(node, path) else { return nil }
      (value, origin) = (result.text, result.isFilled ? .environment : .literal)
    } else {
      report("expected text, ${VARIABLE} or {file: path}", node, path)
      return nil
    }
    guard !value.isEmpty else { return nil }
    guard value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
      report("the secret holds a line break or control character", node, path)
      return nil
    }
    // `X-Title: Harbour Books` is no secret: taking its words out of every message would help nobody.
    if origin == .literal, path.isOfPlainHeader { return .string(value) }
    if origin == .literal { reportLiteral(node, path) }
    keep(Secret(path: path.text, value: value, origin: origin))
    return .string(value)
  }

  private mutating func reportLiteral(_ node: YAMLNode, _ path: SettingPath) {
    let key = (path.text.split(separator: ".").last ?? "secret").prefix { $0 != "[" }
    let variable = "PARLEY_" + key.uppercased()
    let ways = "use ${\(variable)} or {file: path}"
    if let mode = files.modeOpenToOthers {
      report(
        "the secret stands in a file that others can read (mode \(mode)); chmod 600 it, or \(ways)",
        node, path)
    } else {
      report("W01: the secret stands in this file; \(ways)", node, path, severity: .warning)
    }
  }

  /// The text that `{file: path}` names.
  private mutating func content(
    ofFileIn node: YAMLNode, _ path: SettingPath, limit: Int
  ) -> String? {
    guard let entries = node.entries, entries.count == 1, let name = node["file"],
      name.text != nil
    else {
      report("expected text or {file: path}", node, path)
      return nil
    }
    let inner = path.key("file")
    guard let written = filled(name, inner)?.text else { return nil }
    keep(fileNamed: written)
    switch files.text(of: written, limit: limit) {
    case .success(let text): return text
    case .failure(let fault):
      report(fault.message, name, inner)
      return nil
    }
  }
}

extension String {
  /// Without one line end at the end.
  var trimmingLineEnd: String {
    var scalars = unicodeScalars
    if scalars.last == "\n" { scalars.removeLast() }
    if scalars.last == "\r" { scalars.removeLast() }
    return String(scalars)
  }
}
