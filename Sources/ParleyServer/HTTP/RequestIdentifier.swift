import CMicroHTTPD
import Glibc
import ParleyCrypto

/// Names requests, so that a client's complaint can be found in the log.
enum RequestIdentifier {
  /// The client's own name for the request when it is 1 to 128 of `A-Z a-z 0-9 . _ -`, or a fresh
  /// UUID version 7.
  static func of(_ headers: HTTPMessageHeaders) -> String {
    if let sent = headers["x-request-id"], isValid(sent) { return sent }
    return fresh()
  }

  static func fresh() -> String {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    return UUIDv7.make(
      milliseconds: Int64(now.tv_sec) * 1000 + Int64(now.tv_nsec) / 1_000_000, random: [])
  }

  private static func isValid(_ text: String) -> Bool {
    (1...128).contains(text.utf8.count)
      && text.utf8.allSatisfy { byte in
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true
        default: false
        }
      }
  }
}
