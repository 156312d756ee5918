/// A text without the characters that hide or reorder others: what a person who looks at a record
/// sees is what the model reads.
///
/// Joiners stay where scripts and emoji need them, as do single variation selectors; line breaks of
/// every kind become `\n`. Tags, direction changes, zero-width characters and controls go.
struct VisibleText {
  /// How many marks a letter may carry; more are only written to cover other text.
  static let mostMarks = 4

  private(set) var scalars: [Unicode.Scalar] = []

  init(_ text: String) {
    scalars.reserveCapacity(text.utf8.count)
    let input = Array(text.unicodeScalars)
    var marks = 0
    for (position, scalar) in input.enumerated() {
      if (0x20..<0x7F).contains(scalar.value) || scalar == "\n" {
        scalars.append(scalar)
        marks = 0
        continue
      }
      switch VisibleText.role(of: scalar) {
      case .text: scalars.append(scalar)
      case .lineBreak: scalars.append("\n")
      case .carriageReturn:
        let next = position + 1 < input.count ? input[position + 1] : nil
        if next != "\n" { scalars.append("\n") }
      case .joiner where joins(scalar, to: input.dropFirst(position + 1).first):
        scalars.append(scalar)
      case .selector where selects(scalar): scalars.append(scalar)
      case .mark:
        marks += 1
        if marks <= VisibleText.mostMarks { scalars.append(scalar) }
        continue
      case .hidden, .joiner, .selector: continue
      }
      marks = 0
    }
  }

  private enum Role {
    case text
    case lineBreak
    case carriageReturn
    case hidden
    case joiner
    case selector
    case mark
  }

  private static func role(of scalar: Unicode.Scalar) -> Role {
    switch scalar.value {
    case 0x09: .text
    case 0x0D: .carriageReturn
    case 0x0A...0x0C, 0x85, 0x2028...0x2029: .lineBreak
    case 0x00...0x1F, 0x7F...0x9F: .hidden
    case 0xA0...0xAC, 0xAE...0x2FF: .text
    case 0x200C...0x200D: .joiner
    case 0xFE00...0xFE0F, 0xE0100...0xE01EF: .selector
    // Soft hyphen, combining joiner, Arabic letter mark, Hangul fillers, Mongolian separators.
    case 0xAD, 0x34F, 0x61C, 0x115F...0x1160, 0x17B4...0x17B5, 0x180B...0x180F: .hidden
    // Zero-width and direction characters, invisible operators, deprecated format characters.
    case 0x200B, 0x200E...0x200F, 0x202A...0x202E, 0x2060...0x206F, 0x3164, 0xFEFF, 0xFFA0: .hidden
    // Noncharacters, interlinear annotation, object replacement, musical and shorthand controls.
    case 0xFDD0...0xFDEF, 0xFFF0...0xFFFC, 0xFFFE...0xFFFF: .hidden
    case 0x1BCA0...0x1BCA3, 0x1D173...0x1D17A, 0xE0000...0xE0FFF: .hidden
    case 0x300...0x36F, 0x483...0x489, 0x1AB0...0x1AFF, 0x1DC0...0x1DFF, 0x20D0...0x20FF,
      0xFE20...0xFE2F:
      .mark
    default: .text
    }
  }

  /// Whether a joiner stands where a script or an emoji needs one: between what can join.
  private func joins(_ joiner: Unicode.Scalar, to next: Unicode.Scalar?) -> Bool {
    guard let previous = scalars.last, let next else { return false }
    if VisibleText.isOfJoiningScript(previous) && VisibleText.isOfJoiningScript(next) {
      return true
    }
    return joiner == "\u{200D}" && VisibleText.endsEmoji(previous) && VisibleText.isPictograph(next)
  }

  /// Whether a variation selector follows something that has variants; never a second selector, so
  /// that runs of them carry no message.
  private func selects(_ selector: Unicode.Scalar) -> Bool {
    guard let previous = scalars.last else { return false }
    switch selector.value {
    case 0xFE0E...0xFE0F:
      // 1️⃣ and ©️ have them, too.
      return VisibleText.isPictograph(previous)
        || "0123456789#*©®".unicodeScalars.contains(previous)
    default: return previous.properties.isIdeographic
    }
  }

  private static func endsEmoji(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "\u{FE0F}" || scalar.properties.isEmojiModifier || isPictograph(scalar)
  }

  private static func isPictograph(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value > 0xFF && scalar.properties.isEmoji
  }

  /// Arabic, Syriac, the scripts of India and South-East Asia, Mongolian.
  private static func isOfJoiningScript(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x600...0x1CFF, 0xA840...0xA8FF, 0xFB50...0xFDFF, 0xFE70...0xFEFC, 0x11000...0x11FFF:
      scalar.properties.isAlphabetic || scalar.properties.generalCategory == .nonspacingMark
    default: false
    }
  }
}
