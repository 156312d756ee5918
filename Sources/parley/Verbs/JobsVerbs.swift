import ParleyConfig
import ParleyDomain
import ParleyJSON
import ParleyPlugin
import ParleyStore

extension Verb {
  /// `parley jobs list`: what is still to be done after turns.
  static let jobsList = Verb(
    ["jobs", "list"], summary: "List the jobs and deliveries that are dead or wait",
    discussion: """
      Jobs are the post-response hooks of finished turns; deliveries are what plugins have posted to other \
      programs. Both are tried again by themselves; the dead ones, listed first, wait for `parley jobs retry`.
      """,
    hasData: true
  ) { invocation in
    try await CommandFailure.translating {
      let items = try await BacklogAccess(invocation).list()
      let terminal = invocation.terminal
      if invocation.globals.json {
        try terminal.data(JSONWriter.string(.array(items)))
        return
      }
      if items.isEmpty { terminal.talk("nothing is dead and nothing waits") }
      for item in items { try terminal.data(line(item, terminal)) }
    }
  }

  /// `parley jobs retry`: lets dead jobs and deliveries be tried again.
  static let jobsRetry = Verb(
    ["jobs", "retry"], summary: "Try a dead job or delivery again",
    discussion: """
      With a running server they are tried at once, else by the next `parley serve`.

        parley jobs retry --all
      """,
    options: [OptionSpec("all", doc: "Every dead job and delivery")],
    positionals: [PositionalSpec("ID", .optional, doc: "Which one, from `parley jobs list`")]
  ) { invocation in
    let id = invocation.positional("ID")
    guard (id == nil) == invocation.flag("all") else {
      throw UsageError("name one ID, or --all", helpOf: invocation.verb.fullName)
    }
    try await CommandFailure.translating {
      let count = try await BacklogAccess(invocation).retry(id)
      if let id, count == 0 {
        throw CommandFailure(
          .noInput, "there is no dead job or delivery '\(id)'; see `parley jobs list`")
      }
      invocation.terminal.talk(
        count == 1 ? "1 will be tried again" : "\(count) will be tried again")
    }
  }

  private static func line(_ item: JSONValue, _ terminal: Terminal) -> String {
    func text(_ key: String) -> String { item[key]?.string ?? "" }
    let attempts = item["attempts"]?.integer ?? 0
    let failure = item["failure"]?.string.map { ": \($0)" } ?? ""
    return
      "\(terminal.strong(text("id")))  \(text("status")) \(text("kind")) of \(text("plugin")), "
      + "\(attempts == 1 ? "1 try" : "\(attempts) tries")\(failure)"
  }
}

/// The backlog of a shop: through the server that runs, else in the storage folder itself.
private struct BacklogAccess {
  private let shop: Shop

  init(_ invocation: Invocation) throws {
    shop = try Shop.open(invocation)
  }

  func list() async throws -> [JSONValue] {
    if let server = try await shop.runningServer() {
      return try await server.json("GET", "/api/admin/jobs")["jobs"]?.array ?? []
    }
    return try await shop.withStore { try await $0.backlog(limit: 1000).map(\.json) }
  }

  func retry(_ id: String?) async throws -> Int {
    if let server = try await shop.runningServer() {
      let body: JSONValue = id.map { ["id": .string($0)] } ?? [:]
      return try await server.json("POST", "/api/admin/jobs/retry", body)["retried"]?.integer ?? 0
    }
    return try await shop.withStore { try await $0.retry(id, at: SystemClock().now) }
  }
}
