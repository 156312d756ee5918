import ParleyPlugin
import ParleyServer
import Testing

/// What is refused before a route begins, and how it is said.
struct RequestReadingTests {
  private let fixture = ApplicationFixture()

  @Test(arguments: [
    ("", "not_an_object"), ("null", "not_an_object"), ("[]", "not_an_object"),
    ("\"x\"", "not_an_object"), (#"{"message": "a""#, "truncated"),
    (#"{"message": "a",}"#, "invalid_syntax"),
    (#"{"message": "a", "message": "b"}"#, "duplicate_key"),
    ("\u{FEFF}{}", "byte_order_mark"), (#"{"message": "\u0000"}"#, "nul_not_allowed"),
    (#"{"message": "\ud800"}"#, "lone_surrogate"), ("{} {}", "trailing_data"),
  ])
  func aBodyMustBeStrictJSON(_ body: String, _ code: String) async {
    let answer = await fixture.send("POST", "/api/chat", body)
    #expect(answer.status == 400)
    #expect(answer.code == code, "\(answer.text)")
    #expect(answer.json["request_id"]?.string == "request-1")
  }

  @Test(arguments: [
    (#"{"message": 5}"#, "/message", "expected a text"),
    (#"{"mesage": "a", "message": "b"}"#, "/mesage", "did you mean 'message'"),
    (#"{"message": "a", "stream": "true"}"#, "/stream", "expected true or false"),
    (#"{"message": "a", "stream": 1}"#, "/stream", "expected true or false"),
    (#"{}"#, "/message", "is missing"),
    (#"{"message": " \n "}"#, "/message", "empty"),
    (#"{"message": "a", "base_url": "http://x"}"#, "/base_url", "unknown field"),
    (#"{"message": "a", "render": "pdf"}"#, "/render", "html"),
  ])
  func aFaultNamesItsPlace(_ body: String, _ pointer: String, _ words: String) async {
    let answer = await fixture.send("POST", "/api/chat", body)
    #expect(answer.status == 400)
    let fault = answer.json["errors"]?.array?.first
    #expect(fault?["pointer"]?.string == pointer, "\(answer.text)")
    #expect(fault?["message"]?.string?.contains(words) == true, "\(answer.text)")
  }

  @Test func aMessageHasALimit() async {
    let long = String(repeating: "x", count: 200_001)
    let answer = await fixture.send("POST", "/api/chat", #"{"message": "\#(long)"}"#)
    #expect(answer.status == 400)
    #expect(answer.text.contains("200000"))
    #expect(answer.body.count < 1000)
  }

  @Test(arguments: ["text/plain", "application/json; charset=latin1", "x"])
  func onlyJSONIsTaken(_ type: String) async {
    let answer = await fixture.send(
      "POST", "/api/chat", #"{"message": "a"}"#, headers: [("Content-Type", type)])
    #expect(answer.status == 415)
  }

  @Test func theEncodingIsIdentity() async {
    let answer = await fixture.send(
      "POST", "/api/chat", #"{"message": "a"}"#, headers: [("Content-Encoding", "gzip")])
    #expect(answer.status == 415)
    #expect(answer.header("Accept-Encoding") == "identity")
  }

  @Test(arguments: [
    ("application/xml", 406), ("application/json", 200), ("*/*", 200), ("text/event-stream", 200),
    ("application/json;q=0", 406), ("application/*;q=0.1, text/html", 200),
  ])
  func acceptIsHonoured(_ accept: String, _ status: Int) async {
    let answer = await fixture.send(
      "POST", "/api/chat", #"{"message": "a"}"#, headers: [("Accept", accept)])
    #expect(answer.status == status)
  }

  @Test(arguments: [
    "limit=-1", "limit=1e9", "limit=abc", "limit=0", "cursor=!", "cursor=YWJj", "q=",
  ])
  func aWrongQueryIsRefused(_ query: String) async {
    let answer = await fixture.send("GET", "/api/chats?\(query)")
    #expect(answer.status == 400, "\(query)")
  }

  @Test func unknownPathsAndMethodsAreTold() async {
    #expect(await fixture.send("GET", "/nothing").status == 404)
    let method = await fixture.send("PUT", "/api/chats/x")
    #expect(method.status == 405)
    #expect(method.header("Allow") == "DELETE, GET, HEAD, OPTIONS, PATCH")
    let options = await fixture.send("OPTIONS", "/api/chat")
    #expect(options.status == 204)
    #expect(options.header("Allow") == "OPTIONS, POST")
    #expect(
      await fixture.send("POST", "/api/chat", #"{"message": "a", "persona": "x"}"#).code
        == "persona_unknown")
  }
}
