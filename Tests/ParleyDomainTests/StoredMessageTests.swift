import ParleyDomain
import ParleyPlugin
import Testing

@Suite struct StoredMessageTests {
  @Test func pluginsSeeTextAndSourcesOfAMessage() {
    let source = Source(
      reference: RecordReference(collection: "books", id: "1"), title: "A Wizard of Earthsea")
    let time = Timestamp(milliseconds: 5)
    let message = StoredMessage(
      id: MessageID("m"), chat: ChatID("c"), parent: nil, role: .assistant, content: "Read it [1].",
      status: .complete, citations: [Citation(index: 1, source: source, ranges: [8..<11])],
      createdAt: time)
    #expect(
      message.asChatMessage
        == ChatMessage(
          id: MessageID("m"), role: .assistant, text: "Read it [1].", sources: [source],
          createdAt: time))
  }
}
