/// Checks that bytes are UTF-8 text without control characters, and knows where it stands.
///
/// Works in pieces of any size; ASCII costs a comparison or two per byte.
struct YAMLTextCheck {
  /// Bytes accepted so far.
  private(set) var offset = 0
  private var line = 1
  private var column = 1
  /// Continuation bytes that the current character still needs, and what the next may be.
  private var pending = 0
  private var allowed: ClosedRange<UInt8> = 0x80...0xBF
  private var scalar: UInt32 = 0

  /// Takes bytes and returns how many of them are good, with the fault that follows them.
  mutating func accept(_ bytes: UnsafeRawBufferPointer) -> (good: Int, fault: YAMLError?) {
    var good = 0
    for byte in bytes {
      if let fault = accept(byte) { return (good, fault) }
      offset += 1
      good += 1
    }
    return (good, nil)
  }

  /// The fault of a text that ends here.
  func end() -> YAMLError? {
    pending > 0 ? fault("the file ends in the middle of a character") : nil
  }

  /// Counts the byte order mark that opened the file and was not handed in.
  mutating func skipByteOrderMark() {
    offset += 3
  }

  var mark: YAMLMark { YAMLMark(line: line, column: column) }

  private mutating func accept(_ byte: UInt8) -> YAMLError? {
    if pending > 0 { return acceptContinuation(byte) }
    switch byte {
    case 0x20...0x7E, 0x09: column += 1
    case 0x0A:
      line += 1
      column = 1
    case 0x0D: break
    case 0x00: return fault("NUL is not text" + utf16Advice)
    case 0x01...0x1F, 0x7F: return fault("control character \(hexadecimal(byte)) is not allowed")
    case 0xC2...0xDF: begin(1, 0x80...0xBF, byte & 0x1F)
    case 0xE0: begin(2, 0xA0...0xBF, 0)
    case 0xED: begin(2, 0x80...0x9F, byte & 0x0F)
    case 0xE1...0xEF: begin(2, 0x80...0xBF, byte & 0x0F)
    case 0xF0: begin(3, 0x90...0xBF, 0)
    case 0xF1...0xF3: begin(3, 0x80...0xBF, byte & 0x07)
    case 0xF4: begin(3, 0x80...0x8F, byte & 0x07)
    default:
      let advice = offset == 0 && byte >= 0xFE ? utf16Advice : "; save the file as UTF-8"
      return fault("\(hexadecimal(byte)) is not UTF-8" + advice)
    }
    return nil
  }

  private mutating func begin(_ count: Int, _ next: ClosedRange<UInt8>, _ bits: UInt8) {
    pending = count
    allowed = next
    scalar = UInt32(bits)
  }

  private mutating func acceptContinuation(_ byte: UInt8) -> YAMLError? {
    guard allowed.contains(byte) else {
      return fault("\(hexadecimal(byte)) is not UTF-8; save the file as UTF-8")
    }
    allowed = 0x80...0xBF
    scalar = scalar << 6 | UInt32(byte & 0x3F)
    pending -= 1
    guard pending == 0 else { return nil }
    // What libyaml's reader refuses; a byte order mark at the beginning never comes here.
    switch scalar {
    case 0x80...0x84, 0x86...0x9F, 0xFEFF, 0xFFFE, 0xFFFF:
      return fault(
        "control character U+\(String(scalar, radix: 16, uppercase: true)) is not allowed")
    default:
      column += 1
      return nil
    }
  }

  private var utf16Advice: String { offset <= 1 ? "; is this UTF-16? Save the file as UTF-8" : "" }

  private func fault(_ what: String) -> YAMLError {
    YAMLError(
      .encoding, at: mark, offset: offset,
      "byte \(offset): \(what)")
  }

  private func hexadecimal(_ byte: UInt8) -> String {
    "0x" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
  }
}
