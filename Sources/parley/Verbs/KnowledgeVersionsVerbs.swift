import ParleyJSON
import ParleyKnowledge
import ParleyPlugin

extension Verb {
  /// `parley knowledge versions COLLECTION`: what a rollback can choose from.
  static let knowledgeVersions = Verb(
    ["knowledge", "versions"], summary: "List the versions of a collection that are on the disk",
    discussion: "Newest first; the one in use has a mark. `keep_versions` says how many are kept.",
    positionals: [PositionalSpec("COLLECTION", doc: "Which")], hasData: true
  ) { invocation in
    try await CommandFailure.translating {
      let name = invocation.positional("COLLECTION") ?? ""
      let versions = try await Shop.open(invocation).library().versions(of: name)
      let terminal = invocation.terminal
      if invocation.globals.json {
        try terminal.data(JSONWriter.string(.array(versions.map(\.json))))
        return
      }
      if versions.isEmpty { terminal.talk("not loaded: run `parley knowledge load \(name)`") }
      for version in versions {
        let state =
          version.problem
          ?? "\(version.records) records, built \(version.builtAt?.description ?? ""), "
          + "\((version.size + 1023) >> 10) KiB"
        let mark =
          version.isCurrent ? terminal.strong("* \(version.version)") : "  \(version.version)"
        try terminal.data("\(mark)  \(state)")
      }
    }
  }

  /// `parley knowledge rollback COLLECTION [VERSION]`: an older version in place of the current one.
  static let knowledgeRollback = Verb(
    ["knowledge", "rollback"], summary: "Use an older version of a collection",
    discussion: """
      At once: nothing is built. A running server uses it from the next turn on; turns that run end on the version \
      they began with. The next load builds a new version from the sources again, a scheduled one too.

        parley knowledge rollback catalog
        parley knowledge rollback catalog 20261120T183011Z-3fa9c1
      """,
    positionals: [
      PositionalSpec("COLLECTION", doc: "Which"),
      PositionalSpec("VERSION", .optional, doc: "Default: the one before the current one"),
    ], hasData: true
  ) { invocation in
    try await CommandFailure.translating {
      let name = invocation.positional("COLLECTION") ?? ""
      let version = try await Shop.open(invocation).library().rollBack(
        name, to: invocation.positional("VERSION"))
      let terminal = invocation.terminal
      if invocation.globals.json {
        try terminal.data(JSONWriter.string(version.json))
      } else {
        try terminal.data("\(name): \(version.records) records; version \(version.version)")
      }
    }
  }
}

extension VersionStatus {
  fileprivate var json: JSONValue {
    [
      "version": .string(version), "current": .boolean(isCurrent), "records": .integer(records),
      "built_at": builtAt.map { .string($0.description) } ?? .null, "bytes": .integer(size),
      "problem": problem.map(JSONValue.string) ?? .null,
    ]
  }
}
