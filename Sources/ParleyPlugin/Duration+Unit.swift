extension Duration {
  /// Reads a time span with its unit: `300ms`, `5s`, `30m`, `12h`, `180d`, `2w`.
  ///
  /// Whole numbers only, no sign, no spaces, no combinations; `nil` for anything else and for spans
  /// beyond a thousand years.
  public init?(withUnit text: some StringProtocol) {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard !digits.isEmpty, digits.utf8.count <= 15, let count = Int64(digits) else { return nil }
    let millisecondsPerUnit: Int64
    switch text[digits.endIndex...] {
    case "ms": millisecondsPerUnit = 1
    case "s": millisecondsPerUnit = 1000
    case "m": millisecondsPerUnit = 60_000
    case "h": millisecondsPerUnit = 3_600_000
    case "d": millisecondsPerUnit = 86_400_000
    case "w": millisecondsPerUnit = 604_800_000
    default: return nil
    }
    let (milliseconds, overflow) = count.multipliedReportingOverflow(by: millisecondsPerUnit)
    guard !overflow, milliseconds <= 31_557_600_000_000 else { return nil }
    self = .milliseconds(milliseconds)
  }

  /// The span in the largest unit that says it exactly, for example `90s` or `2h`; what is less than
  /// a millisecond is left out.
  public var withUnit: String {
    let (seconds, attoseconds) = components
    if attoseconds != 0 { return "\(inMilliseconds)ms" }
    for (unit, size): (String, Int64) in [("d", 86_400), ("h", 3600), ("m", 60)]
    where seconds != 0 && seconds % size == 0 {
      return "\(seconds / size)\(unit)"
    }
    return "\(seconds)s"
  }

  /// Whole milliseconds, rounded towards zero; the nearest that `Int64` holds for longer spans.
  public var inMilliseconds: Int64 {
    let (seconds, attoseconds) = components
    let (scaled, overflow) = seconds.multipliedReportingOverflow(by: 1000)
    let rest = attoseconds / 1_000_000_000_000_000
    let (sum, carried) = scaled.addingReportingOverflow(rest)
    return overflow || carried ? (seconds < 0 ? .min : .max) : sum
  }
}
