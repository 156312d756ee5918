import Testing

/// A text with what it costs in two real tokenizers.
///
/// The counts are written by Tests/EndToEnd/tools/token_counts.py.
struct TokenSample: Sendable, CustomTestStringConvertible {
  let name: String
  let isEnglishProse: Bool
  let cl100k: Int
  let o200k: Int
  let text: String

  init(_ name: String, isEnglishProse: Bool = false, cl100k: Int, o200k: Int, _ text: String) {
    self.name = name
    self.isEnglishProse = isEnglishProse
    self.cl100k = cl100k
    self.o200k = o200k
    self.text = text
  }

  static let all = records + languages + figures + code

  var testDescription: String { name }
}
