import ParleyPlugin
import ParleyTestKit
import Testing

@testable import ParleyServer

struct OperationTests {
  private let fixture = ApplicationFixture()

  @Test func theDescriptionNamesEveryRouteAndNoOther() async throws {
    let answer = await fixture.send("GET", "/openapi.json")
    let paths = try #require(answer.json["paths"]?.object)
    let described = Set(
      paths.flatMap { path, operations in
        (operations.object ?? [:]).keys.map { "\($0.uppercased()) \(path)" }
      })
    let routes = fixture.application.table.routes
    #expect(described == Set(routes.map { "\($0.method.rawValue) \($0.pattern.template)" }))
    #expect(described.count == routes.count)
    let chat = paths["/api/chat"]?["post"]?["requestBody"]?["content"]?["application/json"]
    #expect(chat?["schema"]?["required"] == ["message"])
    #expect(chat?["schema"]?["additionalProperties"] == false)
  }

  @Test("H47: readiness ends with the drain, and messages are refused")
  func readinessEndsWithTheDrain() async {
    #expect(await fixture.send("GET", "/livez").status == 200)
    #expect(await fixture.send("GET", "/readyz").status == 200)
    let drain = DrainSignal()
    drain.set()
    for (path, status) in [("/livez", 200), ("/readyz", 503)] {
      let response = await fixture.application.respond(
        to: ServerRequest(
          id: "r", method: "GET", isHead: false, path: path,
          pathSegments: [String(path.dropFirst())], query: [],
          headers: HTTPMessageHeaders([("Host", "localhost")]), body: [],
          peer: ApplicationFixture.loopback, drain: drain))
      #expect(response.status == status)
    }
    var message = fixture.request("POST", "/api/chat", #"{"message": "late"}"#)
    message = ServerRequest(
      id: "r", method: "POST", isHead: false, path: message.path,
      pathSegments: message.pathSegments, query: [], headers: message.headers, body: message.body,
      peer: message.peer, drain: drain)
    let refused = await fixture.application.respond(to: message)
    #expect(refused.status == 503)
    #expect(refused.headers.contains { $0.0 == "Retry-After" })
    #expect(fixture.store.contents.chats.isEmpty)
  }

  @Test func metricsCountRequestsAndTurns() async {
    _ = await fixture.send("POST", "/api/chat", #"{"message": "dragons"}"#)
    _ = await fixture.send("GET", "/api/chats/unknown")
    let answer = await fixture.send("GET", "/metrics")
    #expect(answer.header("Content-Type")?.hasPrefix("text/plain; version=0.0.4") == true)
    for line in [
      #"parley_http_requests_total{route="/api/chat",method="POST",code="200"} 1"#,
      #"parley_http_requests_total{route="/api/chats/{id}",method="GET",code="404"} 1"#,
      #"parley_generations_total{status="complete"} 1"#, "parley_generations_running 0",
      #"parley_hook_runs_total{plugin="books",hook="prePrompt",outcome="parts"} 1"#,
      "parley_time_to_first_token_seconds_count 1", #"parley_build_info{version="1.2.3"} 1"#,
    ] {
      #expect(answer.text.contains(line + "\n"), "\(line)")
    }
    let guests = ApplicationFixture { $0.mode = .guests }
    #expect(await guests.send("GET", "/metrics").status == 200)
    #expect(await guests.send("GET", "/metrics", peer: ApplicationFixture.stranger).status == 403)
  }

  @Test func theLogTellsNoText() async {
    _ = await fixture.send("POST", "/api/chat", #"{"message": "secret words"}"#)
    let line = fixture.log.lines.last { $0.message == "request" }
    #expect(line?.fields["route"]?.string == "/api/chat")
    #expect(line?.fields["status"]?.integer == 200)
    #expect(!fixture.log.lines.contains { "\($0)".contains("secret") })
  }

  @Test func thePageIsServedAndKept() async throws {
    let page = await fixture.send("GET", "/")
    #expect(page.header("Content-Type")?.hasPrefix("text/html") == true)
    let tag = try #require(page.header("ETag"))
    let again = await fixture.send("GET", "/", headers: [("If-None-Match", tag)])
    #expect(again.status == 304 && again.body.isEmpty)
  }

  @Test func aRecordIsShownToEverybody() async {
    let guests = ApplicationFixture { $0.mode = .guests }
    let json = await guests.send("GET", "/sources/books/earth/sea")
    #expect(json.json["title"]?.string == "Earthsea")
    #expect(json.json["fields"]?["stock"]?.integer == 3)
    let page = await guests.send(
      "GET", "/sources/books/earth/sea", headers: [("Accept", "text/html,*/*;q=0.8")])
    #expect(page.header("Content-Type")?.hasPrefix("text/html") == true)
    #expect(page.text.contains("Wizards &amp; &lt;dragons&gt;."))
    let files = page.text.matches(of: /(?:src|href)="(\/[^"]+)"/).map { String($0.1) }
    #expect(files.contains("/record.css"))
    for file in files { #expect(ChatPage.asset(for: file) != nil, "\(file)") }
    #expect(await guests.send("GET", "/sources/books/none").status == 404)
    #expect(await guests.send("GET", "/sources/none/x").status == 404)
  }

  @Test func theTransportsRefusalsAreWordedByPath() {
    let refused = fixture.application.refusal(
      status: 413, code: "body_too_large", detail: "Too large.", headers: [], requestID: "r",
      path: "/v1/chat/completions")
    guard case .whole(let body) = refused.content else { return }
    #expect(String(decoding: body, as: UTF8.self).contains("request_too_large"))
  }

  @Test(arguments: [[], [0], [0xFF, 0xFE, 0xFD], [1, 2, 3, 4]] as [[UInt8]])
  func base64URLReadsWhatItWrote(_ bytes: [UInt8]) {
    #expect(Base64URL.bytes(Base64URL.text(bytes)) == bytes)
    #expect(Base64URL.bytes("A") == nil)
    #expect(Base64URL.bytes("AB") == nil)
    #expect(Base64URL.bytes("A+") == nil)
  }
}
