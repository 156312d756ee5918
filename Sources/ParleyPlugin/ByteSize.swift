/// So many bytes, written with a unit: `64MiB`.
public struct ByteSize: Sendable, Hashable, Comparable, Decodable, CustomStringConvertible {
  /// Not negative when it was read.
  public var bytes: Int

  private static let units: [(name: String, bytes: Int)] = [
    ("TiB", 1 << 40), ("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10),
  ]
  /// Understood, and never written.
  private static let decimalUnits: [(name: String, bytes: Int)] = [
    ("TB", 1_000_000_000_000), ("GB", 1_000_000_000), ("MB", 1_000_000), ("KB", 1000), ("", 1),
  ]

  public init(bytes: Int) {
    self.bytes = bytes
  }

  /// Reads `512KiB`, `64MiB`, `2GiB`, `1TiB`, powers of 1,000 (`KB` to `TB`), and bytes without unit.
  ///
  /// Whole numbers only, no sign, no spaces; `nil` for anything else and for what is more than `Int`
  /// holds.
  public init?(_ text: some StringProtocol) {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    let unit = text[digits.endIndex...]
    guard !digits.isEmpty, let count = Int(digits),
      let size = (ByteSize.units + ByteSize.decimalUnits).first(where: { unit == $0.name })
    else { return nil }
    let (bytes, overflow) = count.multipliedReportingOverflow(by: size.bytes)
    guard !overflow else { return nil }
    self.bytes = bytes
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text: String
    do {
      text = try container.decode(String.self)
    } catch DecodingError.typeMismatch {
      text = String(try container.decode(Int.self))
    }
    guard let size = ByteSize(text) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "'\(text)' is no size such as 512KiB, 64MiB or 2GiB")
    }
    self = size
  }

  public static func < (first: ByteSize, second: ByteSize) -> Bool { first.bytes < second.bytes }

  /// In the largest unit that says it exactly, for example `64MiB`; bytes without unit.
  public var description: String {
    for unit in ByteSize.units where bytes != 0 && bytes.isMultiple(of: unit.bytes) {
      return "\(bytes / unit.bytes)\(unit.name)"
    }
    return "\(bytes)"
  }
}
