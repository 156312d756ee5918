/// What codes of ONIX mean, in the words that records use (EDItEUR code lists, issue 60 and later).
enum ONIXCodes {
  /// List 150, product form.
  static func format(_ form: String) -> String? {
    switch form {
    case "BB", "BK": "hardcover"
    case "BC": "paperback"
    case "BH": "board book"
    case "BE": "spiral bound"
    case "BA", "BZ": "book"
    case "PC": "calendar"
    case "PR", "PT", "PU": "stationery"
    case "ZE": "game"
    default:
      switch form.first {
      case "E": "ebook"
      case "A": "audiobook"
      case "B": "book"
      case "C": "map"
      default: nil
      }
    }
  }

  /// List 65, product availability. Codes that say nothing certain give `nil`.
  static func availability(_ code: String) -> String? {
    switch code {
    case "20", "21", "22", "23": "in stock"
    case "10", "11", "12": "preorder"
    case "32": "backorder"
    case "01", "30", "31", "33", "34", "40"..."49", "50"..."53": "out of stock"
    default: nil
    }
  }

  /// List 58, price type: which of several prices a customer pays, lower is better.
  static func rank(ofPrice type: String?) -> Int {
    switch type {
    // Recommended or fixed, tax included.
    case "02", "04": 0
    // The same without tax, or no type at all.
    case "01", "03", nil: 1
    case "42": 2
    case "41": 3
    default: 4
    }
  }

  /// ISO 639-2/B to the two letters of BCP 47; other languages keep their three.
  static func language(_ code: String) -> String {
    languages[code.lowercased()] ?? code.lowercased()
  }

  private static let languages: [String: String] = [
    "eng": "en", "ger": "de", "deu": "de", "fre": "fr", "fra": "fr", "spa": "es", "ita": "it",
    "por": "pt", "dut": "nl", "nld": "nl", "swe": "sv", "nor": "no", "nob": "nb", "nno": "nn",
    "dan": "da", "fin": "fi", "ice": "is", "isl": "is", "pol": "pl", "cze": "cs", "ces": "cs",
    "slo": "sk", "slk": "sk", "slv": "sl", "hun": "hu", "rum": "ro", "ron": "ro", "bul": "bg",
    "gre": "el", "ell": "el", "rus": "ru", "ukr": "uk", "tur": "tr", "ara": "ar", "heb": "he",
    "chi": "zh", "zho": "zh", "jpn": "ja", "kor": "ko", "lat": "la", "cat": "ca", "gle": "ga",
    "wel": "cy", "cym": "cy", "hrv": "hr", "srp": "sr", "est": "et", "lav": "lv", "lit": "lt",
  ]

  /// List 17, contributor role: those whose work it is.
  static let authorRoles: Set<String> = ["A01", "A02", "A03", "A09", "A38"]

  /// List 17: the others that readers ask for, and the attribute that they fill.
  static let otherRoles: [String: String] = [
    "B06": "translators", "B01": "editors", "B09": "editors", "B11": "editors",
    "A12": "illustrators", "A13": "photographers", "E03": "narrators", "E07": "narrators",
    "A15": "introduction_by", "A24": "introduction_by", "A23": "foreword_by",
  ]

  /// `20240305`, `202403` or `2024` (list 55) as ``DateReader`` reads it.
  static func date(_ text: String) -> String {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard digits.count == text.count || digits.count >= 8 else { return text }
    let year = digits.prefix(4)
    let month = digits.dropFirst(4).prefix(2)
    let day = digits.dropFirst(6).prefix(2)
    switch digits.count {
    case 6: return "\(year)-\(month)"
    case 8...: return "\(year)-\(month)-\(day)"
    default: return text
    }
  }
}
