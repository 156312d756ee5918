/// Where the server listens, how much it takes and how long it waits.
package struct ServerSettings: Sendable {
  /// A numeric address or a name. All addresses that the name stands for are listened at.
  package var host: String
  /// 0 takes any free port; ``HTTPServer/port`` tells which.
  package var port: Int
  /// A socket file for programs of the same user; nil for none.
  package var unixSocketPath: String?
  /// Threads that read and write connections. 1...16.
  package var threads: Int
  package var limits: ServerLimits
  package var deadlines: ServerDeadlines

  package init(
    host: String = "127.0.0.1", port: Int = 8080, unixSocketPath: String? = nil, threads: Int = 2,
    limits: ServerLimits = .init(), deadlines: ServerDeadlines = .init()
  ) {
    self.host = host
    self.port = port
    self.unixSocketPath = unixSocketPath
    self.threads = threads
    self.limits = limits
    self.deadlines = deadlines
  }
}

/// How much the server takes. Sizes are bytes.
package struct ServerLimits: Sendable {
  /// Open connections; further ones get 503 and are closed. Lowered at the start when the process
  /// may not open that many files.
  package var connections = 10_000
  /// Open connections from one address; nil for no limit. Behind a proxy all come from one.
  package var connectionsPerAddress: Int?
  /// Requests at a time, from their head until their reply is sent; further ones get 503.
  package var runningRequests = 4_000
  package var body = 1 << 20
  /// Bodies of all running requests together; what goes beyond gets 503.
  package var bodiesTogether = 256 << 20
  /// Routes whose bodies may be larger.
  package var largerBodies: [LargerBody] = []
  /// Bodies of all running requests to these routes together; they do not count among the others.
  package var largerBodiesTogether = 128 << 20
  /// The request line and all header fields.
  package var head = 16 << 10
  package var target = 8 << 10
  /// What a streamed reply may have unsent before its producer waits.
  package var unsentBytes = 256 << 10

  package init() {}
}

/// How long the server waits for clients.
package struct ServerDeadlines: Sendable {
  /// For the head of a request: from the connection, or from the first byte after the last reply.
  package var head = Duration.seconds(10)
  /// For the first byte of the next request.
  package var idle = Duration.seconds(60)
  /// For the body. Longer only while its average rate stays above ``bodyBytesPerSecond``.
  package var body = Duration.seconds(30)
  package var bodyBytesPerSecond = 1_024
  /// For a reader that takes nothing of its reply.
  package var stall = Duration.seconds(60)
  /// How long a client that has closed its sending half may still receive its reply.
  package var halfClose = Duration.milliseconds(300)
  /// For tasks that were cancelled at the end of a drain to say their last words.
  package var lastWords = Duration.seconds(1)

  package init() {}
}
