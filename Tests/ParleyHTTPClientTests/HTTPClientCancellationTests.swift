import ParleyHTTPClient
import ParleyTestKit
import Testing

/// Whoever stops waiting closes the connection: the server must see it.
@Suite(.timeLimit(.minutes(1)))
struct HTTPClientCancellationTests {
  let client: HTTPClient

  init() throws {
    client = try HTTPClient()
  }

  @Test func cancellingBeforeTheHeaders() async throws {
    let server = try LoopbackServer { _ in [.hang] }
    let task = Task { [client] in _ = try await client.send(HTTPRequest(url: server.url)) }
    await server.requestsReceived.reached()
    task.cancel()
    await expect(failsWith: .cancelled) { try await task.value }
    await server.connectionsClosed.reached()
  }

  @Test func cancellingWhileReading() async throws {
    let server = try LoopbackServer { _ in [.head(), .chunk("a"), .hang] }
    let reading = EventCounter()
    let task = Task { [client] in
      let response = try await client.send(HTTPRequest(url: server.url))
      for try await _ in response.body { reading.signal() }
    }
    await reading.reached()
    task.cancel()
    await expect(failsWith: .cancelled) { try await task.value }
    await server.connectionsClosed.reached()
  }

  @Test func aCancelledTaskSendsNothing() async throws {
    let server = try LoopbackServer { _ in [.hang] }
    let task = Task { [client] in
      withUnsafeCurrentTask { $0?.cancel() }
      _ = try await client.send(HTTPRequest(url: server.url))
    }
    await expect(failsWith: .cancelled) { try await task.value }
    #expect(server.connectionsOpened.count == 0)
  }

  @Test func droppingTheBodyUnread() async throws {
    let server = try LoopbackServer { _ in [.head(), .chunk("a"), .hang] }
    _ = try await client.send(HTTPRequest(url: server.url)).status
    await server.connectionsClosed.reached()
  }

  @Test func leavingTheLoopEarly() async throws {
    let server = try LoopbackServer { _ in [.head(), .chunk("a"), .hang] }
    for try await _ in try await client.send(HTTPRequest(url: server.url)).body { break }
    await server.connectionsClosed.reached()
  }

  @Test func droppingTheClient() async throws {
    let server = try LoopbackServer { _ in [.head(), .chunk("a"), .hang] }
    let body = try await HTTPClient().send(HTTPRequest(url: server.url)).body
    await server.connectionsClosed.reached()
    #expect(throws: Never.self) { _ = body }
  }

  @Test func cancellingANameLookupDoesNotHoldUpOthers() async throws {
    let server = try LoopbackServer { _ in [.response(200, "ok")] }
    let lookup = Task { [client] in
      _ = try await client.send(HTTPRequest(url: "http://no-such-host.invalid/"))
    }
    lookup.cancel()
    #expect(try await client.send(HTTPRequest(url: server.url)).text() == "ok")
    await #expect(throws: HTTPClientError.self) { try await lookup.value }
  }
}
