import CJansson

/// What Jansson says about a document it refused.
struct JanssonReport {
  private let code: json_error_code
  /// Bytes up to the end of the last token that Jansson read.
  private let position: Int
  /// The sentence without the token, for example `string or '}' expected`.
  private let sentence: String
  /// The token, when it is short enough for Jansson to quote it.
  private let token: String

  init(_ report: json_error_t) {
    position = Int(report.position)
    let bytes = withUnsafeBytes(of: report.text) { Array($0) }
    // Jansson keeps the code in the last byte of the text.
    code = json_error_code(UInt32(bytes.last ?? 0))
    let text = String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    let opening = " near '"
    let start = text.indices.first { text[$0...].hasPrefix(opening) }
    if let start, text.hasSuffix("'") {
      sentence = String(text[..<start])
      token = String(text[start...].dropFirst(opening.count).dropLast())
    } else {
      sentence = text
      token = ""
    }
  }

  func error(in bytes: [UInt8]) -> JSONError {
    let end = min(max(position, 0), bytes.count)
    switch code {
    case json_error_duplicate_key:
      let start = startOfString(endingAt: end, in: bytes)
      let inner = bytes[start..<end].dropFirst().dropLast()
      return .duplicateKey(String(decoding: inner, as: UTF8.self), at: start)
    case json_error_numeric_overflow:
      let number = bytes[..<end].reversed().prefix { "+-.0123456789eE".utf8.contains($0) }
      let isReal = sentence.hasPrefix("real")
      let range = isReal ? "beyond 1.8e308" : "out of range (\(Int.min) to \(Int.max))"
      return JSONError(
        .numberOutOfRange, at: end - number.count,
        "the \(isReal ? "number" : "whole number") is \(range)")
    case json_error_premature_end_of_input:
      return JSONError(.truncated, at: bytes.count, "the document ends too early")
    case json_error_end_of_input_expected:
      return JSONError(
        .trailingData, at: startOfToken(endingAt: end, in: bytes),
        "there is more after the end of the document")
    case json_error_out_of_memory:
      return JSONError(.outOfMemory, at: end, "out of memory")
    case json_error_stack_overflow:
      return JSONError(.tooDeep, at: end, sentence)
    default:
      let place = token.isEmpty || sentence.hasPrefix("invalid Unicode") ? "" : " near '\(token)'"
      return JSONError(
        .invalidSyntax, at: startOfToken(endingAt: end, in: bytes), "\(sentence)\(place)")
    }
  }

  /// Where the quoted token begins; the end itself when Jansson quotes none.
  private func startOfToken(endingAt end: Int, in bytes: [UInt8]) -> Int {
    bytes[..<end].reversed().starts(with: token.utf8.reversed()) ? end - token.utf8.count : end
  }

  /// The opening quote of the string whose closing quote stands before `end`.
  private func startOfString(endingAt end: Int, in bytes: [UInt8]) -> Int {
    var start = end - 2
    while start > 0 {
      if bytes[start] == UInt8(ascii: "\"") {
        let backslashes = bytes[..<start].reversed().prefix { $0 == UInt8(ascii: "\\") }
        if backslashes.count.isMultiple(of: 2) { return start }
      }
      start -= 1
    }
    return 0
  }
}
