import ParleyDomain
import ParleyJSON
import ParleyPlugin
import ParleyServer
import ParleyTestKit
import Testing

struct ChatImportTests {
  private let reading = ChatImport(
    owner: .local, persona: "clerk", now: Timestamp(milliseconds: 5000),
    names: SequentialIdentifiers(), fences: FixedFence())

  private func chats(_ text: String) throws -> [ArchivedChat] {
    try reading.chats(in: try JSONParser.parse(text))
  }

  /// A chat of random shape: versions, all statuses, everything that a message may carry.
  private static func chat(_ seed: Int) -> ArchivedChat {
    var random = SeededNumbers(state: UInt64(seed))
    let id = ChatID("chat-\(seed)")
    var messages: [StoredMessage] = []
    for number in 0..<Int.random(in: 1...12, using: &random) {
      let role = Role.allCases.randomElement(using: &random) ?? .user
      var message = StoredMessage(
        id: MessageID("m\(seed)-\(number)"), chat: id,
        parent: messages.randomElement(using: &random)?.id, role: role,
        content: ["", "a\n\"b\"", "ä\u{1F40B}"].randomElement(using: &random) ?? "",
        status: MessageStatus.allCases.filter(\.isFinal).randomElement(using: &random) ?? .complete,
        createdAt: Timestamp(milliseconds: Int64.random(in: 0...2_000_000_000_000, using: &random)))
      message.finishReason = FinishReason.allCases.randomElement(using: &random)
      message.model = Bool.random(using: &random) ? "model" : nil
      message.upstream = Bool.random(using: &random) ? "main" : nil
      if role == .assistant {
        message.usage = Usage(
          inputTokens: 1, outputTokens: number, cachedTokens: 2, estimated: true,
          cost: Money(tenThousandths: 12, currency: "USD"))
        message.citations = [
          Citation(
            index: 1,
            source: Source(
              reference: RecordReference(collection: "books", id: "x/1"), title: "T", url: nil),
            ranges: [3..<6])
        ]
        message.notices = [
          Notice(code: "c", message: "m", plugin: "p", audience: .operators, range: 1..<2)
        ]
        message.knowledge = ["books": "v1"]
      }
      messages.append(message)
    }
    let replies = messages.filter { $0.role == .assistant }
    return ArchivedChat(
      chat: Chat(
        id: id, owner: .local, persona: "clerk", title: "T \(seed)", fence: "word",
        createdAt: Timestamp(milliseconds: 7), updatedAt: Timestamp(milliseconds: 8),
        leaf: messages.randomElement(using: &random)?.id,
        carried: Bool.random(using: &random) ? "before" : nil),
      messages: messages,
      feedback: replies.prefix(1).map {
        Feedback(
          message: $0.id, rating: .down, comment: "no", createdAt: Timestamp(milliseconds: 9))
      })
  }

  @Test(arguments: 0..<60)
  func whatIsExportedComesBackIdentical(_ seed: Int) throws {
    let json = Self.chat(seed).json(forOperator: true)
    let text = JSONWriter.string(json)
    let read = try #require(try reading.chats(in: JSONParser.parse(text)).first)
    #expect(read.json(forOperator: true) == json)
    #expect(JSONWriter.string(read.json(forOperator: true)) == text)
  }

  @Test func aPlainListIsOneConversation() throws {
    let chat = try #require(
      try chats(
        #"[{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Hi\nthere"}, "#
          + #"{"role": "assistant", "content": "Yes?"}]"#
      ).first)
    #expect(chat.chat.title == "Hi there")
    #expect(chat.messages.map(\.role) == [.system, .user, .assistant])
    #expect(MessageTree(chat.messages).path(to: chat.chat.leaf).count == 3)
  }

  @Test func openAIsExportComesWithItsVersions() throws {
    let text = #"""
      [{"title": "Whales", "create_time": 1700000000.5, "update_time": 1700000009,
        "current_node": "a2", "mapping": {
        "root": {"id": "root", "parent": null, "children": ["s"], "message": null},
        "s": {"id": "s", "parent": "root", "children": ["q"], "message": {
          "author": {"role": "system"}, "content": {"content_type": "text", "parts": [""]}}},
        "q": {"id": "q", "parent": "s", "children": ["a1", "a2"], "message": {
          "author": {"role": "user"}, "create_time": 1700000001,
          "content": {"content_type": "text", "parts": ["Which whale?"]}}},
        "a1": {"id": "a1", "parent": "q", "children": [], "message": {
          "author": {"role": "assistant"}, "content": {"content_type": "text", "parts": ["Blue."]}}},
        "a2": {"id": "a2", "parent": "q", "children": [], "message": {
          "author": {"role": "assistant"}, "metadata": {"model_slug": "gpt-4o"},
          "content": {"content_type": "text", "parts": ["Grey."]}}}}},
       {"title": "Nothing", "mapping": {"root": {"id": "root", "message": null}}}]
      """#
    let read = try chats(text)
    #expect(read.count == 1)
    let chat = try #require(read.first)
    #expect(chat.chat.title == "Whales")
    #expect(chat.chat.createdAt.milliseconds == 1_700_000_000_500)
    #expect(chat.messages.map(\.content) == ["Which whale?", "Blue.", "Grey."])
    #expect(
      MessageTree(chat.messages).path(to: chat.chat.leaf).map(\.content)
        == ["Which whale?", "Grey."])
    #expect(chat.messages.last?.model == "gpt-4o")
    #expect(chat.messages.first?.createdAt.milliseconds == 1_700_000_001_000)
  }

  @Test(arguments: [
    ("1", ""), ("[]", ""), (#"{"id": "x"}"#, "/messages"),
    (#"[{"role": "user"}]"#, "/0/content"), (#"[{"role": "robot", "content": ""}]"#, "/0/role"),
    (#"{"format": "other", "messages": []}"#, "/format"),
    (#"{"version": 9, "messages": []}"#, "/version"),
    (
      #"{"messages": [{"id": "a", "role": "user", "content": "x", "parent_id": "b"}]}"#,
      "/messages/0/parent_id"
    ),
    (
      #"{"messages": [{"id": "a", "role": "user", "content": "x", "created_at": "noon"}]}"#,
      "/messages/0/created_at"
    ),
    (#"{"chats": [{"messages": [{"id": "a", "role": "user"}]}]}"#, "/chats/0/messages/0/content"),
    (#"[{"mapping": {"a": {"parent": "b"}, "b": {"parent": "a"}}, "title": "x"}]"#, ""),
    (
      #"{"mapping": {"a": {"parent": "b", "children": ["b"], "message": {"author": {"role": "user"}, "content": {"parts": ["x"]}}}, "b": {"parent": "a", "children": ["a"]}}}"#,
      "/mapping"
    ),
  ])
  func aBadFileIsToldByPlace(_ text: String, _ pointer: String) throws {
    do {
      let read = try chats(text)
      // Conversations without words are passed over in a list.
      #expect(read.isEmpty && pointer.isEmpty)
    } catch let error as ChatImportError {
      #expect(error.pointer == pointer)
      #expect(!error.message.isEmpty)
    }
  }

  @Test func markdownShowsTheConversationOnly() throws {
    var chat = Self.chat(3)
    chat.chat.carried = "before\nthis"
    let text = chat.markdown(persona: "Ada")
    #expect(text.hasPrefix("# T 3\n\n> before\n> this\n"))
  }
}

/// A generator that gives the same numbers for the same seed (SplitMix64).
private struct SeededNumbers: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
