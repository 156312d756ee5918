/// All verbs of the program. Parser, help and completions are made from it.
struct VerbTable: Sendable {
  static let program = "parley"

  /// In the order in which help lists them.
  let verbs: [Verb]

  func verb(at path: [String]) -> Verb? {
    verbs.first { $0.path == path }
  }

  /// The verbs below a group; all of them for the empty path.
  func verbs(below group: [String]) -> [Verb] {
    verbs.filter { $0.path.count > group.count && $0.path.starts(with: group) }
  }

  /// The words that may follow a group, each once, in the order of the table.
  func words(below group: [String]) -> [String] {
    var seen: Set<String> = []
    return verbs(below: group).map { $0.path[group.count] }.filter { seen.insert($0).inserted }
  }

  func isGroup(_ path: [String]) -> Bool {
    !path.isEmpty && !verbs(below: path).isEmpty
  }

  /// Every group's path, each once.
  var groups: [[String]] {
    var seen: Set<[String]> = []
    return verbs.flatMap { verb in (1..<max(1, verb.path.count)).map { Array(verb.path.prefix($0)) }
    }
    .filter { seen.insert($0).inserted }
  }
}
