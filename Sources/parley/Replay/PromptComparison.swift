import ParleyPlugin

/// A prompt as it was sent then against the one that would be sent now, part by part.
///
/// Both are in the shape of an explanation. A part is known by its plugin, its kind and its record, or
/// its place among its like; parts of the history are counted from the end, where it is cut last.
struct PromptComparison: Sendable, Hashable {
  /// What became of one part.
  struct Change: Sendable, Hashable {
    enum Kind: String, Sendable, Hashable {
      case added
      case removed
      case changed
      /// The same text under another citation number.
      case renumbered
    }

    var kind: Kind
    var plugin: String
    /// The part's own kind: `instruction`, `data`, `history`, `message`.
    var part: String
    /// `collection/id`
    var record: String?
    var title: String?
    var tokensThen: Int?
    var tokensNow: Int?
    var difference: [String] = []
  }

  let changes: [Change]
  /// Whether what is sent is other bytes, or goes to other upstreams, or a plugin answers otherwise.
  let isChanged: Bool
  /// Whether the same parts stand in another order or in other messages.
  let isReordered: Bool

  init(then: JSONValue, now: JSONValue) {
    let (before, after) = (PromptComparison.parts(then), PromptComparison.parts(now))
    var changes: [Change] = []
    for (key, old) in before.ordered {
      guard let new = after.byKey[key] else {
        changes.append(old.change(.removed, tokensThen: old.tokens))
        continue
      }
      if old.text == new.text { continue }
      var change = new.change(
        old.unnumbered == new.unnumbered ? .renumbered : .changed, tokensThen: old.tokens,
        tokensNow: new.tokens)
      if change.kind == .changed {
        change.difference = TextDifference(from: old.text, to: new.text).lines
      }
      changes.append(change)
    }
    for (key, new) in after.ordered where before.byKey[key] == nil {
      changes.append(new.change(.added, tokensNow: new.tokens))
    }
    self.changes = changes
    let isOtherBytes = then["messages"] != now["messages"]
    isReordered = isOtherBytes && changes.isEmpty
    isChanged =
      isOtherBytes || PromptComparison.firstUpstream(then) != PromptComparison.firstUpstream(now)
      || then["verdict"]?["text"] != now["verdict"]?["text"]
  }

  /// The upstream that the turn was routed to at first; the one that answered may be another, when
  /// it failed.
  static func firstUpstream(_ explanation: JSONValue) -> String? {
    explanation["attempts"]?.array?.first?["upstream"]?.string ?? explanation["upstream"]?.string
  }

  private struct Key: Hashable {
    var plugin: String
    var kind: String
    var record: String?
    var place: Int
  }

  private struct ComparedPart {
    var plugin: String
    var kind: String
    var record: String?
    var title: String?
    var text: String
    var tokens: Int
    var index: Int?

    init(_ json: JSONValue) {
      plugin = json["plugin"]?.string ?? ""
      kind = json["kind"]?.string ?? ""
      let source = json["source"]
      if let collection = source?["collection"]?.string, let id = source?["id"]?.string {
        record = "\(collection)/\(id)"
      }
      title = source?["title"]?.string
      text = json["text"]?.string ?? ""
      tokens = json["tokens"]?.integer ?? 0
      index = json["index"]?.integer
    }

    /// The text without the citation number, which stands in its first line.
    var unnumbered: String {
      guard let index, let record else { return text }
      var lines = text.split(
        separator: "\n", maxSplits: 1, omittingEmptySubsequences: false
      ).map(String.init)
      let label = "[\(index)] \(record)"
      guard let first = lines.first, let found = first.firstRange(of: label) else { return text }
      lines[0] = first.replacingCharacters(in: found, with: record)
      return lines.joined(separator: "\n")
    }

    func change(
      _ kind: Change.Kind, tokensThen: Int? = nil, tokensNow: Int? = nil
    ) -> Change {
      Change(
        kind: kind, plugin: plugin, part: self.kind, record: record, title: title,
        tokensThen: tokensThen, tokensNow: tokensNow)
    }
  }

  private struct Parts {
    var ordered: [(key: Key, part: ComparedPart)]
    var byKey: [Key: ComparedPart]
  }

  private static func parts(_ explanation: JSONValue) -> Parts {
    let parts = (explanation["parts"]?.array ?? []).map(ComparedPart.init)
    let history = parts.count { $0.kind == "history" }
    var places: [Key: Int] = [:]
    var ordered: [(key: Key, part: ComparedPart)] = []
    for part in parts {
      var key = Key(plugin: part.plugin, kind: part.kind, record: part.record, place: 0)
      let place = places[key, default: 0]
      places[key] = place + 1
      key.place = part.kind == "history" ? history - place : place
      ordered.append((key, part))
    }
    return Parts(
      ordered: ordered,
      byKey: Dictionary(
        ordered.map { ($0.key, $0.part) }, uniquingKeysWith: { first, _ in first }))
  }
}

extension String {
  /// This text with one of its ranges replaced.
  fileprivate func replacingCharacters(
    in range: Range<String.Index>, with replacement: String
  ) -> String {
    self[..<range.lowerBound] + replacement + self[range.upperBound...]
  }
}
