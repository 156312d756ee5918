/// One event of an event stream.
package struct ServerSentEvent: Sendable, Hashable {
  /// The value of its `event:` line.
  package var event: String?
  /// Its `data:` lines as they came, joined by line feeds.
  package var bytes: [UInt8]
  /// The value of its own `id:` line; earlier ids are not carried on.
  package var id: String?

  package init(event: String? = nil, bytes: [UInt8], id: String? = nil) {
    self.event = event
    self.bytes = bytes
    self.id = id
  }

  package init(event: String? = nil, data: String, id: String? = nil) {
    self.init(event: event, bytes: Array(data.utf8), id: id)
  }

  /// Its `data:` lines as text; bad UTF-8 is replaced by U+FFFD.
  package var data: String { String(decoding: bytes, as: UTF8.self) }
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
  /// The beginning of a line whose end has not come.
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
    _ bytes: [UInt8], into events: inout [ServerSentEvent]
  ) throws(TooLong) {
    var start = 0
    for place in bytes.indices where bytes[place] == 10 || bytes[place] == 13 {
      let isSecondHalf = bytes[place] == 10 && endedInCR && place == start
      endedInCR = bytes[place] == 13
      if !isSecondHalf, let event = try endLine(bytes[start..<place]) { events.append(event) }
      start = place + 1
    }
    guard start < bytes.count else { return }
    endedInCR = false
    try keep(bytes[start...])
  }

  /// The stream is over: returns an event whose last line or blank line never came.
  ///
  /// The specification drops it; real servers end streams so. What was cut shows in its data.
  package mutating func finish() throws(TooLong) -> ServerSentEvent? {
    if !line.isEmpty, let event = try endLine([]) { return event }
    return try endLine([])
  }

  private mutating func keep(_ piece: ArraySlice<UInt8>) throws(TooLong) {
    guard line.count + piece.count <= limit else { throw TooLong(limit: limit) }
    line += piece
  }

  /// Takes the rest of a line; returns the event that it ends.
  private mutating func endLine(_ rest: ArraySlice<UInt8>) throws(TooLong) -> ServerSentEvent? {
    // Most lines come whole, and need not be copied.
    guard !line.isEmpty || rest.count > limit else { return try take(rest) }
    try keep(rest)
    let whole = line
    line.removeAll(keepingCapacity: true)
    return try take(whole[...])
  }

  private mutating func take(_ whole: ArraySlice<UInt8>) throws(TooLong) -> ServerSentEvent? {
    let hasMark = isFirstLine && whole.starts(with: [0xEF, 0xBB, 0xBF])
    isFirstLine = false
    let line = hasMark ? whole.dropFirst(3) : whole
    guard !line.isEmpty else { return dispatch() }
    let colon = line.firstIndex(of: UInt8(ascii: ":")) ?? line.endIndex
    var value = line[colon...].dropFirst()
    if value.first == UInt8(ascii: " ") { value = value.dropFirst() }
    switch String(decoding: line[..<colon], as: UTF8.self) {
    case "data": try append(value)
    case "event": event = String(decoding: value, as: UTF8.self)
    case "id": id = String(decoding: value, as: UTF8.self)
    default: break
    }
    return nil
  }

  private mutating func append(_ value: ArraySlice<UInt8>) throws(TooLong) {
    guard (data?.count ?? 0) + value.count < limit else { throw TooLong(limit: limit) }
    if data == nil {
      data = Array(value)
    } else {
      data?.append(10)
      data?.append(contentsOf: value)
    }
  }

  private mutating func dispatch() -> ServerSentEvent? {
    defer { (event, id, data) = (nil, nil, nil) }
    guard let data, !data.isEmpty else { return nil }
    return ServerSentEvent(event: event, bytes: data, id: id)
  }
}
