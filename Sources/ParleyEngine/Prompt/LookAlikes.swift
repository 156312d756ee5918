/// Which ASCII character a character looks like, or becomes when somebody normalises the text.
///
/// Fullwidth and small forms, mathematical and circled letters, letters of other scripts with the same
/// shape, brackets and bars of typography. After Unicode's NFKC and its table of confusables, as far
/// as they concern what prompts use as syntax.
enum LookAlikes {
  /// The lower-case ASCII byte, `0x20` for every space, `nil` for what looks like none.
  static func ascii(_ scalar: Unicode.Scalar) -> UInt8? {
    let value = scalar.value
    if value < 0x80 { return value == 0x09 ? 0x20 : lowercased(UInt8(value)) }
    switch value {
    case 0xFF01...0xFF5E: return lowercased(UInt8(value - 0xFF01 + 0x21))
    case 0x1D400...0x1D6A3: return UInt8(0x61 + (value - 0x1D400) % 26)
    case 0x1D7CE...0x1D7FF: return UInt8(0x30 + (value - 0x1D7CE) % 10)
    case 0x24B6...0x24E9: return UInt8(0x61 + (value - 0x24B6) % 26)
    case 0x1F130...0x1F149: return UInt8(0x61 + value - 0x1F130)
    case 0xA0, 0x1680, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: return 0x20
    case 0x370...0x4FF, 0x2010...0x2BFF, 0x3008...0x301B, 0xFE30...0xFE6B, 0x100...0x2FF,
      0x1400...0x167F, 0xFF5F...0xFFEE:
      return single[value]
    default: return nil
    }
  }

  static func lowercased(_ byte: UInt8) -> UInt8 {
    (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
  }

  private static let single: [UInt32: UInt8] = {
    var table: [UInt32: UInt8] = [:]
    for (ascii, others) in groups {
      for scalar in others.unicodeScalars { table[scalar.value] = ascii }
    }
    return table
  }()

  private static let groups: [(UInt8, String)] = [
    (UInt8(ascii: "<"), "‹〈⟨〈﹤˂ᐸ❮❬⧼︿"), (UInt8(ascii: ">"), "›〉⟩〉﹥˃ᐳ❯❭⧽﹀"),
    (UInt8(ascii: "|"), "∣ǀ│┃❘⏐￨︱︳ⵏ╎╏"), (UInt8(ascii: "["), "⟦〔【〖❲⁅〘〚﹝︹︻⦗"),
    (UInt8(ascii: "]"), "⟧〕】〗❳⁆〙〛﹞︺︼⦘"), (UInt8(ascii: "/"), "⁄∕⧸╱"),
    (UInt8(ascii: "_"), "▁﹍﹎﹏‗"), (UInt8(ascii: "{"), "❴⦃﹛"), (UInt8(ascii: "}"), "❵⦄﹜"),
    (UInt8(ascii: "a"), "аАαΑ"), (UInt8(ascii: "b"), "ВΒЬ"), (UInt8(ascii: "c"), "сСϲ"),
    (UInt8(ascii: "d"), "ԁ"), (UInt8(ascii: "e"), "еЕΕ"), (UInt8(ascii: "h"), "НһΗ"),
    (UInt8(ascii: "i"), "іІιΙı"), (UInt8(ascii: "j"), "јЈ"), (UInt8(ascii: "k"), "КкΚκ"),
    (UInt8(ascii: "m"), "МΜ"), (UInt8(ascii: "n"), "Νո"), (UInt8(ascii: "o"), "оОοΟ"),
    (UInt8(ascii: "p"), "рРρΡ"), (UInt8(ascii: "s"), "ѕЅ"), (UInt8(ascii: "t"), "тТΤτ"),
    (UInt8(ascii: "v"), "νѵ"), (UInt8(ascii: "w"), "ѡԝ"), (UInt8(ascii: "x"), "хХΧχ"),
    (UInt8(ascii: "y"), "уУΥγ"), (UInt8(ascii: "z"), "Ζ"),
  ]
}
