import ParleyPlugin

/// Reads a file of answers: a list of `{phrases, answer, sources?, languages?, match?}`.
struct AnswerFile {
  /// Bounds what matching one message costs.
  static let mostEntries = 2000
  static let mostPhrases = 50
  static let longestPhrase = 20
  static let longestAnswer = 20_000
  private static let keys: Set<String> = ["phrases", "answer", "sources", "languages", "match"]

  let name: String
  /// How phrases match where an entry says nothing.
  let match: AnswerEntry.Match
  /// The collections that sources may name.
  let collections: any Collection<String>

  /// The entries in order. Throws ``PluginError`` with everything that is wrong, each with the file
  /// and the entry.
  func entries(in document: JSONValue) throws -> [AnswerEntry] {
    guard let list = document.array, !list.isEmpty else {
      throw PluginError("\(name): expected a list of answers, each with `phrases` and `answer`")
    }
    guard list.count <= AnswerFile.mostEntries else {
      throw PluginError(
        "\(name): holds \(list.count) answers; the limit is \(AnswerFile.mostEntries)")
    }
    var faults: [String] = []
    var entries: [AnswerEntry] = []
    for (position, value) in list.enumerated() {
      do throws(EntryFault) {
        entries.append(try entry(value, number: position + 1))
      } catch {
        faults.append("\(name): entry \(position + 1): \(error.reason)")
      }
    }
    faults += repetitions(in: entries)
    guard faults.isEmpty else {
      let shown = faults.prefix(10).joined(separator: "; ")
      throw PluginError(faults.count > 10 ? "\(shown); and \(faults.count - 10) more" : shown)
    }
    return entries
  }

  private struct EntryFault: Error {
    var reason: String

    init(_ reason: String) {
      self.reason = reason
    }
  }

  private func entry(_ value: JSONValue, number: Int) throws(EntryFault) -> AnswerEntry {
    guard let members = value.object else { throw EntryFault("expected `phrases` and `answer`") }
    let unknown = members.keys.filter { !AnswerFile.keys.contains($0) }.sorted()
    guard unknown.isEmpty else {
      throw EntryFault(
        "unknown key '\(unknown[0])'; there are "
          + AnswerFile.keys.sorted().joined(separator: ", "))
    }
    let phrases = try phrases(value["phrases"])
    guard let answer = value["answer"]?.string, answer.contains(where: { !$0.isWhitespace }) else {
      throw EntryFault("`answer` is missing or empty")
    }
    guard answer.utf8.count <= AnswerFile.longestAnswer else {
      throw EntryFault("`answer` is longer than \(AnswerFile.longestAnswer) bytes")
    }
    let sources = try sources(value["sources"])
    return AnswerEntry(
      name: "\(number) ('\(phrases.first?.written ?? "")')", phrases: phrases.map(\.words),
      answer: try cited(AnswerFile.withoutEndOfLines(answer), sources.count), sources: sources,
      languages: Set(try texts(value["languages"], "languages").map(AnswerBook.primary)),
      match: try match(value["match"]))
  }

  private func phrases(
    _ value: JSONValue?
  ) throws(EntryFault) -> [(written: String, words: [String])] {
    let written = try texts(value, "phrases")
    guard !written.isEmpty else { throw EntryFault("`phrases` is missing or empty") }
    guard written.count <= AnswerFile.mostPhrases else {
      throw EntryFault("has \(written.count) phrases; the limit is \(AnswerFile.mostPhrases)")
    }
    var phrases: [(written: String, words: [String])] = []
    for text in written {
      let words = FoldedWords.words(of: text)
      guard !words.isEmpty else { throw EntryFault("the phrase '\(text)' holds no word") }
      guard words.count <= AnswerFile.longestPhrase else {
        throw EntryFault(
          "the phrase '\(text)' has more than \(AnswerFile.longestPhrase) words")
      }
      phrases.append((text, words))
    }
    return phrases
  }

  private func sources(_ value: JSONValue?) throws(EntryFault) -> [RecordReference] {
    var sources: [RecordReference] = []
    for source in try list(value, "sources") {
      guard let collection = source["collection"]?.string, let id = source["id"]?.string,
        source.object?.count == 2
      else { throw EntryFault("a source is written {collection: …, id: …}") }
      guard collections.contains(collection) else {
        throw EntryFault(
          "there is no collection '\(collection)'; there are "
            + collections.sorted().joined(separator: ", "))
      }
      sources.append(RecordReference(collection: collection, id: id))
    }
    return sources
  }

  /// The answer with a marker for each source; written markers must name one.
  private func cited(_ answer: String, _ count: Int) throws(EntryFault) -> String {
    for number in (count + 1)..<(count + 10) where answer.contains("[\(number)]") {
      throw EntryFault("`answer` cites [\(number)], but there are \(count) sources")
    }
    let missing = (0..<count).map { "[\($0 + 1)]" }.filter { !answer.contains($0) }
    return missing.isEmpty ? answer : "\(answer) \(missing.joined())"
  }

  private func match(_ value: JSONValue?) throws(EntryFault) -> AnswerEntry.Match {
    guard let value else { return match }
    guard let match = value.string.flatMap(AnswerEntry.Match.init) else {
      throw EntryFault("`match` is whole or contains")
    }
    return match
  }

  private func texts(_ value: JSONValue?, _ key: String) throws(EntryFault) -> [String] {
    var texts: [String] = []
    for element in try list(value, key) {
      guard let text = element.string else { throw EntryFault("`\(key)` is a list of texts") }
      texts.append(text)
    }
    return texts
  }

  private func list(_ value: JSONValue?, _ key: String) throws(EntryFault) -> [JSONValue] {
    guard let value, value != .null else { return [] }
    guard let list = value.array else { throw EntryFault("`\(key)` is a list") }
    return list
  }

  /// One phrase with two answers is a mistake, unless no persona hears both.
  private func repetitions(in entries: [AnswerEntry]) -> [String] {
    var faults: [String] = []
    var earlier: [[String]: [AnswerEntry]] = [:]
    for entry in entries {
      for phrase in Set(entry.phrases) {
        let other = earlier[phrase]?.first { other in
          other.languages.isEmpty || entry.languages.isEmpty
            || !other.languages.isDisjoint(with: entry.languages)
        }
        if let other {
          faults.append(
            "\(name): entry \(entry.name): the phrase '\(phrase.joined(separator: " "))' stands in "
              + "entry \(other.name) already")
        }
        earlier[phrase, default: []].append(entry)
      }
    }
    return faults.sorted()
  }

  /// A block of YAML ends with a line break that nobody means.
  private static func withoutEndOfLines(_ text: String) -> String {
    String(text.reversed().drop(while: \.isWhitespace).reversed())
  }
}
