/// One event of a YAML stream, without what Parley refuses.
struct YAMLEvent {
  enum Content {
    case scalar(String, YAMLNode.Style)
    case sequenceStart
    case sequenceEnd
    case mappingStart
    case mappingEnd
    case documentStart
    case documentEnd
    case streamEnd
  }

  var content: Content
  var mark: YAMLMark
  /// Characters before the event and after it, from the beginning of the text.
  var start: Int
  var end: Int
}
