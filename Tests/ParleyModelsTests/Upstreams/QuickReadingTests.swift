import ParleyDomain
import ParleyHTTPClient
import ParleyJSON
import ParleyPlugin
import ParleyTestKit
import Testing

@testable import ParleyModels

/// A parser that reads common events in passing, and could parse them in full.
private protocol QuickParser: ReplyParser {
  /// Whether an event with these bytes is read in passing.
  func readsQuickly(_ bytes: [UInt8]) -> Bool
  mutating func parse(_ event: ServerSentEvent) throws -> [ModelEvent]
}

extension ChatCompletionParser: QuickParser {
  func readsQuickly(_ bytes: [UInt8]) -> Bool { ChatChunk(bytes, model: model) != nil }
}

extension MessagesParser: QuickParser {
  func readsQuickly(_ bytes: [UInt8]) -> Bool { BlockDelta(bytes) != nil }
}

/// What is read without a tree is what the whole document would have said.
@Suite(.timeLimit(.minutes(5)))
struct QuickReadingTests {
  /// Reads events both ways side by side; returns how many were read in passing.
  private func compare(_ events: [ServerSentEvent], _ parser: some QuickParser) -> Int {
    var (quick, full) = (parser, parser)
    var count = 0
    for event in events {
      if !quick.isDone, quick.readsQuickly(event.bytes) { count += 1 }
      let told = outcome { try quick.consume(event) }
      let expected = outcome { try full.parse(event) }
      // Strings compare as Unicode does, so bytes are compared.
      #expect(told.elementsEqual(expected), "\(event.data.prefix(1000))")
      #expect("\(quick)".utf8.elementsEqual("\(full)".utf8), "\(event.data.prefix(1000))")
    }
    return count
  }

  private func outcome(_ read: () throws -> [ModelEvent]) -> String.UTF8View {
    do {
      return "\(try read())".utf8
    } catch {
      return "\(error)".utf8
    }
  }

  private func events(in bytes: [UInt8]) -> [ServerSentEvent] {
    var parser = ServerSentEventParser()
    var events: [ServerSentEvent] = []
    // A line that is too long ends the stream; what came before it counts.
    do { try parser.consume(bytes, into: &events) } catch {}
    return events
  }

  @Test func recordedStreamsSayTheSame() {
    for transcript in ProviderTranscript.all {
      let events = events(in: Array(transcript.stream.utf8))
      let count = compare(events, ChatCompletionParser(model: "asked-for"))
      #expect(count > 0, "\(transcript.provider) is parsed in full throughout")
    }
    for transcript in ProviderTranscript.messages {
      let events = events(in: Array(transcript.stream.utf8))
      #expect(compare(events, MessagesParser(model: "asked-for")) > 0)
    }
  }

  @Test(arguments: [UpstreamEndpoint.Interface.chat, .completions, .messages])
  func faultsSayTheSame(interface: UpstreamEndpoint.Interface) async throws {
    let (upstream, client) = (try FakeUpstream(keepsRequests: false), try HTTPClient())
    let path =
      switch interface {
      case .chat: "chat/completions"
      case .completions: "completions"
      case .messages: "messages"
      }
    func request(_ model: String, _ timeouts: HTTPTimeouts) -> HTTPRequest {
      HTTPRequest(
        method: "POST", url: "\(upstream.baseURL)/\(path)",
        body: JSONWriter.bytes(["model": .string(model), "stream": true, "messages": []]),
        timeouts: timeouts)
    }
    // Some never end. Whatever of them comes in this time is compared.
    let short = HTTPTimeouts(
      firstByte: .milliseconds(300), idle: .milliseconds(300), total: .milliseconds(600))
    var requests = UpstreamFault.all.map { fault in
      request(fault.name == "huge-line" ? "huge-line-4" : fault.name, short)
    }
    requests.append(request("ok-150", HTTPTimeouts()))
    let bodies = await withTaskGroup(of: [UInt8].self) { group in
      for request in requests { group.addTask { await Self.received(client, request) } }
      return await group.reduce(into: []) { $0.append($1) }
    }
    var count = 0
    for body in bodies {
      let events = events(in: Array(body.prefix(64 * 1024)))
      count +=
        interface == .messages
        ? compare(events, MessagesParser(model: "m"))
        : compare(events, ChatCompletionParser(model: "m"))
    }
    #expect(count > 100)
  }

  /// What comes of a reply before it ends or breaks off.
  private static func received(_ client: HTTPClient, _ request: HTTPRequest) async -> [UInt8] {
    var bytes: [UInt8] = []
    do {
      for try await piece in try await client.send(request).body { bytes += piece }
    } catch {}
    return bytes
  }

