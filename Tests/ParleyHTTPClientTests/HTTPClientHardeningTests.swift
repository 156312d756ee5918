import ParleyHTTPClient
import ParleyTestKit
import Testing

/// What a request does not do, whatever it meets.
@Suite(.timeLimit(.minutes(1)))
struct HTTPClientHardeningTests {
  private let client: HTTPClient

  init() throws {
    client = try HTTPClient()
  }

  @Test func aBodyIsNeverSentTwice() async throws {
    // The second request comes on the connection of the first, which then dies without a word.
    let server = try LoopbackServer { request in
      request.text == "first" ? [.response(200, "ok")] : [.close]
    }
    let url = server.url
    for (body, isAnswered) in [("first", true), ("second", false)] {
      let request = HTTPRequest(method: "POST", url: url, body: Array(body.utf8))
      do {
        _ = try await client.send(request).body.collect(upTo: 100)
        #expect(isAnswered)
      } catch {
        #expect(!isAnswered)
        #expect(error.code == .brokenOff)
        #expect(error.description.contains("is not sent again"))
      }
    }
    #expect(server.requests.map(\.text) == ["first", "second"])
  }

  @Test func largeBodiesArriveWhole() async throws {
    let server = try LoopbackServer { _ in [.response(200, "ok")] }
    let body = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    for method in ["POST", "PUT"] {
      _ = try await client.send(HTTPRequest(method: method, url: server.url, body: body))
        .body.collect(upTo: 100)
    }
    #expect(server.requests.map(\.method) == ["POST", "PUT"])
    #expect(server.requests.allSatisfy { $0.body == body })
  }

  @Test func namesThatResolveToOtherPlacesAreRefused() async throws {
    let server = try LoopbackServer { _ in [.response(200, "ok")] }
    for host in ["localhost", "127.0.0.1"] {
      var request = HTTPRequest(url: "http://\(host):\(server.port)/")
      request.reach = .internet
      let error = await #expect(throws: HTTPClientError.self) { try await client.send(request) }
      #expect(error?.code == .forbidden)
      #expect(error?.description.contains("\(host):\(server.port)") == true)
      request.reach = .privateNetworks
      #expect(try await client.send(request).status == 200)
    }
  }

  @Test func linkLocalAddressesAreRefusedBeforeConnecting() async throws {
    var request = HTTPRequest(url: "http://169.254.169.254/latest/meta-data/")
    request.reach = .privateNetworks
    let error = await #expect(throws: HTTPClientError.self) { try await client.send(request) }
    #expect(error?.code == .forbidden)
  }

  @Test func aMissingListOfAuthoritiesIsTold() async throws {
    let server = try LoopbackServer { _ in [.close] }
    var request = HTTPRequest(url: "https://127.0.0.1:\(server.port)/")
    request.authorities = "/nonexistent/ca.pem"
    let error = await #expect(throws: HTTPClientError.self) { try await client.send(request) }
    #expect(error?.code == .tls)
    #expect(error?.description.contains("/nonexistent/ca.pem") == true)
  }
}
