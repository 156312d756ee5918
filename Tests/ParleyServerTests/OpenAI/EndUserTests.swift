import ParleyDomain
import ParleyPlugin
import ParleyServer
import ParleyTestKit
import Testing

/// Programs that ask for their own users.
@Suite struct EndUserTests {
  private func owners(
    _ members: [String], in mode: ApplicationSettings.Mode,
    peer: ServerRequest.Peer = ApplicationFixture.loopback
  ) async -> [OwnerID] {
    let fixture = ApplicationFixture { $0.mode = mode }
    for member in members {
      let answer = await fixture.send(
        "POST", "/v1/chat/completions",
        #"{"model": "clerk", "messages": [{"role": "user", "content": "Hi"}]\#(member)}"#,
        peer: peer)
      #expect(answer.status == 200, "\(answer.text)")
    }
    return fixture.store.contents.chats.values.sorted { $0.createdAt < $1.createdAt }.map(\.owner)
  }

  private static let named = [
    #", "user": "alice""#, #", "user": "bob""#, #", "safety_identifier": "alice", "user": "x""#,
    "", #", "user": null"#, #", "user": """#,
  ]

  @Test func eachIsAnOwnerWhereOperatorsAsk() async throws {
    let found = await owners(EndUserTests.named, in: .local)
    #expect(found.count == 6 && found.count { $0 == .local } == 3)
    let clients = found.filter { $0.rawValue.hasPrefix("client-") }
    #expect(clients.count == 3 && Set(clients).count == 2)
    #expect(!found.contains { $0.rawValue.contains("alice") })
    // They are people that somebody vouches for, and no guests.
    #expect(!clients.contains { $0.isGuest })
  }

  @Test func namesThatGuestsGiveMeanNothing() async {
    let found = await owners(EndUserTests.named, in: .guests)
    #expect(found.count == 6 && Set(found).count == 1)
    #expect(found.first?.isGuest == true)
  }

  @Test(arguments: [
    #""user": 1"#, #""safety_identifier": ["x"]"#,
    #""user": "\#(String(repeating: "x", count: 513))""#,
  ])
  func wrongNamesAreRefused(member: String) async {
    let answer = await ApplicationFixture().send(
      "POST", "/v1/chat/completions",
      #"{"model": "clerk", "messages": [{"role": "user", "content": "Hi"}], \#(member)}"#)
    #expect(answer.status == 400)
    #expect(answer.json["error"]?["message"]?.string?.contains("at most 512 characters") == true)
  }

  @Test func whatIsRememberedOfThemIsReachedByTheirName() async throws {
    let memories = OwnersMemories()
    let fixture = ApplicationFixture(recollections: memories)
    let alice = await fixture.send("GET", "/api/memories?user=alice").json
    let mine = await fixture.send("GET", "/api/memories").json
    let owner = alice["memories"]?.array?.first?["text"]?.string
    #expect(owner?.hasPrefix("client-") == true)
    #expect(mine["memories"]?.array?.first?["text"] == "local")
    let changed = await fixture.send(
      "PATCH", "/api/memories/m?user=alice", #"{"text": "x"}"#)
    #expect(changed.json["text"]?.string == owner)
    let long = await fixture.send(
      "GET", "/api/memories?user=" + String(repeating: "x", count: 513))
    #expect(long.status == 400)
    let guests = ApplicationFixture(recollections: memories) { $0.mode = .guests }
    #expect(await guests.send("GET", "/api/memories?user=alice").status == 403)
    #expect(await guests.send("DELETE", "/api/memories/m?user=alice").status == 403)
  }
}

/// One memory of everybody, which is the owner's name.
private struct OwnersMemories: Recollections {
  private func memory(of owner: OwnerID) -> StoredMemory {
    let time = Timestamp(milliseconds: 0)
    return StoredMemory(
      id: MemoryID("m"), owner: owner, text: owner.rawValue, importance: 1, confidence: 1,
      evidence: [], createdAt: time, updatedAt: time, expiresAt: nil, isCorrected: false)
  }

  func memories(of owner: OwnerID, at now: Timestamp) async throws -> [StoredMemory] {
    [memory(of: owner)]
  }
  func correct(
    _ memory: MemoryID, to text: String, owner: OwnerID, at now: Timestamp
  ) async throws -> StoredMemory? { self.memory(of: owner) }
  func forget(_ memory: MemoryID, owner: OwnerID) async throws -> Bool { true }
  func forgetExpired(at now: Timestamp) async throws -> Int { 0 }
  func summaries(
    of chat: ChatID, by plugin: String, upTo leaf: MessageID, bytes: Int, owner: OwnerID
  ) async throws -> [StoredSummary] { [] }
  func latestSummary(of chat: ChatID, owner: OwnerID) async throws -> String? { nil }
  func observations(of owner: OwnerID, limit: Int) async throws -> [Observation] { [] }
}
