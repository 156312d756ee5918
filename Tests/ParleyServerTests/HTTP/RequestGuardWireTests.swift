import ParleyServer
import Synchronization
import Testing

/// What the guard refuses, over the wire: each refusal is answered once, closes the connection, and
/// nothing that follows it is served.
struct RequestGuardWireTests {
  struct Probe: Sendable, CustomTestStringConvertible {
    var name: String
    var request: String
    var status: Int
    var testDescription: String { name }
  }

  private static func post(_ fields: String, _ body: String = "0\r\n\r\n") -> String {
    "POST /first HTTP/1.1\r\nHost: a\r\n\(fields)\r\n\(body)"
  }

  private static func get(_ target: String, _ fields: String = "") -> String {
    "GET \(target) HTTP/1.1\r\nHost: a\r\n\(fields)\r\n"
  }

  /// Requests whose end or meaning a proxy in front may see differently.
  static let smuggling: [Probe] = [
    Probe(
      name: "H1: Content-Length and Transfer-Encoding",
      request: post("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n"), status: 400),
    Probe(
      name: "H2: two lengths", request: post("Content-Length: 5\r\nContent-Length: 0\r\n"),
      status: 400),
    Probe(
      name: "H2: the same length twice",
      request: post("Content-Length: 5\r\nContent-Length: 5\r\n"), status: 400),
    Probe(
      name: "H4: blank before the colon",
      request: post("Content-Length: 5\r\nTransfer-Encoding : chunked\r\n"), status: 400),
    Probe(
      name: "H3: unknown coding", request: post("Transfer-Encoding: xchunked\r\n"), status: 501),
    Probe(
      name: "H3: list of codings", request: post("Transfer-Encoding: identity, chunked\r\n"),
      status: 501),
    Probe(
      name: "H3: two codings",
      request: post("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n"), status: 400),
    Probe(
      name: "H4: coding with a control character",
      request: post("Transfer-Encoding: \u{0B}chunked\r\n"), status: 400),
    Probe(name: "H5: two hosts", request: get("/first", "Host: b\r\n"), status: 400),
    Probe(name: "H4: NUL in a value", request: get("/first", "X-A: v\0w\r\n"), status: 400),
    Probe(
      name: "H4: NUL in a value, more behind", request: get("/first", "X-A: v\0w\r\nX-B: c\r\n"),
      status: 400),
    Probe(
      name: "lone LF after a field", request: "GET /first HTTP/1.1\r\nHost: a\nX-A: v\r\n\r\n",
      status: 400),
    Probe(
      name: "lone LF after the request line",
      request: "GET /first HTTP/1.1\nHost: a\r\nX-A: v\r\n\r\n", status: 400),
    Probe(
      name: "lone LF after the last field", request: "GET /first HTTP/1.1\r\nHost: a\n\r\n",
      status: 400),
    Probe(
      name: "lone LF at the end", request: "GET /first HTTP/1.1\r\nHost: a\r\n\n", status: 400),
    Probe(name: "lone CR in a value", request: get("/first", "X-A: v\rX-B: w\r\n"), status: 400),
    Probe(name: "folded line", request: get("/first", "X-A: v\r\n w\r\nX-B: c\r\n"), status: 400),
    Probe(name: "folded last line", request: get("/first", "X-A: v\r\n w\r\n"), status: 400),
    Probe(
      name: "coding in HTTP/1.0",
      request: "POST /first HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", status: 400),
  ]

