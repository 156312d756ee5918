import ParleyCrypto
import ParleyDomain
import ParleyPlugin

/// The cookie by which a guest is known: 32 random bytes that stand for an owner.
struct GuestCookie: Sendable {
  /// Whether people come over TLS, so that the cookie never travels in the clear.
  let isSecure: Bool

  private static let bytes = 32
  /// 32 bytes in base64url without padding.
  private static let length = 43
  /// Longer than guests' chats are kept by default, in seconds: 400 days, the most that browsers
  /// take.
  private static let lifetime = 34_560_000

  private var name: String { isSecure ? "__Host-parley_guest" : "parley_guest" }

  static func fresh() -> String { Base64URL.text(SecureRandom.bytes(bytes)) }

  static func isValid(_ token: String) -> Bool {
    token.utf8.count == length && Base64URL.bytes(token)?.count == bytes
  }

  /// The owner behind a cookie. The token itself is stored nowhere.
  static func owner(of token: String) -> OwnerID {
    OwnerID("guest-" + ContentHash.hex(of: token, length: 32))
  }

  /// The values that a request sends under the cookie's name, also malformed ones.
  func values(in request: ServerRequest) -> [String] {
    request.headers.values("Cookie").flatMap { $0.split(separator: ";") }.compactMap { pair in
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, parts[0].filter({ $0 != " " && $0 != "\t" }) == name else {
        return nil
      }
      return String(parts[1])
    }
  }

  /// The value of `Set-Cookie`.
  func header(_ token: String) -> String {
    "\(name)=\(token); Path=/; Max-Age=\(GuestCookie.lifetime); HttpOnly; SameSite=Strict"
      + (isSecure ? "; Secure" : "")
  }
}
