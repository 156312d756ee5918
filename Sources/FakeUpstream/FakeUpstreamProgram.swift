import Glibc
import ParleyTestKit

/// The fake upstream as a program, for end-to-end tests and measurements.
///
/// `FakeUpstream [--port N]` prints its port on a line and serves until it is ended; every model of
/// `http://127.0.0.1:PORT/v1` is a fault, see `FakeUpstream --list`. `ok-500-50` answers with 500
/// tokens at 50 a second. One thread serves a few thousand streams; build it with `-c release` to
/// measure others by it. `GET /status` tells as JSON what it has seen:
/// `{"requests":3,"departures":1,"open":2,"models":{"ok-500-50":3}}`, where `departures` are clients
/// that left before their response was over, and `open` are connections.
enum FakeUpstreamProgram {
  static func run() {
    var arguments = CommandLine.arguments.dropFirst()
    var port: UInt16 = 0
    switch arguments.popFirst() {
    case "--list"?:
      for fault in UpstreamFault.all { print("\(fault.name)\t\(fault.summary)") }
      return
    case "--port"?:
      guard let number = arguments.popFirst().flatMap({ UInt16($0) }) else { return explain() }
      port = number
    case nil: break
    default: return explain()
    }
    raiseFileLimit()
    do {
      let upstream = try FakeUpstream(port: port, keepsRequests: false)
      print(upstream.server.port)
      fflush(nil)
      while true { pause() }
    } catch {
      end(75, "FakeUpstream: the port \(port) cannot be opened: \(error)")
    }
  }

  private static func explain() {
    end(64, "usage: FakeUpstream [--list | --port N]")
  }

  private static func end(_ status: Int32, _ words: String) {
    let line = Array((words + "\n").utf8)
    write(STDERR_FILENO, line, line.count)
    exit(status)
  }

  /// Each stream needs a file.
  private static func raiseFileLimit() {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
    limit.rlim_cur = limit.rlim_max
    setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
  }
}