  static let malformed: [Probe] = [
    Probe(name: "H5: no host", request: "GET /first HTTP/1.1\r\n\r\n", status: 400),
    Probe(
      name: "host with a path", request: "GET /first HTTP/1.1\r\nHost: a/b\r\n\r\n", status: 400),
    Probe(
      name: "two Content-Type",
      request: get("/first", "Content-Type: a/b\r\nContent-Type: a/c\r\n"), status: 400),
    Probe(
      name: "H6: two Authorization",
      request: get("/first", "Authorization: Bearer a\r\nauthorization: Bearer b\r\n"),
      status: 400),
    Probe(
      name: "two Cookie", request: get("/first", "Cookie: a=b\r\nCookie: c=d\r\n"), status: 400),
    Probe(
      name: "two Idempotency-Key",
      request: get("/first", "Idempotency-Key: a\r\nIdempotency-Key: a\r\n"), status: 400),
    Probe(name: "H4: name that is no token", request: get("/first", "X(A): v\r\n"), status: 400),
    Probe(name: "H4: control character", request: get("/first", "X-A: v\u{1B}w\r\n"), status: 400),
    Probe(
      name: "H7: header of 17 KiB",
      request: get("/first", "X-A: \(String(repeating: "v", count: 17 << 10))\r\n"),
      status: 431),
    Probe(
      name: "H7: target of 9 KiB", request: get("/\(String(repeating: "a", count: 9 << 10))"),
      status: 414),
    Probe(name: "H11: NUL in the path", request: get("/adm%00x"), status: 400),
    Probe(name: "H11: broken percent-encoding", request: get("/%zz"), status: 400),
    Probe(name: "H11: hidden slash", request: get("/a/..%2fb"), status: 400),
    Probe(name: "H11: parent folder", request: get("/a/../b"), status: 400),
    Probe(name: "H11: hidden parent folder", request: get("/a/%2e%2E/b"), status: 400),
    Probe(name: "H11: overlong UTF-8", request: get("/%C0%AF"), status: 400),
    Probe(name: "raw UTF-8", request: get("/caf\u{E9}"), status: 400),
    Probe(
      name: "H10: method of nobody", request: "FOO /first HTTP/1.1\r\nHost: a\r\n\r\n", status: 501),
    Probe(name: "H10: TRACE", request: "TRACE /first HTTP/1.1\r\nHost: a\r\n\r\n", status: 405),
    Probe(name: "H10: CONNECT", request: "CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n", status: 405),
    Probe(
      name: "H48: expectation", request: post("Expect: foo\r\nContent-Length: 5\r\n"), status: 417),
    Probe(
      name: "H48: upgrade", request: get("/first", "Connection: Upgrade\r\nUpgrade: websocket\r\n"),
      status: 400),
    Probe(name: "two hosts in one request", request: get("http://b/first"), status: 400),
    Probe(
      name: "H16: long length", request: post("Content-Length: 1048577\r\n", "x"), status: 413),
  ]

  @Test(arguments: smuggling + malformed)
  func refuses(_ probe: Probe) async throws {
    let served = Mutex<[String]>([])
    let (text, counters) = try await withServer { request in
      served.withLock { $0.append(request.path) }
      return .text("served")
    } _: { server in
      let client = try await RawClient.connect(port: server.port)
      try await client.send(probe.request + "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n")
      return (await client.readToEnd(), server.counters)
    }
    #expect(text.hasPrefix("HTTP/1.1 \(probe.status) "), "\(text.prefix(80))")
    #expect(text.contains("\r\nConnection: close\r\n"))
    #expect(text.contains("\r\nx-request-id: "))
    #expect(text.ranges(of: "HTTP/1.1 ").count == 1, "answered once")
    #expect(served.withLock { $0 } == [])
    #expect(counters.refusedRequests == 1)
  }

  /// These the library itself refuses, in its own words, and closes the connection.
  @Test(arguments: ["+5", "5, 5", "0x5", "99999999999999999999"])
  func lengthsThatAreNoNumbersEndTheConnection(_ length: String) async throws {
    let served = Mutex<[String]>([])
    let text = try await withServer { request in
      served.withLock { $0.append(request.path) }
      return .text("served")
    } _: { server in
      let client = try await RawClient.connect(port: server.port)
      try await client.send(
        Self.post("Content-Length: \(length)\r\n", "hello") + Self.get("/smuggled"))
      return await client.readToEnd()
    }
    #expect(text.hasPrefix("HTTP/1.1 4"))
    #expect(served.withLock { $0 } == [])
  }

  @Test("H48: a range of a reply is not served: the whole is")
  func aRangeIsIgnored() async throws {
    try await withServer(handler: echo) { server in
      let client = try await RawClient.connect(port: server.port)
      let reply = try await client.get("/whole", "Range: bytes=0-1\r\n")
      #expect(reply.status == 200 && reply.body == "GET /whole ")
      #expect(reply["Content-Range"] == nil)
    }
  }

  @Test func takesWhatIsUnusualButRight() async throws {
    try await withServer(handler: echo) { server in
      for request in [
        "GET /ok HTTP/1.0\r\nConnection: close\r\n\r\n",
        "\r\nGET /ok HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        "GET http://a/ok HTTP/1.1\r\nHost: A\r\nConnection: close\r\n\r\n",
        "GET /%6Fk?x=1 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        "GET /ok HTTP/1.1\r\nHost:a\r\nX-A:\t v \r\nEmpty:\r\nConnection: close\r\n\r\n",
        "GET /ok HTTP/1.1\r\nHost: [::1]:8080\r\nConnection: close\r\n\r\n",
      ] {
        let client = try await RawClient.connect(port: server.port)
        try await client.send(request)
        let text = await client.readToEnd()
        #expect(text.hasSuffix("\r\n\r\nGET /ok "), "\(request) -> \(text)")
      }
    }
  }
}
