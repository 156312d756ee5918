import CMicroHTTPD
import Glibc

/// A reply whose body is known, with the fields that a handler may set.
struct WholeReply: Sendable {
  /// The server's own to set.
  private static let reserved = [
    "content-length", "transfer-encoding", "connection", "date", "x-request-id", "keep-alive",
  ]

  var status: Int
  var headers: [(String, String)]
  var body: [UInt8]

  /// Those fields of a handler's reply that are its own to set.
  static func permitted(_ headers: [(String, String)]) -> [(String, String)] {
    headers.filter { name, _ in !reserved.contains { $0.equalsIgnoringCase(name) } }
  }

  /// The reply as bytes for the socket, for those moments in which the library takes none. It closes
  /// the connection. Fields with line breaks are left out.
  func closingBytes(requestID: String) -> [UInt8] {
    var text = "HTTP/1.1 \(status) \(Self.phrase(status))\r\n"
    text += "Date: \(Self.date)\r\nConnection: close\r\nx-request-id: \(requestID)\r\n"
    for (name, value) in Self.permitted(headers)
    where !(name + value).utf8.contains(where: { $0 == 0x0D || $0 == 0x0A || $0 == 0 }) {
      text += "\(name): \(value)\r\n"
    }
    text += "Content-Length: \(body.count)\r\n\r\n"
    return Array(text.utf8) + body
  }

  /// Now, as RFC 9110 §5.6.7 writes it.
  private static var date: String {
    let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    let months = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    var now = time(nil)
    var parts = tm()
    guard gmtime_r(&now, &parts) != nil, days.indices.contains(Int(parts.tm_wday)),
      months.indices.contains(Int(parts.tm_mon))
    else { return "Thu, 01 Jan 1970 00:00:00 GMT" }
    let two = { (number: Int32) in number < 10 ? "0\(number)" : "\(number)" }
    return "\(days[Int(parts.tm_wday)]), \(two(parts.tm_mday)) \(months[Int(parts.tm_mon)]) "
      + "\(1900 + Int(parts.tm_year)) \(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec)) GMT"
  }

  private static func phrase(_ status: Int) -> String {
    switch status {
    case 408: "Request Timeout"
    case 413: "Content Too Large"
    case 429: "Too Many Requests"
    case 503: "Service Unavailable"
    default: "Refused"
    }
  }
}
