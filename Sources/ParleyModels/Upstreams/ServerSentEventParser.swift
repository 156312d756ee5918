/// One event of an event stream.
package struct ServerSentEvent: Sendable, Hashable {
  /// The value of its `event:` line.
  package var event: String?
  /// Its `data:` lines, joined by line feeds; bad UTF-8 is replaced by U+FFFD.
  package var data: String
  /// The value of its own `id:` line; earlier ids are not carried on.
  package var id: String?

  package init(event: String? = nil, data: String, id: String? = nil) {
    self.event = event
    self.data = data
    self.id = id
  }
}

/// Takes an event stream apart (WHATWG HTML, section 9.2): bytes in, events out, no I/O.
///
/// Lines may end in LF, CRLF or CR, and the bytes may be split anywhere, also inside a character.
/// Comments, unknown fields and events without data give nothing.
package struct ServerSentEventParser: Sendable {
  /// A line, or the data of one event, is longer than allowed.
  package struct TooLong: Error {
    package let limit: Int
  }

  private let limit: Int
  private var line: [UInt8] = []
  private var isFirstLine = true
  /// The last byte was a CR: an LF that follows belongs to the same line end.
  private var endedInCR = false
  private var event: String?
  private var id: String?
  private var data: [UInt8]?

  /// `limit` is in bytes.
  package init(limit: Int = 1 << 20) {
    self.limit = limit
  }

  /// Takes the next bytes and appends the events that they complete; when it throws, those before
  /// the line that was too long have been appended.
  package mutating func consume(
    _ bytes: some Sequence<UInt8>, into events: inout [ServerSentEvent]
  ) throws(TooLong) {
    for byte in bytes {
      defer { endedInCR = byte == 13 }
      switch byte {
      case 10 where endedInCR:
        break
      case 10, 13:
        if let event = try endLine() { events.append(event) }
      default:
        guard line.count < limit else { throw TooLong(limit: limit) }
        line.append(byte)
      }
    }
  }

  /// The stream is over: returns an event whose last line or blank line never came.
  ///
  /// The specification drops it; real servers end streams so. What was cut shows in its data.
  package mutating func finish() throws(TooLong) -> ServerSentEvent? {
    if !line.isEmpty, let event = try endLine() { return event }
    return try endLine()
  }

  private mutating func endLine() throws(TooLong) -> ServerSentEvent? {
    defer { line.removeAll(keepingCapacity: true) }
    if isFirstLine, line.starts(with: [0xEF, 0xBB, 0xBF]) { line.removeFirst(3) }
    isFirstLine = false
    guard !line.isEmpty else { return dispatch() }
    let colon = line.firstIndex(of: UInt8(ascii: ":")) ?? line.endIndex
    var value = line[colon...].dropFirst()
    if value.first == UInt8(ascii: " ") { value = value.dropFirst() }
    switch String(decoding: line[..<colon], as: UTF8.self) {
    case "data":
      let size = (data?.count ?? 0) + value.count
      guard size < limit else { throw TooLong(limit: limit) }
      data = data.map { $0 + [10] + value } ?? Array(value)
    case "event":
      event = String(decoding: value, as: UTF8.self)
    case "id":
      id = String(decoding: value, as: UTF8.self)
    default:
      break
    }
    return nil
  }

  private mutating func dispatch() -> ServerSentEvent? {
    defer { (event, id, data) = (nil, nil, nil) }
    guard let data, !data.isEmpty else { return nil }
    return ServerSentEvent(event: event, data: String(decoding: data, as: UTF8.self), id: id)
  }
}
