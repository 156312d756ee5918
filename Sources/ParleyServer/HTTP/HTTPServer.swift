import CMicroHTTPD
import Glibc
package import ParleyDomain
import ParleyPlugin

/// Serves HTTP/1.1 over TCP and, for programs of the same user, over a socket file.
///
/// It reads requests, refuses those that are malformed, too large or too slow, runs the handler for
/// each of the others in a task of its own, and sends the replies. It knows no routes. It serves
/// until ``stop(within:)`` is called, whether or not somebody holds this object.
package final class HTTPServer: Sendable {
  /// The TCP port at which it listens.
  package let port: Int
  private let core: ServerCore
  private let daemon: HTTPDaemon
  private let watchdog: Watchdog
  private let acceptor: Acceptor
  private let stopBegins = OnceFlag()
  private let isStopped = Gate()

  /// Starts listening and serving. Raises the process's limit of open files as far as it may.
  ///
  /// `refusal` words the replies to requests that the handler never sees. Throws when it cannot
  /// listen or cannot start its threads; ``ServerError/kind`` `addressInUse` when another program
  /// listens there.
  package static func start(
    _ settings: ServerSettings, log: any OperatorLog,
    refusal: @escaping Refusal.Reply = Refusal.plainReply,
    handler: @escaping @Sendable (ServerRequest) async -> ServerReply
  ) throws(ServerError) -> HTTPServer {
    let limit = connectionLimit(settings.limits.connections, log)
    var sockets = try ListeningSocket.tcp(host: settings.host, port: settings.port)
    do throws(ServerError) {
      if let path = settings.unixSocketPath { sockets.append(try .unix(path: path)) }
      let core = ServerCore(settings, log: log, refusal: refusal, handler: handler)
      let watchdog = try Watchdog(core, connectionLimit: limit)
      let daemon = try HTTPDaemon(core, watchdog: watchdog, connections: limit)
      do throws(ServerError) {
        let acceptor = try Acceptor(
          core, daemon, watchdog, sockets: sockets, connectionLimit: limit)
        try watchdog.start()
        try acceptor.start()
        return HTTPServer(
          port: sockets.first?.port ?? 0, core: core, daemon: daemon, watchdog: watchdog,
          acceptor: acceptor)
      } catch {
        daemon.stop()
        throw error
      }
    } catch {
      for socket in sockets { socket.end() }
      throw error
    }
  }

  private init(
    port: Int, core: ServerCore, daemon: HTTPDaemon, watchdog: Watchdog, acceptor: Acceptor
  ) {
    self.port = port
    self.core = core
    self.daemon = daemon
    self.watchdog = watchdog
    self.acceptor = acceptor
  }

  /// Whether ``stop(within:)`` was called.
  package var isDraining: Bool { core.drain.isSet }

  package var counters: ServerCounters { core.tally.value }

  /// Returns once the counters are so, however long that takes.
  package func wait(until condition: @escaping @Sendable (ServerCounters) -> Bool) async {
    await core.tally.wait(until: condition)
  }

  /// Stops: accepts nothing from now on, lets requests and streams end within the limit, then
  /// cancels their tasks, gives them ``ServerDeadlines/lastWords``, and closes every connection.
  /// Returns when all threads have ended; a second call waits for the first.
  package func stop(within limit: Duration) async {
    guard stopBegins.raise() else { return await isStopped.wait() }
    core.drain.set()
    await acceptor.stop()
    await core.running.waitUntilNone(within: limit)
    if core.running.count > 0 {
      for connection in core.connections.all { connection.exchange?.cancelWork() }
      await core.running.waitUntilNone(within: core.settings.deadlines.lastWords)
    }
    core.end.set()
    for connection in core.connections.all {
      connection.exchange?.abandon()
      connection.cut()
    }
    await stopDaemon()
    // Last, as closing connections hand it sockets to be closed in a moment.
    await watchdog.stop()
    isStopped.open()
  }

  private func stopDaemon() async {
    let isOver = Gate()
    do throws(ServerError) {
      try ServerThread.start("parley-stop") { [daemon] in
        daemon.stop()
        isOver.open()
      }
      await isOver.wait()
    } catch {
      daemon.stop()
    }
  }

  /// How many connections the process can hold, with files left for everything else.
  private static func connectionLimit(_ wanted: Int, _ log: any OperatorLog) -> Int {
    let files = Int(clamping: parley_httpd_raise_file_limit())
    let possible = max(1, files - min(1_024, files / 2))
    guard wanted > possible else { return max(1, wanted) }
    log.write(
      .warning, "fewer connections than configured: the limit of open files is low (ulimit -n)",
      ["configured": .integer(wanted), "possible": .integer(possible)])
    return possible
  }
}
