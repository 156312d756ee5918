import ParleyConfig

/// What a summary of a chat must not lose: one fact on each line of a file.
///
/// Empty lines and those that begin with `#` are passed over. A fact is kept when all of its words stand
/// in the summary, in any order and case; ` | ` separates ways to say it.
struct KeyFacts: Sendable {
  private static let longestFile = 1 << 20

  let facts: [String]

  init(_ text: String) {
    facts = text.split(whereSeparator: \.isNewline).map(String.init).map(KeyFacts.trimmed)
      .filter { !$0.isEmpty && !$0.hasPrefix("#") }
  }

  /// Throws ``CommandFailure`` for a file that cannot be read or has no fact in it.
  init(file path: String) throws {
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try FileContents.read(path, limit: KeyFacts.longestFile)
    } catch {
      throw CommandFailure(.noInput, "\(path): \(error.reason)")
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw CommandFailure(.badData, "\(path): expected text in UTF-8")
    }
    self.init(text)
    guard !facts.isEmpty else {
      throw CommandFailure(.badData, "\(path): there is no fact in it; write one on each line")
    }
  }

  /// Those that a text does not keep, in their order.
  func missing(in text: String) -> [String] {
    let words = Set(KeyFacts.words(text))
    return facts.filter { fact in
      !KeyFacts.ways(fact).contains { way in
        let wanted = KeyFacts.words(way)
        return !wanted.isEmpty && words.isSuperset(of: wanted)
      }
    }
  }

  private static func ways(_ fact: String) -> [Substring] { fact.split(separator: "|") }

  private static func words(_ text: some StringProtocol) -> [String] {
    text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
  }

  private static func trimmed(_ line: String) -> String {
    String(line.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
