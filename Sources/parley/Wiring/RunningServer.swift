import Glibc
import ParleyConfig
import ParleyDomain
import ParleyEngine
import ParleyPlugin
import ParleyServer
import ParleyStore

/// A shop that serves: the HTTP server with the loops that work beside it.
struct RunningServer: Sendable {
  /// How long replies in the making may go on after the server was told to end.
  static let drain = Duration.seconds(30)
  /// Kept of it for storing what was cut short, and telling its readers.
  private static let farewell = Duration.seconds(2)

  let http: HTTPServer
  private let generations: LiveGenerations
  private let store: SQLiteChatStore
  private let deliveries: DeliveryLoop
  private let reloader: Reloader
  private let loops: [Task<Void, Never>]

  /// Opens everything and begins to listen. Throws ``CommandFailure`` and what the rooms throw.
  ///
  /// - Parameter isWatching: Whether changed configuration files are taken over by themselves.
  static func start(
    _ shop: Shop, listen: ListenAddress, isWatching: Bool = false
  ) async throws -> RunningServer {
    // A limit of file sizes is an error that `write` returns, not a reason to die.
    signal(SIGXFSZ, SIG_IGN)
    let settings = try shop.applicationSettings(listen: listen)
    let store = try await shop.openStore()
    do {
      let engine = try await shop.startEngine(store: store, knowledge: shop.library())
      do {
        return try start(shop, settings, listen, engine, store, isWatching: isWatching)
      } catch {
        await engine.plugins.stop()
        throw error
      }
    } catch {
      await store.close()
      throw error
    }
  }

  private static func start(
    _ shop: Shop, _ settings: ApplicationSettings, _ listen: ListenAddress, _ engine: Engine,
    _ store: SQLiteChatStore, isWatching: Bool
  ) throws -> RunningServer {
    let metrics = Metrics(startedAt: engine.clock.now)
    let jobs = JobLoop()
    let generations = LiveGenerations(
      engine: engine, jobs: jobs, onEnd: { metrics.generationEnded($0) })
    let configuration = ConfigurationState(
      appliedAt: engine.clock.now, sessions: settings.sessionLimits)
    let loads = ScheduledLoads(shop, metrics: metrics)
    let reloader = Reloader(
      shop, generations: generations, store: store, state: configuration, loads: loads)
    let deliveries = try shop.deliveries(
      in: store, engine: { generations.engine },
      onTry: { metrics.deliveryTried(plugin: $0, outcome: $1) })
    let application = Application(
      Services(
        settings: settings, generations: generations, chats: store, sessions: store,
        traces: store, backlog: store, feedback: store, archive: store, erasure: store,
        recollections: store, findings: store, audit: store, usage: store,
        log: shop.log, metrics: metrics,
        configuration: configuration, reload: { await reloader.reload(.request) },
        wake: {
          jobs.wake()
          deliveries.wake()
        }))
    let http = try application.serve(
      ServerSettings(
        host: listen.host, port: listen.port,
        unixSocketPath: shop.configuration.storage.directory + "/parley.sock"))
    let log = shop.log
    let retention = RetentionPolicy(shop.configuration.storage.retention)
    var loops = [
      Task { await jobs.run(with: generations, log: log, onRun: { deliveries.wake() }) },
      Task { await deliveries.run() },
      Task { await loads.run() },
      Task {
        await SessionEndLoop(
          endings: store, engine: { generations.engine }, log: log, onJobs: { jobs.wake() }
        ).run()
      },
      Task {
        await RetentionLoop(
          erasure: store, clock: engine.clock, log: log, policy: { retention }
        ).run()
      },
      Task { await MemoryExpiryLoop(recollections: store, clock: engine.clock, log: log).run() },
      Task { await CheckpointLoop(generations: generations, store: store, log: log).run() },
      reloadAtHangups(with: reloader),
    ]
    if isWatching { loops.append(reloadAtChanges(with: reloader)) }
    return RunningServer(
      http: http, generations: generations, store: store, deliveries: deliveries,
      reloader: reloader, loops: loops)
  }

  private static func reloadAtHangups(with reloader: Reloader) -> Task<Void, Never> {
    let hangups = Hangups()
    return Task {
      for await _ in hangups.stream { _ = await reloader.reload(.signal) }
    }
  }

  private static func reloadAtChanges(with reloader: Reloader) -> Task<Void, Never> {
    Task {
      await FileWatch().run(
        subject: { await reloader.watched },
        onChange: { _ = await reloader.reload(.watch) })
    }
  }

  /// Ends in order: takes nothing new, lets replies end, keeps the rest as interrupted, finishes
  /// jobs that run, sends what is due, closes the store.
  func stop() async {
    async let stopped: Void = http.stop(within: RunningServer.drain)
    await generations.drain(until: .after(RunningServer.drain - RunningServer.farewell))
    await stopped
    for loop in loops { loop.cancel() }
    for loop in loops { await loop.value }
    await deliveries.finish(within: Shop.deliveryFarewell)
    await reloader.settled()
    await generations.engine.plugins.stop()
    await store.close()
  }
}
