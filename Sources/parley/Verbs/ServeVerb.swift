import ParleyConfig
import ParleyDomain
import ParleyServer

extension Verb {
  /// `parley serve`: the HTTP interface and the chat page.
  static let serve = Verb(
    ["serve"], summary: "Serve the chat page and the HTTP interface",
    discussion: """
      Listens where `server.listen` says, until it is told to end (Ctrl-C, SIGTERM): then it takes nothing new, \
      waits up to 30 seconds for replies in the making, and keeps what there is of the others. A second signal \
      ends it at once.

      SIGHUP and `parley reload` make it read its configuration again; with --watch it does so by itself when the \
      configuration, or a file that it names, has changed. One with mistakes is refused and told, and the one \
      before goes on.

        parley serve --listen 127.0.0.1:9000 --watch
      """,
    options: [
      OptionSpec("listen", value: "HOST:PORT", doc: "Listen here instead of at server.listen"),
      OptionSpec("watch", doc: "Take over changed configuration files by themselves"),
    ],
    endsOnSignal: true
  ) { invocation in
    try await CommandFailure.translating {
      let shop = try Shop.open(invocation)
      let listen = try shop.listenAddress(invocation.value("listen"))
      for persona in shop.configuration.personas {
        try await shop.tellWhatIsMissing(
          for: try shop.persona(named: persona.name), on: invocation.terminal)
      }
      let server = try await RunningServer.start(
        shop, listen: listen, isWatching: invocation.flag("watch"))
      let address = ListenAddress(host: listen.host, port: server.http.port)
      invocation.terminal.talk(
        """
        Parley answers at http://\(address)/
        Try: curl -s http://\(address)/api/chat -H 'Content-Type: application/json' \
        -d '{"message": "Hello!"}'
        """)
      await Cancellation.wait()
      invocation.terminal.talk("Ending: waiting for replies in the making.")
      // The task is cancelled; what ends the server in order must not be.
      await Task { await server.stop() }.value
    }
  }
}

/// Waiting for a task to be told to end.
private enum Cancellation {
  /// Returns when the current task is cancelled.
  static func wait() async {
    let (stream, continuation) = AsyncStream<Void>.makeStream()
    await withTaskCancellationHandler {
      for await _ in stream {}
    } onCancel: {
      continuation.finish()
    }
  }
}
