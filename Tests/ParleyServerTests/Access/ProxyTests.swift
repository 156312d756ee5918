import ParleyDomain
import ParleyPlugin
import ParleyTestKit
import Testing

@testable import ParleyServer

/// Whom a request comes from when proxies stand before Parley.
struct ProxyTests {
  private static let proxy = ServerRequest.Peer.tcp(address: "10.0.0.1", isLoopback: false)

  private func policy(_ networks: [String], mode: ApplicationSettings.Mode = .guests) -> ProxyPolicy
  {
    var settings = ApplicationSettings()
    settings.mode = mode
    settings.trustedProxies = networks
    return ProxyPolicy(settings)
  }

  private func client(
    _ policy: ProxyPolicy, _ headers: [(String, String)], peer: ServerRequest.Peer = proxy
  ) -> ServerRequest.Peer {
    policy.seen(
      ServerRequest(
        id: "r", method: "GET", path: "/", headers: HTTPMessageHeaders(headers), peer: peer)
    ).peer
  }

  @Test(arguments: [
    ([("X-Forwarded-For", "198.51.100.7")], "198.51.100.7"),
    ([("X-Forwarded-For", "198.51.100.7:4711")], "198.51.100.7"),
    // The client wrote the first one itself.
    ([("X-Forwarded-For", "203.0.113.9, 198.51.100.7")], "198.51.100.7"),
    ([("X-Forwarded-For", "203.0.113.9"), ("X-Forwarded-For", "198.51.100.7")], "198.51.100.7"),
    ([("X-Forwarded-For", "198.51.100.7, 10.0.0.2")], "198.51.100.7"),
    ([("X-Forwarded-For", "10.0.0.3, 10.0.0.2")], "10.0.0.3"),
    ([("X-Forwarded-For", "127.0.0.1")], "127.0.0.1"),
    ([("X-Forwarded-For", "2001:db8::1")], "2001:db8::1"),
    ([("X-Forwarded-For", "[2001:db8::1]:80")], "2001:db8::1"),
    ([("X-Forwarded-For", "198.51.100.7, nonsense")], "10.0.0.1"),
    ([("X-Forwarded-For", "nonsense, 10.0.0.2")], "10.0.0.2"),
    ([("X-Forwarded-For", "")], "10.0.0.1"), ([("X-Forwarded-Proto", "https")], "10.0.0.1"),
    ([("Forwarded", "for=198.51.100.7;proto=https")], "198.51.100.7"),
    ([("Forwarded", "proto=https; For=\"[2001:db8::1]:4711\"")], "2001:db8::1"),
    ([("Forwarded", "for=203.0.113.9, for=198.51.100.7")], "198.51.100.7"),
    ([("Forwarded", "for=unknown")], "10.0.0.1"), ([("Forwarded", "by=10.0.0.1")], "10.0.0.1"),
    ([("Forwarded", "for=203.0.113.9"), ("X-Forwarded-For", "198.51.100.7")], "198.51.100.7"),
  ])
  func aTrustedProxyTellsTheClient(_ headers: [(String, String)], _ address: String) {
    let peer = client(policy(["10.0.0.0/8"]), headers)
    #expect(peer == .tcp(address: address, isLoopback: false), "\(headers)")
  }

  @Test func nobodyElseIsBelieved() {
    let headers = [("X-Forwarded-For", "198.51.100.7")]
    #expect(client(policy(["192.0.2.1"]), headers) == Self.proxy)
    #expect(client(policy([]), headers) == Self.proxy)
    #expect(client(policy(["10.0.0.0/8"], mode: .local), headers) == Self.proxy)
    #expect(client(policy(["0.0.0.0/0"]), headers, peer: .unixSocket) == .unixSocket)
    let loopback = ApplicationFixture.loopback
    #expect(client(policy(["127.0.0.1"]), [], peer: loopback) == loopback)
  }

  @Test(arguments: [
    ("10.0.0.0/8", "10.255.0.1", true), ("10.0.0.0/8", "11.0.0.1", false),
    ("10.0.0.128/25", "10.0.0.127", false), ("10.0.0.128/25", "10.0.0.200", true),
    ("10.1.2.3", "10.1.2.3", true), ("10.1.2.3", "10.1.2.4", false),
    ("0.0.0.0/0", "203.0.113.9", true), ("0.0.0.0/0", "::1", false),
    ("2001:db8::/33", "2001:db8:7fff::1", true), ("2001:db8::/33", "2001:db8:8000::1", false),
    ("::1", "::1", true), ("10.0.0.1", "::ffff:10.0.0.1", true),
  ])
  func networksHoldTheirAddresses(_ network: String, _ address: String, _ isInside: Bool) throws {
    let range = try #require(NetworkRange(network))
    #expect(range.contains(try #require(IPAddress(address))) == isInside)
  }

  @Test(arguments: [
    "", "10.0.0", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "::/129", "host", "/8",
  ])
  func whatIsNoNetworkIsNone(_ text: String) {
    #expect(NetworkRange(text) == nil)
  }

  @Test func callersBehindAProxyAreToldApart() async {
    let fixture = ApplicationFixture {
      $0.mode = .guests
      $0.trustedProxies = ["10.0.0.0/8"]
    }
    let body = #"{"model": "clerk", "messages": [{"role": "user", "content": "x"}]}"#
    for client in ["198.51.100.7", "198.51.100.8", "198.51.100.8"] {
      let answer = await fixture.send(
        "POST", "/v1/chat/completions", body, headers: [("X-Forwarded-For", client)],
        peer: Self.proxy)
      #expect(answer.status == 200)
    }
    #expect(Set(fixture.store.contents.chats.values.map(\.owner)).count == 2)
    #expect(fixture.log.lines.last?.fields["client"]?.string == "198.51.100.8")
    let stranger = await fixture.send(
      "GET", "/metrics", headers: [("X-Forwarded-For", "127.0.0.1")], peer: Self.proxy)
    #expect(stranger.status == 403, "an address that is told is not this machine")
  }

  @Test func aProxyOnTheSocketIsNoOperator() async {
    let fixture = ApplicationFixture { $0.mode = .guests }
    let forwarded = [("X-Forwarded-For", "198.51.100.7")]
    #expect(await fixture.send("GET", "/api/admin/status", peer: .unixSocket).status == 200)
    for path in ["/api/admin/status", "/api/models"] {
      let answer = await fixture.send("GET", path, headers: forwarded, peer: .unixSocket)
      #expect(answer.status == 404 || answer.status == 403, "\(path)")
    }
  }
}
