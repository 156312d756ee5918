import CYAML

/// Turns libyaml's complaints into sentences that say what to do.
enum YAMLSyntax {
  /// The error that the parser stopped with.
  static func explain(_ parser: yaml_parser_t) -> YAMLError {
    let problem = text(parser.problem)
    let context = text(parser.context)
    let mark = YAMLMark(parser.problem_mark)
    let opened = YAMLMark(parser.context_mark)
    switch parser.error {
    case YAML_READER_ERROR:
      // The source has checked the text before; what is left is libyaml's own limit on its size.
      return YAMLError(.encoding, at: YAMLMark(parser.mark), problem)
    case YAML_MEMORY_ERROR:
      return YAMLError(.limit, at: YAMLMark(parser.mark), "out of memory")
    default: break
    }
    if context.contains("tag") || problem.contains("tag handle") {
      return YAMLError(
        .unsupported, at: mark,
        "tags are not supported; leave it out, or quote text that begins with '!'")
    }
    if context.contains("anchor") || context.contains("alias") {
      return YAMLError(
        .unsupported, at: mark,
        "aliases are not supported, nor anchors; quote text that begins with '&' or '*'")
    }
    let sentence = sentence(
      problem, context, opened: opened, at: mark, character: character(parser))
    return YAMLError(.syntax, at: mark, sentence)
  }

  private static func sentence(
    _ problem: String, _ context: String, opened: YAMLMark, at mark: YAMLMark, character: UInt8?
  ) -> String {
    switch problem {
    case "mapping values are not allowed in this context":
      return "a ':' is not allowed here; if it belongs to the value, quote the value,"
        + " else check the indentation of this line"
    case "found unexpected end of stream", "found unexpected document indicator":
      return context.contains("quoted")
        ? "the quote that opens at \(opened) is never closed" : "the text ends too early"
    case "found character that cannot start any token":
      return cannotStart(character)
    case "could not find expected ':'":
      return "this line has no ': ' after its key; check its indentation, or quote the value above"
    case "did not find expected key":
      return "expected a key; check the indentation: the mapping around it begins at \(opened)"
    case "did not find expected '-' indicator":
      return "expected '- '; check the indentation: the list around it begins at \(opened)"
    case "did not find expected ',' or ']'":
      return "expected ',' or ']'; the list that opens at \(opened) goes on; " + quoteInFlow
    case "did not find expected ',' or '}'":
      return "expected ',' or '}'; the mapping that opens at \(opened) goes on; " + quoteInFlow
    case "block sequence entries are not allowed in this context":
      return "'- ' is not allowed here; begin the list on a line of its own"
    case "mapping keys are not allowed in this context":
      return "'? ' is not allowed here; quote the text"
    case "did not find expected <document start>":
      return "this line does not belong to what stands above; check its indentation"
    case "found unknown escape character":
      return "unknown escape after '\\'; write '\\\\', or use single quotes"
    default:
      if problem.contains("tab character") { return "a tab cannot indent; use spaces" }
      return context.isEmpty ? problem : "\(context), \(problem)"
    }
  }

  /// A frequent slip: `{key: ${NAME}}`.
  private static let quoteInFlow =
    "inside [ ] and { } quote text that holds brackets, as in \"${NAME}\""

  private static func cannotStart(_ character: UInt8?) -> String {
    guard let character, (0x21...0x7E).contains(character) else {
      return "a tab cannot indent; use spaces"
    }
    return "text cannot begin with '\(Unicode.Scalar(character))'; quote the value"
  }

  /// The character at which the scanner stands.
  private static func character(_ parser: yaml_parser_t) -> UInt8? {
    guard let pointer = parser.buffer.pointer, let last = parser.buffer.last, pointer < last else {
      return nil
    }
    return pointer.pointee
  }

  private static func text(_ message: UnsafePointer<CChar>?) -> String {
    message.map { String(cString: $0) } ?? ""
  }
}
