/// HTML under construction, where tags and text cannot be confused.
struct HTMLText {
  private var bytes: [UInt8] = []

  var string: String { String(decoding: bytes, as: UTF8.self) }

  /// Writes markup. Takes literals only, so that no text of a reply can become markup.
  mutating func tag(_ markup: StaticString) {
    markup.withUTF8Buffer { bytes += $0 }
  }

  /// Writes text, or the value of a quoted attribute.
  mutating func text(_ text: some Sequence<UInt8>) {
    for byte in text {
      switch byte {
      case UInt8(ascii: "&"): tag("&amp;")
      case UInt8(ascii: "<"): tag("&lt;")
      case UInt8(ascii: ">"): tag("&gt;")
      case UInt8(ascii: "\""): tag("&quot;")
      case UInt8(ascii: "'"): tag("&#39;")
      default: bytes.append(byte)
      }
    }
  }

  /// Begins a new line unless one has just begun, so that the HTML can be read.
  mutating func newLine() {
    if let last = bytes.last, last != UInt8(ascii: "\n") { bytes.append(UInt8(ascii: "\n")) }
  }
}
