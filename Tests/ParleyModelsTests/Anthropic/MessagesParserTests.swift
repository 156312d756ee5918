import ParleyDomain
import ParleyModels
import ParleyPlugin
import Testing

struct MessagesParserTests {
  @Test(arguments: ProviderTranscript.messages)
  func everySplitReadsTheSame(transcript: ProviderTranscript) throws {
    let bytes = Array(transcript.stream.utf8)
    for split in 0...bytes.count {
      let told = try told(by: [bytes[..<split], bytes[split...]])
      #expect(told.text == transcript.text, "split at \(split)")
      #expect(told.thinking == transcript.thinking, "split at \(split)")
      #expect(told.completion == transcript.completion, "split at \(split)")
    }
  }

  @Test(arguments: ProviderTranscript.messages)
  func aStreamCutBeforeItsEndHasNone(transcript: ProviderTranscript) throws {
    let end = try #require(transcript.stream.firstRange(of: #""message_delta""#))
    let cut = transcript.stream[..<end.lowerBound].utf8.count
    let bytes = Array(transcript.stream.utf8)
    #expect(try told(by: [bytes[..<cut]]).completion == nil)
  }

  @Test func whatComesAfterTheEndDoesNotCount() throws {
    let more = #"data: {"type":"content_block_delta","delta":{"type":"text_delta","text":"x"}}"#
    let bytes = Array((ProviderTranscript.greeting.stream + more + "\n\n").utf8)
    #expect(try told(by: [bytes[...]]).text == ProviderTranscript.greeting.text)
  }

  @Test func failuresInAStreamAreThrown() throws {
    var parser = MessagesParser(model: "m")
    let failure = #"{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}"#
    #expect(throws: UpstreamProblem(message: "Overloaded", type: "overloaded_error")) {
      try parser.consume(ServerSentEvent(event: "error", data: failure))
    }
    #expect(throws: UpstreamProblem(message: "plain words")) {
      try parser.consume(ServerSentEvent(event: "error", data: "plain words"))
    }
    #expect(throws: MalformedReply.self) {
      try parser.consume(ServerSentEvent(event: "content_block_delta", data: "{oops"))
    }
  }

  @Test func readsWholeReplies() throws {
    var parser = MessagesParser(model: "asked-for")
    let body = """
      {"type":"message","model":"m","content":[{"type":"thinking","thinking":"Hm."},
      {"type":"text","text":"Yes"},{"type":"tool_use","text":"no"},{"type":"text","text":" indeed"}],
      "stop_reason":"model_context_window_exceeded","usage":{"input_tokens":7,"output_tokens":4}}
      """
    #expect(
      try parser.consume(whole: Array(body.utf8)) == [
        .reasoning("Hm."), .text("Yes"), .text(" indeed"),
      ])
    #expect(
      parser.completion
        == ModelCompletion(
          finishReason: .length, model: "m", usage: Usage(inputTokens: 7, outputTokens: 4)))
  }

  @Test(arguments: ["{}", #"{"choices":[{"message":{"content":"x"}}]}"#, "[]", "<html>"])
  func whatIsNoMessageIsMalformed(body: String) {
    var parser = MessagesParser(model: "m")
    #expect(throws: MalformedReply.self) { try parser.consume(whole: Array(body.utf8)) }
  }

  private func told(
    by pieces: [ArraySlice<UInt8>]
  ) throws -> (text: String, thinking: String, completion: ModelCompletion?) {
    try ProviderTranscript.told(by: pieces, parser: MessagesParser(model: "asked-for"))
  }
}
