import Foundation
import ParleyDomain
import ParleyPlugin
import ParleyServer
import ParleyTestKit
import Testing

struct AccessTests {
  private let message = #"{"message": "hello"}"#

  @Test func localModeAnswersThisMachineOnly() async {
    let fixture = ApplicationFixture()
    let stranger = await fixture.send("GET", "/api/chats", peer: ApplicationFixture.stranger)
    #expect(stranger.status == 403 && stranger.code == "not_this_machine")
    for name in ["Forwarded", "X-Forwarded-For", "x-forwarded-proto"] {
      let answer = await fixture.send("GET", "/api/chats", headers: [(name, "1.2.3.4")])
      #expect(answer.status == 403 && answer.code == "forwarded_request")
    }
    #expect(await fixture.send("GET", "/api/chats", peer: .unixSocket).status == 200)
  }

  @Test(
    "H5: only its own names are answered",
    arguments: [
      ("localhost", 200), ("127.0.0.1:8080", 200), ("[::1]:8080", 200), ("shop.example.org", 200),
      ("LOCALHOST:1", 200), ("evil.example.com", 421), ("localhost.evil.example", 421), ("", 400),
    ])
  func onlyItsOwnNamesAreAnswered(_ host: String, _ status: Int) async {
    let fixture = ApplicationFixture { $0.allowedHosts = ["shop.example.org"] }
    let answer = await fixture.send("GET", "/api/personas", headers: [("Host", host)])
    #expect(answer.status == status)
    if status == 421 { #expect(answer.text.contains("server.allowed_hosts")) }
  }

  @Test func aGuestIsKnownByItsCookie() async throws {
    let fixture = ApplicationFixture { $0.mode = .guests }
    let first = await fixture.send("POST", "/api/chat", message)
    let header = try #require(first.header("Set-Cookie"))
    #expect(header.contains("HttpOnly; SameSite=Strict"))
    #expect(!header.contains("Secure"))
    let cookie = String(header.prefix { $0 != ";" })
    let origin = ("Origin", "http://localhost:8080")
    let mine = await fixture.send("GET", "/api/chats", headers: [("Cookie", cookie)])
    #expect(mine.json["chats"]?.array?.count == 1)
    #expect(mine.header("Set-Cookie") == nil)
    let again = await fixture.send(
      "POST", "/api/chat", message, headers: [("Cookie", cookie), origin])
    #expect(again.status == 200 && again.header("Set-Cookie") == nil)
    let other = await fixture.send("GET", "/api/chats")
    #expect(other.json["chats"]?.array?.isEmpty == true)
    #expect(other.header("Set-Cookie") == nil)
    #expect(await fixture.send("GET", "/").header("Set-Cookie") != nil)
    #expect(
      fixture.store.contents.chats.values.allSatisfy { $0.owner.rawValue.hasPrefix("guest-") })
  }

  @Test func aMalformedCookieIsReplaced() async {
    let fixture = ApplicationFixture { $0.mode = .guests }
    let answer = await fixture.send("GET", "/", headers: [("Cookie", "parley_guest=short")])
    #expect(answer.header("Set-Cookie")?.hasPrefix("parley_guest=") == true)
  }

  @Test func overTLSTheCookieIsBoundToTheHost() async {
    let fixture = ApplicationFixture {
      $0.mode = .guests
      $0.publicURL = "https://shop.example.org"
    }
    let answer = await fixture.send("GET", "/", headers: [("Host", "shop.example.org")])
    let cookie = answer.header("Set-Cookie") ?? ""
    #expect(cookie.hasPrefix("__Host-parley_guest=") && cookie.hasSuffix("; Secure"))
    #expect(answer.header("Strict-Transport-Security") != nil)
  }

  @Test("H6: a cookie and a key are two credentials")
  func twoCredentialsAreOneTooMany() async {
    let fixture = ApplicationFixture { $0.mode = .guests }
    let answer = await fixture.send(
      "GET", "/api/chats", headers: [("Cookie", "parley_guest=x"), ("Authorization", "Bearer y")])
    #expect(answer.status == 400 && answer.code == "two_credentials")
  }

