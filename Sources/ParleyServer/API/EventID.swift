import ParleyDomain
import ParleyPlugin

/// The id of an event in a stream: `<generation>.<n>`, where n counts the events of the generation
/// that a reader has heard.
struct EventID: Sendable, Hashable, CustomStringConvertible {
  var generation: GenerationID
  var position: Int

  init(_ generation: GenerationID, _ position: Int) {
    self.generation = generation
    self.position = position
  }

  /// `nil` for what Parley never wrote.
  init?(_ text: String) {
    guard text.utf8.count <= 128, let dot = text.lastIndex(of: "."), dot != text.startIndex,
      let position = Int(text[text.index(after: dot)...]), position >= 0,
      text.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
    else { return nil }
    self.init(GenerationID(String(text[..<dot])), position)
  }

  var description: String { "\(generation).\(position)" }
}
