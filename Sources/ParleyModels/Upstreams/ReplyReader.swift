import ParleyDomain
import ParleyHTTPClient

/// Reads what the model says out of a response, whether it came as an event stream or whole.
///
/// The form is decided by what came, not by what was asked for: some servers answer a request for a
/// stream with one JSON body.
struct ReplyReader<Parser: ReplyParser> {
  private enum Form {
    case unknown
    case stream
    case whole
  }

  /// The most bytes of a whole reply.
  private static var wholeLimit: Int { 4 << 20 }

  private let body: HTTPBody
  private let bytes: HTTPBody.Iterator
  private var form: Form
  /// The bytes that came last.
  private var piece: [UInt8] = []
  /// Bytes of which the form is not yet known, or which are a part of the whole.
  private var pending: [UInt8] = []
  private var events = ServerSentEventParser()
  private(set) var parser: Parser
  /// Events not yet handed over, the next one last. Empty whenever bytes are read.
  private var queue: [ServerSentEvent] = []
  /// Thrown once the events before it have been handed over.
  private var failure: MalformedReply?
  private var isAtEnd = false

  init(_ response: HTTPResponse, parser: Parser) {
    body = response.body
    bytes = response.body.makeAsyncIterator()
    self.parser = parser
    let type = response.headers["content-type"]?.lowercased() ?? ""
    form =
      if type.contains("text/event-stream") {
        .stream
      } else if type.hasPrefix("application/json") {
        .whole
      } else {
        .unknown
      }
  }

  /// How reading goes on.
  enum Step {
    /// What an event brings, perhaps nothing.
    case events([ModelEvent])
    /// ``fill()`` comes next.
    case bytes
    case over
  }

  /// Reads on in the bytes that have come.
  ///
  /// One event at a time: what came before a bad one has been handed over when it throws.
  mutating func next() throws -> Step {
    if let event = queue.popLast() { return .events(try parser.consume(event)) }
    if let failure { throw failure }
    if parser.isDone {
      body.discardRest()
      return .over
    }
    return isAtEnd ? .over : .bytes
  }

  /// Waits for more bytes, or for their end. Nothing here looks out for cancellation; see
  /// ``HTTPBody/endingWhenCancelled(_:)``.
  mutating func fill() async throws(HTTPClientError) {
    isAtEnd = try await !bytes.next(into: &piece)
  }

  /// What the bytes that came last bring besides the events that they complete; called after each
  /// ``fill()``.
  mutating func take() throws -> Step {
    if isAtEnd { return try finish().map(Step.events) ?? .over }
    try takePiece()
    return try next()
  }

  private mutating func takePiece() throws {
    if form == .stream { return takeEvents(piece) }
    pending += piece
    if form == .unknown { try decideForm() }
    if form == .stream {
      takeEvents(pending)
      pending = []
    } else if pending.count > Self.wholeLimit {
      throw MalformedReply(reason: "it sent more than \(Self.wholeLimit) bytes")
    }
  }

  private mutating func takeEvents(_ piece: [UInt8]) {
    do throws(ServerSentEventParser.TooLong) {
      try events.consume(piece, into: &queue)
    } catch {
      failure = MalformedReply(reason: "a line of more than \(error.limit) bytes")
    }
    queue.reverse()
  }

  /// The first bytes tell, when the content type does not.
  private mutating func decideForm() throws {
    let start = pending.drop { $0 == 32 || (9...13).contains($0) }
    guard let first = start.first else { return }
    let fields = ["data:", "event:", "id:", "retry:", ":"]
    switch first {
    case UInt8(ascii: "{"): form = .whole
    case UInt8(ascii: "<"):
      throw MalformedReply(reason: "it sent an HTML page")
    case _ where fields.contains(where: { start.starts(with: $0.utf8) }): form = .stream
    // The first field may have come in part.
    case _ where start.count < 8: break
    default:
      throw MalformedReply(
        reason: "it sent " + String(decoding: start.prefix(100), as: UTF8.self))
    }
  }

  /// The bytes are over.
  private mutating func finish() throws -> [ModelEvent]? {
    switch form {
    case .stream:
      guard let last = try events.finish() else { return nil }
      do {
        return try parser.consume(last)
      } catch is MalformedReply {
        return nil  // Cut in the middle of a chunk: the reply has no end.
      }
    case .whole:
      return try parser.consume(whole: pending)
    case .unknown:
      throw MalformedReply(
        reason: pending.isEmpty
          ? "it sent nothing" : "it sent " + String(decoding: pending, as: UTF8.self))
    }
  }
}