  @Test(
    "H40: another site changes nothing",
    arguments: [
      ([("Sec-Fetch-Site", "cross-site")], 403), ([("Origin", "https://evil.example")], 403),
      ([("Sec-Fetch-Site", "same-site"), ("Origin", "http://other.localhost")], 403),
      ([("Origin", "null")], 403), ([], 403),
      ([("Sec-Fetch-Site", "same-origin")], 200), ([("Sec-Fetch-Site", "none")], 200),
      ([("Origin", "http://localhost:8080")], 200), ([("Origin", "https://app.example")], 200),
    ])
  func anotherSiteChangesNothing(_ headers: [(String, String)], _ status: Int) async {
    let fixture = ApplicationFixture {
      $0.mode = .guests
      $0.corsOrigins = ["https://app.example"]
    }
    let cookie = "parley_guest=" + String(repeating: "A", count: 43)
    let answer = await fixture.send(
      "POST", "/api/chat", message, headers: headers + [("Cookie", cookie)])
    #expect(answer.status == status)
    if status == 403 { #expect(answer.code == "csrf") }
  }

  @Test func localModeIsSafeFromOtherSitesToo() async {
    let fixture = ApplicationFixture()
    let answer = await fixture.send(
      "POST", "/v1/chat/completions", "{}", headers: [("Origin", "https://evil.example")])
    #expect(answer.status == 403)
    #expect(await fixture.send("POST", "/api/chat", message).status == 200)
  }

  @Test("H41: only listed origins may read")
  func onlyListedOriginsMayRead() async {
    let fixture = ApplicationFixture { $0.corsOrigins = ["https://app.example"] }
    let listed = await fixture.send(
      "OPTIONS", "/api/chat",
      headers: [("Origin", "https://app.example"), ("Access-Control-Request-Method", "POST")])
    #expect(listed.status == 204)
    #expect(listed.header("Access-Control-Allow-Origin") == "https://app.example")
    #expect(listed.header("Vary") == "Origin")
    let unlisted = await fixture.send(
      "OPTIONS", "/api/chat",
      headers: [("Origin", "https://evil.example"), ("Access-Control-Request-Method", "POST")])
    #expect(unlisted.status == 204)
    #expect(unlisted.header("Access-Control-Allow-Origin") == nil)
    #expect(unlisted.header("Access-Control-Allow-Methods") == nil)
  }

  @Test(arguments: ["/", "/api/chats", "/livez", "/nothing", "/v1/models", "/v1/nothing"])
  func everyReplyHasTheSecurityHeaders(_ path: String) async {
    let answer = await ApplicationFixture().send("GET", path)
    #expect(answer.header("Content-Security-Policy")?.contains("frame-ancestors 'none'") == true)
    #expect(answer.header("X-Content-Type-Options") == "nosniff")
    #expect(answer.header("Referrer-Policy") == "no-referrer")
    #expect(answer.header("Cache-Control") != nil)
  }

  @Test func theCommandLineIsOneOwnerOfItsOwn() async throws {
    let fixture = ApplicationFixture { $0.mode = .guests }
    let made = await fixture.send("POST", "/api/chat", message, peer: .unixSocket)
    let chat = try #require(made.json["chat_id"]?.string)
    #expect(made.header("Set-Cookie") == nil)
    #expect(await fixture.send("GET", "/api/chats/\(chat)", peer: .unixSocket).status == 200)
    #expect(await fixture.send("GET", "/api/chats/\(chat)").status == 404)
  }

  /// Every route that names something, with a name that does not exist and with another's.
  @Test("H12: what is another's looks like what is missing")
  func whatIsAnothersLooksLikeWhatIsMissing() async throws {
    let fixture = ApplicationFixture {
      $0.mode = .guests
      $0.exposesTraces = true
    }
    let theirs = await fixture.send("POST", "/api/chat", message)
    let session = try #require(theirs.json["session_id"]?.string)
    let chat = try #require(theirs.json["chat_id"]?.string)
    let reply = try #require(theirs.json["message_id"]?.string)
    let generation = try #require(theirs.json["generation_id"]?.string)
    let cases: [(String, String, String?, String)] = [
      ("GET", "/api/generations/*/events", nil, generation),
      ("POST", "/api/chat", #"{"message": "x", "session_id": "*"}"#, session),
      ("POST", "/api/chat/stop", #"{"session_id": "*"}"#, session),
      ("POST", "/api/clear", #"{"session_id": "*"}"#, session),
      ("POST", "/api/explain", #"{"message": "x", "session_id": "*"}"#, session),
      ("POST", "/api/explain", #"{"message": "x", "chat_id": "*"}"#, chat),
      ("POST", "/api/sessions", #"{"chat_id": "*"}"#, chat),
      ("DELETE", "/api/sessions/*", nil, session),
      ("GET", "/api/chats/*", nil, chat),
      ("PATCH", "/api/chats/*", #"{"title": "x"}"#, chat),
      ("PATCH", "/api/chats/*", #"{"active_leaf": "x"}"#, chat),
      ("POST", "/api/chat/regenerate", #"{"message_id": "*"}"#, reply),
      ("PUT", "/api/messages/*", #"{"message": "x"}"#, reply),
      ("POST", "/api/messages/*/feedback", #"{"rating": "up"}"#, reply),
      ("DELETE", "/api/chats/*", nil, chat),
      ("GET", "/api/chats/*/export", nil, chat),
      ("GET", "/api/messages/*/trace", nil, reply),
    ]
    for (method, path, body, name) in cases {
      var answers: [[UInt8]] = []
      for name in [name, "01900000-0000-7000-8000-000000000000"] {
        let answer = await fixture.send(
          method, path.replacingOccurrences(of: "*", with: name),
          body?.replacingOccurrences(of: "*", with: name))
        #expect(answer.status == 404, "\(method) \(path)")
        answers.append(answer.body)
      }
      #expect(answers[0] == answers[1], "\(method) \(path)")
    }
    #expect(fixture.store.contents.chats.count == 1)
  }
}
