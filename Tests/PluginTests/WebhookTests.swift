import ParleyPlugin
import Testing
import Webhook

struct WebhookTests {
  private func plugin(_ changes: [String: JSONValue] = [:]) throws -> WebhookPlugin {
    let options: [String: JSONValue] = [
      "url": "https://hooks.example.org/a", "events": ["turn"], "headers": [:], "include": [],
    ]
    return try WebhookPlugin(
      options: JSONValue.object(options.merging(changes) { _, changed in changed }).decoded())
  }

  private func delivery(_ effects: [Effect]) throws -> Delivery {
    guard case .deliver(let delivery)? = effects.first, effects.count == 1 else {
      throw PluginError("not one delivery: \(effects)")
    }
    return delivery
  }

  private let exchange = Exchange(
    turn: turn("Whales?"),
    reply: ReplyRecord(
      id: MessageID("m2"), text: "This one [1].", finishReason: .stop, upstream: "main",
      model: "gpt", usage: Usage(inputTokens: 10, outputTokens: 2),
      citations: [
        Source(
          reference: RecordReference(collection: "books", id: "moby"), title: "Moby-Dick",
          url: "https://shop.example.org/moby")
      ], notices: [Notice(code: "n", message: "m")], duration: .milliseconds(120)),
    injected: [])

  @Test func tellsOfATurn() async throws {
    let plugin = try plugin(["secret": "a secret of sixteen", "headers": ["X-Shop": "harbour"]])
    #expect(plugin.hooks == [.job])
    let delivery = try delivery(try await plugin.postResponse(exchange, HostFixture()))
    #expect(delivery.url == "https://hooks.example.org/a")
    #expect(delivery.secret == "a secret of sixteen")
    #expect(delivery.headers == ["X-Shop": "harbour"])
    #expect(delivery.body["type"] == "turn")
    #expect(delivery.body["timestamp"] == "1970-01-01T00:00:00.000Z")
    let data = delivery.body["data"]
    #expect(data?["message"] == "Whales?")
    #expect(data?["reply"] == "This one [1].")
    #expect(data?["message_id"] == "m2")
    #expect(data?["usage"]?["input_tokens"] == 10)
    #expect(
      data?["citations"] == [
        [
          "collection": "books", "id": "moby", "title": "Moby-Dick",
          "url": "https://shop.example.org/moby",
        ]
      ])
    #expect(data?["messages"] == nil)
  }

  @Test func tellsOfAnEndedSessionWithItsMessages() async throws {
    let plugin = try plugin(["events": ["session_ended"], "include": ["messages"]])
    #expect(plugin.hooks == [.sessionEnded])
    let session = EndedSession(
      chat: ChatID("chat"), persona: persona, messages: [exchange.turn.message],
      startedAt: Timestamp(milliseconds: 0), endedAt: Timestamp(milliseconds: 1000))
    let body = try delivery(try await plugin.sessionEnded(session, HostFixture())).body
    #expect(body["type"] == "session_ended")
    #expect(body["data"]?["ended_at"] == "1970-01-01T00:00:01.000Z")
    #expect(body["data"]?["messages"]?.array?.map { $0["content"]?.string } == ["Whales?"])
  }

  @Test func aLongConversationLosesItsBeginning() async throws {
    let plugin = try plugin(["include": ["messages"]])
    var long = exchange
    long.turn.history = (0..<5).map { number in
      ChatMessage(
        id: MessageID("h\(number)"), role: .user, text: String(repeating: "a", count: 200_000),
        createdAt: Timestamp(milliseconds: 0))
    }
    let data = try delivery(try await plugin.postResponse(long, HostFixture())).body["data"]
    #expect(data?["messages"]?.array?.map { $0["id"]?.string } == ["h3", "h4", "m1", "m2"])
    #expect(data?["messages_left_out"] == 3)
  }

  @Test(
    arguments: [
      (["url": "ftp://example.org"], "url: expected"),
      (["url": "https://"], "url: expected"),
      (["url": "https:///path"], "url: expected"),
      (["url": "https://example.org/a b"], "url: expected"),
      (["url": "https://me:pw@example.org"], "url: holds a user name"),
      (["secret": ""], "secret: has fewer"),
      (["secret": "whsec_short"], "secret: after whsec_"),
      (["secret": "whsec_***************************************="], "secret: after whsec_"),
      (["headers": ["Webhook-Id": "1"]], "headers: 'Webhook-Id' is set"),
      (["headers": ["a b": "1"]], "headers: 'a b' is no name"),
      (["headers": ["a": "1\r\nb: 2"]], "headers: the value of 'a'"),
    ] as [([String: JSONValue], String)])
  func badSettingsAreRefusedAtOnce(changes: [String: JSONValue], words: String) throws {
    let error = #expect(throws: PluginError.self) { try plugin(changes) }
    #expect(error?.description.hasPrefix(words) == true)
  }

  @Test(arguments: ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "a text of 16 letters"])
  func goodSecretsAreTaken(secret: String) throws {
    _ = try plugin(["secret": .string(secret), "url": "http://127.0.0.1:9/hook"])
  }
}
