import ParleyDomain
import ParleyModels
import ParleyPlugin
import Testing

/// The clerk as a model client.
struct ExtractiveClientTests {
  @Test func aCallWithoutATurnIsRejected() async {
    let request = ModelRequest(
      messages: [ModelMessage(role: .user, content: "Summarise")], replyTokens: 9, stream: false)
    let error = await #expect(throws: ModelError.self) {
      try await SearchClerk().generate(request) { _ in }
    }
    #expect(error?.code == .rejected)
    #expect(error?.description.contains("can only read out the records") == true)
  }

  @Test func namesItselfAndCountsNoTokens() async throws {
    let request = ModelRequest(
      messages: [], replyTokens: 9, stream: true, context: ExtractiveTurn(message: "hi").context)
    let completion = try await SearchClerk().generate(request) { _ in }
    #expect(
      completion == ModelCompletion(finishReason: .stop, model: "extractive", usage: nil))
  }

  @Test func comesLineByLine() async throws {
    let turn = ExtractiveTurn(results: [found([book("a", "Emma"), book("b", "Persuasion")])])
    let pieces = try await turn.pieces()
    #expect(pieces.count == 5 && pieces[1].hasPrefix("- Emma") && pieces[1].hasSuffix("\n"))
    #expect(try await turn.pieces(stream: false) == [pieces.joined()])
  }

  @Test func anErrorOfTheReaderComesBack() async {
    struct Gone: Error {}
    let request = ModelRequest(
      messages: [], replyTokens: 9, stream: true, context: ExtractiveTurn(message: "hi").context)
    await #expect(throws: Gone.self) {
      try await SearchClerk().generate(request) { _ in throw Gone() }
    }
  }

  @Test func stopsBetweenLinesWhenCancelled() async {
    let turn = ExtractiveTurn(results: [found([book("a", "Emma"), book("b", "Persuasion")])])
    let request = ModelRequest(
      messages: [], replyTokens: 9, stream: true, context: turn.context)
    let call = Task {
      try await SearchClerk().generate(request) { _ in withUnsafeCurrentTask { $0?.cancel() } }
    }
    await #expect(throws: CancellationError.self) { try await call.value }
  }
}
