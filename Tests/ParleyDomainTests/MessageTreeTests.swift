import ParleyDomain
import ParleyPlugin
import Testing

struct MessageTreeTests {
  private static func message(
    _ id: String, after parent: String?, _ role: Role = .user, _ text: String = "word"
  ) -> StoredMessage {
    StoredMessage(
      id: MessageID(id), chat: ChatID("c"), parent: parent.map { MessageID($0) }, role: role,
      content: text, status: .complete, createdAt: Timestamp(milliseconds: 0))
  }

  private let messages = [
    message("q", after: nil), message("a1", after: "q", .assistant),
    message("n", after: "a1"), message("a2", after: "q", .assistant),
    message("q2", after: nil),
  ]

  @Test func aPathLeadsFromTheBeginningToALeaf() {
    let tree = MessageTree(messages)
    #expect(tree.path(to: MessageID("n")).map(\.id.rawValue) == ["q", "a1", "n"])
    #expect(tree.path(to: MessageID("none")).isEmpty)
    #expect(tree.path(to: nil).isEmpty)
  }

  @Test func versionsAreSiblingsOfOneRole() {
    let tree = MessageTree(messages)
    #expect(tree.versions(of: MessageID("a2")).map(\.rawValue) == ["a1", "a2"])
    #expect(tree.versions(of: MessageID("q")).map(\.rawValue) == ["q", "q2"])
    #expect(tree.newestLeaf(below: MessageID("q"))?.rawValue == "a2")
    #expect(tree.newestLeaf(below: MessageID("a1"))?.rawValue == "n")
  }

  @Test func messagesThatHangOnThemselvesEnd() {
    let loop = [Self.message("x", after: "y"), Self.message("y", after: "x")]
    #expect(MessageTree(loop).path(to: MessageID("x")).count == 2)
    #expect(MessageTree(loop).newestLeaf(below: MessageID("x")) != nil)
  }

  @Test func aHistoryHoldsWhatFitsAndAtLeastTheLast() {
    let path = (0..<5).map { Self.message("\($0)", after: nil, .user, "12345") }
    #expect(ChatHistory(path, bytes: 12).messages.map(\.id.rawValue) == ["3", "4"])
    #expect(ChatHistory(path, bytes: 12).isCut)
    #expect(ChatHistory(path, bytes: 0).messages.count == 1)
    #expect(!ChatHistory(path, bytes: 99).isCut)
    #expect(ChatHistory([], bytes: 9) == ChatHistory())
  }
}
