/// Looks for characters that have no business in a shop's texts.
enum TextCheck {
  /// Whether there is nothing but the visible signs of ASCII and spaces: nothing to look for.
  static func isPlain(_ text: String) -> Bool {
    let isPlain = text.utf8.withContiguousStorageIfAvailable { bytes in
      bytes.reduce(true) { $0 && (0x20..<0x7F).contains($1) }
    }
    return isPlain ?? text.utf8.allSatisfy { (0x20..<0x7F).contains($0) }
  }

  /// Throws for control characters, NUL among them.
  static func refuseControls(_ text: String) throws(FieldProblem) {
    if isPlain(text) { return }
    var offset = 0
    for scalar in text.unicodeScalars {
      let isAllowed = scalar == "\n" || scalar == "\t" || scalar == "\r"
      if scalar.properties.generalCategory == .control, !isAllowed {
        throw FieldProblem(
          "control character \(codePoint(scalar)) at byte \(offset) of the value; remove it")
      }
      offset += UTF8.width(scalar)
    }
  }

  /// Whether there are C1 controls: what quotation marks and dashes of Windows-1252 become when a
  /// program takes them for Latin-1.
  static func hasWindowsCharacters(in text: String) -> Bool {
    if isPlain(text) { return false }
    return text.unicodeScalars.contains { (0x80...0x9F).contains($0.value) }
  }

  /// The text with C1 controls read as Windows-1252; those that mean nothing there are left out.
  static func repairingWindowsCharacters(in text: String) -> String {
    var repaired = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      guard (0x80...0x9F).contains(scalar.value), let byte = UInt8(exactly: scalar.value) else {
        repaired.append(scalar)
        continue
      }
      if !Windows1252.isUndefined(byte) { repaired.append(Windows1252.scalar(byte)) }
    }
    return String(repaired)
  }

  /// What is invisible but changes how text reads: zero-width and direction controls.
  static func invisible(in text: String) -> String? {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return nil }
    let found = text.unicodeScalars.first { scalar in
      switch scalar.value {
      case 0x200B, 0x200E...0x200F, 0x202A...0x202E, 0x2060...0x2069, 0xFEFF: true
      default: false
      }
    }
    return found.map { "invisible character \(codePoint($0)) in the value" }
  }

  private static func codePoint(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
