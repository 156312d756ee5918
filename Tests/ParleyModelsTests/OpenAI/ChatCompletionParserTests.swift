import ParleyDomain
import ParleyModels
import ParleyPlugin
import ParleyTestKit
import Testing

struct ChatCompletionParserTests {
  private func read(
    _ transcript: String
  ) throws -> (events: [ModelEvent], completion: ModelCompletion?) {
    var stream = ServerSentEventParser()
    var parser = ChatCompletionParser(model: "asked-for")
    var chunks: [ServerSentEvent] = []
    try stream.consume(Array(transcript.utf8), into: &chunks)
    let events = try chunks.flatMap { try parser.consume($0) }
    return (events, parser.completion)
  }

  private func consume(_ data: String) throws -> [ModelEvent] {
    var parser = ChatCompletionParser(model: "m")
    return try parser.consume(ServerSentEvent(data: data))
  }

  @Test func readsLlamaServer() throws {
    let (events, completion) = try read(ProviderStreams.llamaServer)
    #expect(events == [.text("Grüße, "), .text("日本 🎈")])
    #expect(
      completion
        == ModelCompletion(
          finishReason: .length, model: "tiny.gguf",
          usage: Usage(inputTokens: 23, outputTokens: 5, cachedTokens: 22)))
  }

  @Test func readsLiteLLM() throws {
    let (events, completion) = try read(ProviderStreams.liteLLM)
    #expect(events == [.text("The"), .text(" blue")])
    #expect(
      completion
        == ModelCompletion(
          finishReason: .stop, model: "mock-chat", usage: Usage(inputTokens: 8, outputTokens: 15)))
  }

  @Test func survivesOddChunksAndKeepsTheLastUsage() throws {
    let (events, completion) = try read(ProviderStreams.oddities)
    #expect(events == [.reasoning("hm"), .text("a"), .text("b")])
    #expect(
      completion
        == ModelCompletion(
          finishReason: .stop, model: "asked-for", usage: Usage(inputTokens: 9, outputTokens: 2)))
  }

  @Test func withoutFinishOrDoneThereIsNoCompletion() throws {
    let text = #"data: {"choices":[{"delta":{"content":"a"}}]}"# + "\n\n"
    #expect(try read(text).completion == nil)
    #expect(try read(text + "data: [DONE] \n\n").completion?.finishReason == .stop)
  }

  @Test(arguments: [
    (#"{"error":{"message":"busy","type":"server_error","code":503}}"#, "busy", "503"),
    (#"{"error":{"message":"busy","code":"x"},"choices":[]}"#, "busy", "x"),
    (#"{"error":{"message":"busy","code":null}}"#, "busy", nil),
    (#"{"error":"busy"}"#, "busy", nil),
    (#"{"object":"error","message":"busy","code":400}"#, "busy", "400"),
    (#"{"detail":[{"loc":["body"],"msg":"busy"}]}"#, "busy", nil),
  ])
  func errorsInTheStreamAreThrown(data: String, message: String, code: String?) {
    let problem = #expect(throws: UpstreamProblem.self) { try consume(data) }
    #expect(problem?.message == message)
    #expect(problem?.code == code)
  }

  @Test func nullErrorsAreNone() throws {
    #expect(
      try consume(#"{"error":null,"choices":[{"delta":{"content":"a"}}]}"#) == [.text("a")])
  }

  @Test func aChunkThatIsNotJSONIsMalformed() {
    #expect(throws: MalformedReply.self) { try consume("{oops") }
  }

  @Test func halfCharactersBecomeReplacementCharacters() throws {
    #expect(
      try consume(#"{"choices":[{"delta":{"content":"a\ud83db\u0000c\ud83c\udf88\\ud800"}}]}"#)
        == [.text("a\u{FFFD}b\u{FFFD}c🎈\\ud800")])
  }

  @Test func readsAWholeReply() throws {
    var parser = ChatCompletionParser(model: "m")
    let body = #"{"choices":[{"message":{"content":[{"type":"text","text":"x"},{"text":"y"}]}}]}"#
    #expect(try parser.consume(whole: Array(body.utf8)) == [.text("xy")])
    #expect(
      parser.completion == ModelCompletion(finishReason: .stop, model: "m", usage: nil))
  }

  @Test(arguments: ["", "<html>", "null", "{}", #"{"choices":[]}"#, "[1]"])
  func aWholeReplyWithoutChoicesIsMalformed(body: String) {
    var parser = ChatCompletionParser(model: "m")
    #expect(throws: MalformedReply.self) {
      try parser.consume(whole: Array(body.utf8))
    }
  }

  @Test(arguments: [
    ("stop", FinishReason.stop), ("length", .length), ("max_tokens", .length),
    ("content_filter", .contentFilter), ("tool_calls", .stop), ("eos", .stop), ("error", .error),
  ])
  func finishReasons(word: String, reason: FinishReason) throws {
    let chunk = #"data: {"choices":[{"delta":{},"finish_reason":"\#(word)"}]}"# + "\n\n"
    #expect(try read(chunk).completion?.finishReason == reason)
  }
}
