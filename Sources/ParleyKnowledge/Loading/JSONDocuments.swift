import ParleyDomain

/// Cuts a JSON file into the documents of its records without reading all of it.
///
/// It only looks for where a value ends (brackets outside of texts); whether the value is good JSON
/// is for the parser to say.
struct JSONDocuments {
  struct Document {
    var bytes: [UInt8]
    /// Where it begins, from 1.
    var line: Int
    /// Whether it was too long to be kept.
    var isTooLong = false
  }

  /// The most bytes of one document: room for a record of 256 KiB with its texts escaped.
  static let limit = 2 * RecordBuilder.recordLimit

  private let name: String
  private let limit: Int
  private var bytes: ByteStream
  private var line = 1
  private var hasStarted = false
  private var isAfterItem = false
  /// Whether the file is one list.
  private(set) var isList = false

  /// - Parameter limit: The most bytes of one document.
  init(_ file: InputFile, limit: Int = Self.limit) {
    name = file.source.name
    self.limit = limit
    bytes = ByteStream(file)
  }

  /// The next document, or `nil` after the last.
  mutating func next() throws(KnowledgeError) -> Document? {
    try goToNext() ? try document() : nil
  }

  /// The next record, or `nil` after the last: its columns when it is read at once (``PlainJSON``), else
  /// its document.
  mutating func nextRecord() throws(KnowledgeError) -> (line: Int, content: Content)? {
    guard try goToNext() else { return nil }
    let line = line
    if let columns = plainColumns() { return (line, .columns(columns)) }
    return (line, .document(try document()))
  }

  /// What there is of a record.
  enum Content {
    case columns([RawColumn])
    case document(Document)
  }

  private mutating func plainColumns() -> [RawColumn]? {
    var columns: [RawColumn]?
    let begin = line
    var lines = 0
    bytes.take { bytes in
      var reader = PlainJSON(bytes, line: begin)
      columns = reader.object()
      lines = reader.lines
      return columns == nil ? 0 : reader.position
    }
    if columns != nil { line += lines }
    return columns
  }

  /// Goes to the beginning of the next document; `false` when there is none.
  private mutating func goToNext() throws(KnowledgeError) -> Bool {
    if !hasStarted { try start() }
    while let byte = try bytes.peek() {
      switch byte {
      case UInt8(ascii: "\n"), UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
        try skip()
      case UInt8(ascii: ",") where isList && isAfterItem:
        try skip()
        isAfterItem = false
      case UInt8(ascii: "]") where isList:
        try skip()
        try end()
        return false
      default:
        guard !isList || !isAfterItem else { throw error("expected ',' or ']' after a record") }
        isAfterItem = true
        return true
      }
    }
    if isList { throw error("the list has no end; is the file complete?") }
    return false
  }

  private mutating func start() throws(KnowledgeError) {
    hasStarted = true
    try bytes.skipByteOrderMark()
    while let byte = try bytes.peek(), byte <= 0x20 { try skip() }
    guard try bytes.peek() == UInt8(ascii: "[") else { return }
    isList = true
    try skip()
  }

  private mutating func end() throws(KnowledgeError) {
    while let byte = try bytes.peek() {
      guard byte <= 0x20 else { throw error("expected nothing after the list") }
      try skip()
    }
    isList = true
  }

  private mutating func document() throws(KnowledgeError) -> Document {
    var document = Document(bytes: [], line: line)
    var depth = 0
    var isInText = false
    var isEscaped = false
    while let byte = try bytes.peek() {
      if !isInText, depth == 0, isEnd(byte, of: document) { return document }
      if document.bytes.count < limit {
        document.bytes.append(byte)
      } else {
        document.isTooLong = true
      }
      try skip()
      if isInText {
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
          isInText = false
        }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""): isInText = true
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        if depth <= 0 { return document }
      default: break
      }
    }
    return document
  }

  /// Whether a byte outside of all brackets ends a bare value, such as a number.
  private func isEnd(_ byte: UInt8, of document: Document) -> Bool {
    guard !document.bytes.isEmpty else { return false }
    return byte == UInt8(ascii: "\n") || (isList && byte == UInt8(ascii: ","))
      || (isList && byte == UInt8(ascii: "]"))
  }

  private mutating func skip() throws(KnowledgeError) {
    if try bytes.next() == UInt8(ascii: "\n") { line += 1 }
  }

  private func error(_ message: String) -> KnowledgeError {
    KnowledgeError(.badData, "\(name):\(line): \(message)")
  }
}
