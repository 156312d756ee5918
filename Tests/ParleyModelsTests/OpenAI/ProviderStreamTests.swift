import ParleyDomain
import ParleyModels
import ParleyPlugin
import Testing

/// Recorded streams of every provider, cut in two at every byte.
struct ProviderStreamTests {
  private func read(
    _ pieces: [ArraySlice<UInt8>]
  ) throws -> (text: String, thinking: String, completion: ModelCompletion?) {
    try ProviderTranscript.told(by: pieces, parser: ChatCompletionParser(model: "asked-for"))
  }

  @Test(arguments: ProviderTranscript.all)
  func everySplitReadsTheSame(transcript: ProviderTranscript) throws {
    let bytes = Array(transcript.stream.utf8)
    for split in 0...bytes.count {
      let told = try read([bytes[..<split], bytes[split...]])
      #expect(told.text == transcript.text, "split at \(split)")
      #expect(told.thinking == transcript.thinking, "split at \(split)")
      #expect(told.completion == transcript.completion, "split at \(split)")
    }
  }

  @Test(arguments: ProviderTranscript.all)
  func aStreamCutBeforeItsEndHasNone(transcript: ProviderTranscript) throws {
    let bytes = Array(transcript.stream.utf8)
    let finish = try #require(transcript.stream.firstRange(of: #""finish_reason":""#))
    let cut = transcript.stream[..<finish.lowerBound].utf8.count
    #expect(try read([bytes[..<cut]]).completion == nil)
  }
}

extension ProviderTranscript {
  /// What a parser reads out of a stream that comes in these pieces.
  static func told(
    by pieces: [ArraySlice<UInt8>], parser: some ReplyParser
  ) throws -> (text: String, thinking: String, completion: ModelCompletion?) {
    var stream = ServerSentEventParser()
    var parser = parser
    var (text, thinking) = ("", "")
    var events: [ServerSentEvent] = []
    for piece in pieces { try stream.consume(Array(piece), into: &events) }
    for event in try events.flatMap({ try parser.consume($0) }) {
      switch event {
      case .text(let more): text += more
      case .reasoning(let more): thinking += more
      }
    }
    return (text, thinking, parser.completion)
  }
}
