package import ParleyDomain
package import ParleyEngine
import ParleyPlugin

/// What the routes work with.
package struct Services: Sendable {
  package var settings: ApplicationSettings
  package var generations: LiveGenerations
  package var chats: any ChatStore
  package var sessions: any SessionStore
  package var traces: any TraceStore
  /// What is still to be done after turns; `nil` where nobody may ask for it.
  package var backlog: (any Backlog)?
  /// What owners think of replies; `nil` where nobody is asked.
  package var feedback: (any FeedbackStore)?
  /// Takes whole chats in; `nil` where none may come.
  package var archive: (any ChatArchive)?
  /// Deletes all of an owner; `nil` where nothing is kept.
  package var erasure: (any Erasure)?
  /// What is remembered of owners; `nil` where nothing is.
  package var recollections: (any Recollections)?
  /// What plugins found for operators; `nil` where nobody may ask for it.
  package var findings: (any Findings)?
  /// Who deleted what; `nil` where nobody may ask for it.
  package var audit: (any AuditTrail)?
  /// What turns have used; `nil` where it is not counted.
  package var usage: (any UsageStore)?
  package var log: any OperatorLog
  package var metrics: Metrics
  /// Which configuration holds.
  package var configuration: ConfigurationState
  /// Reads the configuration again and makes new turns with it, unless something is wrong with it.
  package var reload: @Sendable () async -> ReloadOutcome
  /// Says that jobs or deliveries may be due.
  package var wake: @Sendable () -> Void

  package init(
    settings: ApplicationSettings, generations: LiveGenerations, chats: any ChatStore,
    sessions: any SessionStore, traces: any TraceStore, backlog: (any Backlog)? = nil,
    feedback: (any FeedbackStore)? = nil, archive: (any ChatArchive)? = nil,
    erasure: (any Erasure)? = nil, recollections: (any Recollections)? = nil,
    findings: (any Findings)? = nil, audit: (any AuditTrail)? = nil,
    usage: (any UsageStore)? = nil, log: any OperatorLog, metrics: Metrics,
    configuration: ConfigurationState? = nil,
    reload: @escaping @Sendable () async -> ReloadOutcome = { .applied(warnings: []) },
    wake: @escaping @Sendable () -> Void = {}
  ) {
    self.settings = settings
    self.generations = generations
    self.chats = chats
    self.sessions = sessions
    self.traces = traces
    self.backlog = backlog
    self.feedback = feedback
    self.archive = archive
    self.erasure = erasure
    self.recollections = recollections
    self.findings = findings
    self.audit = audit
    self.usage = usage
    self.log = log
    self.metrics = metrics
    self.configuration =
      configuration
      ?? ConfigurationState(
        appliedAt: metrics.startedAt, sessions: settings.sessionLimits)
    self.reload = reload
    self.wake = wake
  }
}

/// Whom the server answers, under which names, and how much.
package struct ApplicationSettings: Sendable {
  package enum Mode: Sendable, Hashable {
    /// One user, on this machine.
    case local
    /// Every cookie is an owner of its own.
    case guests
  }

  package var mode = Mode.local
  /// Whether others than operators may see traces and explanations.
  package var exposesTraces = false
  /// Whether others than operators may see the upstreams.
  package var exposesModels = false
  /// Where people reach Parley, without a slash at the end.
  package var publicURL = "http://127.0.0.1:8080"
  /// Besides the host of ``publicURL`` and loopback.
  package var allowedHosts: [String] = []
  /// Addresses and networks of proxies whose word on the client's address is believed; in guests
  /// mode only.
  package var trustedProxies: [String] = []
  /// Web pages that may call the interface: scheme, host and port.
  package var corsOrigins: [String] = []
  package var sessionIdle = Duration.seconds(30 * 60)
  package var sessionAbsolute = Duration.seconds(12 * 3600)
  /// The largest body of an import of chats, in bytes.
  package var importBytes = 64 << 20
  /// Replies in the making for one owner.
  package var runningGenerations = 4
  package var version = ""
  /// How long a reply waits for its reader to come back.
  package var resumeGrace = Duration.seconds(15)
  /// How long a stream may be silent before it sends a comment.
  package var heartbeat = Duration.seconds(15)
  /// The pause between two renderings of a growing text.
  package var renderPause = Duration.milliseconds(250)

  package init() {}

  /// The lives of sessions as they are at the start.
  package var sessionLimits: ConfigurationState.SessionLimits {
    ConfigurationState.SessionLimits(idle: sessionIdle, absolute: sessionAbsolute)
  }
}
