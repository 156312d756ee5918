/// A point in time to the millisecond, in UTC.
public struct Timestamp: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// Milliseconds since 1970-01-01T00:00:00Z.
  public let milliseconds: Int64

  public init(milliseconds: Int64) {
    self.milliseconds = milliseconds
  }

  /// Reads `2026-11-20`, `2026-11-20T18:30:00Z` or `2026-11-20T18:30:00.123+01:00` (RFC 3339).
  public init?(_ text: some StringProtocol) {
    var scanner = TimestampScanner(bytes: Array(text.utf8))
    guard let milliseconds = scanner.scan() else { return nil }
    self.init(milliseconds: milliseconds)
  }

  /// RFC 3339 in UTC with milliseconds, for example `2026-11-20T18:30:00.000Z`.
  public var description: String {
    let (seconds, millisecond) = milliseconds.flooredDivision(by: 1000)
    let (days, second) = seconds.flooredDivision(by: 86_400)
    let date = CivilDate(daysSince1970: days)
    let time = [second / 3600, second / 60 % 60, second % 60].map { padded($0, to: 2) }
    return "\(date)T\(time.joined(separator: ":")).\(padded(millisecond, to: 3))Z"
  }

  /// The day in UTC, for example `2026-11-20`.
  public var day: String {
    CivilDate(daysSince1970: milliseconds.flooredDivision(by: 86_400_000).quotient).description
  }

  public static func < (left: Timestamp, right: Timestamp) -> Bool {
    left.milliseconds < right.milliseconds
  }

  /// The time this much later; stays at the ends of what a timestamp can say.
  public func advanced(by duration: Duration) -> Timestamp {
    let (seconds, attoseconds) = duration.components
    let (scaled, overflow) = seconds.multipliedReportingOverflow(by: 1000)
    let span = overflow ? (seconds < 0 ? Int64.min : Int64.max) : scaled
    let (sum, carried) = milliseconds.addingReportingOverflow(span)
    let base = carried ? (span < 0 ? Int64.min : Int64.max) : sum
    let (total, rest) = base.addingReportingOverflow(attoseconds / 1_000_000_000_000_000)
    return Timestamp(milliseconds: rest ? base : total)
  }
}

/// A day in the proleptic Gregorian calendar. Formulas: Howard Hinnant, "chrono-Compatible
/// Low-Level Date Algorithms".
struct CivilDate: CustomStringConvertible {
  let year: Int64
  let month: Int64
  let day: Int64

  init(daysSince1970 days: Int64) {
    let (era, dayOfEra) = (days + 719_468).flooredDivision(by: 146_097)
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// Days since 1970-01-01, or `nil` when there is no such day.
  static func daysSince1970(year: Int64, month: Int64, day: Int64) -> Int64? {
    guard (0...9999).contains(year), (1...12).contains(month), day >= 1 else { return nil }
    let shiftedYear = month <= 2 ? year - 1 : year
    let (era, yearOfEra) = shiftedYear.flooredDivision(by: 400)
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    let days = era * 146_097 + dayOfEra - 719_468
    let back = CivilDate(daysSince1970: days)
    return back.month == month && back.day == day ? days : nil
  }

  var description: String {
    "\(padded(year, to: 4))-\(padded(month, to: 2))-\(padded(day, to: 2))"
  }
}

/// Reads RFC 3339 dates and times, byte by byte.
private struct TimestampScanner {
  let bytes: [UInt8]
  var position = 0

  mutating func scan() -> Int64? {
    guard let year = digits(4), skip("-"), let month = digits(2), skip("-"), let day = digits(2),
      let days = CivilDate.daysSince1970(year: year, month: month, day: day)
    else { return nil }
    if position == bytes.count { return days * 86_400_000 }
    guard skip("T") || skip("t") || skip(" ") else { return nil }
    guard let hour = digits(2), hour < 24, skip(":"), let minute = digits(2), minute < 60,
      skip(":"), let second = digits(2), second < 61, let fraction = scanFraction(),
      let offset = scanOffset(), position == bytes.count
    else { return nil }
    let seconds = days * 86_400 + hour * 3600 + minute * 60 + second - offset * 60
    return seconds * 1000 + fraction
  }

  /// Milliseconds of an optional fraction.
  private mutating func scanFraction() -> Int64? {
    guard skip(".") else { return 0 }
    var milliseconds: Int64 = 0
    var count = 0
    while let digit = digits(1) {
      if count < 3 { milliseconds = milliseconds * 10 + digit }
      count += 1
    }
    guard count > 0 else { return nil }
    for _ in min(count, 3)..<3 { milliseconds *= 10 }
    return milliseconds
  }

  /// Minutes east of UTC.
  private mutating func scanOffset() -> Int64? {
    if skip("Z") || skip("z") { return 0 }
    let sign: Int64
    if skip("+") {
      sign = 1
    } else if skip("-") {
      sign = -1
    } else {
      return nil
    }
    guard let hours = digits(2), hours < 24, skip(":"), let minutes = digits(2), minutes < 60 else {
      return nil
    }
    return sign * (hours * 60 + minutes)
  }

  private mutating func digits(_ count: Int) -> Int64? {
    guard position + count <= bytes.count else { return nil }
    var number: Int64 = 0
    for byte in bytes[position..<position + count] {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
      number = number * 10 + Int64(byte - UInt8(ascii: "0"))
    }
    position += count
    return number
  }

  private mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard position < bytes.count, bytes[position] == UInt8(truncatingIfNeeded: character.value)
    else { return false }
    position += 1
    return true
  }
}

extension Int64 {
  /// Quotient rounded down, and the remainder that is never negative.
  fileprivate func flooredDivision(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }
}

private func padded(_ number: Int64, to width: Int) -> String {
  let digits = String(number.magnitude)
  let zeros = String(repeating: "0", count: max(0, width - digits.count))
  return (number < 0 ? "-" : "") + zeros + digits
}
