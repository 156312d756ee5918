import ParleyPlugin

extension Expectation {
  /// What is wrong with a reply object, as sentences; empty when nothing is.
  func faults(in reply: JSONValue) -> [String] {
    let text = reply["reply"]?.string ?? ""
    return citationFaults(CitedRecord.list(in: reply)) + textFaults(text)
  }

  private func citationFaults(_ cited: [CitedRecord]) -> [String] {
    var faults = cites.filter { wanted in !cited.contains { $0.isNamed(wanted) } }
      .map { "\($0) is not cited" }
    if !citesAny.isEmpty,
      !citesAny.contains(where: { wanted in cited.contains { $0.isNamed(wanted) } })
    {
      faults.append("none of \(citesAny.joined(separator: ", ")) is cited")
    }
    faults += citesNone.filter { unwanted in cited.contains { $0.isNamed(unwanted) } }
      .map { "\($0) is cited" }
    switch answers {
    case true? where cited.isEmpty: faults.append("no record is cited")
    case false? where !cited.isEmpty: faults.append("records are cited, where none should be found")
    default: break
    }
    return faults
  }

  private func textFaults(_ text: String) -> [String] {
    let folded = text.lowercased()
    var faults = contains.filter { !folded.contains($0.lowercased()) }.map { "'\($0)' is missing" }
    faults += notContains.filter { folded.contains($0.lowercased()) }.map { "'\($0)' is there" }
    for pattern in matches {
      do {
        if try Regex(pattern).firstMatch(in: text) == nil {
          faults.append("/\(pattern)/ matches nowhere")
        }
      } catch {
        faults.append("/\(pattern)/ cannot be matched: \(error)")
      }
    }
    return faults
  }
}

/// A record that a reply cites.
struct CitedRecord: Sendable, Hashable {
  var collection: String
  var id: String
  var title: String

  /// The records of a reply object, in the order of their numbers.
  static func list(in reply: JSONValue) -> [CitedRecord] {
    (reply["citations"]?.array ?? []).map { citation in
      CitedRecord(
        collection: citation["collection"]?.string ?? "", id: citation["id"]?.string ?? "",
        title: citation["title"]?.string ?? "")
    }
  }

  /// Whether `collection/id`, or the id alone, names it. A document names each of its passages:
  /// `help/returns.md` is `help/returns.md#gifts`, too.
  func isNamed(_ name: String) -> Bool {
    let document = id.prefix { $0 != "#" }
    return [id, "\(collection)/\(id)", "\(collection)/\(document)"].contains(name)
      || name == document
  }
}
