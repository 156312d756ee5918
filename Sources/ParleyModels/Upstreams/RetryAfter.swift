package import ParleyHTTPClient
package import ParleyPlugin

/// How long a server asks its clients to wait.
package enum RetryAfter {
  /// Reads `retry-after-ms`, else `retry-after` in seconds or as a date (RFC 9110, section 10.2.3);
  /// `nil` when there is none or it makes no sense. A date is taken relative to the server's own
  /// `date`, else to `now`. Without these, the time at which a used-up limit is renewed counts
  /// (`x-ratelimit-reset-…`).
  package static func duration(in headers: HTTPHeaders, now: Timestamp) -> Duration? {
    if let text = headers["retry-after-ms"], let span = span(text, unit: 0.001) { return span }
    guard let text = headers["retry-after"] else { return renewal(in: headers) }
    if let span = span(text, unit: 1) { return span }
    guard let date = timestamp(text) else { return nil }
    let from = headers["date"].flatMap(timestamp) ?? now
    return .milliseconds(max(0, date.milliseconds - from.milliseconds))
  }

  /// The latest renewal of the limits of which nothing remains.
  private static func renewal(in headers: HTTPHeaders) -> Duration? {
    ["requests", "tokens"].compactMap { kind -> Duration? in
      guard headers["x-ratelimit-remaining-\(kind)"] == "0",
        let text = headers["x-ratelimit-reset-\(kind)"]
      else { return nil }
      return span(text, unit: 1) ?? span(withUnits: text)
    }.max()
  }

  /// `6m0s`, `2m59.56s`, `1h2m`, `88ms`.
  private static func span(withUnits text: String) -> Duration? {
    var rest = text[...]
    var sum = Duration.zero
    while !rest.isEmpty {
      let number = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
      rest = rest.dropFirst(number.count)
      let unit = rest.prefix { $0.isLetter }
      rest = rest.dropFirst(unit.count)
      guard let seconds = ["h": 3600, "m": 60, "s": 1, "ms": 0.001][String(unit)],
        let part = span(String(number), unit: seconds)
      else { return nil }
      sum += part
    }
    return text.isEmpty ? nil : sum
  }

  private static func span(_ text: String, unit: Double) -> Duration? {
    // Beyond ten years it is no number of seconds that anybody meant.
    guard let number = Double(text), (0...315_360_000).contains(number * unit) else { return nil }
    return .milliseconds(Int64((number * unit * 1000).rounded(.up)))
  }

  /// `Sun, 06 Nov 1994 08:49:37 GMT`, the one form that servers may send.
  private static func timestamp(_ text: String) -> Timestamp? {
    let months = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    let words = text.split(separator: " ")
    guard words.count == 6, words[5] == "GMT", let month = months.firstIndex(of: String(words[2]))
    else { return nil }
    let number = month < 9 ? "0\(month + 1)" : "\(month + 1)"
    return Timestamp("\(words[3])-\(number)-\(words[1])T\(words[4])Z")
  }
}
