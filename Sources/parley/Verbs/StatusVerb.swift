import ParleyConfig
import ParleyJSON
import ParleyPlugin

extension Verb {
  /// `parley status`: what the running server says of itself.
  static let status = Verb(
    ["status"], summary: "Tell how the running server is",
    discussion: "Asks through the socket in the storage folder. Exits with 69 when none runs.",
    hasData: true
  ) { invocation in
    try await CommandFailure.translating {
      let status = try await invocation.runningServer().json("GET", "/api/admin/status")
      if invocation.globals.json {
        try invocation.terminal.data(JSONWriter.string(status))
        return
      }
      for (name, value) in (status.object ?? [:]).sorted(by: { $0.key < $1.key }) {
        let text = value.string ?? JSONWriter.string(value)
        try invocation.terminal.data("\(name): \(text)")
      }
    }
  }

  /// `parley reload`: the running server takes over the changed configuration.
  static let reload = Verb(
    ["reload"], summary: "Let the running server read its configuration again",
    discussion: """
      A configuration with mistakes changes nothing: they are told, the old one goes on, and the exit status is \
      78. Running turns end on what they began with.
      """
  ) { invocation in
    try await CommandFailure.translating {
      let server = try await invocation.runningServer()
      let answer = try await server.json("POST", "/api/admin/reload", [:])
      for warning in answer["warnings"]?.array ?? [] {
        invocation.terminal.talk("warning: \(warning.string ?? "")")
      }
      invocation.terminal.talk("reloaded")
    }
  }
}

extension Invocation {
  /// The server that holds the configured storage folder, found also when the configuration has
  /// mistakes by now: it runs with an earlier state of the file. Throws ``CommandFailure`` when none
  /// runs, with the mistakes if there are any.
  func runningServer() async throws -> ServerClient {
    let directory = ConfigurationLoader.storageDirectory(path: configPath, environment: environment)
    let server = try ServerClient(storage: directory)
    guard await server.answers() else {
      _ = try loadConfiguration()
      throw CommandFailure(
        .unavailable, "no server runs on \(directory); start one with `parley serve`")
    }
    return server
  }
}
