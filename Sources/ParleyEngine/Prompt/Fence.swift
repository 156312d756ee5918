/// The lines around data in a prompt, and the guard that nothing inside can look like them.
///
/// A fence line carries the chat's random word. Text from outside loses what hides or reorders
/// characters (``VisibleText``), and what could close a fence, open another, or pass for a control
/// token of a chat template is broken up by a space (``PromptSyntax``). All else stays as it is: code,
/// formulas, quotation marks, every script.
struct Fence: Sendable {
  let word: String

  /// A fenced piece of data, ending in a line break; text and label have been made safe by
  /// ``escape(_:)`` and ``label(_:)``.
  func enclose(escaped text: String, label: String) -> String {
    "<<data \(word)\(label.isEmpty ? "" : " " + label)>>\n\(text)\n<<end \(word)>>\n"
  }

  /// The text with everything defused that could act as prompt syntax.
  func escape(_ text: String) -> String {
    guard !Fence.isPlain(text) || containsWord(text) else { return text }
    let visible = VisibleText(text).scalars
    return PromptSyntax(visible, fenceWord: word).defused
  }

  /// A text within a fence line: one line, without brackets of any kind.
  func label(_ text: String) -> String {
    let visible = VisibleText(text).scalars
    let safe = PromptSyntax(visible, fenceWord: word).defused
    var result = ""
    for scalar in safe.unicodeScalars {
      switch LookAlikes.ascii(scalar) {
      case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "["), UInt8(ascii: "]"): result += "_"
      case UInt8(ascii: "\n"), UInt8(ascii: " "): result += " "
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// Whether a text has nothing but printable ASCII that is part of no syntax, as most have.
  private static func isPlain(_ text: String) -> Bool {
    text.utf8.allSatisfy { byte in
      switch byte {
      case 0x0A, 0x09: true
      case UInt8(ascii: "<"), UInt8(ascii: "|"), UInt8(ascii: "["), UInt8(ascii: "{"): false
      default: (0x20..<0x7F).contains(byte)
      }
    }
  }

  /// Whether the fence word stands in a text of ASCII, in any case.
  private func containsWord(_ text: String) -> Bool {
    guard !word.isEmpty, text.utf8.count >= word.utf8.count else { return false }
    let (bytes, wanted) = (
      text.utf8.map(LookAlikes.lowercased), word.utf8.map(LookAlikes.lowercased)
    )
    return (0...bytes.count - wanted.count).contains { bytes[$0...].starts(with: wanted) }
  }
}