  @Test func mutatedChunksSayTheSame() {
    var generator = SplitMix(state: 1)
    let recorded = ProviderTranscript.all.flatMap { events(in: Array($0.stream.utf8)) }
    let chats = recorded + Array(repeating: Self.shapes, count: 10).joined()
    let deltas = ProviderTranscript.messages.flatMap { events(in: Array($0.stream.utf8)) }
    var count = 0
    for round in 0..<10_000 {
      let isChat = round % 3 > 0
      guard var event = (isChat ? chats : deltas).randomElement(using: &generator) else { return }
      // Another model's name than the last is not read in passing, so the parser knows this one.
      var reader = ChatCompletionParser(model: "m")
      if isChat { _ = outcome { try reader.parse(event) } }
      mutate(&event.bytes, with: &generator)
      count +=
        isChat
        ? compare([event], ChatCompletionParser(model: reader.model))
        : compare([event], MessagesParser(model: "m"))
    }
    #expect((1000..<9000).contains(count), "the mutations exercise both ways")
  }

  private func mutate(_ bytes: inout [UInt8], with generator: inout SplitMix) {
    for _ in 0..<Int.random(in: 1...2, using: &generator) {
      let place = Int.random(in: 0...bytes.count, using: &generator)
      let piece = Self.pieces.randomElement(using: &generator) ?? []
      switch Int.random(in: 0..<5, using: &generator) {
      case 0: bytes.insert(contentsOf: piece, at: place)
      case 1 where place < bytes.count: bytes.remove(at: place)
      case 2 where place < bytes.count: bytes[place] = piece.first ?? 0
      case 3:
        // A member more, in some object.
        guard let brace = bytes[place...].firstIndex(of: UInt8(ascii: "{")) else { continue }
        bytes.insert(contentsOf: piece + Array(",".utf8), at: brace + 1)
      default:
        // More of a text, in some text.
        guard let quote = bytes[place...].firstIndex(of: UInt8(ascii: "\"")) else { continue }
        bytes.insert(contentsOf: piece, at: quote + 1)
      }
    }
  }

  /// What is put into chunks: signs that mean something, members that do, and texts that must be
  /// repaired.
  private static let pieces: [[UInt8]] =
    [
      "\"", "\\", "{", "}", "[", "]", ",", ":", " ", "\n", "\t", "0", "-", ".5", "1e9", "01",
      "\u{0}",
      "null", "true", "\\n", "\\\"", "\\/", "\\u00e9", "\\u0000", "\\ud83c\\udf88", "\\ud83d",
      "\\u20AC", "\\x", "é", "🎈", "\u{FEFF}", "e\u{301}", "\"error\":null", "\"error\":\"busy\"",
      "\"error\":false", "\"usage\":null", "\"usage\":{\"prompt_tokens\":3}", "\"model\":\"m\"",
      "\"model\":\"other\"", "\"model\":\"\"", "\"model\":7", "\"content\":\"more\"",
      "\"content\":null", "\"content\":[{\"text\":\"x\"}]", "\"reasoning\":\"hm\"",
      "\"reasoning_content\":null", "\"text\":\"t\"", "\"index\":0", "\"index\":1",
      "\"finish_reason\":null", "\"finish_reason\":\"stop\"", "\"type\":\"text_delta\"",
      "\"message\":\"busy\"", "\"detail\":\"busy\"", "\"choices\":[]", "\"delta\":{}",
      "\"\\u0065rror\":\"busy\"", "\"é\":1", "\"logprobs\":{\"a\":[-0.25,0,1]}",
      "\"big\":123456789012345678901", "\"deep\":[[[[[[]]]]]]",
    ].map { Array($0.utf8) } + [[0xFF], [0xC3], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0x80]]

  /// Common chunks that no recorded stream has.
  private static let shapes: [ServerSentEvent] = [
    #"{"choices":[{"index":0,"delta":{"content":"Hi"},"finish_reason":null}]}"#,
    #"{"model":"m","choices":[{"index":0,"delta":{"content":"a\nb \"c\""},"logprobs":null}]}"#,
    #"{"choices":[{"delta":{"content":"x"}}],"usage":null,"obfuscation":"q7Zp"}"#,
    #"{"choices":[{"text":" upon","index":0,"logprobs":null,"finish_reason":null}],"model":"m"}"#,
    #"{"choices":[{"delta":{"reasoning_content":"hm","content":null}}],"created":1763600000}"#,
  ].map { ServerSentEvent(data: $0) }

  @Test func commonShapesAreReadInPassing() {
    let parser = ChatCompletionParser(model: "m")
    #expect(Self.shapes.allSatisfy { parser.readsQuickly($0.bytes) })
    let delta =
      #"{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"x"}}"#
    #expect(MessagesParser(model: "m").readsQuickly(Array(delta.utf8)))
  }
}

/// Random numbers that are the same in every run (SplitMix64).
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
